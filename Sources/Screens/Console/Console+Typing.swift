import Dining
import Venue

/// What becomes of a typed line.
extension Console {
  /// Takes the line: what this screen can do by itself it does, the rest goes to the program.
  mutating func submit(_ view: View) -> [ConsoleEffect] {
    let line = entry.take()
    if mode == .kitchen { isTyping = false }
    do throws(UsageFault) {
      let words = try Self.words(of: line)
      guard let first = words.first else { return [] }
      if words.count == 1, ["q", "quit", "exit"].contains(first) { return [.quit] }
      return try run(words, view)
    } catch {
      say(error.message, isError: true, at: view.now)
      return []
    }
  }

  /// Without what a person types out of habit: a colon, the program's name.
  private static func words(of line: String) throws(UsageFault) -> [String] {
    var words = try Arguments.split(String(line.drop { $0 == ":" || $0 == " " }))
    if words.first == "galley" { words.removeFirst() }
    return words
  }

  private mutating func run(_ words: [String], _ view: View) throws(UsageFault) -> [ConsoleEffect] {
    switch try CommandTable.understand(Arguments(words)) {
    case .help: go(to: .help)
    case .kitchen, .staff: go(to: .board)
    case .show(let name):
      guard let order = name.order(in: view.house) else { return [.run(words)] }
      go(to: .order(order.id))
    default: return [.run(words)]
    }
    return []
  }
}
