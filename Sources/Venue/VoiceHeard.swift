import Dining
import Events
import Voice

/// An attempt to speak, as its event tells it: `voice_heard`.
public struct VoiceHeard: Sendable {
  public enum Outcome: String, CaseIterable, Sendable {
    case executed, rejected, refused
    /// Nobody knows how surely it was heard: it waits for a key.
    case unscored
  }

  public let event: EventID
  public let at: Timestamp
  public let actor: ExactString
  public let confidence: Confidence?
  public let surface: Surface
  public let intent: Intent?
  public let outcome: Outcome
  public let reason: String?
  public let dish: ExactString?
  public let order: OrderID?
  /// The event that it made.
  public let made: EventID?
  /// What was said; personal, so it may be gone.
  public let transcript: String?

  /// - Returns: nil for any other event, and for one that makes no sense.
  public init?(_ event: Event) {
    guard event.type == .voiceHeard else { return nil }
    var payload = event.payload
    let confidence = payload.int("confidence")
    let made: EventID? = payload.identifier("event")
    let intent = payload.text("intent").flatMap(Intent.init)
    let dish = payload.exact("menuitem_id")
    let order: OrderID? = payload.identifier("order")
    let outcome = payload.text("outcome").flatMap(Outcome.init)
    let reason = payload.text("reason")
    guard let outcome, let surface = payload.text("surface").flatMap(Surface.init) else { return nil }
    self.event = event.id
    at = event.writtenAt
    actor = event.actor
    self.confidence = confidence.flatMap { Confidence(thousandths: $0) }
    self.surface = surface
    self.intent = intent
    self.outcome = outcome
    self.reason = reason
    self.dish = dish
    self.order = order
    self.made = made
    var personal = event.personal
    transcript = personal.text("transcript")
  }
}

extension VoiceHeard {
  /// How long an utterance waits for its key.
  public static let confirmMs: Int64 = 10_000

  /// Until when it waits.
  public var waitsUntil: Timestamp { at.advanced(byMilliseconds: Self.confirmMs) }

  /// The key under which it is confirmed: whoever presses twice confirms once.
  var confirmationKey: ExactString { ExactString("voice-confirm-\(event)") }
}

extension House {
  /// What was said lately, the last first.
  public var heardLately: [VoiceHeard] { recent.reversed().compactMap { VoiceHeard($0) } }

  /// Of this many the one that is shown is looked for: what was said lately stands at the end.
  private static let shownAmong = 64

  /// What is shown of a surface's voices: what waits for a key, else what was said last.
  public func heard(
    by surface: Surface, at now: Timestamp, within milliseconds: Int64,
    where isMeant: (VoiceHeard) -> Bool = { _ in true }
  ) -> VoiceHeard? {
    var last: VoiceHeard?
    for event in recent.suffix(Self.shownAmong).reversed() {
      guard let heard = VoiceHeard(event), heard.surface == surface,
        now.milliseconds - heard.at.milliseconds < milliseconds, isMeant(heard)
      else { continue }
      if isWaiting(heard, at: now) { return heard }
      // What was done after it settles what waited before.
      if heard.outcome == .executed { return last ?? heard }
      last = last ?? heard
    }
    return last
  }

  /// The attempt that made an event; of those long ago nobody knows.
  func voice(making event: EventID) -> VoiceHeard? { heardLately.first { $0.made == event } }

  /// The attempt that was recorded under an idempotency key, lately.
  func voiceEvent(withKey key: ExactString) -> Event? {
    recent.first { $0.type == .voiceHeard && $0.idempotencyKey == key }
  }

  /// Whether an utterance still waits for its key.
  public func isWaiting(_ heard: VoiceHeard, at now: Timestamp) -> Bool {
    heard.outcome == .unscored && heard.intent != nil && now < heard.waitsUntil
      && voiceEvent(withKey: heard.confirmationKey) == nil
  }

  /// For how long what a voice did can be taken back, in milliseconds.
  public var voiceUndoMs: Int64 {
    1_000 * (HouseSetting.voiceUndo.value(in: self).flatMap { Int64($0) } ?? HouseSetting.voiceUndoUsual)
  }

  /// The last change that a voice made of an order, while it can be taken back: nothing has followed, and its time is
  /// not over.
  public func undoableByVoice(_ order: OrderID, at now: Timestamp) -> Event? {
    guard let stream = orders[order], let last = stream.order.changes.last, last.source == .voice,
      let event = stream.event(last.event), event.type != .paymentCancelled,
      now.milliseconds - event.writtenAt.milliseconds <= voiceUndoMs
    else { return nil }
    return event
  }

  /// The names of live orders and tables, for a recogniser.
  public var spokenNames: SpokenNames {
    let live = live
    return SpokenNames(
      codes: Self.unique(live.compactMap { $0.opening?.shortCode.string }),
      tables: Self.unique(live.compactMap { $0.tableID?.string }))
  }

  private static func unique(_ names: [String]) -> [String] { Set(names).sorted() }
}
