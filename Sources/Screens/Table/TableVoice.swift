import Dining
import Events
import Venue
import Voice

/// What a guest of the table was heard to say last, as their screen is told it.
public struct TableVoice: Hashable, Sendable {
  let event: String
  let said: String
  let outcome: VoiceHeard.Outcome
  let intent: Intent?
  /// Whether a key takes it back, or confirms it.
  let hasKey: Bool
  /// Until when it is shown, and the key is on.
  let endsAt: Timestamp

  /// - Returns: nil where nobody has said anything lately.
  init?(at table: GuestTable, in house: House, at now: Timestamp) {
    let heard = house.heard(by: .guest, at: now, within: VoiceLine.shownMs) { heard in
      heard.order.flatMap { house.orders[$0]?.order }.map(table.has) ?? false
    }
    guard let heard else { return nil }
    event = heard.event.description
    said = heard.transcript ?? ""
    outcome = heard.outcome
    intent = heard.intent
    let undoable = heard.order.flatMap { house.undoableByVoice($0, at: now)?.id }
    let canUndo = heard.outcome == .executed && undoable != nil && undoable == heard.made
    hasKey = canUndo || house.isWaiting(heard, at: now)
    endsAt = heard.at.advanced(byMilliseconds: canUndo ? house.voiceUndoMs : VoiceLine.shownMs)
  }

  var json: JSON {
    JSON.object([
      "event": .string(event), "said": .string(said), "outcome": .string(outcome.rawValue),
      "intent": intent.map { .string($0.rawValue) }, "has_key": .bool(hasKey),
      "ends_at": .int(endsAt.milliseconds),
    ])
  }

  init?(_ json: JSON?) {
    guard let json, let event = json["event"]?.string, let said = json["said"]?.string,
      let outcome = json["outcome"]?.string.flatMap(VoiceHeard.Outcome.init),
      let hasKey = json["has_key"]?.bool,
      let end = json["ends_at"]?.int
    else { return nil }
    self.event = event
    self.said = said
    self.outcome = outcome
    intent = json["intent"]?.string.flatMap(Intent.init)
    self.hasKey = hasKey
    endsAt = Timestamp(clamping: end)
  }

  var waits: Bool { hasKey && outcome == .unscored }
  var canUndo: Bool { hasKey && outcome == .executed }

  /// What it says to guests.
  func words(at now: Timestamp) -> String {
    let seconds = max(1, (endsAt.milliseconds - now.milliseconds + 999) / 1_000)
    return switch outcome {
    case .executed: canUndo ? TableWords.heardAndDone(said, seconds) : TableWords.heardAndDone(said)
    case .unscored: TableWords.heardUnsure(said, intent?.row.help ?? "", seconds)
    case .rejected: TableWords.heardNothing(said)
    case .refused: TableWords.heardTooLate(said)
    }
  }
}

extension TableView {
  /// What was said, while it is shown.
  var voiceNow: TableVoice? { voice.flatMap { now < $0.endsAt ? $0 : nil } }
}

extension TableConsole {
  func whyNoVoice(_ isMeant: (TableVoice) -> Bool, _ view: TableView) -> String? {
    view.voiceNow.map(isMeant) == true ? nil : TableWords.nothingHeard
  }
}
