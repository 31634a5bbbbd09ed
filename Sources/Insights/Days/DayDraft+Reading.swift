import Dining
import Events

extension DayDraft {
  /// The rows of a day's file; nil where one of them makes no sense.
  init?(_ table: DayTable) {
    guard let kinds = Self.kinds(table), var orders = Self.orders(table) else { return nil }
    Self.addDishes(table, kinds, &orders)
    Self.addVoids(table, kinds, &orders)
    self.orders = Dictionary(orders.map { ($0.id, $0.part) }) { first, _ in first }
    guard self.orders.count == orders.count, readVisits(table), readUtterances(table) else { return nil }
  }

  private static func kinds(_ table: DayTable) -> [DishKind]? {
    let (dishes, names) = (table.numbers(.kindDish), table.numbers(.kindName))
    let (stations, versions) = (table.numbers(.kindStation), table.numbers(.kindVersion))
    return dishes.indices.map { place in
      DishKind(
        menuitemID: table.text(dishes[place]) ?? "",
        name: table.text(names[place]) ?? "", station: table.text(stations[place]),
        menuVersion: table.text(versions[place]))
    }
  }

  private static func orders(_ table: DayTable) -> [(id: OrderID, part: PartOfOrder)]? {
    let reader = OrderColumns(table)
    var orders: [(id: OrderID, part: PartOfOrder)] = []
    orders.reserveCapacity(reader.count)
    for place in 0..<reader.count {
      guard let order = reader.order(place) else { return nil }
      orders.append(order)
    }
    return orders
  }

  private static func addDishes(
    _ table: DayTable, _ kinds: [DishKind], _ orders: inout [(id: OrderID, part: PartOfOrder)]
  ) {
    let (of, kind, round) = (table.numbers(.dishOrder), table.numbers(.dishKind), table.numbers(.dishRound))
    let (quantity, sent, end) = (
      table.numbers(.dishQuantity), table.numbers(.dishSent), table.numbers(.dishEnd)
    )
    for place in of.indices {
      let time = table.head.from.advanced(byMilliseconds: Int64(sent[place]))
      orders[Int(of[place])].part.row?.dishes.append(
        DishRow(
          kind: kinds[Int(kind[place])], round: RoundCode.round(round[place]),
          quantity: Int64(quantity[place]),
          sent: time, delayMinutes: RoundCode.delayMinutes(round[place]),
          end: DishEndCode.end(end[place], sent: time)))
    }
  }

  private static func addVoids(
    _ table: DayTable, _ kinds: [DishKind], _ orders: inout [(id: OrderID, part: PartOfOrder)]
  ) {
    let (of, kind, quantity) = (
      table.numbers(.voidOrder), table.numbers(.voidKind), table.numbers(.voidQuantity)
    )
    let (amount, reason, at) = (table.wide(.voidAmount), table.numbers(.voidReason), table.wide(.voidAt))
    for place in of.indices {
      orders[Int(of[place])].part.row?.voids.append(
        VoidRow(
          kind: kinds[Int(kind[place])], quantity: Int64(quantity[place]),
          amount: Int64(bitPattern: amount[place]), reason: table.text(reason[place])?.string,
          at: DayTable.moment(at[place]) ?? .earliest))
    }
  }

  private mutating func readVisits(_ table: DayTable) -> Bool {
    let (high, low, at) = (table.wide(.visitHigh), table.wide(.visitLow), table.wide(.visitAt))
    let (version, arm) = (table.numbers(.visitVersion), table.numbers(.visitArm))
    for place in high.indices {
      guard let session = UUIDv7(high: high[place], low: low[place]) else { return false }
      visits.insert(
        VisitRow(
          session: session, at: DayTable.moment(at[place]) ?? .earliest,
          menuVersion: table.text(version[place]),
          arm: table.text(arm[place])?.string))
    }
    return true
  }

