import Events

/// What of two changes that had not heard of each other is told to people: the one that lost.
///
/// Who wins is said elsewhere and stays as it is. A change of something that simply has a value (a table, a delay,
/// the shares of a bill) names in `replaces` the latest change of it that its writer knew of. An earlier
/// change that it does not name was not known to its writer, and is listed: the person who made that one thinks that
/// it holds.
extension Order {
  /// Takes an event as the last word on a subject, and lists the one before it where its writer had not heard of
  /// that one and wants something else.
  mutating func say(
    _ event: Event, on subject: Change.Subject, _ earlier: OrderFact.Earlier, isSame: Bool
  ) {
    if let before = lastWords[subject], !isSame, before.origin != event.origin,
      before.event != earlier.replaces, before.event != earlier.undoes
    {
      listOverruled(before.event, .overruled, by: event)
    }
    // The writer of this event knew of the change that it replaces or undoes: that one is answered, and is listed no
    // longer, so that nobody is told of a wish that they have changed themselves.
    conflicts.removeAll {
      $0.reason == .overruled && ($0.event == earlier.replaces || $0.event == earlier.undoes)
    }
    lastWords[subject] = LastWord(event: event.id, origin: event.origin, isBlank: event.digest == nil)
  }

  /// Lists an event that had its effect and then lost it.
  mutating func listOverruled(_ loser: EventID, _ reason: ConflictReason, by winner: Event) {
    let conflict = Conflict(event: loser, reason: reason, against: winner.id)
    if !conflicts.contains(conflict) { conflicts.append(conflict) }
  }

  /// The latest change of a subject that is known here: what a new one replaces.
  func lastWord(on subject: Change.Subject) -> EventID? { lastWords[subject]?.event }
}
