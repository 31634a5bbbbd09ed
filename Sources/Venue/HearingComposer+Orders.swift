import Dining
import Events
import Voice

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

  func participant(_ heard: HeardUtterance, of order: Order) throws(Venue.Stop) -> ParticipantID? {
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
