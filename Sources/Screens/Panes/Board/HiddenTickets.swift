import Dining

/// How many tickets are off the screen and which, by table first, in one row: the one to be started next, then those
/// that are late, and at the edge the age of the oldest. What presses must not be out of sight.
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

  /// - Parameter isTerse: without codes and words, so that more tables have room.
  private func line(isTerse: Bool) -> TextLine {
    let first = tickets.filter { $0.id == next }
    let rest = tickets.filter { $0.id != next }
    let late = rest.filter { view.age(of: $0).urgency == .late }
    let others = rest.filter { view.age(of: $0).urgency != .late }
    var line = TextLine([.init("\(mark) \(tickets.count)\(isTight ? "" : " more")", .key)])
    if !first.isEmpty { line.start += [.init(" ", .text), .init("NEXT \(names(first, isTerse))", .next)] }
    let word = isTerse ? "" : "late "
    if !late.isEmpty { line.start += [.init(" ", .text), .init("\(word)\(names(late, isTerse))", .ageLate)] }
    if !others.isEmpty { line.start.append(.init(" \(names(others, isTerse))", .text)) }
    line.end = oldest(isTerse: isTerse).map { [$0] } ?? []
    return line
  }

  /// The table, and the code where there is room; the code of a ticket without a table.
  private func names(_ tickets: [Ticket], _ isTerse: Bool) -> String {
    let names = tickets.prefix(Self.namesLimit).map { ticket in
      guard let table = ticket.order.tableID?.string else { return ticket.code }
      return isTerse ? table : "\(table) \(ticket.code)"
    }
    return names.joined(separator: isTerse ? " " : ", ")
  }

  private func oldest(isTerse: Bool) -> TextLine.Piece? {
    guard let oldest = tickets.min(by: { $0.round.sentAt < $1.round.sentAt }) else { return nil }
    let age = view.age(of: oldest)
    let mark = age.mark.isEmpty ? "" : " \(age.mark)"
    let text =
      isTight ? "\(age.shortText)\(age.mark)" : "\(isTerse ? "" : "oldest ")\(age.text)\(mark)"
    return TextLine.Piece(text, age.role)
  }
}
