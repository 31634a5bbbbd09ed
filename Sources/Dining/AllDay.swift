import Events

/// How many of each dish are still to be cooked, over all tickets: what a cook calls all-day.
public enum AllDay {
  /// One dish with its number.
  public struct Sum: Hashable, Sendable {
    public let menuitemID: ExactString
    public let name: String
    /// Portions sent and not yet ready.
    public let quantity: Int64
    /// How many of them are wanted otherwise, by modifier: most first, ties by bytes. One portion with two
    /// modifiers counts for both.
    public let modifiers: [Changed]
  }

  /// How many portions of a dish have a modifier.
  public struct Changed: Hashable, Sendable {
    public let name: String
    public let quantity: Int64
  }

  /// What was sent and is not yet ready, by dish and its name, most first, ties by bytes of the name.
  ///
  /// - Parameter tickets: those on the board; as a station sees them, its dishes alone are counted. Voids, and
  ///   closed orders, want no cooking.
  public static func sums(of tickets: [Ticket]) -> [Sum] {
    var counts: [Key: Count] = [:]
    for ticket in tickets where ticket.order.closing == nil {
      for item in ticket.items where !item.isRemoved && item.status < .ready {
        counts[Key(item), default: Count()].take(item)
      }
    }
    return counts.map { key, count in
      let modifiers = count.modifiers.map { Changed(name: $0.key.string, quantity: $0.value) }
      return Sum(
        menuitemID: key.menuitemID, name: key.name.string, quantity: count.quantity,
        modifiers: modifiers.sorted { precedes(($0.quantity, $0.name, ""), ($1.quantity, $1.name, "")) })
    }.sorted {
      precedes(($0.quantity, $0.name, $0.menuitemID), ($1.quantity, $1.name, $1.menuitemID))
    }
  }

  private static func precedes(
    _ left: (quantity: Int64, name: String, id: ExactString),
    _ right: (quantity: Int64, name: String, id: ExactString)
  ) -> Bool {
    if left.quantity != right.quantity { return left.quantity > right.quantity }
    return (ExactString(left.name), left.id) < (ExactString(right.name), right.id)
  }

  private struct Key: Hashable {
    let menuitemID: ExactString
    let name: ExactString

    init(_ item: Item) {
      menuitemID = item.dish.menuitemID
      name = ExactString(item.dish.name)
    }
  }

  private struct Count {
    var quantity: Int64 = 0
    var modifiers: [ExactString: Int64] = [:]

    mutating func take(_ item: Item) {
      quantity = quantity.addingSaturating(item.quantity)
      for name in Set(item.modifiers.map { ExactString($0.name) }) {
        modifiers[name] = (modifiers[name] ?? 0).addingSaturating(item.quantity)
      }
    }
  }
}
