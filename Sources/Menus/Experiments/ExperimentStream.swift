import Events

/// One experiment's events, ascending by moment, and what they make.
struct ExperimentStream: Sendable {
  private(set) var events: [Event] = []
  private(set) var experiment: Experiment?
  private(set) var conflicts: [MenuConflict] = []
  private(set) var unsupported = 0

  mutating func insert(_ event: Event) {
    let place = events.firstIndex { event.moment <= $0.moment } ?? events.endIndex
    if place < events.endIndex, events[place].id == event.id {
      // Of two events under one id the one with the lesser hash counts on every terminal.
      guard event.hash < events[place].hash else { return }
      events[place] = event
    } else {
      events.insert(event, at: place)
    }
    fold()
  }

  /// Puts others in the place of events that are the same but for their personal data.
  mutating func replace(_ body: (Event) -> Event) { events = events.map(body) }

  /// An experiment has few events, so each arrival folds them all.
  private mutating func fold() {
    experiment = nil
    conflicts = []
    unsupported = 0
    var keys: Set<ExactString> = []
    for event in events {
      if let key = event.idempotencyKey, !keys.insert(key).inserted { continue }
      apply(event)
    }
  }

  private mutating func apply(_ event: Event) {
    switch event.type {
    case .experimentCreated:
      guard experiment == nil else { return list(event, "the experiment was made before") }
      guard let made = Experiment(event) else { return list(event, "the event's content makes no sense") }
      experiment = made
    case .experimentEnded:
      var fields = event.payload
      guard let reason = fields.text("reason"), fields.isSound else {
        return list(event, "the event's content makes no sense")
      }
      guard experiment != nil else { return list(event, "no experiment was made before it") }
      // The first word ends it.
      guard experiment?.ended == nil else { return }
      experiment?.ended = Experiment.Ending(at: event.writtenAt, actor: event.actor, reason: reason)
    case nil: unsupported += 1
    case .some: list(event, "the event's type is not one of an experiment")
    }
  }

  private mutating func list(_ event: Event, _ reason: String) {
    conflicts.append(MenuConflict(event: event.id, actor: event.actor, reason: reason))
  }
}
