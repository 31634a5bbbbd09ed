/// A flag of the command line; outside a command, also a setting of the same name.
public struct Flag: Hashable, Sendable {
  /// Without its two hyphens.
  public let name: String
  /// What its value is called in the manual; nil for a flag without one.
  public let value: String?
  public let isRepeated: Bool
  public let help: String

  /// - Parameter form: the name, and after a blank what its value is called.
  init(_ form: String, isRepeated: Bool = false, _ help: String) {
    let parts = form.split(separator: " ").map(String.init)
    name = parts[0]
    value = parts.count > 1 ? parts[1] : nil
    self.isRepeated = isRepeated
    self.help = help
  }

  /// Flags that go with every command, and may also stand in the settings file.
  public static let common: [Flag] = [
    Flag("data DIR", "the directory with the log"),
    Flag("json", "one JSON object a line instead of a sentence"),
    Flag("config FILE", "the settings file"),
    Flag("venue NAME", "the house this terminal belongs to; [a-z0-9-], at most 40"),
    Flag("name NAME", "what this terminal is called; [a-z][a-z0-9-], at most 31"),
    Flag("letter L", "the letter of the short codes that this terminal gives out"),
    Flag("listen HOST:PORT", "where other terminals reach this one, like 0.0.0.0:7400 or [::]:7400"),
    Flag("peer HOST:PORT", isRepeated: true, "another terminal that this one dials"),
    Flag(
      "key-file FILE", isRepeated: true,
      "the file with the key of the house, mode 0600; of several the first to dial, any to accept"),
    Flag(
      "insecure-loopback", "without a key, and so without proofs: listen and dial on this machine alone"),
    Flag("as NAME", "act as this member of staff"),
    Flag("theme NAME", "how screens look; see: galley theme list"),
    Flag("letters WHAT", "big letters: auto, half, full or plain; see galley.conf(5)"),
    Flag("idempotency-key KEY", "a repeat with the same key changes nothing and prints the first result"),
  ]

  /// Flags of single commands; one name takes a value everywhere or nowhere.
  static let special: [Flag] = [
    Flag("table T4", "the table"),
    Flag("guests N", "how many sit there"),
    Flag("type TYPE", "dine_in, takeaway or delivery"),
    Flag("promised TIME", "when it was promised for"),
    Flag("qty N", "how many of it"),
    Flag("modifier TEXT", isRepeated: true, "a choice from the menu, or a wish"),
    Flag("note TEXT", "how the guest wants it"),
    Flag("participant P1", "for which of the guests"),
    Flag("open-item NAME", "a dish that is not on the menu"),
    Flag("price PRICE", "what it costs, like 12.50"),
    Flag("label TEXT", "what the bill calls it"),
    Flag("round N", "only this round"),
    Flag("item ITEM", isRepeated: true, "only this item"),
    Flag("off", "take it back"),
    Flag("withdraw", "take the bill back"),
    Flag("reason TEXT", "why"),
    Flag("all", "also those that are done"),
    Flag("follow", "go on with what comes"),
    Flag("order CODE", "only this order"),
    Flag("since TIME", "only from then on"),
    Flag("before TIME", "only before then"),
    Flag("at TIME", "as it stood then"),
    Flag("size COLSxROWS", "the size of the screen"),
    Flag("format FORMAT", "text, ansi or svg"),
    Flag("seed N", "which evening"),
    Flag("speed X", "how many times as fast as the clock"),
    Flag("name NAME", "what they are called"),
  ]

  /// Whether a setting of this name may stand on several lines.
  public static func isRepeated(_ setting: String) -> Bool {
    common.first { $0.name == setting }?.isRepeated ?? false
  }

  /// The row of a flag; the special one where a command has one of that name.
  static func named(_ name: String) -> Flag? {
    special.first { $0.name == name } ?? common.first { $0.name == name }
  }
}
