import Dining
import Events

/// An order of the past, as a file tells of it.
public struct ImportedOrder: Hashable, Sendable {
  /// What the till called it.
  public let name: String
  /// Where its first row stands, counted from 1.
  public let line: Int
  public internal(set) var type: OrderType?
  public internal(set) var table: ExactString?
  public internal(set) var guests: Int64?
  public internal(set) var dishes: [Dished] = []
  /// What its dishes come to, in minor units.
  public internal(set) var total = Money.zero

  /// One row: a dish of the order.
  public struct Dished: Hashable, Sendable {
    /// Which of the order's rows of the same dish it is, counted from 0.
    let ordinal: Int
    /// What the file calls the dish: that stays, whatever a menu or a second file says of it later.
    let known: String
    public let dish: Dish
    public let quantity: Int64
    let createdAt: Timestamp
    let sentAt: Timestamp?
    let readyAt: Timestamp?
    let paidAt: Timestamp?

    /// When the kitchen got it.
    var wasSentAt: Timestamp { sentAt ?? createdAt }
  }

  init(name: String, line: Int) {
    self.name = name
    self.line = line
  }

  public var openedAt: Timestamp { dishes.map { min($0.createdAt, $0.wasSentAt) }.min() ?? .earliest }

  /// When it was over, as far as the file knows.
  public var endedAt: Timestamp {
    dishes.flatMap { [$0.createdAt, $0.wasSentAt, $0.readyAt, $0.paidAt].compactMap { $0 } }.max()
      ?? .earliest
  }

  /// When its bill was paid; nil where the file does not say it.
  var paidAt: Timestamp? { dishes.compactMap(\.paidAt).max() }
}
