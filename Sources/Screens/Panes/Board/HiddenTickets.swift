import Dining

/// How many tickets are off the screen and which, by table first, in one row: the one to be started next, then those
/// with an alert, then those that are late, and at the edge the age of the oldest. What presses must not be out of sight.
struct HiddenTickets {
  /// `▲` or `▼`: which way they are.
  let mark: String
  let tickets: [Ticket]
  let next: TicketID?
  let view: View
  let widthColumns: Int

  /// Less width goes to names rather than to words about them.
  static let wordyColumns = 36
  /// As many names as the widest row can show.
  private static let namesLimit = 80

  private var isTight: Bool { widthColumns < CardSetting.tightColumns }

  var line: TextLine {
    let full = line(isTerse: false)
    return full.startColumns + 1 + full.endColumns > widthColumns ? line(isTerse: true) : full
  }

  /// What is said of some of them, and how it looks.
  private struct Group {
    let word: String
    let role: Role
    let tickets: [Ticket]
  }

  /// Each ticket once, with the gravest that is to be said of it.
  private var groups: [Group] {
    func isNext(_ ticket: Ticket) -> Bool { ticket.id == next }
    func isAlert(_ ticket: Ticket) -> Bool { !ticket.order.alerts.isEmpty }
    func isLate(_ ticket: Ticket) -> Bool { view.age(of: ticket).urgency == .late }
    let rest = tickets.filter { !isNext($0) }
    return [
      Group(word: "NEXT", role: .next, tickets: tickets.filter(isNext)),
      Group(word: Badge.Name.alert.rawValue, role: .alert, tickets: rest.filter(isAlert)),
      Group(word: "late", role: .ageLate, tickets: rest.filter { !isAlert($0) && isLate($0) }),
      Group(word: "", role: .text, tickets: rest.filter { !isAlert($0) && !isLate($0) }),
    ]
  }

  /// - Parameter isTerse: without codes and words, so that more tables have room; an alert keeps its word.
  private func line(isTerse: Bool) -> TextLine {
    var line = TextLine([.init("\(mark) \(tickets.count)\(isTerse ? "" : " more")", .key)])
    line.end = oldest(isTerse: isTerse).map { [$0] } ?? []
    let room = widthColumns - line.endColumns - 1
    for group in groups where !group.tickets.isEmpty {
      let isSaid = !group.word.isEmpty && (!isTerse || group.role == .alert || group.role == .next)
      let names = group.tickets.prefix(Self.namesLimit).map { name(of: $0, isTerse) }
      var words = (isSaid ? [group.word] : []) + names
      // In a terse line a name that has no room whole is left out, so that none is read for another.
      while isTerse, !words.isEmpty, !hasRoom(words, line, room) { words.removeLast() }
      guard words.count > (isSaid ? 1 : 0) else { return ended(line, room) }
      let text = isTerse ? words.joined(separator: " ") : Self.said(words, isSaid)
      line.start += [.init(" ", .text), .init(text, group.role)]
      if words.count < names.count + (isSaid ? 1 : 0) { return ended(line, room) }
    }
    return line
  }

  private static func said(_ words: [String], _ hasWord: Bool) -> String {
    (hasWord ? "\(words[0]) " : "") + words.dropFirst(hasWord ? 1 : 0).joined(separator: ", ")
  }

  /// Two columns are kept for the sign that there are more.
  private func hasRoom(_ words: [String], _ line: TextLine, _ room: Int) -> Bool {
    line.startColumns + 1 + SafeText(words.joined(separator: " ")).widthColumns + 2 <= room
  }

  private func ended(_ line: TextLine, _ room: Int) -> TextLine {
    guard line.startColumns + 2 <= room else { return line }
    var line = line
    line.start.append(.init(" …", .text))
    return line
  }

  /// The table, and the code where there is room; the code of a ticket without a table.
  private func name(of ticket: Ticket, _ isTerse: Bool) -> String {
    guard let table = ticket.order.tableID?.string else { return ticket.code }
    return isTerse ? table : "\(table) \(ticket.code)"
  }

  private func oldest(isTerse: Bool) -> TextLine.Piece? {
    guard let oldest = tickets.min(by: { $0.round.sentAt < $1.round.sentAt }) else { return nil }
    let age = view.age(of: oldest)
    let text =
      isTight
      ? "\(age.shortText)\(age.mark)"
      : isTerse ? age.texts[0] : "oldest \(age.textWithWord ?? age.text)"
    return TextLine.Piece(text, age.role)
  }
}
