import Dining
import Events
import Menus

/// What a person asks of the house's menus, as they said it.
public enum MenuRequest: Hashable, Sendable {
  /// Makes a document the one that the next version is made of.
  case importDocument(JSON)
  case soldOut(menuitem: String, isAvailable: Bool)
  /// Freezes the document that was imported last.
  case snapshot(label: String?)
  /// Freezes and activates it, after it was imported where one is given.
  case publish(JSON?, label: String?)
  case activate(version: String, from: Timestamp?, until: Timestamp?)
  case cancel(activation: String)

  /// The command line that asks for it.
  var line: TypedLine {
    switch self {
    case .importDocument(let json):
      TypedLine("menu import", on: [Composer.menuName], input: json.canonicalBytes)
    case .soldOut(let menuitem, let isAvailable):
      TypedLine("menu sold-out", isAvailable ? ["--off"] : [], on: [menuitem])
    case .snapshot(let label): TypedLine("menu snapshot", TypedLine.flag("label", label), on: [])
    case .publish(let json, let label):
      TypedLine(
        "menu publish", TypedLine.flag("label", label), on: json == nil ? [] : [Composer.menuName],
        input: json?.canonicalBytes)
    case .activate(let version, let from, let until):
      TypedLine(
        "menu activate",
        TypedLine.flag("from", from?.description) + TypedLine.flag("until", until?.description), on: [version]
      )
    case .cancel(let activation): TypedLine("menu cancel", on: [activation])
    }
  }
}

/// What a person asks of experiments, as they said it.
public enum ExperimentRequest: Hashable, Sendable {
  case create(Wish)
  case end(experiment: String, reason: String?)

  /// Between a person's “now” and its arrival in the house a moment passes.
  public static let startSlackMs: Int64 = 60_000

  /// An experiment before its versions are looked up.
  public struct Wish: Hashable, Sendable {
    public var control: String
    public var variant: String
    public var allocation: Int64
    public var from: Timestamp
    public var until: Timestamp
    public var tables: [String]

    public init(
      control: String, variant: String, allocation: Int64, from: Timestamp, until: Timestamp,
      tables: [String] = []
    ) {
      self.control = control
      self.variant = variant
      self.allocation = allocation
      self.from = from
      self.until = until
      self.tables = tables
    }
  }

  /// The command line that asks for it.
  var line: TypedLine {
    switch self {
    case .create(let wish):
      TypedLine(
        "experiment create",
        TypedLine.flag("control", wish.control) + TypedLine.flag("variant", wish.variant)
          + TypedLine.flag("allocation", "\(wish.allocation)")
          + TypedLine.flag("from", wish.from.description) + TypedLine.flag("until", wish.until.description)
          + wish.tables.flatMap { TypedLine.flag("table", $0) }, on: [])
    case .end(let experiment, let reason):
      TypedLine("experiment end", TypedLine.flag("reason", reason), on: [experiment])
    }
  }
}
