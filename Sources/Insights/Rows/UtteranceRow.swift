import Events

/// An attempt to speak, and what became of it.
public struct UtteranceRow: Hashable, Sendable {
  public let event: EventID
  public let at: Timestamp
  /// `executed`, `rejected`, `refused` or `unscored`.
  public let outcome: String
  public let intent: String?
  public let reason: String?
  public let menuitemID: ExactString?

  /// - Returns: nil for any event but `voice_heard`, and for one that makes no sense.
  public init?(_ event: Event) {
    guard event.type == .voiceHeard else { return nil }
    var payload = event.payload
    let intent = payload.text("intent")
    let dish = payload.exact("menuitem_id")
    guard let outcome = payload.text("outcome") else { return nil }
    self.init(
      event: event.id, at: event.writtenAt, outcome: outcome, intent: intent, reason: payload.text("reason"),
      menuitemID: dish)
  }

  init(
    event: EventID, at: Timestamp, outcome: String, intent: String?, reason: String?, menuitemID: ExactString?
  ) {
    self.event = event
    self.at = at
    self.outcome = outcome
    self.intent = intent
    self.reason = reason
    self.menuitemID = menuitemID
  }
}
