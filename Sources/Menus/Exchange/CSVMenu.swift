import Events

/// Reads a menu from a table: a row is a dish, or one of the variations of a dish.
struct CSVMenu {
  private let header: CSVHeader
  private let price: ForeignPrice
  private var draft: MenuDraft
  /// The place of each section in the draft, by what tells it from others.
  private var sections: [ExactString: Int] = [:]
  private var dishes: [Rows] = []
  /// The dish that rows of the same name and section add a variation to.
  private var places: [ExactString: Int] = [:]
  /// The dish that the rows of an id belong to.
  private var placesOfIDs: [String: Int] = [:]

  /// The rows of one dish.
  private struct Rows {
    let section: Int
    let first: DraftDish
    var ids: Set<String>
    var variations: [Variation]
  }

  /// Names that tills give to the one variation of a dish that has none.
  private static let plainVariations = ["regular", "default", "default title", "normal", "standard", "each"]
  private static let withoutSection = "Menu"

  static func draft(_ bytes: [UInt8], _ setting: MenuImport.Setting) throws(MenuFault) -> MenuDraft {
    let header = try CSVHeader.find(bytes)
    var records = CSVRecords(bytes, separator: header.separator)
    var rows: [CSVRecords.Record] = []
    while let record = try records.record() {
      if record.line > header.record.line, !record.isBlank { rows.append(record) }
    }
    let said = rows.lazy.compactMap { header.cell(.currency, in: $0) }.first.flatMap {
      MinorUnit(of: $0.uppercased())
    }
    var menu = CSVMenu(header, try setting.currency(said: said))
    menu.tellColumns()
    for row in rows { menu.take(row) }
    return menu.finished
  }

  private init(_ header: CSVHeader, _ unit: MinorUnit) {
    self.header = header
    price = ForeignPrice(unit: unit)
    draft = MenuDraft(currency: unit)
    draft.said = Set(CSVColumn.allCases.filter(header.has).compactMap(\.field))
    draft.saysVariations = header.has(.variation)
  }

  private mutating func tellColumns() {
    let line = header.record.line
    let sets = header.unused.filter { $0.lowercased().hasPrefix("modifier set") }
    let others = header.unused.filter { !sets.contains($0) }
    if !others.isEmpty {
      let names = others.map { ImportNote.short($0) }.joined(separator: ", ")
      draft.notes.append(ImportNote(line, nil, "of these columns nothing was taken: \(names)"))
    }
    if !sets.isEmpty {
      let names = sets.map { ImportNote.short($0) }.joined(separator: ", ")
      draft.notes.append(
        ImportNote(
          line, nil,
          "these columns name sets of modifiers without their choices, which the catalog as JSON has: \(names)"
        ))
    }
  }

  private mutating func note(
    _ row: CSVRecords.Record, column: CSVColumn? = nil, _ reason: String
  ) {
    let name = header.cell(.name, in: row) ?? header.cell(.id, in: row)
    draft.notes.append(ImportNote(row.line, name, field: column.map(header.name), reason))
  }

  // MARK: Rows

  private mutating func take(_ row: CSVRecords.Record) {
    guard isWhole(row), isWanted(row) else { return }
    let id = header.cell(.id, in: row)
    let variation = header.has(.variation) ? header.cell(.variation, in: row) : nil
    guard let name = header.cell(.name, in: row) else {
      // Shops name a dish in the first of its rows alone.
      guard let id, header.has(.variation), let place = dishes.lastIndex(where: { $0.ids.contains(id) })
      else {
        return note(row, column: .name, "no name stands here; this row is left out")
      }
      return add(variation, row, to: place)
    }
    guard let amount = amount(row) else { return }
    let section = section(row)
    let key = ExactString("\(section)\n\(name)")
    if header.has(.variation), let place = places[key] { return add(variation, row, to: place) }
    var dish = DraftDish(name: name, line: row.line, price: amount)
    fill(&dish, row)
    places[key] = dishes.count
    if let id { placesOfIDs[id] = dishes.count }
    dishes.append(
      Rows(
        section: section, first: dish, ids: Set([id].compactMap { $0 }),
        variations: [Variation(name: variation ?? "", price: amount, line: row.line)]))
  }

  private mutating func isWhole(_ row: CSVRecords.Record) -> Bool {
    let wanted = header.record.cells.count
    // Also where the rest is empty: 8,50 without quotes would be eight, and fifty of what the next column says.
    guard row.cells.count <= wanted else {
      note(
        row,
        "\(row.cells.count) cells where \(wanted) columns are named: a text or price with the separator in it wants "
          + "quotes around it; this row is left out")
      return false
    }
    guard !row.isLast || row.cells.count >= wanted else {
      note(row, "the file is cut off in this row; it is left out")
      return false
    }
    return true
  }

