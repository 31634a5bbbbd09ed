/// A flag of the command line. Those of one command stand in its row of ``CommandTable``.
public struct Flag: Hashable, Sendable {
  /// Without its two hyphens.
  public let name: String
  /// What its value is called in the manual; nil for a flag without one.
  public let value: String?
  public let isRepeated: Bool
  /// Whether its command is none without it.
  public private(set) var isRequired = false
  public let help: String

  /// - Parameter form: the name, and after a blank what its value is called.
  init(_ form: String, isRepeated: Bool = false, _ help: String) {
    let parts = form.split(separator: " ").map(String.init)
    name = parts[0]
    value = parts.count > 1 ? parts[1] : nil
    self.isRepeated = isRepeated
    self.help = help
  }

  /// `--qty N`.
  public var form: String { "--\(name)\(value.map { " " + $0 } ?? "")" }

  /// As a command's synopsis shows it: in brackets where it may be left out.
  var synopsis: String { (isRequired ? form : "[\(form)]") + (isRepeated ? "…" : "") }

  /// The same flag where a command can't do without it.
  var required: Flag {
    var flag = self
    flag.isRequired = true
    return flag
  }

  /// Flags that go with every command: the settings that are flags too, and what holds for one run.
  public static let common: [Flag] =
    SettingTable.all.compactMap(\.flag) + [
      Flag("config FILE", "the settings file"),
      Flag("as NAME", "act as this member of staff"),
      Flag("idempotency-key KEY", "a repeat with the same key changes nothing and prints the first result"),
      Flag("anyway", "do what is only warned of"),
    ]
}

/// Flags that several commands have.
extension Flag {
  static let reason = Flag("reason TEXT", "why")
  static let participant = Flag("participant P1", "for which of the guests")
  static let share = Flag("share N", "this share of a bill that is split")
  static let guests = Flag("guests N", "how many sit there")
  static let type = Flag("type TYPE", "dine_in, takeaway or delivery")
  static let promised = Flag("promised TIME", "when it was promised for")
  static let round = Flag("round N", "only this round")
  static let off = Flag("off", "take it back")
  static let all = Flag("all", "also those that are done")
  static let order = Flag("order CODE", "only this order")
  public static let columns = Flag(
    "columns", "in aligned columns with headings, as a terminal gets it by itself")
  public static let colours = Flag(
    "colours", "in colours, as a terminal gets it by itself unless NO_COLOR is set")
  static let at = Flag("at TIME", "as it stood then")
}
