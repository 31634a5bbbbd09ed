/// What the board shows while nothing is on it: what to type, for somebody who has never seen it.
enum EmptyBoard {
  static func draw(_ console: Console, _ view: View, into frame: inout Frame) {
    let width = frame.window.widthColumns
    let commands = [
      "galley order open --table T4 --guests 2", "galley order add CODE MENUITEM", "galley order submit CODE",
    ]
    if let station = console.station, !view.tickets.isEmpty {
      return write(
        [
          "Nothing for \(station.string).",
          "\(Chrome.count(view.tickets.count, "ticket")) at other stations: s chooses, 0 shows all.",
        ].flatMap { TextLine.wrapped($0, Style(.title), toColumns: width) }, into: &frame)
    }
    var lines = [
      TextLine("No tickets.", .title, .bold), .empty,
      TextLine("An order comes here when it is sent to the kitchen.", .text),
    ]
    if console.mode == .staff {
      lines += [
        TextLine("Type it in the line below, as the example there: table, guests, dishes.", .text), .empty,
      ]
    } else {
      lines += [TextLine("In another shell, or here after pressing :, type", .text), .empty]
      lines += commands.map { TextLine("  \($0)", .key) }
      lines += [
        .empty, TextLine("The first one says the CODE. ? shows every key and command.", .text), .empty,
      ]
    }
    lines += menu(view)
    let longest = lines.map(\.startColumns).max() ?? 0
    if longest > width || lines.count > frame.window.heightRows {
      let menu = view.house.served(at: view.wall) == nil ? ["No menu: menu import"] : []
      lines = (["No tickets."] + menu + [": takes commands.", "order open", "? shows all keys."]).flatMap {
        TextLine.wrapped($0, Style(.text), toColumns: width)
      }
    }
    write(lines, into: &frame)
  }

  /// Whether there is something to be ordered, and how to see it.
  private static func menu(_ view: View) -> [TextLine] {
    guard let document = view.house.served(at: view.wall)?.document else {
      return [
        TextLine("There is no menu yet. In a shell, this makes one to begin with:", .text),
        .empty,
        TextLine("  galley menu example > menu.json", .key), TextLine("  galley menu import menu.json", .key),
      ]
    }
    let count = document.items.count
    return [
      TextLine(
        "The menu has \(count) \(count == 1 ? "dish" : "dishes"), each a MENUITEM: galley menu list", .text)
    ]
  }

  /// In the middle of the pane.
  private static func write(_ lines: [TextLine], into frame: inout Frame) {
    let width = frame.window.widthColumns
    let block = lines.map(\.startColumns).max() ?? 0
    let top = max(0, (frame.window.heightRows - lines.count) / 2)
    let left = max(0, (width - block) / 2)
    for (offset, line) in lines.enumerated() { frame.draw(line, row: top + offset, column: left) }
  }
}
