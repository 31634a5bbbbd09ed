import Dining
import Events

/// How a person's request becomes events: one, or several that are kept or lost together.
extension Venue {
  /// Why a request does not become an event now.
  enum Stop: Error {
    case complaint(Complaint)
    case unloaded(OrderID)
    case repeated([Event], Order?)
  }

  mutating func handle(
    _ request: Request, _ input: Input, _ asker: Asker, _ moment: Moment
  ) -> [Effect] {
    metrics.requests += 1
    do throws(Stop) {
      return try write(Composer(venue: self, request: request, moment: moment), for: asker)
    } catch {
      switch error {
      case .unloaded(let id): return [.fetch([id], thenAgain: input)]
      case .complaint(let complaint):
        metrics.refusals += 1
        return [.answer(.refused(complaint), to: asker)]
      case .repeated(let events, let order):
        metrics.repeats += 1
        return answerAgain(events, order, to: asker)
      }
    }
  }

  /// Writes all events of a request in one sync. Where one of them can't be made, none is written.
  private mutating func write(_ composer: Composer, for asker: Asker) throws(Stop) -> [Effect] {
    let events = try events(of: composer)
    for event in events { clock.wrote(at: event.writtenAt) }
    return append(
      events, isWhole: events.count > 1, for: asker, since: composer.moment.monotonicMs,
      because: events.count == 1 ? try composer.recordedComplaint : nil)
  }

  /// All events of a request, each decided after those before it; none of them is written.
  mutating func events(of composer: Composer) throws(Stop) -> [Event] {
    var events: [Event] = []
    while let draft = try composer.next(after: events) {
      let tip = events.last.map { ChainTip(seq: $0.seq, hash: $0.hash) } ?? tip(of: identity.origin)
      events.append(try sealed(draft, after: tip))
    }
    return events
  }

  /// Writes one event that no request asked for: the terminal's own.
  mutating func write(_ draft: EventDraft, _ moment: Moment) throws(Stop) -> [Effect] {
    let event = try sealed(draft, after: tip(of: identity.origin))
    clock.wrote(at: event.writtenAt)
    return append([event], for: .nobody, since: moment.monotonicMs)
  }

  private mutating func sealed(_ draft: EventDraft, after tip: ChainTip) throws(Stop) -> Event {
    do throws(LineFault) {
      return try draft.sealed(origin: identity.origin, after: tip)
    } catch {
      metrics.emissionFailures += 1
      throw .complaint(
        Complaint(error.code.rawValue, "that is more than one event can hold: \(error.reason)"))
    }
  }

  /// A repeat is told what the first was told, and no earlier.
  private mutating func answerAgain(_ events: [Event], _ order: Order?, to asker: Asker) -> [Effect] {
    let place = pending.firstIndex { entry in
      entry.events.contains { event in events.contains { $0.id == event.id } }
    }
    guard let place else { return [.answer(.wrote(events, order), to: asker)] }
    pending[place].askers.append(asker)
    return []
  }

  /// The events with which a request is answered: those of the person who asked, without what the terminal adds by
  /// itself.
  static func told(_ events: [Event]) -> [Event] { events.filter { $0.source == events.first?.source } }
}
