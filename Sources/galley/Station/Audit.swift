import Events
import Host
import Venue

/// Where a command comes from.
enum Entrance: String {
  case shell, screen, socket, table, voice
}

/// `audit.jsonl`: a line for all that was refused to somebody, as no event is.
struct Audit {
  private let file: BoundedLog

  /// Some ten thousand lines; twice as many are kept at most.
  private static let bytesLimit = 1 << 20

  /// What is told: refusals of people, by name, PIN or role, and of guests. What an order's state refuses is no matter
  /// of who asks.
  private static let codes = ["login", "role", "pin", "wait", "owner", "only_staff"]

  /// - Parameter root: the data directory.
  init(root: String) {
    file = BoundedLog(
      path: "\(root)/audit.jsonl", oldPath: "\(root)/audit.1.jsonl", bytesLimit: Self.bytesLimit)
  }

  /// One refusal.
  struct Entry {
    let at: Timestamp
    let surface: Entrance
    /// As they have called themselves; the terminal's name for nobody, the table's for its guests.
    let who: String
    /// ``AuditWords``.
    let what: String
    let reason: String

    var json: JSON {
      .object([
        "at": .string(at.description), "surface": .string(surface.rawValue), "who": .string(who),
        "what": .string(what), "reason": .string(reason),
      ])
    }
  }

  /// Writes a refusal down where it is of those that are told. A file that can't be written changes nothing of the
  /// refusal.
  func tell(_ entry: Entry) {
    guard Self.codes.contains(entry.reason) else { return }
    try? file.append(Array(entry.json.compactText.utf8))
  }
}
