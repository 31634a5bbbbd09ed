/// A whole evening from one seed: what the guests ask for, what the waiters type, how the kitchen keeps up.
///
/// Doors open at 0 milliseconds; the rush lies in ``rushMilliseconds``. The same seed gives the same evening, and
/// every order is closed or cancelled by its end.
struct DinnerRush {
  /// In order of time; those of one party are in the order in which they make sense.
  let steps: [DemoStep]

  /// When the house is fullest, from the opening of the doors: where an impatient watcher begins.
  static let rushMilliseconds = DemoParties.rushMilliseconds

  init(seed: UInt64) {
    var chance = DemoChance(seed: seed)
    var parties = DemoParties(chance: DemoChance(seed: chance.next()))
    var evening = DemoEvening(parties: parties.all(), chance: DemoChance(seed: chance.next()))
    evening.play()
    steps = evening.stepsInOrder
  }
}
