import Dining
import Events

/// What would come of a request, told before anybody asks for it: a screen says so above the line that is typed.
public enum Rehearsal: Sendable {
  /// These events would be written; and the order as it would be then.
  case would([Event], Order?)
  case refused(Complaint)
  /// Only the terminal with the log can tell: the order is not in memory.
  case unknown

  /// Decides by the rules that ship, and writes nothing. A code that an order would get is a guess.
  ///
  /// - Parameter house: as a screen sees it.
  public init(_ request: Request, in house: House, as identity: Identity, at moment: Moment) {
    let memory = Memory(
      house: house, codes: ShortCodes(letter: identity.letter), clockFloor: .earliest)
    var venue = Venue(identity: identity, memory: memory, tips: ChainTips(venue: identity.venue))
    do throws(Venue.Stop) {
      let events = try venue.events(of: Composer(venue: venue, request: request, moment: moment))
      var after = house
      after.insert(events)
      let order = events.first?.orderID.flatMap { after.orders[$0]?.order }
      self = .would(Venue.told(events), order)
    } catch {
      switch error {
      case .complaint(let complaint): self = .refused(complaint)
      case .unloaded: self = .unknown
      case .repeated(let events, let order): self = .would(events, order)
      }
    }
  }
}
