import Dining

/// The cards of one picture: each is made once in each form that is looked at.
final class BoardCards {
  /// A list for each of ``BoardColumn``.
  let columns: [[Ticket]]
  let view: View
  private let grid: BoardGrid
  private let ladder: [CardForm]
  private let preferences: Preferences
  let state: (Ticket) -> CardState
  /// Those of earlier pictures too.
  private(set) var measures: CardMeasures
  private var made: [Key: TicketCard] = [:]

  private struct Key: Hashable {
    let ticket: TicketID
    let form: Int
  }

  /// - Parameters:
  ///   - measures: what earlier pictures have found.
  ///   - state: how a ticket stands out on this screen; beside being next it changes no card's height.
  init(
    _ columns: Columns, _ view: View, _ grid: BoardGrid, _ ladder: [CardForm], _ preferences: Preferences,
    _ measures: CardMeasures, state: @escaping (Ticket) -> CardState
  ) {
    self.columns = columns.tickets
    self.view = view
    self.grid = grid
    self.ladder = ladder
    self.preferences = preferences
    self.state = state
    self.measures = measures
  }

  func card(of ticket: Ticket, _ form: Int) -> TicketCard {
    let key = Key(ticket: ticket.id, form: form)
    if let card = made[key] { return card }
    let card = TicketCard(ticket, state(ticket), setting(form))
    made[key] = card
    return card
  }

  private func setting(_ form: Int) -> CardSetting {
    CardSetting(
      view: view, widthColumns: grid.cardColumns(ladder[form]), form: ladder[form],
      pixels: preferences.pixels ?? .half, allergens: preferences.settings.allergens)
  }

  private func measured(_ ticket: Ticket, _ form: Int) -> CardMeasures.Measured {
    measures.measured(ticket, setting(form), isNext: state(ticket).isNext) { card(of: ticket, form) }
  }

  func measure(of ticket: Ticket, _ form: Int) -> LaneFilling.Measure { measured(ticket, form).measure }

  func isLegible(_ ticket: Ticket, _ form: Int) -> Bool { measured(ticket, form).isLegible }

  /// What a card of a form has at least: its head and one dish.
  func leastRows(_ form: Int) -> Int {
    let pixels = preferences.pixels ?? .half
    let head = ladder[form].hasLargeHead ? BigText.heightRows(ladder[form].head, pixels, box: .capitals) : 0
    return 1 + head
  }
}
