import Events

/// How far the kitchen is with an item, a round or an order; ordered by how far that is.
public enum KitchenStatus: String, CaseIterable, Comparable, Sendable {
  /// In the cart: nobody in the kitchen has seen it.
  case opened
  case ordered
  case preparing
  case ready
  case delivered

  public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

  /// The next step on the way to the table; nil at its end.
  public var next: KitchenStatus? {
    Self.allCases.first { $0.rank == rank + 1 }
  }

  /// The words of events, in the order of ``allCases``.
  static let words = WordList(allCases.map(\.rawValue))

  private var rank: Int {
    switch self {
    case .opened: 0
    case .ordered: 1
    case .preparing: 2
    case .ready: 3
    case .delivered: 4
    }
  }
}

/// How far an order's bill is. It is not stored: requests, payments and the closing say it.
public enum BillStatus: String, Sendable {
  case none
  case billRequested = "billrequested"
  case paid
  case closed
}

/// Where the meal is eaten.
public enum OrderType: String, CaseIterable, Sendable {
  case dineIn = "dine_in"
  case takeaway
  case delivery
}
