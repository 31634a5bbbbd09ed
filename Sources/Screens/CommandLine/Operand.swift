import Insights

/// What may stand in a place of a command line: what an operand's name means to people, in one table for all commands.
public struct Operand: Sendable {
  /// As synopses write it: `CODE`.
  public let name: String
  /// For help and manual: a sentence without its first capital and its full stop.
  public let help: String

  init(_ name: String, _ help: String) {
    self.name = name
    self.help = help
  }

  /// Every operand of ``CommandTable``, in the order of the alphabet.
  public static let all: [Operand] = [
    Operand("ACTIVATION", "an activation of a version: its id or the end of it; see: galley menu versions"),
    Operand(
      "ADAPTER", "stripe; webhook, exec; email, twilio; or simulated, which trains and moves no money"),
    Operand("AMOUNT", "money in the currency's major unit, like 12.50 or 12"),
    Operand("CODE", "an order: its code (B07), its table (T4), or the end of its order_id, 6 digits or more"),
    Operand("EVENT", "something that was said: its event's id or the end of it"),
    Operand("EXPERIMENT", "an experiment: its id or the end of it; see: galley experiment list"),
    Operand("FILE", "a file; where it is read, - is standard input"),
    Operand("HOST:PORT", "an address, like 192.168.1.20:7400 or [fd00::1]:7400"),
    Operand("ITEM", "an item of the order: its number on it, its menuitem_id, or the end of its item_id"),
    Operand("KEY", "the name of a setting of the house, like age_limits"),
    Operand("KIND", "discount, comp, service, tip or tax"),
    Operand("MENUITEM", "a dish of the menu by its id; see: galley menu list"),
    Operand(
      "METRIC", "what is asked of the past: \(Metric.allCases.map(\.rawValue).joined(separator: ", "))"),
    Operand("MINUTES", "how many minutes"),
    Operand("N", "how many"),
    Operand("NAME", "somebody who works here, or a partner; see: galley staff list, galley partner list"),
    Operand("PANE", "what a full screen shows, like kitchen, order CODE or log"),
    Operand("PAYMENT", "a payment of the order: its number in pay status, or the end of its id"),
    Operand("SETTING", "the name of any setting; see: galley config"),
    Operand("SHELL", "bash, zsh or fish"),
    Operand("TABLE", "the name of a table, like T4"),
    Operand("TEMPLATE", "receipt, or nudge: that the bill waits"),
    Operand("TEXT", "words; quotes may be left out"),
    Operand("THEME", "the name of a theme; see: galley theme list"),
    Operand("VALUE", "what the setting shall be"),
    Operand(
      "VERSION",
      "a version of the menu: its label, or the first 7 digits or more of its version_id; where it is only looked at, "
        + "live and draft too"),
    Operand("WORD", "the words so far, the last one in progress"),
  ]

  /// The operand of a name; nil for none that a command has.
  public static func named(_ name: String) -> Operand? { all.first { $0.name == name } }
}
