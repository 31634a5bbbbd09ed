import Venue

/// The one table of keys: keymap, footer, help pane and the manual's key table are read from it.
public enum ActionTable {
  public static let all: [Action] =
    board + back + selected + menus + finding + rarer + padAndSoldOut + panes + [lookBack] + everywhere
    + voice + PaneTable.kinds.flatMap(\.keys) + past + lines + padFromLine + presence

  /// The row that a key means where it is pressed.
  static func action(for key: Key, on console: Console) -> Action? {
    all.first { $0.isOn(console) && console.preferences.keys.keys(of: $0).contains(key) }
  }

  /// The row with a name.
  static func named(_ name: String) -> Action? { all.first { $0.name == name } }

  /// The manual's table: the keys, where they are on, what they do, and what `key.NAME` calls it; no name where
  /// the keys are fixed.
  public static var manualRows: [(keys: String, places: String, help: String, name: String?)] {
    all.map { action in
      let places = Action.Place.all.filter(action.places.contains).map(\.name)
      let words = action.places.isSuperset(of: everyPane) ? "everywhere" : places.joined(separator: ", ")
      return (action.keyText, words, action.help, action.isFixed ? nil : action.name)
    }
  }

  /// On the order pad letters are text, so what has letters for keys is not on there.
  static let everyPane = Set(PaneTable.kinds.map(\.place)).subtracting([.pad])
  static let panesBesideBoard = everyPane.subtracting([.board])
  static let digits = (1...9).map { Key.character(Unicode.Scalar(UInt8(0x30 + $0))) }
}
