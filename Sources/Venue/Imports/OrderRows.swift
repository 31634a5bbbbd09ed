import Dining
import Events
import Menus

/// The rows of a table of past orders, one after the other: each a dish, or why it is none.
struct OrderRows {
  /// What one row says.
  struct Row {
    let line: Int
    let order: String
    let known: String
    let dish: Dish
    let quantity: Int64
    let createdAt: Timestamp
    var sentAt: Timestamp?
    var readyAt: Timestamp?
    var paidAt: Timestamp?
    var type: OrderType?
    var table: ExactString?
    var guests: Int64?
  }

  enum Read {
    case dish(Row)
    case refused(OrderImport.Refusal)
  }

  /// Why a row can't be used.
  private struct Trouble: Error {
    let reason: String
  }

  private let sheet: OrderSheet
  private let times: WrittenTime
  private let dates: DateForm?
  private let now: Timestamp
  private let joinPlace: Int?
  private var records: CSVRecords
  private var dishes: DishSource

  init(
    _ file: [UInt8], second: [UInt8]?, _ unit: MinorUnit, _ setting: OrderImportSetting,
    _ around: OrderImport.Surroundings
  ) throws(OrderImportFault) {
    dishes = try DishSource(unit, menu: around.menu, join: setting.join, file: second)
    let bytes = try OrderImportFault.checked { () throws(MenuFault) in
      try ForeignText.bytes(of: file, "a table of orders", limitBytes: OrderImportLimits.fileBytes)
    }
    let wanted = "“order_id”, “created_at”, and “menuitem_id” or “name”"
    sheet = try OrderSheet.find(bytes, said: setting.columns, wanted: wanted) {
      $0.has(.orderID) && $0.has(.createdAt) && ($0.has(.menuitemID) || $0.has(.name))
    }
    joinPlace = setting.join.flatMap { [sheet] in sheet.place($0.left) }
    if let join = setting.join, joinPlace == nil {
      throw OrderImportFault(
        line: sheet.header.line, "--on: no column is called “\(join.left)”; here stand: \(sheet.listed)")
    }
    records = CSVRecords(bytes, separator: sheet.separator, rowLimit: OrderImportLimits.rows)
    times = WrittenTime(setting.dates, offset: around.offset)
    dates = setting.dates
    now = around.now
  }

  var columns: [(field: OrderColumn, column: String)] {
    OrderColumn.allCases.filter(sheet.has).map { ($0, sheet.name($0)) }
  }

  var unused: [String] { sheet.unused(beside: [joinPlace].compactMap { $0 }) }
  var pricesOfMenu: Int { dishes.pricesOfMenu }

  /// The next row; nil at the end of the file.
  mutating func next() throws(OrderImportFault) -> Read? {
    while true {
      let next = try OrderImportFault.checked { () throws(MenuFault) in try records.record() }
      guard let record = next else { return nil }
      guard record.line > sheet.header.line, !record.isBlank else { continue }
      do throws(Trouble) {
        return .dish(try row(record))
      } catch {
        try checkDates(record)
        return .refused(OrderImport.Refusal(line: record.line, reason: error.reason))
      }
    }
  }

  /// Where nobody can say what is the day and what the month, no row can be read: the whole file waits for a word.
  private func checkDates(_ record: CSVRecords.Record) throws(OrderImportFault) {
    guard dates == nil, let text = sheet.cell(.createdAt, in: record), WrittenTime.isAmbiguous(text) else {
      return
    }
    throw OrderImportFault(
      line: record.line,
      "“\(ImportNote.short(text))” in \(sheet.name(.createdAt)) does not say what is the day and what the month; say "
        + "it with --date-format DD-MM-YYYY, or MM-DD-YYYY, written as the file writes dates")
  }

  private mutating func row(_ record: CSVRecords.Record) throws(Trouble) -> Row {
    if let trouble = sheet.trouble(record) { throw Trouble(reason: trouble) }
    let order = try needed(.orderID, record)
    guard order.utf8.count <= OrderImportLimits.orderIDBytes else {
      throw Trouble(reason: "the order's number is longer than \(OrderImportLimits.orderIDBytes) bytes")
    }
    guard let createdAt = try time(.createdAt, record) else {
      throw Trouble(reason: "\(sheet.name(.createdAt)) is empty")
    }
    let (id, name) = (sheet.cell(.menuitemID, in: record), sheet.cell(.name, in: record))
    guard let known = id ?? name else {
      let columns = [OrderColumn.menuitemID, .name].filter(sheet.has).map(sheet.name)
      throw Trouble(reason: "no dish stands here: \(columns.joined(separator: " and ")) is empty")
    }
    var row = Row(
      line: record.line, order: order, known: known, dish: try dish(id, name, record),
      quantity: try number(.quantity, record, 1...Item.quantityLimit) ?? 1, createdAt: createdAt)
    row.sentAt = try time(.sentAt, record)
    row.readyAt = try time(.readyAt, record)
    row.paidAt = try time(.paidAt, record)
    try checkOrder(row)
    row.type = try type(record)
    row.table = sheet.cell(.tableID, in: record).map { ExactString($0) }
    row.guests = try number(.guests, record, 0...OrderCommand.Opening.guestLimit).flatMap {
      $0 == 0 ? nil : $0
    }
    return row
  }

