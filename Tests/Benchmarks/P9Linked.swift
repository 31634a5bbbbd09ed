import EventLog
import Events
import Foundation
import Glibc
import Host
import Venue

extension Figure {
  /// P9: an order is sent on one terminal: from the command to its picture on the screen of another.
  static let p9 = Figure(name: "P9", measure: "commit on one terminal to the changed frame on another") {
    try LinkedScreens(past: 100_000).results(orders: 400, catchUps: 5)
  }
}

/// A till that takes orders and a kitchen screen linked to it; a third terminal, that has nothing yet, may come.
struct LinkedScreens {
  /// How many events both held at the start.
  let past: Int
  private let house: LinkedHouse

  init(past count: Int) throws {
    house = try LinkedHouse()
    past = try Self.write(count, to: house.data("till"))
    try house.give("pass", past: house.data("till"), letter: "C")
  }

  /// Writes a past in which everybody has paid and gone, so that the board shows what comes and nothing else.
  ///
  /// - Returns: how many events it took; `count`, or as many as one evening more.
  private static func write(_ count: Int, to path: String) throws -> Int {
    var restaurant = Restaurant(total: .max)
    try History.write(to: path) { log in
      while restaurant.count < count || !restaurant.isEmpty {
        var batch: [Event] = []
        for _ in 0..<2_000 where restaurant.count < count || !restaurant.isEmpty {
          batch.append(try restaurant.next())
        }
        try log.append(batch)
        try log.sync()
      }
      try log.checkpoint(retained: restaurant.house.retained.map(\.line), blob: restaurant.notes.bytes)
      return restaurant.identity
    }
    return restaurant.count
  }

  /// - Parameters:
  ///   - orders: how many are sent while nothing else goes on.
  ///   - catchUps: how often a third terminal fetches the past while orders are sent.
  func results(orders: Int, catchUps: Int) throws -> [Figure.Result] {
    let till = try house.serve(house.listening("till"))
    defer { till.end() }
    let link = try ControlLink(data: house.data("till"))
    let screen = try BoardTerminal(
      house.galley, flags: house.dialing("pass", letter: "C") + ["--letters", "plain"])
    defer { screen.end() }
    try LinkedHouse.wait("the screen to agree") { try link.agrees() }
    var evening = try Evening(link, screen)
    for _ in 0..<orders { try evening.sendOrder() }
    let quiet = results(evening.took, evening.yardstick)
    evening.took = []
    for number in 0..<catchUps { try sendOrders(in: &evening, whileFetching: "new-\(number)") }
    let busy = evening.took
    return quiet + [
      Figure.Result(
        label: "p50 while a third fetches \(past) events, \(busy.count) orders", ours: median(busy),
        unit: "ms",
        reach: .none),
      Figure.Result(
        label: "p99 of those", ours: quantile(0.99, of: busy), unit: "ms", reach: .atMost(1_000)),
    ]
  }

  private func results(_ ours: [Double], _ yardstick: [Double]) -> [Figure.Result] {
    [
      Figure.Result(
        label: "p50 of \(ours.count) orders; two fdatasync and a loopback round trip", ours: median(ours),
        yardstick: median(yardstick), unit: "ms", reach: .none),
      Figure.Result(
        label: "p99; the same", ours: quantile(0.99, of: ours), yardstick: quantile(0.99, of: yardstick),
        unit: "ms", reach: .none),
      Figure.Result(
        label: "p99", ours: quantile(0.99, of: ours), unit: "ms", reach: .atMost(25), stretch: .atMost(10)),
    ]
  }

  /// Sends orders from the start of a third terminal until it holds what was there before.
  private func sendOrders(in evening: inout Evening, whileFetching name: String) throws {
    let bytes = house.logBytes("till")
    let third = try house.serve(house.dialing(name, letter: "D"))
    defer { third.cut() }
    let deadline = ContinuousClock.now + .seconds(120)
    while house.logBytes(name) < bytes, ContinuousClock.now < deadline { try evening.sendOrder() }
  }
}

/// Orders one after the other, each on an empty board.
struct Evening {
  private let link: ControlLink
  private let screen: BoardTerminal
  private let scratch: ScratchDirectory
  private let file: Int32
  private let loopback: Loopback
  private var count = 0
  /// From the command to the picture, in milliseconds.
  var took: [Double] = []
  /// Two writes of a like size, each with its sync, and a round trip.
  private(set) var yardstick: [Double] = []

  /// Dishes that differ in each letter, so that all of one is drawn where the other stood.
  private static let dishes = ["Quokka", "Wombat"]

  init(_ link: ControlLink, _ screen: BoardTerminal) throws {
    self.link = link
    self.screen = screen
    scratch = try ScratchDirectory()
    file = open(scratch.path + "/bare", O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    loopback = try Loopback()
    _ = try screen.burst(quietMs: 300)
  }

  /// Takes an order, sends it, waits for its dish on the screen, serves it and takes the money.
  mutating func sendOrder() throws {
    let dish = Self.dishes[count % 2]
    count += 1
    let opening = try link.objects(["order", "open", "--guests", "2"])
    guard let code = opening.first?["payload"]?["short_code"]?.string else { throw ControlLink.Gone() }
    try link.run(["order", "add", code, "--open-item", dish, "--price", "9"])
    // What the screen has of that (how many events all hold) is not what is waited for.
    _ = screen.burst(quietMs: 5, withinMs: 20)
    let start = ContinuousClock.now
    let sent = try link.objects(["order", "submit", code])
    took.append(milliseconds(from: start, to: try screen.wait(for: dish)))
    yardstick.append(bare(sent.first?.canonicalBytes ?? []))
    try link.run(["order", "deliver", code])
    try link.run(["pay", "cash", code, "9"])
    try link.run(["order", "close", code])
    _ = try screen.burst()
  }

  private func bare(_ line: [UInt8]) -> Double {
    seconds {
      for _ in 0..<2 {
        _ = write(file, line, line.count)
        _ = fdatasync(file)
      }
      loopback.roundTrip(line)
    } * 1_000
  }
}
