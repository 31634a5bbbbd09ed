import Dining
import Events
import Menus
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
  private let composer: Composer
  private let surface: Surface
  private var house: House { composer.venue.ahead }

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
      hearing.outcome = .refused(isOfRole: false, complaint)
    }
    return hearing
  }

  /// What the decider itself refuses belongs on record, like everything else that is refused.
  private func check(_ command: OrderCommand, _ target: OrderStream, _ hearing: Hearing) throws(Venue.Stop) {
    var asking = composer.request
    if surface == .guest { asking.source = .guest }
    // A repeat is found when it is written.
    asking.idempotencyKey = nil
    let asker = Composer(venue: composer.venue, request: asking, moment: composer.moment)
    _ = try asker.change(target) { _ in command }
  }

  /// Why this voice may not ask for it; nil where it may.
  private func whyNotTheirs(_ intent: Intent) -> Complaint? {
    if intent.row.isOfStaff, surface == .guest { return Complaint(Refusal.onlyStaff) }
    // Guests speak at their own table; whoever speaks for them from elsewhere is staff, or nobody by name.
    guard composer.request.table == nil, composer.request.source != .guest, house.hasStaff else { return nil }
    guard let role = composer.request.role else {
      return Complaint("role", "nobody is logged in; say who you are, with --as NAME")
    }
    guard role < intent.leastRole else { return nil }
    return Complaint("role", "that takes the role \(intent.leastRole.rawValue)")
  }
}

extension Intent {
  /// Who of the staff may say it: as with the commands that do the same.
  var leastRole: StaffRole {
    switch self {
    case .orderReady, .delayOrder, .undoLastAction: .kitchen
    case .addSameItem, .requestBill, .payNow: .staff
    }
  }
}

/// Which order is meant.
extension HearingComposer {
  /// - Parameters:
  ///   - name: the order that goes with the microphone.
  ///   - spoken: the one that the phrase names: it goes before.
  func target(_ intent: Intent, _ name: OrderName?, _ spoken: SpokenOrder? = nil) throws(Venue.Stop)
    -> OrderStream
  {
    if let spoken {
      try checkRhymes(spoken)
      return try composer.order(OrderName(spoken.text))
    }
    if let name { return try composer.order(name) }
    if let table = composer.request.table { return try composer.order(OrderName(table.name.string)) }
    if surface == .staff, intent == .undoLastAction { return try lastDone() }
    return try onlyOne()
  }

  /// “B seven” may have been dee seven, while both are there.
  private func checkRhymes(_ spoken: SpokenOrder) throws(Venue.Stop) {
    guard spoken.isLetterBare, case .code(let code) = spoken.name else { return }
    let alike = house.live.filter { order in
      order.opening.map { SpokenOrder.rhyme($0.shortCode.string, code) } ?? false
    }
    guard alike.count > 1, alike.contains(where: { $0.opening?.shortCode.string == code }) else { return }
    throw .complaint(
      .ambiguousOrder(OrderName(code), alike.map(\.id), in: house, now: composer.moment.wall))
  }

  /// The order of what a voice of the staff did last.
  private func lastDone() throws(Venue.Stop) -> OrderStream {
    let last = house.heardLately.first { $0.surface == .staff && $0.outcome == .executed }
    guard let order = last?.order else {
      throw .complaint(Complaint("nothing_to_do", "no voice has changed anything here"))
    }
    return try composer.order(OrderName(order.description))
  }

  /// Where one order is live, it is meant; guests say which with their microphone.
  private func onlyOne() throws(Venue.Stop) -> OrderStream {
    let live = surface == .staff ? house.live : []
    if live.count == 1, let only = live.first { return try composer.order(OrderName(only.id.description)) }
    let codes = live.prefix(Self.namedLimit).map(\.codeText).joined(separator: ", ")
    let rest = live.count > Self.namedLimit ? " and \(live.count - Self.namedLimit) more" : ""
    let which = live.isEmpty ? "no order is named" : "that may be \(codes)\(rest)"
    throw .complaint(Complaint("ambiguous", "\(which); say which, or give --order CODE"))
  }

  private static let namedLimit = 6

  private func participant(_ heard: HeardUtterance, of order: Order) throws(Venue.Stop) -> ParticipantID? {
    guard let name = heard.participant else { return nil }
    do throws(Refusal) {
      return try order.participant(named: name)
    } catch {
      throw .complaint(Complaint(error))
    }
  }

