import Venue

/// What an adapter of `galley-partner` is set up with: one table for the command line, its help and the manual.
struct PartnerAdapter {
  let name: String
  let settings: [Setting]

  struct Setting {
    /// Its flag: `url U`; without a value it is a mark, kept as `yes`.
    let form: String
    let help: String
    let isNeeded: Bool
    /// What it may be; empty: anything.
    let words: [String]

    init(_ form: String, _ help: String, isNeeded: Bool = false, words: [String] = []) {
      self.form = form
      self.help = help
      self.isNeeded = isNeeded
      self.words = words
    }

    var flag: String { String(form.prefix { $0 != " " }) }
    /// As events and adapters call it.
    var key: String { String(flag.map { $0 == "-" ? "_" : $0 }) }
    var isMark: Bool { flag == form }
  }

  static let all: [PartnerAdapter] = [
    PartnerAdapter(
      name: "stripe",
      settings: [
        Setting("secret-key-file FILE", "where the secret key stands, mode 0600", isNeeded: true),
        Setting("webhook-secret-file FILE", "where the secret of its webhooks stands, mode 0600"),
        Setting("api-base URL", "another address than its own, for trials"),
        Setting(
          "flow checkout|intents", "its own pages (the usual), or payments without one",
          words: ["checkout", "intents"]),
      ]),
    PartnerAdapter(name: "simulated", settings: []),
    PartnerAdapter(
      name: "webhook",
      settings: [
        Setting("url URL", "where events are sent to", isNeeded: true),
        Setting(
          "secret-file FILE", "where the secret stands with which they are signed, mode 0600", isNeeded: true),
        Setting("allow-private", "the address may be one of this network"),
      ]),
    PartnerAdapter(
      name: "exec",
      settings: [Setting("command CMD", "a program that reads events, in a shell", isNeeded: true)]),
    PartnerAdapter(
      name: "twilio",
      settings: [
        Setting("account SID", "the account", isNeeded: true),
        Setting("token-file FILE", "where its token stands, mode 0600", isNeeded: true),
        Setting(
          "from ADDRESS", "the number, or for email the address, that messages come from", isNeeded: true),
        Setting("api-base URL", "another address than its own, for trials"),
      ]),
    PartnerAdapter(
      name: "email",
      settings: [
        Setting(
          "from ADDRESS", "the number, or for email the address, that messages come from", isNeeded: true),
        Setting("sendmail CMD", "the mail program, in place of /usr/sbin/sendmail"),
      ]),
  ]

  /// Those of all, each flag once, with whose it is.
  static var flags: [Flag] {
    var forms: [String] = []
    for setting in all.flatMap(\.settings) where !forms.contains(setting.form) { forms.append(setting.form) }
    return forms.map { form in
      let owners = all.filter { adapter in adapter.settings.contains { $0.form == form } }
      let help = owners.lazy.flatMap(\.settings).first { $0.form == form }?.help ?? ""
      return Flag(form, "\(owners.map(\.name).joined(separator: ", ")): \(help)")
    }
  }

  /// What was given, by key in ascending order, with the adapter's name among it.
  func settings(_ arguments: Arguments) throws(UsageFault) -> [PartnerRequest.Setting] {
    var given = [PartnerRequest.Setting("adapter", name)]
    for setting in settings {
      let value = setting.isMark ? (arguments.has(setting.flag) ? "yes" : nil) : arguments.value(setting.flag)
      guard let value else {
        guard !setting.isNeeded else { throw UsageFault("partner enable \(name) wants --\(setting.form)") }
        continue
      }
      guard setting.words.isEmpty || setting.words.contains(value) else {
        throw UsageFault("--\(setting.flag): “\(value)” is none of \(setting.words.joined(separator: ", "))")
      }
      given.append(PartnerRequest.Setting(setting.key, value))
    }
    let foreign = Self.all.flatMap(\.settings).map(\.flag).first { flag in
      arguments.has(flag) && !settings.contains { $0.flag == flag }
    }
    if let foreign { throw UsageFault("partner enable \(name) takes no setting “\(foreign)”") }
    return given.sorted { $0.key < $1.key }
  }
}
