import Events
import Menus

/// A table with named columns: where each field stands, and its rows.
struct OrderSheet {
  let separator: UInt8
  let header: CSVRecords.Record
  private let names: [String]
  private(set) var places: [OrderColumn: [Int]] = [:]

  /// Some exports have a title above the names.
  private static let rowsSearched = 10

  /// Finds the row with the names, by the columns that `isHeader` wants; the separator with which most are known.
  ///
  /// - Parameter said: columns that were named for a field.
  static func find(
    _ bytes: [UInt8], said: [OrderColumn: [String]] = [:], wanted: String,
    _ isHeader: (OrderSheet) -> Bool
  ) throws(OrderImportFault) -> OrderSheet {
    var best: OrderSheet?
    var first: [String] = []
    for separator in CSVRecords.separators {
      var records = CSVRecords(bytes, separator: separator, rowLimit: rowsSearched)
      while let record = try? records.record() {
        let sheet = OrderSheet(record, separator, said)
        let cells = record.cells.map(ForeignText.oneLine)
        if cells.count > first.count { first = cells }
        guard isHeader(sheet) else { continue }
        if sheet.places.count > best?.places.count ?? -1 { best = sheet }
        break
      }
    }
    if let best {
      for (column, names) in said.sorted(by: { $0.key.rawValue < $1.key.rawValue })
      where best.places[column] == nil {
        let missing = names.first { best.place($0) == nil } ?? ""
        throw OrderImportFault(
          line: best.header.line,
          "no column is called “\(ImportNote.short(missing))”; here stand: \(best.listed)")
      }
      return best
    }
    let shown = first.prefix(20).map { ImportNote.short($0) }.joined(separator: ", ")
    throw OrderImportFault(
      line: 1, "no row names the columns: \(wanted) should stand there; here stands: \(shown)")
  }

  private init(_ record: CSVRecords.Record, _ separator: UInt8, _ said: [OrderColumn: [String]]) {
    self.separator = separator
    header = record
    names = record.cells.map(CSVRecords.plain)
    for column in OrderColumn.allCases {
      let known =
        said[column].map { [$0] }
        ?? ([column.rawValue] + column.aliases).map { $0.split(separator: "+").map(String.init) }
      places[column] = known.lazy.compactMap(places(of:)).first
    }
  }

  private func places(of names: [String]) -> [Int]? {
    let found = names.compactMap(place)
    return found.count == names.count && !found.isEmpty ? found : nil
  }

  /// Where a column of the file's own name stands.
  func place(_ name: String) -> Int? { names.firstIndex(of: CSVRecords.plain(name)) }

  func has(_ column: OrderColumn) -> Bool { places[column] != nil }

  /// What the file itself calls the columns of a field: `order_date+order_time`.
  func name(_ column: OrderColumn) -> String {
    places[column]?.map { ForeignText.oneLine(header.cells[$0]) }.joined(separator: "+") ?? column.rawValue
  }

  /// The columns by their own names.
  var listed: String {
    header.cells.prefix(20).map { ImportNote.short(ForeignText.oneLine($0)) }.joined(separator: ", ")
  }

  /// The columns of which nothing is taken.
  func unused(beside others: [Int]) -> [String] {
    let used = Set(places.values.joined()).union(others)
    return header.cells.indices.filter { !used.contains($0) }.map { ForeignText.oneLine(header.cells[$0]) }
      .filter { !$0.isEmpty }
  }

  /// A field's text in one line; nil where nothing stands there, or NULL.
  func cell(_ column: OrderColumn, in record: CSVRecords.Record) -> String? {
    guard let places = places[column] else { return nil }
    let texts = places.compactMap { Self.cell($0, in: record) }
    return texts.count == places.count ? texts.joined(separator: " ") : nil
  }

  static func cell(_ place: Int, in record: CSVRecords.Record) -> String? {
    guard place < record.cells.count else { return nil }
    let text = CSVRow.unguarded(ForeignText.oneLine(record.cells[place]))
    return text.isEmpty || text == "\\N" || text.uppercased() == "NULL" ? nil : text
  }

  /// Why a row is none of this table; nil where it is one.
  func trouble(_ record: CSVRecords.Record) -> String? {
    let wanted = header.cells.count
    if record.cells.count > wanted {
      return
        "\(record.cells.count) cells where \(wanted) columns are named: a text or price with the separator in it "
        + "wants quotes around it"
    }
    if record.cells.count < wanted {
      return "\(record.cells.count) cells where \(wanted) columns are named: the row is cut off"
    }
    if record.cells.contains(where: { $0.utf8.count > OrderImportLimits.cellBytes }) {
      return "a cell is longer than \(OrderImportLimits.cellBytes) bytes"
    }
    return nil
  }
}
