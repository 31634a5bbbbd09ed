/// The adapters of this program, and what each says of itself: the one place of them.
enum AdapterTable {
  struct Row: Sendable {
    let name: String
    /// What it does, in a sentence.
    let help: String
    /// Its settings, as `partner enable` writes them, and what each is.
    let settings: [(name: String, help: String)]
    let run: @Sendable () -> Void
  }

  static let rows = [
    Row(name: "simulated", help: "A provider for training: no money moves.", settings: []) {
      PartnerShell.run(SimulatedAdapter())
    },
    Row(
      name: "stripe", help: "Takes payments with Stripe.",
      settings: [
        ("secret_key_file", "the file of the secret key"), ("webhook_secret_file", "that of its webhooks"),
        ("api_base", "another address than Stripe's own"), ("flow", "checkout (the usual) or intents"),
      ]
    ) { PartnerShell.run(StripeAdapter()) },
    Row(
      name: "webhook", help: "Brings every event to a receiver, signed as Standard Webhooks 1.0.",
      settings: [
        ("url", "the receiver's https address"),
        ("secret_file", "the file of its secret, or of two, a line each"),
        ("allow_private", "yes: it may be inside the house, without encryption too"),
      ]
    ) {
      // Before any thread is begun.
      guard let tunnel = CheckedTunnel.open() else {
        return Diagnostics.say("nobody can listen on 127.0.0.1")
      }
      PartnerShell.run(WebhookAdapter(), through: tunnel)
    },
    Row(
      name: "exec",
      help: "Hands every event to a program, which prints the id of each that it keeps.",
      settings: [("command", "what /bin/sh is to run")]
    ) { PartnerShell.run(ExecAdapter()) },
    Row(
      name: "twilio", help: "Sends short messages with Twilio to guests who have left a number.",
      settings: [
        ("account", "the account, AC and 32 digits"), ("token_file", "the file of its token"),
        ("from", "who sends: a number, a short code or a name"),
        ("api_base", "another address than Twilio's own"), ("contacts_file", "where the numbers stand"),
      ]
    ) { PartnerShell.run(MessageAdapter(TwilioCarrier.init)) },
    Row(
      name: "email",
      help: "Sends mail by the machine's mail program to guests who have left an address.",
      settings: [
        ("from", "the address that it comes from"), ("sendmail", "the mail program, else /usr/sbin/sendmail"),
        ("contacts_file", "where the addresses stand"),
      ]
    ) { PartnerShell.run(MessageAdapter(EmailCarrier.init)) },
  ]

  /// What `--help` prints.
  static func help(_ row: Row) -> String {
    let width = row.settings.map(\.name.utf8.count).max() ?? 0
    let settings = row.settings.map { setting in
      "  \(setting.name)\(String(repeating: " ", count: width - setting.name.utf8.count))  \(setting.help)\n"
    }
    let list = settings.isEmpty ? "" : "Settings, which come with the first line:\n" + settings.joined()
    return
      "galley-partner \(row.name)\n\(row.help)\n\(list)It speaks in lines of JSON; see galley-partner(7).\n"
  }
}
