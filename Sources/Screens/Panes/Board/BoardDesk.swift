import Dining

/// What a board is laid out from: its lanes, its cards, and who shares out the one among the other.
struct BoardDesk {
  private let grid: BoardGrid
  private let cards: BoardCards
  private let arranger: Arranger
  private let letterStep: Int
  private let page: Int
  private let selection: TicketID?

  init(_ console: Console, _ view: View) {
    let preferences = console.preferences
    let body = ScreenPlan(console, view).body
    grid = BoardGrid(body: body, pixels: preferences.pixels)
    var ladder = CardForm.ladder(preferences.pixels, isDivided: grid.fileCount > 1)
    if preferences.keepsDishesPlain { ladder = ladder.filter { !$0.hasLargeDishes } }
    let all = Columns(console.tickets(view))
    let columns = grid.laneCount > 1 ? all : all.alone(showing: console.selection)
    let next = view.next(of: all.tickets[0])?.id
    cards = BoardCards(columns, view, grid, ladder, preferences, console.cardMeasures) { ticket in
      let isSelected = ticket.id == console.selection
      return CardState(
        number: console.numbers.number(of: ticket.id), isSelected: isSelected,
        focusedItem: isSelected ? console.focusedItem : nil, isNext: ticket.id == next,
        mark: console.mark(of: ticket.id))
    }
    arranger = Arranger(
      grid: grid, ladder: ladder, cards: cards, ready: preferences.settings.ready, now: view.now)
    letterStep = console.letterStep
    page = console.page
    selection = console.selection
  }

  /// What is known of how high cards are, after what was laid out here.
  var cardMeasures: CardMeasures { cards.measures }

  /// - Parameter held: how the board was arranged last, in a window of the same size; nil: anew.
  func arrangement(after held: Arrangement?, mayGrow: Bool) -> Arrangement {
    // One column alone is whole each time: nothing stands beside it.
    guard let held, grid.laneCount > 1 else { return arranger.fresh() }
    return arranger.following(held, mayGrow: mayGrow)
  }

  func layout(_ arrangement: Arrangement) -> BoardLayout {
    let wished = letterStep == 0 ? arrangement : arranger.stepped(arrangement, by: letterStep)
    return BoardLayout(cards, grid, arranger, wished, page: page, selection: selection)
  }
}
