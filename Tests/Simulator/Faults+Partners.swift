import Dining
import Events
import Venue

/// What happens to partners, and at their provider.
extension Faults {
  /// At one of the next steps: between a request and its call, a call and its answer, an answer and its event.
  func killPartner(_ box: Box, _ own: Chance) {
    let running = world.boxes.filter { $0.program?.venue.runs(Desk.stripe) == true }
    guard let program = (running.isEmpty ? box : own.pick(running)).program else { return }
    note(box, "will lose a partner")
    program.desk.planDeath(steps: own.spread(upTo: 40), isOfTerminal: own.oneIn(3))
  }

  func trouble(_ kind: FaultKind, _ own: Chance) {
    world.trace.note(-1, "provider has trouble", 0, 0, kind.rawValue)
    set(kind, true)
    later(own, 120_000) { [self] in set(kind, false) }
  }

  private func set(_ kind: FaultKind, _ isOn: Bool) {
    switch kind {
    case .lateanswers: world.provider.isLate = isOn
    case .lostanswers: world.provider.isLossy = isOn
    default: world.provider.isDown = isOn
    }
  }

  func movePartner(to box: Box) {
    note(box, "gets the partner")
    box.soon { Manager.enable(at: box) }
  }
}
