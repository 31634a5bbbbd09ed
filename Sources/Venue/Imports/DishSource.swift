import Dining
import Events
import Menus

/// What is known of dishes beside the rows of orders: a second file, and the menu in force.
struct DishSource {
  let price: ForeignPrice
  private let menu: MenuDocument?
  /// The menu's dishes by their names in small letters.
  private let named: [String: MenuItem]
  private let joined: [ExactString: (name: String?, price: Int64?)]
  private let join: OrderImportSetting.Join?
  private(set) var pricesOfMenu = 0

  /// - Parameter file: the second file's bytes, where one is joined.
  init(
    _ unit: MinorUnit, menu: MenuDocument?, join: OrderImportSetting.Join?, file: [UInt8]?
  ) throws(OrderImportFault) {
    price = ForeignPrice(unit: unit)
    let isUsable = menu?.currencyCode == unit.code
    self.menu = isUsable ? menu : nil
    named = Dictionary(
      (self.menu?.items ?? []).map { ($0.name.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
    self.join = join
    joined = if let join, let file { try Self.read(file, join, price) } else { [:] }
  }

  private static func read(
    _ file: [UInt8], _ join: OrderImportSetting.Join, _ price: ForeignPrice
  ) throws(OrderImportFault) -> [ExactString: (name: String?, price: Int64?)] {
    do throws(OrderImportFault) {
      return try rows(file, join.right, price)
    } catch {
      throw OrderImportFault("\(join.path)" + (error.line.map { ", line \($0)" } ?? "") + ": \(error.reason)")
    }
  }

  /// The rows of a second file by what stands in one of its columns.
  private static func rows(
    _ file: [UInt8], _ column: String, _ price: ForeignPrice
  ) throws(OrderImportFault) -> [ExactString: (name: String?, price: Int64?)] {
    let bytes = try OrderImportFault.checked { () throws(MenuFault) in
      try ForeignText.bytes(of: file, "a table of dishes", limitBytes: OrderImportLimits.fileBytes)
    }
    let sheet = try OrderSheet.find(bytes, wanted: "“\(column)”") { $0.place(column) != nil }
    guard sheet.has(.name) || sheet.has(.unitPrice), let place = sheet.place(column) else {
      throw OrderImportFault(
        line: sheet.header.line, "neither a name nor a price has a column here: \(sheet.listed)")
    }
    var found: [ExactString: (name: String?, price: Int64?)] = [:]
    var records = CSVRecords(bytes, separator: sheet.separator, rowLimit: OrderImportLimits.rows)
    while let record = try OrderImportFault.checked({ () throws(MenuFault) in try records.record() }) {
      guard record.line > sheet.header.line, !record.isBlank else { continue }
      if let trouble = sheet.trouble(record) { throw OrderImportFault(line: record.line, trouble) }
      guard let key = OrderSheet.cell(place, in: record).map({ ExactString($0) }) else { continue }
      let row = (
        name: sheet.cell(.name, in: record),
        price: try amount(sheet.cell(.unitPrice, in: record), record.line, price)
      )
      if let first = found[key], first != row {
        throw OrderImportFault(
          line: record.line, "“\(ImportNote.short(key.string))” stands here twice, and differs")
      }
      found[key] = row
    }
    return found
  }

  private static func amount(
    _ text: String?, _ line: Int, _ price: ForeignPrice
  ) throws(OrderImportFault) -> Int64? {
    guard let text else { return nil }
    do throws(PriceFault) {
      return try price.minor(text)
    } catch {
      throw OrderImportFault(line: line, error.reason)
    }
  }

  /// Why a row's dish can't be used.
  struct Trouble: Error {
    let reason: String
  }

  /// What a row speaks of.
  ///
  /// - Parameters:
  ///   - key: what stands in the column that a second file is joined on.
  ///   - cost: the row's own price, in minor units.
  mutating func dish(
    id: String?, name: String?, key: String?, cost: Int64?
  ) throws(Trouble) -> Dish {
    let row = key.flatMap { joined[ExactString($0)] }
    if let join, let key, row == nil, name == nil || cost == nil {
      throw Trouble(reason: "\(join.path) has no \(join.right) “\(ImportNote.short(key))”")
    }
    let said = name ?? row?.name
    let item = id.flatMap { menu?.item(ExactString($0)) } ?? said.flatMap { named[$0.lowercased()] }
    guard let known = said ?? item?.name ?? id else { throw Trouble(reason: "no dish stands here") }
    let ofFile = cost ?? row?.price
    guard let minor = ofFile ?? item?.priceMinor, let unitPrice = Money(minor: minor) else {
      throw Trouble(
        reason:
          "nothing says the price of “\(ImportNote.short(known))”: no column of the file, no second file "
          + "(--join), no dish of the menu")
    }
    if ofFile == nil { pricesOfMenu += 1 }
    return Dish(
      menuitemID: item?.id ?? ExactString(id ?? ItemIDs.slug(known)), name: known, unitPrice: unitPrice,
      station: item?.station, course: item?.course)
  }
}
