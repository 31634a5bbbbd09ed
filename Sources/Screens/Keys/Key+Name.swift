extension Key {
  /// What the key is called in sentences.
  public var name: String {
    switch self {
    case .character(" "): "Space"
    case .character(let scalar): "“\(scalar)”"
    case .control(let letter): "Ctrl-\(String(letter).uppercased())"
    case .function(let number): "F\(number)"
    case .enter: "Enter"
    case .escape: "Esc"
    case .tab: "Tab"
    case .backTab: "Shift-Tab"
    case .backspace: "Backspace"
    case .up: "↑"
    case .down: "↓"
    case .left: "←"
    case .right: "→"
    case .home: "Home"
    case .end: "End"
    case .pageUp: "Page Up"
    case .pageDown: "Page Down"
    case .insert: "Insert"
    case .delete: "Delete"
    case .click: "a click"
    case .wheelUp, .wheelDown: "the wheel"
    case .unknown: "that key"
    }
  }

  /// What it is called in tables of keys and in `galley.conf`.
  var plainName: String {
    switch self {
    case .character(" "): "Space"
    case .character(let scalar): String(scalar)
    case .up: "Up"
    case .down: "Down"
    case .left: "Left"
    case .right: "Right"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    default: name
    }
  }
}
