import Dining
import Events
import Venue

/// Whoever sets the house up with its provider, and sees to it that a terminal that works runs the partner.
final class Manager {
  private let world: World
  private let chance: Chance

  private static let lookMs: Int64 = 3_000

  init(_ world: World) {
    self.world = world
    chance = Chance(world.options.seed, "manager")
  }

  func begin() {
    look()
    world.timeline.after(2_000) { [self] in
      let value = chance.pick(["off", "bill", "meal"])
      let box = chance.pick(world.boxes)
      box.soon { box.program?.ask(Request(.changeSetting(key: "auto_pay", value: value))) { _ in } }
    }
  }

  private func look() {
    world.timeline.after(Self.lookMs) { [self] in
      let able = world.boxes.filter { box in
        box.program.map { $0.health.readOnlyBecause == nil } ?? false && !box.isGivenUp && !box.isFrozen
      }
      let isKnown = world.boxes.contains { $0.program?.venue.shown.partner(Desk.stripe) != nil }
      let isRun = able.contains { $0.program?.venue.runs(Desk.stripe) == true }
      if !able.isEmpty, !isKnown || world.isHealing && !isRun { Self.enable(at: chance.pick(able)) }
      look()
    }
  }

  static func enable(at box: Box) {
    let settings = [PartnerRequest.Setting("adapter", Desk.stripe.string)]
    box.program?.ask(Request(.partner(.enable(name: Desk.stripe.string, settings: settings)))) { _ in }
  }
}
