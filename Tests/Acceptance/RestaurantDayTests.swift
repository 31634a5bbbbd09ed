import Foundation
import TestAids
import Testing

extension Acceptance {
  /// Days of a real restaurant, played through the program to a closed house: 32 dishes, up to 87 orders a day.
  ///
  /// The busiest day of a quarter is committed, as facts: which order named which dish, and when. It is from the set
  /// "Restaurant Orders" in Maven Analytics' data playground. `GALLEY_QUARTER=DIR` plays every day of a folder that
  /// has the whole set.
  @Suite struct RestaurantDay {
    private static let quarter = ProcessInfo.processInfo.environment["GALLEY_QUARTER"]

    @Test func `the busiest day ends with the dishes and takings that a ten-line script counts`() throws {
      let orders = try play([Day.busiest.date], of: Day.busiest.folder)
      #expect(orders == 87)
    }

    @Test(.enabled(if: quarter != nil, "GALLEY_QUARTER=DIR names the folder of the whole set"))
    func `so does every other day of the quarter, in one house`() throws {
      let folder = try #require(Self.quarter)
      let dates = try Day.dates(of: "\(folder)/order_details.csv")
      #expect(dates.count == 90)
      let orders = try play(dates, of: folder)
      print("\(dates.count) days, \(orders) orders")
    }

    /// Gives the number of orders.
    private func play(_ dates: [String], of folder: String) throws -> Int {
      let (menu, details) = ("\(folder)/menu_items.csv", "\(folder)/order_details.csv")
      return try ScratchHouse.with { house in
        let server = try house.serve()
        var takings = 0
        var closed = 0
        for date in dates {
          let counted = try count(menu: menu, details: details, date)
          let day = try Day(menuFile: menu, detailsFile: details, date: date)
          #expect(.int(day.skipped) == counted["skipped"], "\(date)")
          if closed == 0 { try house.done("menu", "import", house.file("world.json", day.menuDocument)) }
          let orders = try Service(house: house).play(day.orders)
          #expect(.int(orders.count) == counted["orders"], "\(date)")
          #expect(try house.jsonLines("order", "list").isEmpty, "the house is closed on \(date)")
          #expect(try quantities(of: orders, in: house) == counted["quantities"], "\(date)")
          takings += counted["takings"].int ?? 0
          closed += orders.count
        }

        let all = try house.jsonLines("order", "list", "--all")
        #expect(all.count == closed)
        #expect(all.allSatisfy { $0["status"] == .string("closed") })
        #expect(all.reduce(0) { $0 + ($1["paid_portion"].int ?? 0) } == takings)
        #expect(all.reduce(0) { $0 + ($1["total"].int ?? 0) } == takings)

        server.signal(15)
        #expect(try server.exit(within: 20) == 0)
        #expect(try house.json("verify")["findings"] == .array([]))
        #expect(try IndependentCheck.findings(in: house.events()) == "")
        return closed
      }
    }

    private func count(menu: String, details: String, _ date: String) throws -> Json {
      let script = try Programs.python([Checkout.script("count_day.py"), menu, details, date])
      guard script.status == 0 else { throw Failure("count_day.py: \(script.errors)") }
      return try Json(text: script.output)
    }

    /// Quantities per dish over these orders, named by id: codes come round again in a day.
    private func quantities(of orders: [String], in house: ScratchHouse) throws -> Json {
      var sold: [String: Int] = [:]
      for id in orders {
        for item in try house.show(id)["items"].elements {
          sold[item["menuitem_id"].string ?? "?", default: 0] += item["qty"].int ?? 0
        }
      }
      return .object(sold.mapValues { .int($0) })
    }
  }
}

/// The evening crew: each new order moves the ones before it a step on, so that several are live at a time.
private struct Service {
  let house: ScratchHouse

  private struct Live {
    let id: String
    var step = 0
  }

  /// Plays the orders in order of time and gives the ids of those closed.
  func play(_ orders: [Day.Order]) throws -> [String] {
    var live: [Live] = []
    var closed: [String] = []
    for (number, order) in orders.enumerated() {
      try closed += advance(&live)
      live.append(Live(id: try place(order, table: "T\(number % 20 + 1)")))
    }
    while !live.isEmpty { try closed += advance(&live) }
    return closed
  }

  private func place(_ order: Day.Order, table: String) throws -> String {
    let id = try house.open("--table", table).id
    for dish in order.dishes { try house.done("order", "add", id, dish.id, "--qty", "\(dish.qty)") }
    try house.done("order", "submit", id)
    return id
  }

  private func advance(_ live: inout [Live]) throws -> [String] {
    for index in live.indices {
      try step(live[index].step, of: live[index].id)
      live[index].step += 1
    }
    let closed = live.filter { $0.step == 4 }.map(\.id)
    live.removeAll { $0.step == 4 }
    return closed
  }

  private func step(_ step: Int, of id: String) throws {
    switch step {
    case 0: try house.done("order", "start", id)
    case 1: try house.done("order", "ready", id)
    case 2: try house.done("order", "deliver", id)
    default:
      let bill = try house.onlyEvent("order", "bill", id)
      guard let total = bill["payload"]["total"].int else { throw Failure("a bill without its total") }
      let cents = "\(total % 100)"
      try house.done("pay", "cash", id, "\(total / 100).\(cents.count == 1 ? "0" : "")\(cents)")
      try house.done("order", "close", id)
    }
  }
}
