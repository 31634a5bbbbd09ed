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

  /// Draws buttons beside each other over the whole width of an area, each as wide as its words want; where there is
  /// less room, those on the right have fewer words.
  mutating func draw(_ buttons: [Button], in area: Rectangle) {
    let gap = 1
    let room = area.widthColumns - gap * (buttons.count - 1)
    guard !buttons.isEmpty, room > 0 else { return }
    var labels = buttons.map { $0.label(isShort: false) }
    for place in buttons.indices.reversed() where Self.columns(of: labels) > room {
      labels[place] = buttons[place].label(isShort: true)
    }
    let spare = room - Self.columns(of: labels)
    var widths = labels.map { label in
      spare < 0 ? room / buttons.count : label.widthColumns + Self.padding + spare / buttons.count
    }
    widths[widths.count - 1] += room - widths.reduce(0, +)
    var column = area.column
    for (place, width) in widths.enumerated() {
      let spot = Rectangle(row: area.row, column: column, widthColumns: width, heightRows: area.heightRows)
      draw(buttons[place], labels[place], in: spot)
      column += width + gap
    }
  }

  /// Beside the words of a button, its edges counted.
  private static let padding = 4

  private static func columns(of labels: [SafeText]) -> Int {
    labels.reduce(0) { $0 + $1.widthColumns + padding }
  }

  private mutating func draw(_ button: Button, _ label: SafeText, in area: Rectangle) {
    let isBoxed = area.heightRows >= 3
    let style = Self.style(button.look, isBoxed: isBoxed)
    fill(area, style)
    if isBoxed, button.look == .plain || button.look == .off { frame.box(area, style: Style(.rule)) }
    let inner = max(0, area.widthColumns - 2)
    let shown = label.cut(toColumns: inner)
    let left = area.column + 1 + (inner - shown.widthColumns) / 2
    frame.write(shown, at: Position(row: area.row + area.heightRows / 2, column: left), style: style)
    if button.look != .off { put(button.touch, on: area) }
  }

  private static func style(_ look: ButtonLook, isBoxed: Bool) -> Style {
    switch look {
    case .first: Style(.next)
    case .plain: Style(isBoxed ? .text : .pane, .bold)
    case .chosen: Style(.selected)
    case .off: Style(.dim)
    }
  }
}

extension BigText {
  /// A title in large letters on one line; nil where it has no room in them.
  static func title(_ text: String, _ pixels: PixelShape?, toColumns columns: Int) -> BigText? {
    guard let pixels, pixels != .full else { return nil }
    let title = BigText(SafeText(text, limit: 80), .drawn(.small), pixels)
    return title.widthColumns <= columns ? title : nil
  }
}
