import Dining
import Events
import Menus

/// The orders of a file of the past: what was understood, and what was refused by line.
///
/// A file whose structure is broken is refused whole, since nobody knows what is missing. One row that can't be used is
/// left out and told; the rest of its order goes in.
public struct OrderImport: Sendable {
  /// In the order of the file.
  public private(set) var orders: [ImportedOrder] = []
  public let currency: Currency
  /// Which columns of the file each field was read from.
  public let columns: [(field: OrderColumn, column: String)]
  /// The columns of which nothing was taken.
  public let unused: [String]
  public private(set) var rows = 0
  /// Of which rows the price is that of the menu in force.
  public private(set) var pricesOfMenu = 0
  /// The first ``OrderImportLimits/refusalsTold`` rows that were refused.
  public private(set) var refusals: [Refusal] = []
  public private(set) var refusedCount = 0
  private var places: [ExactString: Int] = [:]
  /// How many rows of an order speak of the same dish.
  private var counts: [ExactString: Int] = [:]

  /// A row that is left out.
  public struct Refusal: Hashable, Sendable {
    /// Counted from 1.
    public let line: Int
    public let reason: String
  }

  /// What the house adds to what stands in the file.
  public struct Surroundings {
    let menu: MenuDocument?
    let now: Timestamp
    let offset: (Timestamp) -> Int

    /// - Parameters:
    ///   - menu: what is in force; nil where the house has none.
    ///   - offset: how many minutes the venue's clock is ahead of UTC at a moment.
    public init(menu: MenuDocument?, now: Timestamp, offset: @escaping (Timestamp) -> Int) {
      self.menu = menu
      self.now = now
      self.offset = offset
    }
  }

  /// - Parameter second: the bytes of the file that is joined; nil where none is.
  public init(
    _ file: [UInt8], second: [UInt8]? = nil, _ setting: OrderImportSetting, _ around: Surroundings
  ) throws(OrderImportFault) {
    guard let unit = setting.currency ?? around.menu.flatMap({ MinorUnit(of: $0.currencyCode.string) }),
      let currency = Currency(unit.code.string)
    else {
      throw OrderImportFault("nothing says which currency the prices are in; name it with --currency EUR")
    }
    self.currency = currency
    var rows = try OrderRows(file, second: second, unit, setting, around)
    columns = rows.columns
    unused = rows.unused
    while let read = try rows.next() {
      switch read {
      case .dish(let dish): take(dish)
      case .refused(let refusal): refuse(refusal.line, refusal.reason)
      }
    }
    pricesOfMenu = rows.pricesOfMenu
    orders.removeAll { $0.dishes.isEmpty }
    places = [:]
    counts = [:]
  }

  /// What all dishes come to, in minor units.
  public var total: Int64 { orders.reduce(0) { $0.addingSaturating($1.total.minor) } }
  /// How many rows became dishes.
  public var dishCount: Int { orders.reduce(0) { $0 + $1.dishes.count } }
  public var from: Timestamp? { orders.map(\.openedAt).min() }
  public var until: Timestamp? { orders.map(\.endedAt).max() }

  /// Leaves a row out, or an order by its first row.
  public mutating func refuse(_ line: Int, _ reason: String) {
    refusedCount += 1
    if refusals.count < OrderImportLimits.refusalsTold {
      refusals.append(Refusal(line: line, reason: reason))
    }
  }

  /// Puts a row on its order.
  private mutating func take(_ row: OrderRows.Row) {
    let key = ExactString(row.order)
    let place = places[key] ?? orders.count
    if place == orders.count {
      places[key] = place
      orders.append(ImportedOrder(name: row.order, line: row.line))
    }
    if let trouble = trouble(row, on: orders[place]) { return refuse(row.line, trouble) }
    let same = ExactString("\(row.order)\n\(row.known)")
    let ordinal = counts[same, default: 0]
    counts[same] = ordinal + 1
    orders[place].take(row, ordinal: ordinal)
  }

  private func trouble(_ row: OrderRows.Row, on order: ImportedOrder) -> String? {
    guard order.dishes.count < Order.itemLimit else {
      return "order \(order.name) has \(Order.itemLimit) rows already; more no order takes"
    }
    if let first = order.dishes.first,
      abs(first.createdAt.milliseconds - row.createdAt.milliseconds) > OrderImportLimits.orderMs
    {
      return
        "order \(order.name) has a row more than a day away; where the till counts anew each day, join the day to "
        + "it: --map order_id=DATE+NUMBER, with the file's names of these columns"
    }
    guard row.dish.unitPrice.times(row.quantity).flatMap(order.total.adding) != nil else {
      return "order \(order.name) comes to more than any amount can be"
    }
    return nil
  }
}

extension ImportedOrder {
  /// Takes a row; what it says of the whole order counts where no row before it has.
  fileprivate mutating func take(_ row: OrderRows.Row, ordinal: Int) {
    type = type ?? row.type
    table = table ?? row.table
    guests = guests ?? row.guests
    total = row.dish.unitPrice.times(row.quantity).flatMap(total.adding) ?? total
    dishes.append(
      Dished(
        ordinal: ordinal, known: row.known, dish: row.dish, quantity: row.quantity, createdAt: row.createdAt,
        sentAt: row.sentAt, readyAt: row.readyAt, paidAt: row.paidAt))
  }
}
