import Dining
import Events

extension DayDraft {
  /// The file of a day: the same bytes for the same rows. Also how long its head is.
  func file(of day: BusinessDay) -> (bytes: [UInt8], headBytes: Int) {
    var writer = DayFileWriter(day.from)
    for (id, part) in orders.sorted(by: { $0.key < $1.key }) { writer.write(id, part) }
    for visit in visits.sorted(by: VisitRow.isBefore) { writer.write(visit) }
    for row in utterances.sorted(by: UtteranceRow.isBefore) { writer.write(row) }
    let columns = writer.finish()
    let counts = DayPart.allCases.map { part -> UInt32 in
      guard let column = DayColumn.allCases.first(where: { $0.part == part }) else { return 0 }
      return UInt32(columns[Int(column.rawValue)].count / column.widthBytes)
    }
    let head = DayHead.encode(
      of: day, counts: counts, spanning: UInt32(orders.values.count { $0.isElsewhere }),
      texts: writer.texts.all,
      columns: columns)
    return (columns.reduce(into: head) { $0 += $1 }, head.count)
  }
}

extension VisitRow {
  /// An order in which two that differ always lie the same way.
  fileprivate static func isBefore(_ left: VisitRow, _ right: VisitRow) -> Bool {
    func key(_ row: VisitRow) -> (Timestamp, UUIDv7, ExactString, String) {
      (row.at, row.session, row.menuVersion ?? "", row.arm ?? "")
    }
    return key(left) < key(right)
  }
}

extension UtteranceRow {
  fileprivate static func isBefore(_ left: UtteranceRow, _ right: UtteranceRow) -> Bool {
    func key(_ row: UtteranceRow) -> (Timestamp, EventID, String, String, String, ExactString) {
      (row.at, row.event, row.outcome, row.intent ?? "", row.reason ?? "", row.menuitemID ?? "")
    }
    return key(left) < key(right)
  }
}

/// Things that are named often, each once, with its number.
private struct Numbered<Thing: Hashable> {
  private(set) var all: [Thing] = []
  private var numbers: [Thing: UInt32] = [:]

  mutating func number(_ thing: Thing) -> UInt32 {
    if let known = numbers[thing] { return known }
    let number = UInt32(all.count)
    numbers[thing] = number
    all.append(thing)
    return number
  }
}

/// Fills the columns of a day.
private struct DayFileWriter {
  var texts = Numbered<ExactString>()
  private var kinds = Numbered<DishKind>()
  private var columns = [[UInt8]](repeating: [], count: DayColumn.allCases.count)
  private let start: Timestamp
  private var orders: UInt32 = 0

  init(_ start: Timestamp) {
    self.start = start
    _ = texts.number("")
  }

  private mutating func put(_ column: DayColumn, _ number: UInt32) {
    withUnsafeBytes(of: number.littleEndian) { columns[Int(column.rawValue)].append(contentsOf: $0) }
  }

  private mutating func put(_ column: DayColumn, _ number: UInt64) {
    withUnsafeBytes(of: number.littleEndian) { columns[Int(column.rawValue)].append(contentsOf: $0) }
  }

  private mutating func put(_ column: DayColumn, text: ExactString?) {
    put(column, text.map { texts.number($0) } ?? 0)
  }

  private mutating func put(_ column: DayColumn, _ moment: Timestamp?) {
    put(column, DayTable.number(moment))
  }

  mutating func write(_ id: OrderID, _ part: PartOfOrder) {
    let row = part.row
    put(.orderHigh, id.uuid.words.high)
    put(.orderLow, id.uuid.words.low)
    put(.orderMarks, OrderMarks(part).rawValue)
    put(.orderArm, text: row?.arm.map { ExactString($0) })
    put(.orderVersion, text: row?.menuVersion)
    put(.orderCurrency, text: row?.currency.code)
    put(.orderTable, text: row?.table)
    put(.orderGuests, UInt64(bitPattern: row?.guests ?? 0))
    put(.orderTotal, UInt64(bitPattern: row?.total ?? 0))
    put(.orderSessionHigh, row?.session?.words.high ?? 0)
    put(.orderSessionLow, row?.session?.words.low ?? 0)
    let moments = row?.moments
    put(.orderOpened, moments?.opened)
    put(.orderAdded, moments?.firstAdded)
    put(.orderSent, moments?.firstSent)
    put(.orderReady, moments?.firstReady)
    put(.orderBill, moments?.billRequested)
    put(.orderStarted, moments?.paymentStarted)
    put(.orderPaid, moments?.firstPaid)
    put(.orderPaidInFull, moments?.paidInFull)
    put(.orderClosed, moments?.closed)
    put(.orderFreed, moments?.freed)
    for dish in row?.dishes ?? [] { write(dish) }
    for void in row?.voids ?? [] { write(void) }
    orders += 1
  }

