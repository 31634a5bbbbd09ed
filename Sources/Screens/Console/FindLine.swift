import Dining
import Venue

/// The line in which tickets are looked for by code, table or dish.
struct FindLine: Sendable {
  /// Longer than the longest name that anybody types to find it.
  static let scalarLimit = 60

  private(set) var isOpen = false
  private(set) var scalars: [Unicode.Scalar] = []
  /// What was looked for before, for Enter in an empty line.
  private var last: [Unicode.Scalar] = []
  /// What was selected when the line was opened.
  private(set) var before: TicketID?

  var text: String { Self.text(scalars) }

  /// What Enter goes on with.
  var wanted: String { Self.text(scalars.isEmpty ? last : scalars) }

  private static func text(_ scalars: [Unicode.Scalar]) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }

  mutating func open(from selection: TicketID?) {
    isOpen = true
    scalars = []
    before = selection
  }

  mutating func close() {
    if !scalars.isEmpty { last = scalars }
    isOpen = false
    scalars = []
  }

  /// Takes a letter, or erases one.
  mutating func type(_ scalar: Unicode.Scalar?) {
    if let scalar {
      if scalars.count < Self.scalarLimit { scalars.append(scalar) }
    } else {
      _ = scalars.popLast()
    }
  }

  /// The tickets that a text is found on, in their order; none for an empty text.
  static func matches(_ text: String, in tickets: [Ticket]) -> [TicketID] {
    let wanted = text.lowercased()
    guard !wanted.isEmpty else { return [] }
    func has(_ text: String?) -> Bool { text?.lowercased().holds(wanted) ?? false }
    return tickets.filter { ticket in
      has(ticket.code) || has(ticket.order.tableID?.string)
        || ticket.items.contains { has($0.dish.name) }
    }.map(\.id)
  }
}

extension Console {
  mutating func typeFind(_ scalar: Unicode.Scalar?, _ view: View) {
    find.type(scalar)
    let matches = FindLine.matches(find.text, in: tickets(view))
    // What only an earlier letter matched must not be what the next Enter bumps.
    selection = matches.first ?? find.before
    followFocus(view)
  }

  mutating func goFound(by step: Int, _ view: View) {
    let matches = FindLine.matches(find.wanted, in: tickets(view))
    guard !matches.isEmpty else { return }
    let place = selection.flatMap { matches.firstIndex(of: $0) }
    selection = place.map { matches[($0 + step + matches.count) % matches.count] } ?? matches[0]
    followFocus(view)
  }

  mutating func keepFound(_ view: View) {
    let wanted = find.wanted
    let count = FindLine.matches(wanted, in: tickets(view)).count
    if find.text.isEmpty { goFound(by: 1, view) }
    find.close()
    if wanted.isEmpty { return }
    let sentence =
      count == 0
      ? "no ticket has “\(wanted)”"
      : "“\(wanted)” is on \(Chrome.count(count, "ticket"))\(count > 1 ? "; / and Enter show the next of them" : "")"
    say(sentence, isError: count == 0, at: view.now)
  }

  mutating func leaveFind() {
    selection = find.before
    find.close()
  }
}
