import Events

/// A menu written in another format, and what that can't hold.
public struct MenuExport: Sendable {
  public enum Format: String, CaseIterable, Sendable {
    case csv
    case schemaOrg = "schema-org"
  }

  public let text: String
  public let notes: [ImportNote]

  public init(_ document: MenuDocument, as format: Format) {
    guard let unit = MinorUnit(of: document.currencyCode.string) else {
      preconditionFailure("a menu document has a currency")
    }
    var losses = Tally()
    switch format {
    case .csv:
      text = CSVWriter(unit: unit).text(document)
      CSVWriter.tell(document, &losses)
    case .schemaOrg:
      text = SchemaOrgWriter(unit: unit).text(document)
      SchemaOrgWriter.tell(document, &losses)
    }
    for section in document.sections { Self.tellBlanks(section, &losses) }
    notes = losses.lines("place", "places").map { what, who in
      ImportNote(nil, nil, field: what, "\(format.rawValue) has no place for it: \(who)")
    }
  }

  /// Readers take blanks around a text for none, and a line end for a blank.
  private static func tellBlanks(_ section: MenuSection, _ losses: inout Tally) {
    func check(_ text: String, of name: String) {
      if ForeignText.oneLine(text) != text { losses.add("blanks around a text or several as one", of: name) }
    }
    check(section.name, of: section.name)
    for item in section.items {
      let texts =
        [item.name, item.description, item.station?.string, item.course, item.marginHint?.string].compactMap {
          $0
        }
        + item.allergens + item.modifierGroups.flatMap { [$0.name] + $0.options.map(\.name) }
      for text in texts { check(text, of: item.name) }
    }
  }
}

/// Writes a menu as a table, a row for each dish, for a spreadsheet.
struct CSVWriter {
  let unit: MinorUnit

  private static let columns: [CSVColumn] = [
    .sectionID, .section, .id, .name, .description, .price, .currency, .prepMinutes, .allergens, .station,
    .course, .marginHint, .modifiers, .available,
  ]

  /// With a byte order mark, without which spreadsheets take UTF-8 for something else.
  func text(_ document: MenuDocument) -> String {
    var text = "\u{FEFF}" + CSVRow.text(Self.columns.map(\.rawValue))
    for section in document.sections {
      for item in section.items {
        text += CSVRow.text(Self.columns.map { CSVRow.guarded(ForeignText.oneLine(cell($0, item, section))) })
      }
    }
    return text
  }

  private func cell(_ column: CSVColumn, _ item: MenuItem, _ section: MenuSection) -> String {
    switch column {
    case .sectionID: section.id.string
    case .section: section.name
    case .id: item.id.string
    case .name: item.name
    case .description: item.description ?? ""
    case .price: unit.text(item.priceMinor)
    case .currency: unit.code.string
    case .prepMinutes: item.prepMinutes.map { "\($0)" } ?? ""
    case .allergens: item.allergens.map(CSVCells.escaped).joined(separator: "; ")
    case .station: item.station?.string ?? ""
    case .course: item.course ?? ""
    case .marginHint: item.marginHint.map { $0.string ?? "\($0.int ?? 0)" } ?? ""
    case .modifiers: CSVCells.cell(item.modifierGroups, unit)
    case .available: CSVCells.cell(item.available)
    case .variation, .archived, .status, .kind: ""
    }
  }

  static func tell(_ document: MenuDocument, _ losses: inout Tally) {
    losses.add("menu_id and name of the menu", of: document.name)
    for section in document.sections where section.items.isEmpty {
      losses.add("a section without dishes", of: section.name)
    }
    for item in document.items {
      if let hint = item.marginHint?.string.map(ForeignText.oneLine), let number = Int64(hint),
        "\(number)" == hint
      {
        losses.add("whether margin_hint is a word or a number", of: item.name)
      }
    }
  }
}

/// Writes a menu as JSON-LD, to stand in a page of the web. What is for the house alone does not go out.
struct SchemaOrgWriter {
  let unit: MinorUnit

  /// No `<` stands in it, so that nothing in a name ends the `<script>` around it or opens a comment there.
  func text(_ document: MenuDocument) -> String {
    let json = JSON.object([
      "@context": "https://schema.org", "@type": "Menu", "identifier": .string(document.menuID.string),
      "name": .string(document.name), "hasMenuSection": .array(document.sections.map(section)),
    ])
    return JSONPage.text(json).exchanging("<", for: "\\u003c") + "\n"
  }

  private func section(_ section: MenuSection) -> JSON {
    .object([
      "@type": "MenuSection", "identifier": .string(section.id.string), "name": .string(section.name),
      "hasMenuItem": .array(section.items.map(item)),
    ])
  }

  private func item(_ item: MenuItem) -> JSON {
    .object([
      "@type": "MenuItem", "identifier": .string(item.id.string), "name": .string(item.name),
      "description": item.description.map { .string($0) }, "offers": offer(item.priceMinor),
      "menuAddOn": item.modifierGroups.isEmpty ? nil : .array(item.modifierGroups.map(group)),
    ])
  }

  private func group(_ group: ModifierGroup) -> JSON {
    .object([
      "@type": "MenuSection", "name": .string(group.name),
      "hasMenuItem": .array(
        group.options.map { option in
          .object(["@type": "MenuItem", "name": .string(option.name), "offers": offer(option.priceMinor)])
        }),
    ])
  }

  private func offer(_ minor: Int64) -> JSON {
    .object([
      "@type": "Offer", "price": .string(unit.text(minor)), "priceCurrency": .string(unit.code.string),
    ])
  }

  static func tell(_ document: MenuDocument, _ losses: inout Tally) {
    for item in document.items {
      if item.prepMinutes != nil { losses.add("prep_minutes", of: item.name) }
      if !item.allergens.isEmpty { losses.add("allergens", of: item.name) }
      if item.station != nil { losses.add("station", of: item.name) }
      if item.course != nil { losses.add("course", of: item.name) }
      if item.marginHint != nil { losses.add("margin_hint", of: item.name) }
      if !item.available.isEmpty { losses.add("available", of: item.name) }
      for group in item.modifierGroups {
        let isUsual = group.min == 0 && group.max == group.options.count && group.max > 0
        if !isUsual { losses.add("min and max of modifiers", of: item.name) }
      }
    }
  }
}
