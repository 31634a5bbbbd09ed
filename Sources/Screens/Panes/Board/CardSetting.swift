import Dining

/// Everything beside the ticket itself that a card is drawn from.
struct CardSetting {
  let view: View
  let widthColumns: Int
  let form: CardForm
  /// What big letters are painted with.
  let pixels: PixelShape
  let allergens: AllergenLook

  /// Below this a card leaves out what only the order pane needs to tell.
  static let tightColumns = 20

  var isTight: Bool { widthColumns < Self.tightColumns }

  /// The rail at the left edge, and a blank where there is room for one.
  var bodyColumn: Int { isTight || form.isDense ? 1 : 2 }

  var bodyColumns: Int { max(1, widthColumns - bodyColumn) }
}

/// How a card stands out on this screen now.
struct CardState: Hashable {
  /// The digits that select it; nil where none is free.
  var number: Int?
  var isSelected = false
  /// The dish that the next press moves, where dishes are bumped one by one.
  var focusedItem: ItemID?
  /// First of what is to be started.
  var isNext = false
  /// What changed on it, until somebody has touched the board.
  var mark: Notices.Mark?
}

/// How allergens stand after their dish.
public enum AllergenLook: String, CaseIterable, Sendable {
  /// Quiet, but loud on every dish of an order that has an alert.
  case calm
  /// Loud on every dish.
  case loud
}
