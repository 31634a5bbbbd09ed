import Events

/// Lines of one ticket that a cook reads as one: all that they do with them is the same.
public struct ItemSum: Hashable, Sendable {
  /// The first of the lines; dish, modifiers, note, course, status and removal are those of all.
  public let item: Item
  /// Those summed, in the order of the ticket.
  public private(set) var ids: [ItemID]
  /// Whose they are, each once, in the order of the ticket; who ordered nothing by name is not in it.
  public private(set) var participants: [ParticipantID]
  /// Of all lines together; at most the greatest number that there is.
  public private(set) var quantity: Int64

  /// The lines of a ticket, identical ones summed, each where its first stands. A void never joins a standing one.
  public static func lines(of items: [Item]) -> [ItemSum] {
    var sums: [ItemSum] = []
    var places: [Likeness: Int] = [:]
    for item in items {
      let likeness = Likeness(item)
      if let place = places[likeness] {
        sums[place].take(item)
      } else {
        places[likeness] = sums.count
        sums.append(ItemSum(item))
      }
    }
    return sums
  }

  private init(_ item: Item) {
    self.item = item
    ids = [item.id]
    participants = item.participant.map { [$0] } ?? []
    quantity = item.quantity
  }

  private mutating func take(_ item: Item) {
    ids.append(item.id)
    if let person = item.participant, !participants.contains(person) { participants.append(person) }
    quantity = quantity.addingSaturating(item.quantity)
  }
}

/// What two lines must share to be read as one. In which order somebody said the modifiers makes no other dish. Texts are
/// compared by their bytes, as they are shown.
private struct Likeness: Hashable {
  let menuitemID: ExactString
  let name: ExactString
  let modifiers: [ExactString]
  let note: ExactString?
  let allergens: [ExactString]
  let station: ExactString?
  let course: ExactString?
  let status: KitchenStatus
  let isRemoved: Bool
  let isPendingVoid: Bool
  let reason: ExactString?

  init(_ item: Item) {
    menuitemID = item.dish.menuitemID
    name = ExactString(item.dish.name)
    modifiers = item.modifiers.map { ExactString($0.name) }.sorted()
    note = item.noteShown.map { ExactString($0) }
    allergens = item.dish.allergens.map { ExactString($0) }
    station = item.dish.station
    course = item.dish.course.map { ExactString($0) }
    status = item.status
    isRemoved = item.isRemoved
    isPendingVoid = item.isPendingVoid
    reason = item.removal?.reason.map { ExactString($0) }
  }
}

extension Int64 {
  /// The sum, or the greatest number where it would be more; `other` is no less than 0.
  public func addingSaturating(_ other: Int64) -> Int64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
