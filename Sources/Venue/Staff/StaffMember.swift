import Events

/// Somebody who works here, as the log says it.
public struct StaffMember: Hashable, Sendable {
  public let name: ExactString
  public let role: StaffRole
  /// Nil where the log has none that this version can check: that member's PIN has to be set anew.
  public let pinHash: PinHash?
  /// When role and PIN were set last.
  public let addedAt: Timestamp

  /// As `staff list --json` prints it: without the hash, which leaves the log by no door.
  public var report: JSON {
    .object([
      "name": .string(name.string), "role": .string(role.rawValue), "added_at": .string(addedAt.description),
    ])
  }
}

/// The form of a staff member's name. It stands in command lines, so it is one that needs no quotes.
public enum StaffName {
  public static let bytesLimit = 32

  /// What stands in events in the place of a name, and so can be nobody's.
  public static let owner = "owner"

  /// Why a text is no name; nil for one that is.
  public static func complaint(_ text: String, terminal: String) -> Complaint? {
    guard isForm(text) else {
      return Complaint(
        "name",
        "“\(text)” is no name for a member of staff; take A-Z, a-z, 0-9, - and _, at most \(bytesLimit)")
    }
    guard ![key(terminal), key(owner)].contains(key(text)) else {
      return Complaint(
        "name", "“\(text)” stands in the log for this terminal or its owner; take another name")
    }
    return nil
  }

  /// Whether a text could be a name.
  public static func isForm(_ text: String) -> Bool {
    (1...bytesLimit).contains(text.utf8.count) && text.utf8.allSatisfy(isSafe)
      && text.utf8.first != UInt8(ascii: "-")
  }

  /// What all spellings of one name have in common.
  public static func key(_ text: String) -> String { text.lowercased() }

  /// A-Z, a-z, 0-9, `-` and `_`.
  private static func isSafe(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
    default: false
    }
  }
}

/// What an event says of a member of staff.
struct StaffWord: Sendable {
  /// As it stands there: a newer galley may know more roles.
  let role: String
  let pinHash: String?
  let addedAt: Timestamp
}

extension House {
  /// Everybody who works here and whose role this version knows, by name.
  public var members: [StaffMember] {
    staff.all.compactMap { name, word in
      guard let word, let role = StaffRole(rawValue: word.role) else { return nil }
      return StaffMember(
        name: name, role: role, pinHash: word.pinHash.flatMap { PinHash($0) }, addedAt: word.addedAt)
    }
  }

  /// The member of a name, in capitals or not. Two terminals may have added two spellings of it: then the exact one.
  public func member(_ name: String) -> StaffMember? {
    let members = members
    return members.first { $0.name == ExactString(name) }
      ?? members.first { StaffName.key($0.name.string) == StaffName.key(name) }
  }
}
