import Events

/// What a menu can be read from beside galley's own document.
public enum ForeignFormat: String, CaseIterable, Sendable {
  /// A table with named columns.
  case csv
  /// A schema.org `Menu` as JSON-LD.
  case schemaOrg = "schema-org"
  /// The objects of a Square catalog.
  case square
}

/// A menu made from a file of another format: a document to look at, and all that could not be used.
///
/// A file whose structure is broken is refused whole, since nobody knows what is missing. One dish that can't be used is
/// left out and noted by its name and line. Nothing takes effect by this.
public struct MenuImport: Sendable {
  public let document: MenuDocument
  /// In the order of the file; what holds for many dishes comes last.
  public let notes: [ImportNote]

  /// What the house adds to a file that does not say it.
  public struct Setting: Sendable {
    /// The currency that somebody named for this file.
    public let currency: MinorUnit?
    /// The menu that the file is to be the next version of.
    public let previous: MenuDocument?

    public init(currency: MinorUnit? = nil, previous: MenuDocument? = nil) {
      self.currency = currency
      self.previous = previous
    }

    /// The currency of a file's amounts: what was named for it, else what it says, else that of the menu before.
    func currency(said: MinorUnit?) throws(MenuFault) -> MinorUnit {
      let before = previous.flatMap { MinorUnit(of: $0.currencyCode.string) }
      guard let unit = currency ?? said ?? before else {
        throw MenuFault(nil, "nothing says which currency the prices are in; name it with --currency EUR")
      }
      return unit
    }
  }

  /// Reads a file.
  ///
  /// - Throws: a fault in one sentence; nothing of the file is taken.
  public init(_ format: ForeignFormat, file: [UInt8], setting: Setting = Setting()) throws(MenuFault) {
    let bytes = try ForeignText.bytes(of: file)
    let draft: MenuDraft
    switch format {
    case .csv: draft = try CSVMenu.draft(bytes, setting)
    case .schemaOrg: draft = try SchemaOrgMenu.draft(try ForeignJSON.read(bytes), setting)
    case .square: draft = try SquareCatalog.draft(try ForeignJSON.read(bytes), setting)
    }
    var assembly = MenuAssembly(draft, previous: setting.previous)
    document = try assembly.document()
    notes = assembly.notes
  }
}

/// Something of a file that did not become a part of the document, or not as it stood there.
public struct ImportNote: Hashable, Sendable {
  /// Counted from 1; nil for what holds for the whole file.
  public let line: Int?
  /// The dish or section by its name.
  public let subject: String?
  /// What the file calls the value.
  public let field: String?
  /// What is wrong, and what became of it.
  public let reason: String

  /// A name is cut here: a note is one line.
  private static let nameLetters = 60

  init(_ line: Int?, _ subject: String?, field: String? = nil, _ reason: String) {
    self.line = line
    self.subject = subject.map { Self.short($0) }
    self.field = field
    self.reason = reason
  }

  package static func short(_ text: String) -> String {
    // One letter can hold thousands of marks, so bytes count as well.
    guard text.utf8.count > nameLetters else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.prefix(nameLetters))) + "…"
  }

  /// `menu.csv, line 7, “Burger”, price: …`
  public func sentence(file: String) -> String {
    let place = [file, line.map { "line \($0)" }, subject.map { "“\($0)”" }, field].compactMap { $0 }
    return place.joined(separator: ", ") + ": " + reason
  }

  /// For programs.
  public var json: JSON {
    .object([
      "line": line.map { .int(Int64($0)) }, "subject": subject.map { .string($0) },
      "field": field.map { .string($0) }, "reason": .string(reason),
    ])
  }
}
