import Dining
import Events

/// What earlier imports have brought into a log: a fold over its events.
///
/// An import writes as an origin of its own, one for each log that orders are imported on, so that two boxes that import
/// the same file while they are apart write two histories and not one that parts. The keys of their events are the same,
/// and of several events with one key one counts.
public struct ImportedBefore: Sendable {
  /// The terminal's name in the origin of what was imported.
  static let terminal = "history"

  public let origin: Origin
  /// Where the chain of that origin ends.
  public private(set) var tip: ChainTip
  /// The keys of dishes, as fingerprints: a year has a million.
  private var dishes: Set<Fingerprint> = []
  private var orders: [ExactString: OrderID] = [:]
  /// How many events imports have written of each order, and how many there are once the last play is whole.
  private var counts: [OrderID: (held: Int, whole: Int)] = [:]

  /// - Parameter identity: of the terminal on whose log is imported.
  public init(_ identity: Identity) {
    let digest = Fingerprint(of: Array("galley/1 history\n\(identity.origin)".utf8))
    let random = UInt32(truncatingIfNeeded: digest.high >> 32)
    guard let origin = Origin(terminal: Self.terminal, random: random) else {
      preconditionFailure("“history” is a terminal's name")
    }
    self.origin = origin
    tip = ChainTip(before: origin, venue: identity.venue)
  }

  public mutating func take(_ event: Event) {
    guard event.origin.terminal == Self.terminal else { return }
    if event.origin == origin, event.seq > tip.seq { tip = ChainTip(seq: event.seq, hash: event.hash) }
    guard let key = event.idempotencyKey, let order = event.orderID else { return }
    var count = counts[order] ?? (held: 0, whole: .max)
    count.held += 1
    if event.type == .itemAdded { dishes.insert(Fingerprint(of: Array(key.string.utf8))) }
    if event.type == .orderOpened, orders[key] == nil { orders[key] = order }
    // The closing stands in front: what was cut off before it is not whole either.
    if event.type == .orderReopened { count.whole = .max }
    if let whole = ImportKey.count(of: key) { count.whole = whole }
    counts[order] = count
  }

  /// An order that was imported before; nil for one that was not.
  func order(openedBy key: ExactString) -> OrderID? { orders[key] }

  /// Whether an import was cut off in the midst of an order.
  func isUnfinished(_ order: OrderID) -> Bool { counts[order].map { $0.held < $0.whole } ?? false }

  func holds(dish key: ExactString) -> Bool { dishes.contains(Fingerprint(of: Array(key.string.utf8))) }
}
