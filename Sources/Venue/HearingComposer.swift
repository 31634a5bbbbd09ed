import Dining
import Events
import Voice

extension Composer {
  /// What was said, judged in the contract's order: the words, the gate, who speaks, how the order stands.
  func hearing(_ voice: VoiceRequest) throws(Venue.Stop) -> Hearing {
    switch voice {
    case .heard(var heard):
      // At a table's socket nobody is staff.
      if request.source == .guest { heard.surface = .guest }
      return try HearingComposer(self, heard.surface).hearing(heard, isConfirmed: false)
    case .confirm(let name, var surface):
      if request.source == .guest { surface = .guest }
      let waited = try HearingComposer(self, surface).waiting(name)
      guard let text = waited.transcript else {
        throw .complaint(Complaint("erased", "what was said then is erased; say it again"))
      }
      let again = HeardUtterance(
        Utterance(text, confidence: nil), on: surface,
        order: waited.order.map { OrderName($0.description) })
      var hearing = try HearingComposer(self, surface).hearing(again, isConfirmed: true)
      hearing.confirms = waited
      return hearing
    case .undo: throw .complaint(Complaint("nothing_to_do", "nothing was said"))
    }
  }
}

/// Finds out what an utterance comes to.
struct HearingComposer {
  let composer: Composer
  let surface: Surface
  var house: House { composer.venue.ahead }

  init(_ composer: Composer, _ surface: Surface) {
    self.composer = composer
    self.surface = surface
  }

  /// - Parameter isConfirmed: whether somebody has pressed the key for it.
  func hearing(_ heard: HeardUtterance, isConfirmed: Bool) throws(Venue.Stop) -> Hearing {
    let judgement = heard.utterance.judgement(house.spokenNames)
    switch judgement {
    case .rejected(let rejection):
      var hearing = Hearing(heard: heard, spoken: rejection.spoken, outcome: .rejected(rejection))
      try nameTarget(&hearing)
      return hearing
    case .unscored(let spoken) where !isConfirmed:
      var hearing = Hearing(heard: heard, spoken: spoken, outcome: .unscored)
      try nameTarget(&hearing)
      return hearing
    case .unscored(let spoken), .accepted(let spoken):
      return try decided(heard, spoken)
    }
  }

  /// Says which order and dish are meant where nothing is changed anyway: where it can't be told, nothing is said.
  private func nameTarget(_ hearing: inout Hearing) throws(Venue.Stop) {
    guard let spoken = hearing.spoken else { return try nameMicrophone(&hearing) }
    do throws(Venue.Stop) {
      let target = try target(spoken.intent, hearing.heard.order, spoken.order)
      hearing.target = target
      hearing.participant = try participant(hearing.heard, of: target.order)
      guard spoken.intent == .addSameItem else { return }
      hearing.dish = lastAdded(target.order, by: hearing.participant)?.dish.menuitemID
    } catch {
      guard case .complaint = error else { throw error }
    }
  }

  /// Of what is no phrase it is known at which order somebody spoke, where the microphone is one's.
  private func nameMicrophone(_ hearing: inout Hearing) throws(Venue.Stop) {
    guard hearing.heard.order != nil || composer.request.table != nil else { return }
    do throws(Venue.Stop) {
      hearing.target = try target(.requestBill, hearing.heard.order)
    } catch {
      guard case .complaint = error else { throw error }
    }
  }

  private func decided(_ heard: HeardUtterance, _ spoken: Spoken) throws(Venue.Stop) -> Hearing {
    var hearing = Hearing(heard: heard, spoken: spoken, outcome: .unscored)
    try nameTarget(&hearing)
    if let complaint = whyNotTheirs(spoken.intent) {
      hearing.outcome = .refused(isOfRole: true, complaint)
      return hearing
    }
    do throws(Venue.Stop) {
      let target = try target(spoken.intent, heard.order, spoken.order)
      hearing.target = target
      hearing.participant = try participant(heard, of: target.order)
      let command = try command(spoken, target, hearing.participant)
      try check(command, target, hearing)
      hearing.outcome = .executed(command)
    } catch {
      guard case .complaint(let complaint) = error else { throw error }
      hearing.outcome = .refused(isOfRole: complaint.isOfWhoAsks, complaint)
    }
    return hearing
  }

  /// What the decider itself refuses belongs on record, like everything else that is refused.
  private func check(_ command: OrderCommand, _ target: OrderStream, _ hearing: Hearing) throws(Venue.Stop) {
    var asking = composer.request
    // A repeat is found when it is written.
    asking.idempotencyKey = nil
    _ = try composer.asking(asking, on: surface).change(target) { _ in command }
  }

  /// Why this voice may not ask for it; nil where it may.
  private func whyNotTheirs(_ intent: Intent) -> Complaint? {
    if intent.row.isOfStaff, surface == .guest { return Complaint(Refusal.onlyStaff) }
    // Guests speak at their own table; whoever speaks for them from elsewhere is staff, or nobody by name.
    guard composer.request.table == nil, composer.request.source != .guest, house.hasStaff else { return nil }
    // A voice wants a name, also for what the board does without one.
    guard let role = composer.request.role else { return Complaint(.login, name: nil) }
    return house.objection(to: intent.clearance, role: role).map {
      Complaint($0, name: composer.request.actor?.string)
    }
  }
}
