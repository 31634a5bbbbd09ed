import Dining
import Events

/// Guests who have seen the address of a page: they pay there at once, late, twice or never, with cards that do and cards
/// that don't, also at a page that the house has stopped meanwhile.
final class Guests {
  private let world: World
  private let chance: Chance
  private var seen: Set<String> = []
  private var isThere = true

  init(_ world: World) {
    self.world = world
    chance = Chance(world.options.seed, "guests")
  }

  /// Nobody comes any more.
  func leave() { isThere = false }

  /// What a terminal has published is on a screen of it.
  func see(_ events: [Event]) {
    for event in events where event.type == .paymentStarted {
      var payload = event.payload
      guard let url = payload.text("url"), let page = ProviderBook.page(behind: url),
        page.hasPrefix("cs_"), seen.insert(page).inserted, chance.number(0...4) > 0
      else { continue }
      for _ in 0..<chance.number(1...2) {
        after(chance.oneIn(8) ? 300_000 : 20_000) { [self] in
          world.provider.pay(page, chance.pick([.good, .good, .good, .declined, .slow]))
        }
      }
    }
  }

  /// Somebody is shown a page that takes their card.
  func leaveCard(at url: String) {
    guard let page = ProviderBook.page(behind: url), page.hasPrefix("cs_") else { return }
    after(5_000) { [self] in
      world.provider.attach(page, chance.pick([.good, .good, .good, .declined, .guest, .slow]))
    }
  }

  private func after(_ limitMs: Int64, _ body: @escaping () -> Void) {
    world.timeline.after(chance.spread(upTo: limitMs)) { [self] in if isThere { body() } }
  }
}
