/// What the naive model makes of alerts: each stands until it is taken off.
extension NaiveStep {
  func onAlert() {
    if kind == "alert_cleared" { return clearOne(payload["alert"] as? String ?? "") }
    if let undoes { return putBackAlerts(undoes) }
    if event["digest"] != nil {
      order.alertsSaid.insert(id)
      order.alerts.insert(id)
      return hold("alert \(id)")
    }
    let replaces = payload["replaces"] as? String
    // The time comes first in an id, so that ids of one length stand in the order of the stream.
    order.clearings[id] = order.alerts.filter { alert in replaces.map { alert <= $0 } ?? true }
    order.alerts.subtract(order.clearings[id] ?? [])
    hold("alerts")
  }

  private func clearOne(_ alert: String) {
    if !order.alertsSaid.contains(alert) { return complain() }
    if let undoes {
      guard findsOnTop("alert \(alert)", undoes) else { return }
      order.alerts.remove(alert)
      return release(undoes)
    }
    guard order.alerts.remove(alert) != nil else { return }
    order.clearings[id] = [alert]
    hold("alert \(alert)")
  }

  private func putBackAlerts(_ undoes: String) {
    let about = order.force.last { $0.event == undoes && $0.about.hasPrefix("alert") }?.about ?? "alerts"
    guard findsOnTop(about, undoes) else { return }
    release(undoes)
    if order.alertsSaid.contains(undoes) { order.alerts.remove(undoes) }
    order.alerts.formUnion((order.clearings[undoes] ?? []).subtracting(order.undone))
  }
}