  private mutating func readUtterances(_ table: DayTable) -> Bool {
    let (high, low, at) = (table.wide(.voiceHigh), table.wide(.voiceLow), table.wide(.voiceAt))
    let (outcome, intent) = (table.numbers(.voiceOutcome), table.numbers(.voiceIntent))
    let (reason, dish) = (table.numbers(.voiceReason), table.numbers(.voiceDish))
    for place in high.indices {
      guard let id = UUIDv7(high: high[place], low: low[place]).map({ EventID($0) }) else { return false }
      utterances.insert(
        UtteranceRow(
          event: id, at: DayTable.moment(at[place]) ?? .earliest,
          outcome: table.text(outcome[place])?.string ?? "", intent: table.text(intent[place])?.string,
          reason: table.text(reason[place])?.string, menuitemID: table.text(dish[place])))
    }
    return true
  }
}

/// The columns of orders, read back one by one.
private struct OrderColumns {
  private let table: DayTable
  private let high: [UInt64]
  private let low: [UInt64]
  private let marks: [UInt32]
  private let texts: [DayColumn: [UInt32]]
  private let wide: [DayColumn: [UInt64]]

  init(_ table: DayTable) {
    self.table = table
    high = table.wide(.orderHigh)
    low = table.wide(.orderLow)
    marks = table.numbers(.orderMarks)
    let named: [DayColumn] = [.orderArm, .orderVersion, .orderCurrency, .orderTable]
    texts = Dictionary(uniqueKeysWithValues: named.map { ($0, table.numbers($0)) })
    let wide = DayColumn.allCases.filter { $0.part == .orders && $0.widthBytes == 8 }
    self.wide = Dictionary(uniqueKeysWithValues: wide.map { ($0, table.wide($0)) })
  }

  var count: Int { high.count }

  func order(_ place: Int) -> (id: OrderID, part: PartOfOrder)? {
    guard let id = UUIDv7(high: high[place], low: low[place]).map({ OrderID($0) }) else { return nil }
    let marks = OrderMarks(rawValue: marks[place])
    let row = marks.contains(.isOpened) ? row(id, marks, place) : nil
    guard row != nil || !marks.contains(.isOpened) else { return nil }
    return (
      id,
      PartOfOrder(
        row: row, isOpenedHere: marks.contains(.isOpenedHere), isElsewhere: marks.contains(.isElsewhere))
    )
  }

  private func row(_ id: OrderID, _ marks: OrderMarks, _ place: Int) -> OrderRow? {
    func text(_ column: DayColumn) -> ExactString? { texts[column].flatMap { table.text($0[place]) } }
    func number(_ column: DayColumn) -> UInt64 { wide[column]?[place] ?? 0 }
    guard let currency = text(.orderCurrency).flatMap({ Currency($0.string) }), let moments = moments(number)
    else { return nil }
    return OrderRow(
      id: id, type: marks.type, table: text(.orderTable),
      guests: marks.contains(.hasGuests) ? Int64(bitPattern: number(.orderGuests)) : nil, currency: currency,
      session: UUIDv7(high: number(.orderSessionHigh), low: number(.orderSessionLow)),
      menuVersion: text(.orderVersion), arm: text(.orderArm)?.string,
      total: Int64(bitPattern: number(.orderTotal)), isCancelled: marks.contains(.isCancelled),
      isSold: marks.contains(.isSold), hasMoney: marks.contains(.hasMoney), moments: moments)
  }

  private func moments(_ number: (DayColumn) -> UInt64) -> OrderRow.Moments? {
    func moment(_ column: DayColumn) -> Timestamp? { DayTable.moment(number(column)) }
    guard let opened = moment(.orderOpened) else { return nil }
    var moments = OrderRow.Moments(opened: opened)
    moments.firstAdded = moment(.orderAdded)
    moments.firstSent = moment(.orderSent)
    moments.firstReady = moment(.orderReady)
    moments.billRequested = moment(.orderBill)
    moments.paymentStarted = moment(.orderStarted)
    moments.firstPaid = moment(.orderPaid)
    moments.paidInFull = moment(.orderPaidInFull)
    moments.closed = moment(.orderClosed)
    moments.freed = moment(.orderFreed)
    return moments
  }
}
