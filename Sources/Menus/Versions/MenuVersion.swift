import Events

/// A frozen menu: what guests saw and the kitchen cooked from, as it was. Nothing ever changes it.
public struct MenuVersion: Sendable {
  public let id: VersionID
  public let menuID: ExactString
  /// What people call it; no other version of the house has the same label.
  public let label: String?
  /// When it was frozen, by the wall clock of the terminal that did so, and by whom.
  public let madeAt: Timestamp
  public let actor: ExactString
  public let document: MenuDocument
  /// The event that made it.
  public let event: EventID

  /// The longest label in bytes.
  public static let labelBytes = 100
  /// What is in force, and what was imported last: words for a version that is not named by its content.
  public static let live = "live"
  public static let draft = "draft"

  /// Why a text can't be a label; nil where it can.
  public static func objection(toLabel label: String) -> String? {
    if label.isEmpty || label.utf8.count > labelBytes { return "has 1 to \(labelBytes) bytes" }
    if label.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
      return "holds a control character"
    }
    let ends = [label.unicodeScalars.first, label.unicodeScalars.last].compactMap { $0 }
    if ends.contains(where: \.properties.isWhitespace)
      || label.unicodeScalars.contains(where: { $0.properties.generalCategory == .format })
    {
      return "has blanks around it, or letters that nobody can see"
    }
    if label == live || label == draft { return "means what is in force, or what was imported last" }
    return VersionID.isPrefix(label) ? "is written like the beginning of a version_id" : nil
  }

  /// The label, or the first digits.
  public var name: String { label ?? id.short }
}

extension MenuVersion {
  /// Reads a `menu_version_created`; the content must be what its name says.
  init(_ event: Event, of menu: ExactString) throws(MenuFault) {
    var fields = event.payload
    let label = fields.text("label")
    guard let snapshot = fields.json("snapshot"), let text = fields.text("version_id"), fields.isSound,
      let id = VersionID(text)
    else { throw MenuFault(nil, "the event's content makes no sense") }
    let document = try MenuDocument(json: snapshot)
    guard document.menuID == menu else { throw MenuFault(nil, "the document is that of another menu") }
    guard document.versionID == id else {
      throw MenuFault(nil, "the content is not what its version_id names")
    }
    self.id = id
    menuID = menu
    self.label = label
    madeAt = event.writtenAt
    actor = event.actor
    self.document = document
    self.event = event.id
  }

  var state: JSON {
    .object([
      "version_id": .string(id.description),
      "label": label.map { .string($0) },
      "created_at": .string(madeAt.description),
      "actor": .string(actor.string),
    ])
  }
}
