import Dining
import EventLog
import Events
import Host
import Randomness

/// A data directory whose board is full right now: its timers run.
enum BusyBoard {
  /// Fills a new directory with so many tickets of one to five dishes, sent within the last twenty minutes.
  static func write(tickets: Int, to path: String) throws {
    var random = Seeded(seed: 12)
    let now = SystemClock.wall()
    let start = now.advanced(byMilliseconds: -20 * 60_000)
    var restaurant = Restaurant(total: .max, from: start)
    let step = 20 * 60_000 / Int64(tickets + 1)
    var events: [Event] = []
    for number in 0..<tickets {
      let order = restaurant.newOrder()
      events.append(try restaurant.open(order, table: ExactString("T\(number % 40 + 1)")))
      for _ in 0..<(1 + number % 5) {
        events.append(try restaurant.act(Party.dish(&random), on: order, isKitchen: false))
      }
      events.append(try restaurant.act(.command(.kitchen(.submit)), on: order, isKitchen: false))
      if number % 3 > 0 {
        let step: KitchenStep = number % 3 == 1 ? .preparing : .ready
        let move = Party.Step.command(.kitchen(.move(to: step, round: nil, items: [])))
        events.append(try restaurant.act(move, on: order, isKitchen: true))
      }
      restaurant.pass(milliseconds: step)
    }
    try History.write(to: path) { log in
      try log.append(events)
      try log.sync()
      return restaurant.identity
    }
  }
}
