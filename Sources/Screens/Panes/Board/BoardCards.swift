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
  private var made: [Key: TicketCard] = [:]

  private struct Key: Hashable {
    let ticket: TicketID
    let form: Int
  }

  /// - Parameter state: how a ticket stands out on this screen; it changes no card's height.
  init(
    _ columns: Columns, _ view: View, _ grid: BoardGrid, _ ladder: [CardForm], _ preferences: Preferences,
    state: @escaping (Ticket) -> CardState
  ) {
    self.columns = columns.tickets
    self.view = view
    self.grid = grid
    self.ladder = ladder
    self.preferences = preferences
    self.state = state
  }

  func card(of ticket: Ticket, _ form: Int) -> TicketCard {
    let key = Key(ticket: ticket.id, form: form)
    if let card = made[key] { return card }
    let setting = CardSetting(
      view: view, widthColumns: grid.cardColumns(ladder[form]), form: ladder[form],
      pixels: preferences.pixels ?? .half, allergens: preferences.settings.allergens)
    let card = TicketCard(ticket, state(ticket), setting)
    made[key] = card
    return card
  }

  func isLegible(_ ticket: Ticket, _ form: Int) -> Bool { card(of: ticket, form).isLegible }

  /// What a card of a form has at least: its head and one dish.
  func leastRows(_ form: Int) -> Int {
    let pixels = preferences.pixels ?? .half
    let head = ladder[form].hasLargeHead ? BigText.heightRows(ladder[form].head, pixels, box: .capitals) : 0
    return 1 + head
  }
}
