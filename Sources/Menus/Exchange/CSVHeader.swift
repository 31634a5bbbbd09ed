import Events

/// What a column of a table says, by our own name for it.
public enum CSVColumn: String, CaseIterable, Sendable {
  case sectionID = "section_id"
  case section, id, name, description, price, currency
  case prepMinutes = "prep_minutes"
  case allergens, station, course
  case marginHint = "margin_hint"
  case modifiers, available
  /// A size or kind of a dish that has a row of its own.
  case variation
  /// Whether the dish is put away.
  case archived
  case status
  /// Of what the row speaks where not all are dishes.
  case kind = "entity_type"

  /// What the exports of tills and shops call it, in the order in which one is taken.
  public var aliases: [String] {
    switch self {
    case .sectionID: []
    case .section:
      [
        "category", "categories", "menu group", "menu section", "reporting category", "category name",
        "group",
        "product category", "department", "type",
      ]
    case .id:
      ["item id", "menuitem id", "token", "guid", "handle", "url handle", "external id", "sku", "plu"]
    case .name: ["item name", "menu item", "title", "product name", "item", "product", "dish"]
    case .description: ["item description", "body (html)", "details"]
    case .price:
      [
        "base price", "default price", "variant price", "item price", "retail price", "unit price",
        "selling price",
      ]
    case .currency: ["currency code", "price currency"]
    case .prepMinutes: ["prep time", "prep time (minutes)", "preparation time"]
    case .allergens: ["allergen", "allergen info"]
    case .station: ["prep station", "prep stations", "printer"]
    case .marginHint: ["margin"]
    case .variation: ["variation name", "option1 value", "option value 1", "variant", "size"]
    case .archived: ["is archived"]
    case .kind: ["entity"]
    case .course, .modifiers, .available, .status: []
    }
  }

  /// For the manual: a sentence without its first capital and its full stop.
  public var help: String {
    switch self {
    case .sectionID: "the id of the section"
    case .section: "the name of the section; without it the section is called Menu"
    case .id: "what the dish is known by; without it an id is made of the name"
    case .name: "the name of the dish; needed"
    case .description: "what guests read below the name"
    case .price: "the price in the major unit, like 12.50, 12,50 or € 12.50; needed"
    case .currency: "three letters of ISO 4217, the same in every row"
    case .prepMinutes: "whole minutes from order to pass"
    case .allergens: "parted by semicolons, or by commas where there is none: gluten; milk"
    case .station: "where it is made"
    case .course: "starter, main, dessert, drink, or what the house calls it"
    case .marginHint: "a word or a number, for managers alone"
    case .modifiers:
      "groups with how many may be chosen, and their choices: cooked (1-1): pink | done; extra (0-1): bacon +2.00"
    case .available: "days and hours: fri sat 17:30-23:00; sun 10:00-14:00"
    case .variation: "a size or kind: rows of one name and section are one dish, and a choice of one"
    case .archived: "a row with y, yes, true or 1 is left out"
    case .status: "a row with anything but active is left out"
    case .kind: "a row whose kind has not “item” in it is left out"
    }
  }

  /// The dish's value that the column fills; nil for what is no such value.
  var field: DishField? { DishField(rawValue: rawValue) }
}

/// The names over the columns, and how the file parts its cells.
struct CSVHeader {
  let separator: UInt8
  /// What stands before the first row of dishes, itself included.
  let record: CSVRecords.Record
  private let places: [CSVColumn: Int]

  /// Some exports have a title above the names.
  private static let rowsSearched = 10

  /// Finds the row with the names; the separator is that with which most of them are known.
  static func find(_ bytes: [UInt8]) throws(MenuFault) -> CSVHeader {
    var best: CSVHeader?
    for separator in CSVRecords.separators {
      var records = CSVRecords(bytes, separator: separator)
      for _ in 0..<rowsSearched {
        guard let record = try? records.record() else { break }
        let header = CSVHeader(record, separator)
        guard header.places[.name] != nil, header.places[.price] != nil else { continue }
        if header.places.count > best?.places.count ?? 0 { best = header }
        break
      }
    }
    if let best { return best }
    var records = CSVRecords(bytes, separator: UInt8(ascii: ","))
    let first = try records.record()?.cells ?? []
    let shown = first.prefix(20).map { ImportNote.short($0) }.joined(separator: ", ")
    throw MenuFault(
      nil, line: 1,
      "no row names the columns: at least “name” and “price” should stand there, and “section”; here stands: \(shown)"
    )
  }

  private init(_ record: CSVRecords.Record, _ separator: UInt8) {
    self.separator = separator
    self.record = record
    let names = record.cells.map(CSVRecords.plain)
    var places: [CSVColumn: Int] = [:]
    for column in CSVColumn.allCases {
      let known = [CSVRecords.plain(column.rawValue)] + column.aliases
      places[column] = known.lazy.compactMap { names.firstIndex(of: $0) }.first
    }
    self.places = places
  }

  func has(_ column: CSVColumn) -> Bool { places[column] != nil }

  /// A cell as a text of one line; nil where there is no such column or nothing stands there.
  func cell(_ column: CSVColumn, in record: CSVRecords.Record) -> String? {
    guard let place = places[column], place < record.cells.count else { return nil }
    let text = CSVRow.unguarded(ForeignText.oneLine(record.cells[place]))
    return text.isEmpty ? nil : text
  }

  /// What the file itself calls a column.
  func name(_ column: CSVColumn) -> String {
    places[column].map { ForeignText.oneLine(record.cells[$0]) } ?? column.rawValue
  }

  /// The columns of which nothing is taken.
  var unused: [String] {
    let used = Set(places.values)
    return record.cells.indices.filter { !used.contains($0) }.map { ForeignText.oneLine(record.cells[$0]) }
      .filter { !$0.isEmpty }
  }
}