  /// The utterance that a key confirms: the latest of this surface, or the one that is named.
  func waiting(_ name: String?) throws(Venue.Stop) -> VoiceHeard {
    let now = composer.moment.wall
    let found = house.heardLately.first { heard in
      guard heard.surface == surface, heard.outcome == .unscored else { return false }
      if let table = composer.request.table {
        guard let order = heard.order.flatMap({ house.orders[$0]?.order }), table.has(order) else {
          return false
        }
      }
      return name.map { ItemName.isTail($0.lowercased(), of: heard.event.description) } ?? true
    }
    guard let found else {
      throw .complaint(Complaint("nothing_to_do", "nothing that was said waits for a key"))
    }
    guard now < found.waitsUntil else {
      let said = VoiceWords.heard(found.transcript ?? "that")
      let seconds = VoiceHeard.confirmMs / 1_000
      throw .complaint(
        Complaint("too_late", "\(seconds) s have passed since \(said) was heard; say it again"))
    }
    guard house.isWaiting(found, at: now) else {
      throw .complaint(Complaint("no_change", "that was confirmed already"))
    }
    return found
  }
}

/// What is to be done.
extension HearingComposer {
  private func command(
    _ spoken: Spoken, _ target: OrderStream, _ participant: ParticipantID?
  ) throws(Venue.Stop) -> OrderCommand {
    switch spoken.intent {
    case .addSameItem: return try oneMore(on: target.order, for: participant)
    case .undoLastAction: return try takingBack(on: target)
    case .requestBill: return .money(.bill)
    case .payNow: return .own(.requestPayment(provider: Self.provider, trigger: "voice"))
    case .orderReady: return .kitchen(.move(to: .ready, round: nil, items: []))
    case .delayOrder: return .kitchen(.delay(minutes: spoken.minutes ?? 0))
    }
  }

  /// Until a partner takes payments (contract, section 2).
  private static let provider = ExactString("simulated")

  /// What was added last and still stands: by who asks, or for the table.
  private func lastAdded(_ order: Order, by participant: ParticipantID?) -> Item? {
    order.standing.last { item in
      participant == nil || item.participant == nil || item.participant == participant
    }
  }

  /// One more of it, at the price of today, as if it were chosen from the menu anew.
  private func oneMore(on order: Order, for participant: ParticipantID?) throws(Venue.Stop) -> OrderCommand {
    guard let last = lastAdded(order, by: participant) else {
      throw .complaint(Complaint("nothing_to_do", "nothing was added to \(order.codeText) yet"))
    }
    let label = (participant ?? last.participant).flatMap { order.participant($0)?.label.string }
    guard last.dish.menuitemID != Dish.openItem else {
      return .priced(
        .add(OrderCommand.Addition(dish: last.dish, modifiers: last.modifiers, participant: label)))
    }
    let extras = OrderRequest.Extras(
      modifiers: last.modifiers.map(\.name), note: last.note, participant: label)
    var asking = composer.request
    if surface == .guest { asking.source = .guest }
    return try Composer(venue: composer.venue, request: asking, moment: composer.moment)
      .add(last.dish.menuitemID.string, extras, on: order)
  }

  /// What takes back the last thing that a voice did to this order.
  func takingBack(on target: OrderStream) throws(Venue.Stop) -> OrderCommand {
    let (order, now) = (target.order, composer.moment.wall)
    guard let event = house.undoableByVoice(order.id, at: now), mayTakeBack(event) else {
      throw .complaint(whyNoUndo(target))
    }
    guard event.type == .paymentRequested, let payment = event.entityUUID else {
      return .own(.takeBack(event.id))
    }
    return .own(.cancelPayment(PaymentID(payment), reason: "undo"))
  }

  /// Guests take back what a guest's voice did, and no cook's.
  private func mayTakeBack(_ event: Event) -> Bool {
    surface == .staff || house.voice(making: event.id)?.surface == .guest
  }

  private func whyNoUndo(_ target: OrderStream) -> Complaint {
    let code = target.order.codeText
    let last = house.heardLately.first { heard in
      heard.order == target.order.id && heard.outcome == .executed
        && (surface == .staff || heard.surface == .guest)
    }
    guard let last, let made = last.made.flatMap({ target.event($0) }),
      target.order.changes.contains(where: { $0.event == made.id })
    else {
      return Complaint("cannot_undo", "no voice has changed \(code) that could be taken back")
    }
    let seconds = house.voiceUndoMs / 1_000
    guard composer.moment.wall.milliseconds - made.writtenAt.milliseconds <= house.voiceUndoMs else {
      return Complaint("cannot_undo", "\(seconds) s have passed since a voice changed \(code)")
    }
    let by = target.order.changes.last.map { ", by \($0.actor)" } ?? ""
    return Complaint("cannot_undo", "\(code) has moved on since\(by)")
  }
}
