import Dining
import Venue

/// The command line as an order: what Enter will do stands above it at every key.
extension Console {
  /// The order that is being typed, read; nil where a command is, or nothing.
  func typedOrder(_ view: View) -> OrderReading? {
    guard isTyping, past == nil else { return nil }
    return Self.orderLine(entry.text)?.reading(in: view.house, selected: subject(view), at: view.wall)
  }

  /// A line that begins with a table, a code or `+`, and with no word of a command or pane.
  static func orderLine(_ text: String) -> OrderLine? {
    let text = String(text.drop { $0 == ":" || $0 == " " })
    let first = text.prefix { $0 != " " }
    let isCommand =
      CommandTable.all.contains { $0.words.first ?? "" == first }
      || PaneTable.all.contains { $0.name == first }
    guard !isCommand, !["station", "recall", "galley", "help", "pad"].contains(first) else { return nil }
    let line = OrderLine(text)
    return line.place == .missing ? nil : line
  }

  /// Gives the order that was typed. While something is in doubt the line stays, and the doubt above it.
  mutating func place(_ reading: OrderReading, _ view: View) -> [ConsoleEffect] {
    guard let placement = reading.placement else {
      // A line that stays has its doubt above it; one that was given whole is gone.
      if entry.isEmpty { say(reading.obstacle?.sentence ?? "", isError: true, at: view.now) } else { hush() }
      return []
    }
    if let refusal = whyNotPlaced(reading, view) {
      if entry.isEmpty { say(refusal, isError: true, at: view.now) } else { hush() }
      return []
    }
    _ = entry.take()
    if mode != .staff { isTyping = false }
    guard reading.line.isAnyway else { return [.request(.place([placement]))] }
    // A command line says that it is wanted anyway; it can't say which order is selected here.
    var line = reading.line
    if line.place == .selected, let order = subject(view) { line.place = .named(order.codeText) }
    return [.run(["order", "place", "--", line.text])]
  }
}

extension Console {
  /// Why the house would refuse an order that is clear; nil where it would take it, or only the terminal can tell.
  func whyNotPlaced(_ reading: OrderReading, _ view: View) -> String? {
    if let reason = whyNoChange(.staff, view) { return reason }
    guard let placement = reading.placement else { return nil }
    let request = rehearsed(.place([placement]), isAnyway: reading.line.isAnyway, view)
    guard
      case .refused(let complaint) = Rehearsal(request, in: view.house, as: view.identity, at: view.moment)
    else { return nil }
    return complaint.message.exchanging("--anyway", for: "anyway as the last word")
  }
}

/// The selected order, where a command names none.
extension Console {
  /// The words with the code of the shown or selected order in its place; nil where the words name an order, or want none.
  func words(withSubject words: [String], _ view: View) -> [String]? {
    guard let order = subject(view), let command = CommandTable.command(words),
      command.operands.first == "CODE",
      let arguments = try? Arguments(words)
    else { return nil }
    let verb = command.words.count
    let named = arguments.words.dropFirst(verb).first
    let isOrder = named.map { Self.mayBeOrder($0, view) } ?? false
    if isOrder, Self.isSense(words) { return nil }
    let code =
      OrderName(order.codeText).order(in: view.house)?.id == order.id ? order.codeText : order.id.description
    let filled = words.prefix(verb) + [code] + words.dropFirst(verb)
    return Self.isSense(Array(filled)) ? Array(filled) : nil
  }

  private static func isSense(_ words: [String]) -> Bool {
    guard let arguments = try? Arguments(words) else { return false }
    return (try? CommandTable.understand(arguments)) != nil
  }

  /// A word with a digit is taken for a code, also where there is no such order: a slip must not reach another one.
  private static func mayBeOrder(_ word: String, _ view: View) -> Bool {
    if word.contains(where: \.isWholeNumber) { return true }
    if case .none = OrderName(word).meaning(in: view.house) { return false }
    return true
  }

  /// `bill` is `order bill`.
  ///
  /// A verb that only one other noun has says that one: `cash` is `pay cash`.
  static func spelledOut(_ words: [String]) -> [String] {
    guard let verb = words.first, CommandTable.command(words) == nil else { return words }
    guard CommandTable.command(["order"] + words) == nil else { return ["order"] + words }
    let nouns = CommandTable.all.filter { $0.words.count == 2 && $0.words[1] == verb }.map { $0.words[0] }
    return nouns.count == 1 ? nouns + words : words
  }
}
