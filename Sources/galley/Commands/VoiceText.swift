import Events
import Screens
import Voice

/// The whitelist in words.
enum VoiceText {
  static func intents(json: Bool) -> String {
    if json { return IntentRow.all.map { self.json($0).compactText + "\n" }.joined() }
    return IntentRow.all.map { row in
      let slots = row.slots.isEmpty ? "" : " <\(row.slots.map(\.rawValue).joined(separator: "> <"))>"
      let who = row.isOfStaff ? "staff" : "guests, and staff for an order"
      let key = row.guestKey.map { ", key \($0) at a table" } ?? ""
      return "\(row.intent.rawValue)\(slots) (\(who)): \(row.help)\n"
        + row.templates.map { "  \($0)\n" }.joined() + "  by hand: \(row.command)\(key)\n"
    }.joined()
  }

  private static func json(_ row: IntentRow) -> JSON {
    .object([
      "intent": .string(row.intent.rawValue), "surfaces": .array(row.surfaces.map { .string($0.rawValue) }),
      "slots": .array(row.slots.map { .string($0.rawValue) }),
      "phrases": .array(row.templates.map { .string($0) }), "help": .string(row.help),
      "command": .string(row.command), "key": row.guestKey.map { .string($0) },
    ])
  }
}
