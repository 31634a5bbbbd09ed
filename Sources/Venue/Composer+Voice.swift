import Dining
import Events
import Voice

/// What is said becomes a change and its record, or the record alone: every attempt is a `voice_heard`.
extension Composer {
  /// Whether a voice asks, and no key.
  var isSpoken: Bool {
    guard case .said(.voice(let request)) = request.content else { return false }
    switch request {
    case .heard, .confirm: return true
    case .undo: return false
    }
  }

  /// The first event: the change, where there is one.
  func draft(_ voice: VoiceRequest) throws(Venue.Stop) -> EventDraft {
    if case .undo(let surface, let name) = voice { return try undo(on: surface, name) }
    if let key = request.idempotencyKey, let event = venue.ahead.voiceEvent(withKey: key) {
      throw .repeated([event], nil)
    }
    let hearing = try hearing(voice)
    // A repeat is answered as the first was, whatever the order takes by now.
    if let target = hearing.target { try repeated(in: target) }
    if case .executed(let command) = hearing.outcome, let target = hearing.target {
      return try spoken(hearing).change(target) { _ in command }
    }
    return record(hearing, making: nil)
  }

  /// The record beside a change.
  func record(_ voice: VoiceRequest, after made: [Event]) throws(Venue.Stop) -> EventDraft? {
    guard isSpoken, made.count == 1, let change = made.first, change.type != .voiceHeard else { return nil }
    var companion = request
    companion.idempotencyKey = nil
    let composer = Composer(venue: venue, request: companion, moment: moment.following(change))
    return composer.record(try hearing(voice), making: change.id)
  }

  /// Why nothing was changed, where only a record is written.
  var recordedComplaint: Complaint? {
    get throws(Venue.Stop) {
      guard case .said(.voice(let voice)) = request.content, isSpoken else { return nil }
      return try hearing(voice).complaint
    }
  }

  private func record(_ hearing: Hearing, making change: EventID?) -> EventDraft {
    let stamp = venue.clock.stamp(wall: moment.wall, latestInStream: nil)
    let isExecuted = change != nil
    var payload = PayloadWriter()
    payload.set("confidence", hearing.heard.utterance.confidence?.thousandths)
    payload.set("event", change)
    payload.set("intent", hearing.spoken?.intent.rawValue)
    payload.set("menuitem_id", hearing.dish)
    payload.set("order", hearing.target?.order.id)
    payload.set("outcome", hearing.outcome.word.rawValue)
    payload.set("reason", isExecuted ? nil : hearing.outcome.reason)
    payload.set("surface", hearing.heard.surface.rawValue)
    let id = UUIDv7(at: stamp.createdAt, random: moment.random.1)
    var draft = spoken(hearing).draft(.voiceHeard, .voice, .uuid(id), stamp, payload)
    draft.personal = PayloadWriter(
      personal: "transcript", hearing.transcript, salt: moment.random.3)
    // One that was refused still waits.
    if let waited = hearing.confirms, isExecuted { draft.idempotencyKey = waited.confirmationKey }
    return draft
  }

  /// The same composer as whoever speaks asks: a guest stays one, whichever way their words came.
  private func spoken(_ hearing: Hearing) -> Composer {
    var spoken = request
    if let participant = hearing.participant { spoken.actor = ExactString(participant.description) }
    return asking(spoken, on: hearing.heard.surface)
  }

  /// A composer of the same for who asks on a surface.
  func asking(_ request: Request, on surface: Surface) -> Composer {
    var asking = request
    if surface == .guest { asking.source = .guest }
    return Composer(venue: venue, request: asking, moment: moment)
  }

  /// Takes back by a key what a voice did.
  private func undo(on surface: Surface, _ name: OrderName?) throws(Venue.Stop) -> EventDraft {
    let target = try HearingComposer(self, surface).target(.undoLastAction, name)
    return try asking(request, on: surface).change(target) { order throws(Venue.Stop) in
      try HearingComposer(self, surface).takingBack(on: target)
    }
  }
}
