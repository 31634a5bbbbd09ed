import Dining
import Events

/// Makes event lines of orders of the past, as if another terminal had written them.
public struct ImportedEvents {
  private let before: ImportedBefore
  private let currency: Currency
  private var tip: ChainTip
  /// Orders that got new events.
  public private(set) var orders = 0
  public private(set) var dishes = 0
  /// Rows that an earlier import brought.
  public private(set) var oldDishes = 0
  public private(set) var events = 0

  public init(after before: ImportedBefore, in currency: Currency) {
    self.before = before
    self.currency = currency
    tip = before.tip
  }

  /// Why an order can't be written; none of its events is.
  public struct Trouble: Error {
    public let reason: String
  }

  /// The event lines of an order, less what an earlier import brought.
  ///
  /// They stand in an order in which no part of them, cut anywhere, makes a ticket: the closing comes first and the
  /// sending last. So no board shows them and nothing rings, on whatever terminal they arrive piece by piece.
  ///
  /// - Parameter events: brings what the log holds of an order that was imported before.
  public mutating func lines<Fault>(
    of order: ImportedOrder, _ events: (OrderID) throws(Fault) -> [Event]
  ) throws(Fault) -> Result<[[UInt8]], Trouble> {
    let known = before.order(openedBy: ImportKey.opening(order))
    let fresh = order.dishes.filter { !before.holds(dish: ImportKey.dish($0, of: order)) }
    oldDishes += order.dishes.count - fresh.count
    guard !fresh.isEmpty || known.map(before.isUnfinished) ?? false else { return .success([]) }
    let held = try known.map { id throws(Fault) in OrderStream(id: id, events: try events(id)) }
    do throws(Trouble) {
      let lines = try written(order, adding: fresh, beside: held)
      orders += 1
      dishes += fresh.count
      self.events += lines.count
      return .success(lines)
    } catch {
      return .failure(error)
    }
  }

  private mutating func written(
    _ order: ImportedOrder, adding fresh: [ImportedOrder.Dished], beside held: OrderStream?
  ) throws(Trouble) -> [[UInt8]] {
    do {
      var script = ImportScript(order, adding: fresh, beside: held, as: before.origin, currency)
      try script.play()
      var end = tip
      let lines = try script.inChain.map { draft in
        let event = try draft.sealed(origin: before.origin, after: end)
        end = ChainTip(seq: event.seq, hash: event.hash)
        return event.line
      }
      tip = end
      return lines
    } catch let refusal as Refusal {
      throw Trouble(reason: "order \(order.name): \(refusal.message)")
    } catch let fault as LineFault {
      throw Trouble(reason: "order \(order.name): \(fault.reason)")
    } catch {
      throw Trouble(reason: "order \(order.name): \(error)")
    }
  }
}