  private mutating func isWanted(_ row: CSVRecords.Record) -> Bool {
    if let kind = header.cell(.kind, in: row)?.lowercased(), !kind.holds("item") {
      note(row, column: .kind, "this is no dish but “\(ImportNote.short(kind))”; this row is left out")
      return false
    }
    if let mark = header.cell(.archived, in: row)?.lowercased(), ["y", "yes", "true", "1"].contains(mark) {
      note(row, column: .archived, "is put away; it is left out")
      return false
    }
    if let status = header.cell(.status, in: row)?.lowercased(), status != "active" {
      note(row, column: .status, "is “\(ImportNote.short(status))” and not active; it is left out")
      return false
    }
    return true
  }

  private mutating func amount(_ row: CSVRecords.Record) -> Int64? {
    if let currency = header.cell(.currency, in: row), currency.uppercased() != price.unit.code.string {
      note(
        row, column: .currency,
        "“\(ImportNote.short(currency))” is not \(price.unit.code); this row is left out")
      return nil
    }
    guard let text = header.cell(.price, in: row) else {
      note(row, column: .price, "no price stands here; this row is left out")
      return nil
    }
    do {
      return try price.minor(text)
    } catch {
      note(row, column: .price, "\(error.reason); this row is left out")
      return nil
    }
  }

  private mutating func section(_ row: CSVRecords.Record) -> Int {
    let id = header.cell(.sectionID, in: row)
    let name = header.cell(.section, in: row) ?? Self.withoutSection
    let key = ExactString(id.map { "id\n\($0)" } ?? "name\n\(name)")
    if let place = sections[key] { return place }
    sections[key] = draft.sections.count
    draft.sections.append(DraftSection(id: id.map { .given($0) }, name: name, line: row.line))
    return draft.sections.count - 1
  }

  private mutating func add(_ variation: String?, _ row: CSVRecords.Record, to place: Int) {
    guard let variation, !dishes[place].variations.contains(where: { $0.name == variation }) else {
      let what = variation.map { "its variation “\(ImportNote.short($0))” stands twice" }
      return note(
        row, column: .variation,
        "\(what ?? "the dish stands twice without a variation"); this row is left out")
    }
    guard dishes[place].variations.count < Variation.limit else {
      return note(
        row, column: .variation, "the dish has \(Variation.limit) variations already; this row is left out")
    }
    guard let amount = amount(row) else { return }
    dishes[place].variations.append(Variation(name: variation, price: amount, line: row.line))
    if let id = header.cell(.id, in: row) {
      dishes[place].ids.insert(id)
      placesOfIDs[id] = place
    }
  }

  // MARK: What else a row says

  private mutating func fill(_ dish: inout DraftDish, _ row: CSVRecords.Record) {
    for column in CSVColumn.allCases {
      guard let field = column.field, let text = header.cell(column, in: row) else { continue }
      do throws(CSVCells.Fault) {
        dish.fields[field] = try value(field, text)
      } catch {
        note(row, column: column, "\(error.reason); it is left out")
      }
    }
  }

  private func value(_ field: DishField, _ text: String) throws(CSVCells.Fault) -> JSON {
    switch field {
    case .description, .station, .course: return .string(text)
    case .prepMinutes:
      guard let minutes = Int64(text) else {
        throw CSVCells.Fault(reason: "“\(ImportNote.short(text))” is no whole number of minutes")
      }
      return .int(minutes)
    case .allergens: return CSVCells.allergens(text)
    case .marginHint:
      let number = Int64(text).flatMap {
        "\($0)" == text && (-9_007_199_254_740_991...9_007_199_254_740_991).contains($0) ? $0 : nil
      }
      return number.map { .int($0) } ?? .string(text)
    case .modifiers: return try CSVCells.modifiers(text, price)
    case .available: return try CSVCells.windows(text)
    }
  }

  private var finished: MenuDraft {
    var draft = draft
    for rows in dishes { draft.sections[rows.section].dishes.append(Self.dish(rows, &draft.notes)) }
    return draft
  }

  private static func dish(_ rows: Rows, _ notes: inout [ImportNote]) -> DraftDish {
    var dish = rows.first
    let variations = rows.variations.map { variation in
      variation.name.isEmpty
        ? Variation(name: "regular", price: variation.price, line: variation.line) : variation
    }
    let (price, group) = Variation.fold(variations)
    dish.price = price
    // Some exports number variations and not dishes: the least number is the dish's, whatever the order of the rows.
    dish.id = rows.ids.min().map { .given($0) }
    if let group {
      dish.fields[.modifiers] = .array([group] + (dish.fields[.modifiers]?.array ?? []))
    } else if let only = rows.variations.first?.name, !only.isEmpty,
      !plainVariations.contains(only.lowercased()), only != dish.name
    {
      notes.append(
        ImportNote(
          dish.line, dish.name, field: "variation",
          "its only variation “\(ImportNote.short(only))” has no place here"))
    }
    return dish
  }
}
