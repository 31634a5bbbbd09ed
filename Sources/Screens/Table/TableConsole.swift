import Dining
import Events

/// A stand-in until the guests' screen is merged: a list of dishes, and lines that are typed.
public struct TableConsole: Sendable {
  private var line = ""
  private var said = ""

  public init(_ preferences: Preferences, seed: UInt64) {}

  public mutating func handle(_ key: Key, _ view: TableView) -> [TableEffect] {
    switch key {
    case .character(let scalar): line.unicodeScalars.append(scalar)
    case .backspace: line = String(line.dropLast())
    case .enter:
      let words = (try? Arguments.split(line)) ?? []
      line = ""
      return words.isEmpty ? [.redraw] : [.touch, .run(words)]
    default: break
    }
    return [.redraw]
  }

  public mutating func show(_ text: String, of words: [String], isError: Bool, _ view: TableView)
    -> [TableEffect]
  {
    said = text
    return [.redraw]
  }

  public mutating func frame(_ view: TableView) -> Frame {
    var lines = ["\(view.table)  \(view.menu?.name ?? "-")", view.closedBecause ?? "open"]
    for stream in view.orders {
      lines.append(stream.order.codeText)
      lines += stream.order.items.map { "\($0.quantity) \($0.dish.name) \($0.statusWord)" }
    }
    lines += [said, "> \(line)"]
    var frame = Frame(size: view.size)
    for (row, line) in lines.enumerated() where row < view.size.heightRows {
      frame.write(line, at: Position(row: row, column: 0), style: Style(.text))
    }
    return frame
  }

  public func nextChange(_ view: TableView) -> Int64 { 1_000 }
}