  private mutating func write(_ dish: DishRow) {
    put(.dishOrder, orders)
    put(.dishKind, kinds.number(dish.kind))
    put(.dishRound, RoundCode.number(dish))
    put(.dishQuantity, UInt32(clamping: dish.quantity))
    put(.dishSent, UInt32(clamping: dish.sent.milliseconds - start.milliseconds))
    put(.dishEnd, DishEndCode.number(dish))
  }

  private mutating func write(_ void: VoidRow) {
    put(.voidOrder, orders)
    put(.voidKind, kinds.number(void.kind))
    put(.voidQuantity, UInt32(clamping: void.quantity))
    put(.voidAmount, UInt64(bitPattern: void.amount))
    put(.voidReason, text: void.reason.map { ExactString($0) })
    put(.voidAt, void.at)
  }

  mutating func write(_ visit: VisitRow) {
    put(.visitHigh, visit.session.words.high)
    put(.visitLow, visit.session.words.low)
    put(.visitAt, visit.at)
    put(.visitVersion, text: visit.menuVersion)
    put(.visitArm, text: visit.arm.map { ExactString($0) })
  }

  mutating func write(_ row: UtteranceRow) {
    put(.voiceHigh, row.event.uuid.words.high)
    put(.voiceLow, row.event.uuid.words.low)
    put(.voiceAt, row.at)
    put(.voiceOutcome, text: ExactString(row.outcome))
    put(.voiceIntent, text: row.intent.map { ExactString($0) })
    put(.voiceReason, text: row.reason.map { ExactString($0) })
    put(.voiceDish, text: row.menuitemID)
  }

  /// All columns, in their order.
  mutating func finish() -> [[UInt8]] {
    for kind in kinds.all {
      put(.kindDish, text: kind.menuitemID)
      put(.kindName, text: kind.name)
      put(.kindStation, text: kind.station)
      put(.kindVersion, text: kind.menuVersion)
    }
    return columns
  }
}

extension OrderMarks {
  init(_ part: PartOfOrder) {
    self = []
    if part.isOpenedHere { insert(.isOpenedHere) }
    if part.isElsewhere { insert(.isElsewhere) }
    guard let row = part.row else { return }
    insert(.isOpened)
    if row.isCancelled { insert(.isCancelled) }
    if row.isSold { insert(.isSold) }
    if row.hasMoney { insert(.hasMoney) }
    if row.guests != nil { insert(.hasGuests) }
    switch row.type {
    case .dineIn: break
    case .takeaway: insert(.takeaway)
    case .delivery: insert(.delivery)
    }
  }

  var type: OrderType { contains(.delivery) ? .delivery : contains(.takeaway) ? .takeaway : .dineIn }
}

extension DishEndCode {
  static func number(_ dish: DishRow) -> UInt32 {
    switch dish.end {
    case .open: open
    case .served: served
    case .ready(let time): min(longest, UInt32(clamping: time.milliseconds - dish.sent.milliseconds))
    }
  }

  static func end(_ number: UInt32, sent: Timestamp) -> DishRow.End {
    if number == open { return .open }
    return number == served ? .served : .ready(sent.advanced(byMilliseconds: Int64(number)))
  }
}

/// What ``DayColumn/dishRound`` says: the round, and behind it the minutes of its delay.
enum RoundCode {
  static func number(_ dish: DishRow) -> UInt32 {
    UInt32(UInt16(clamping: dish.round)) | UInt32(UInt16(clamping: dish.delayMinutes)) << 16
  }

  static func round(_ number: UInt32) -> Int { Int(number & 0xFFFF) }
  static func delayMinutes(_ number: UInt32) -> Int64 { Int64(number >> 16) }
}
