import Events

/// What is done with alerts. One may be about a guest's health: so each stands until somebody takes off that one, or
/// all that they had heard of.
///
/// A text may be erased here and not elsewhere; so what a text says decides over nothing but what people read.
extension Order {
  /// The cautions that hold, oldest first.
  public var alerts: ArraySlice<Alert> {
    // A text that is there and empty clears what came before it.
    let first = alertsStanding.lastIndex { $0.text == "" }.map { $0 + 1 } ?? 0
    return alertsStanding[first...]
  }

  static let alertSeparator = " · "

  /// All of them for people, the newest last; nil where there is none.
  public var alertText: String? {
    alerts.isEmpty ? nil : alerts.map(\.shown).joined(separator: Self.alertSeparator)
  }

  mutating func setAlert(_ text: String?, _ isBlank: Bool, _ earlier: OrderFact.Earlier, _ event: Event) {
    if let undoes = earlier.undoes { return restoreAlerts(undoes, event) }
    guard isBlank else {
      let alert = Alert(event: event.id, text: text)
      alertsSaid[event.id] = alert
      alertsStanding.append(alert)
      return note(event, .alerted(event.id))
    }
    // Its writer had heard of the one that it names, and of none after that.
    let cleared = alertsStanding.filter { alert in earlier.replaces.map { alert.event <= $0 } ?? true }
    alertsStanding.removeAll(where: cleared.contains)
    note(event, .alertsCleared(cleared))
  }

  mutating func clearAlert(_ id: EventID, _ undoes: EventID?, _ event: Event) {
    guard alertsSaid[id] != nil else { return list(event, .unknownChange) }
    if let undoes {
      guard mayTakeBack(undoes, on: .alert(id), event) else { return }
      alertsStanding.removeAll { $0.event == id }
      return takeBack(undoes)
    }
    // Two who take off the same one agree.
    guard let alert = alertsStanding.first(where: { $0.event == id }) else { return }
    alertsStanding.removeAll { $0.event == id }
    note(event, .alertCleared(alert))
  }

  /// Takes back what was done with alerts: what was taken off stands again.
  private mutating func restoreAlerts(_ undoes: EventID, _ event: Event) {
    let kind = changes.last { $0.event == undoes && $0.kind.isOfAlerts }?.kind
    guard mayTakeBack(undoes, on: kind?.subject ?? .alerts, event) else { return }
    takeBack(undoes)
    switch kind {
    case .alerted(let id): alertsStanding.removeAll { $0.event == id }
    case .alertCleared(let alert): stand([alert])
    case .alertsCleared(let alerts): stand(alerts)
    case .added, .removed, .quantity, .sent, .moved, .delayed, .adjusted, .billRequested, .rushed,
      .tableMoved, .termsChanged, .acknowledged, .final, nil:
      break
    }
  }

  private mutating func stand(_ alerts: [Alert]) {
    let back = alerts.filter { !undone.contains($0.event) && !alertsStanding.contains($0) }
    alertsStanding = (alertsStanding + back).sorted { $0.event < $1.event }
  }
}

extension Order.Alert {
  /// For people, also where the text is gone.
  public var shown: String { text ?? "its text was erased" }
}
