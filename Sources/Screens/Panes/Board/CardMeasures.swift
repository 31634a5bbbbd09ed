import Dining

/// How high cards are, kept from picture to picture: a board of 200 tickets is laid out anew for each key and each
/// second, and nearly all of its cards are as they were.
///
/// A measure is that of one `Ticket` object, of which nothing changes. What a card says of a promise counts down, so
/// that none with a promise is kept.
struct CardMeasures: Sendable {
  /// What a card's height hangs on in one window of one screen.
  private struct Key: Hashable {
    let ticket: ObjectIdentifier
    let form: CardForm
    let widthColumns: Int
    let isNext: Bool
  }

  struct Measured: Sendable {
    let measure: LaneFilling.Measure
    let isLegible: Bool
    /// Held, so that no other object gets its place in memory.
    fileprivate let ticket: Ticket
  }

  /// Two boards of 200 tickets in all eight forms; then they are measured anew.
  private static let limit = 3_200

  private var known: [Key: Measured] = [:]

  mutating func measured(
    _ ticket: Ticket, _ setting: CardSetting, isNext: Bool, make: () -> TicketCard
  ) -> Measured {
    let key = Key(
      ticket: ObjectIdentifier(ticket), form: setting.form, widthColumns: setting.widthColumns, isNext: isNext
    )
    if let measured = known[key] { return measured }
    let card = make()
    let measured = Measured(measure: card.measure, isLegible: card.isLegible, ticket: ticket)
    guard CardFacts.promise(of: ticket, setting).isEmpty else { return measured }
    if known.count >= Self.limit { known = [:] }
    known[key] = measured
    return measured
  }
}
