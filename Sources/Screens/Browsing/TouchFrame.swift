/// What a touch on some place of the picture does.
enum Touch: Hashable, Sendable {
  /// The same as a key.
  case key(Key)
  case section(Int)
  /// A dish by its place among those that are listed.
  case dish(Int)
  /// A row of a form or of a list.
  case row(Int)
  case fewer(Int)
  case more(Int)
  case off(Int)
  /// Whoever stands at that place in the strip.
  case person(Int)
  case page(TablePage)
}

/// A frame, and what a touch does where on it: what is drawn as a button is one, since both are made at once.
struct TouchFrame {
  var frame: Frame
  private var places: [(area: Rectangle, touch: Touch)] = []

  init(_ frame: Frame) { self.frame = frame }

  /// How a button looks.
  enum ButtonLook {
    /// What most people want next.
    case first
    case plain
    /// What is shown or chosen already.
    case chosen
    case off
  }

  /// A button with its words, and with fewer of them where there is less room.
  struct Button {
    let key: String
    let words: String
    let short: String
    let touch: Touch
    var look = ButtonLook.plain

    /// The key's name stands before the words, for those who have keys.
    fileprivate func label(isShort: Bool) -> SafeText {
      let text = isShort ? short : words
      return SafeText(key.isEmpty ? text : "\(key)  \(text)")
    }
  }

  /// What lies at a place: the last that was put there.
  func touch(at position: Position) -> Touch? {
    places.last { $0.area.rows.contains(position.row) && $0.area.columns.contains(position.column) }?.touch
  }

  mutating func put(_ touch: Touch, on area: Rectangle) { places.append((area, touch)) }

  /// Draws a line in a row of an area.
  mutating func draw(_ line: TextLine, row: Int, in area: Rectangle) {
    frame.inside(area) { $0.draw(line, row: row) }
  }

  mutating func fill(_ area: Rectangle, _ style: Style) { frame.fill(area, style: style) }

  /// Draws buttons beside each other over the whole width of an area, each as wide as its words want.
  mutating func draw(_ buttons: [Button], in area: Rectangle) {
    guard !buttons.isEmpty, area.widthColumns > buttons.count * 3 else { return }
    let gap = 1
    let room = area.widthColumns - gap * (buttons.count - 1)
    let padding = 4
    func widths(isShort: Bool) -> [Int] {
      buttons.map { $0.label(isShort: isShort).widthColumns + padding }
    }
    let isShort = widths(isShort: false).reduce(0, +) > room
    var wanted = widths(isShort: isShort)
    let spare = room - wanted.reduce(0, +)
    if spare < 0 {
      wanted = wanted.map { _ in room / buttons.count }
    } else {
      wanted = wanted.map { $0 + spare / buttons.count }
    }
    wanted[wanted.count - 1] += room - wanted.reduce(0, +)
    var column = area.column
    for (button, width) in zip(buttons, wanted) {
      let place = Rectangle(
        row: area.row, column: column, widthColumns: width, heightRows: area.heightRows)
      draw(button, isShort: isShort, in: place)
      column += width + gap
    }
  }

  private mutating func draw(_ button: Button, isShort: Bool, in area: Rectangle) {
    let style = Self.style(button.look)
    fill(area, style)
    if area.heightRows >= 3, button.look != .first {
      frame.box(area, style: Style(button.look == .chosen ? .selected : .rule))
    }
    let inner = max(0, area.widthColumns - 2)
    let label = button.label(isShort: isShort).cut(toColumns: inner)
    let left = area.column + 1 + (inner - label.widthColumns) / 2
    let middle = area.row + area.heightRows / 2
    frame.write(label, at: Position(row: middle, column: left), style: style)
    if button.look != .off { put(button.touch, on: area) }
  }

  private static func style(_ look: ButtonLook) -> Style {
    switch look {
    case .first: Style(.next)
    case .plain: Style(.text, .bold)
    case .chosen: Style(.selected)
    case .off: Style(.dim)
    }
  }
}
