import Events
import Menus
import Venue

/// Something that a manager is about to change, or to look at: its fields, what is wrong with them, and what Enter will do.
struct MenuForm: Sendable {
  let kind: Kind
  private(set) var fields: [Field]
  private(set) var focus = 0
  /// Whether it was given to the terminal, which has not answered yet.
  var isSent = false

  enum Kind: Hashable, Sendable {
    case activate(VersionID)
    case schedule
    case freeze
    case publish
    case cancel(EventID)
    case create
    case end(UUIDv7)
    /// From which day to which the pane of insights looks.
    case span

    var title: String {
      switch self {
      case .activate: "Put in force now"
      case .schedule: "Put in force for a time"
      case .freeze: "Freeze the document"
      case .publish: "Publish the document"
      case .cancel: "Take back what was said"
      case .create: "A new experiment"
      case .end: "End an experiment"
      case .span: "Look at these days"
      }
    }
  }

  struct Field: Sendable {
    let name: Name
    fileprivate(set) var entry = CommandEntry()

    init(_ name: Name, _ text: String = "") {
      self.name = name
      entry.replace(last: 0, with: text)
    }

    /// Blanks around it mean nothing.
    var text: String {
      String(entry.text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
  }

  enum Name: String, Sendable {
    case version, from, until, label, control, variant, allocation, tables, reason
    case firstDay = "first day"
    case lastDay = "last day"

    /// What belongs there.
    var hint: String {
      switch self {
      case .version, .control, .variant: "a label, or 7 digits or more"
      case .from: "HH:MM the next time, or now"
      case .until: "HH:MM after that; empty: for good"
      case .label: "what people call it; may stay empty"
      case .allocation: "of 100 visits, 1 to 99"
      case .tables: "T4 T5 …; empty: all"
      case .reason: "why, for whoever reads it later"
      case .firstDay, .lastDay: "a date, like 2026-11-28; the day counts whole"
      }
    }
  }

  init(_ kind: Kind, _ fields: [Field] = []) {
    self.kind = kind
    self.fields = fields
  }

  func text(_ name: Name) -> String { fields.first { $0.name == name }?.text ?? "" }

  /// Takes a letter or a key of editing; false where it is none, or there is nothing to be typed.
  mutating func edit(_ key: Key) -> Bool {
    guard fields.indices.contains(focus), !isSent else { return false }
    return fields[focus].entry.edit(key)
  }

  mutating func moveFocus(by step: Int) {
    guard !fields.isEmpty else { return }
    focus = (focus + step + fields.count) % fields.count
  }

  /// What guests would see with it, to be compared with what they see now.
  func compared(_ view: View) -> ComparedMenu? {
    switch kind {
    case .activate(let version): .version(version)
    case .schedule: (try? view.house.version(text(.version))).map { .version($0.id) }
    case .publish: .draft
    case .freeze, .cancel, .create, .end, .span: nil
    }
  }
}