  private func needed(_ column: OrderColumn, _ record: CSVRecords.Record) throws(Trouble) -> String {
    guard let text = sheet.cell(column, in: record) else {
      throw Trouble(reason: "\(sheet.name(column)) is empty")
    }
    return text
  }

  private mutating func dish(_ id: String?, _ name: String?, _ record: CSVRecords.Record) throws(Trouble)
    -> Dish
  {
    if let id, !ItemIDs.isLegal(id) {
      throw Trouble(reason: "“\(ImportNote.short(id))” is no id: it has blanks in it, or is too long")
    }
    var cost: Int64?
    if let text = sheet.cell(.unitPrice, in: record) {
      do throws(PriceFault) {
        cost = try dishes.price.minor(text)
      } catch {
        throw Trouble(reason: "\(sheet.name(.unitPrice)): \(error.reason)")
      }
    }
    let key = joinPlace.flatMap { OrderSheet.cell($0, in: record) }
    do throws(DishSource.Trouble) {
      return try dishes.dish(id: id, name: name, key: key, cost: cost)
    } catch {
      throw Trouble(reason: error.reason)
    }
  }

  private func time(_ column: OrderColumn, _ record: CSVRecords.Record) throws(Trouble) -> Timestamp? {
    guard let text = sheet.cell(column, in: record) else { return nil }
    guard let time = times.moment(text) else {
      let form =
        dates.map { "\($0.text), and a time behind it" } ?? "like 2023-01-31 19:05:00, with or without a zone"
      throw Trouble(
        reason: "\(sheet.name(column)): “\(ImportNote.short(text))” is no time; it should be \(form)")
    }
    guard time <= now else {
      throw Trouble(reason: "\(sheet.name(column)): “\(ImportNote.short(text))” is still to come")
    }
    return time
  }

  /// A dish is ordered, then ready; nobody pays before the order is opened.
  private func checkOrder(_ row: Row) throws(Trouble) {
    let sentAt = row.sentAt ?? row.createdAt
    if let readyAt = row.readyAt, readyAt < sentAt {
      throw Trouble(reason: "\(sheet.name(.readyAt)) is before the dish was sent")
    }
    if let paidAt = row.paidAt, paidAt < row.createdAt {
      throw Trouble(reason: "\(sheet.name(.paidAt)) is before \(sheet.name(.createdAt))")
    }
    let last = [sentAt, row.readyAt, row.paidAt].compactMap { $0 }.max() ?? sentAt
    guard abs(last.milliseconds - row.createdAt.milliseconds) <= OrderImportLimits.orderMs,
      abs(sentAt.milliseconds - row.createdAt.milliseconds) <= OrderImportLimits.orderMs
    else { throw Trouble(reason: "its times lie more than a day apart") }
  }

  /// A whole number, also written `2.0`.
  private func number(
    _ column: OrderColumn, _ record: CSVRecords.Record, _ range: ClosedRange<Int64>
  ) throws(Trouble) -> Int64? {
    guard let text = sheet.cell(column, in: record) else { return nil }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let isWhole =
      parts.count == 1 || (parts.count == 2 && !parts[1].isEmpty && parts[1].allSatisfy { $0 == "0" })
    guard isWhole, let number = Int64(parts[0]), range.contains(number) else {
      throw Trouble(
        reason: "\(sheet.name(column)): “\(ImportNote.short(text))” is no number from \(range.lowerBound) to "
          + "\(range.upperBound)")
    }
    return number
  }

  /// What tills call the three ways of eating, in small letters with blanks between.
  private static let types: [String: OrderType] = [
    "dine in": .dineIn, "eat in": .dineIn, "for here": .dineIn, "in house": .dineIn, "table service": .dineIn,
    "takeaway": .takeaway, "take away": .takeaway, "takeout": .takeaway, "take out": .takeaway,
    "to go": .takeaway,
    "pickup": .takeaway, "pick up": .takeaway, "collection": .takeaway, "delivery": .delivery,
  ]

  private func type(_ record: CSVRecords.Record) throws(Trouble) -> OrderType? {
    guard let text = sheet.cell(.orderType, in: record) else { return nil }
    guard let type = Self.types[CSVRecords.plain(text)] else {
      throw Trouble(
        reason:
          "\(sheet.name(.orderType)): “\(ImportNote.short(text))” is none of dine_in, takeaway, delivery")
    }
    return type
  }
}
