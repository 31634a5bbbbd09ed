import Venue

/// A whole evening from one seed: what the guests ask for, what the waiters type, how the kitchen keeps up.
///
/// Doors open at 0 milliseconds; the rush lies in ``rushMilliseconds``. The same seed gives the same evening, and
/// every order is closed or cancelled by its end.
struct DinnerRush {
  /// In order of time; those of one party are in the order in which they make sense.
  let steps: [DemoStep]

  /// When the house is fullest, from the opening of the doors: where an impatient watcher begins.
  static let rushMilliseconds = DemoParties.rushMilliseconds

  /// After how many minutes a ticket is warm and late here. Mains take a quarter of an hour, so by the usual limits
  /// of a house a good service would be late all evening.
  static let warmMinutes: Int64 = 12
  static let lateMinutes: Int64 = 20

  init(seed: UInt64) {
    var chance = DemoChance(seed: seed)
    var parties = DemoParties(chance: DemoChance(seed: chance.next()))
    var evening = DemoEvening(parties: parties.all(), chance: DemoChance(seed: chance.next()))
    evening.play()
    steps = [Self.ageLimits] + evening.stepsInOrder
  }

  /// Sets the house's limits to these before anybody comes.
  static var ageLimits: DemoStep {
    DemoStep(
      atMilliseconds: 0, party: 0,
      arguments: ["config", "set", HouseSetting.ageLimits.key.string, "\(warmMinutes) \(lateMinutes)"],
      promisedAtMilliseconds: nil)
  }
}
