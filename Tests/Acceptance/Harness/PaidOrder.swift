/// One order of an evening, as the test that plays it knows it.
struct PaidOrder {
  let code: String
  let id: String
  /// What it comes to, by the test's own sum.
  var total: Int
  /// What was given in cash.
  var cash = 0
}

/// What a Stripe of the tests' took and gave back, by order: what a house's books are held against.
struct Captures {
  /// What was captured less what was given back, by order_id.
  private(set) var net: [String: Int] = [:]
  /// Payments of the house for which there is more than one charge that went well.
  private(set) var twice: [String] = []
  private var charged: Set<String> = []

  /// - Parameters:
  ///   - metadata: what galley wrote on it.
  ///   - amount: what was taken.
  ///   - refunded: what of it was given back.
  mutating func take(_ metadata: Json, amount: Int, refunded: Int) throws {
    guard let order = metadata["order_id"].string, let payment = metadata["payment_id"].string else {
      throw Failure("money that belongs to no payment: \(metadata)")
    }
    net[order, default: 0] += amount - refunded
    if !charged.insert(payment).inserted { twice.append(payment) }
  }

  /// Holds a house's orders and its report of the day against what was taken; each order is paid, to the unit.
  ///
  /// - Returns: what does not agree; empty where all does.
  func findings(_ orders: [PaidOrder], in house: ScratchHouse) throws -> [String] {
    var findings = twice.map { "\($0) was charged twice" }
    func check(_ what: String, _ has: Int?, _ wanted: Int) {
      if has != wanted { findings.append("\(what) is \(has.map { "\($0)" } ?? "nothing"), not \(wanted)") }
    }
    for order in orders {
      let shown = try house.show(order.id)
      check("\(order.code)'s total", shown["total"].int, order.total)
      check("\(order.code)'s paid sum", shown["paid_portion"].int, order.cash + net[order.id, default: 0])
      check("what \(order.code) has paid", shown["paid_portion"].int, order.total)
      if !["paid", "closed"].contains(shown["status"].string) {
        findings.append("\(order.code) is not paid")
      }
    }
    let strangers = Set(net.keys).subtracting(orders.map(\.id))
    findings += strangers.sorted().map { "\($0) is no order here" }
    let taken = net.values.reduce(0, +)
    let cash = orders.map(\.cash).reduce(0, +)
    let report = try house.json("report", "day")
    check("orders", report["orders"].int, orders.count)
    check("the day's total", report["total"].int, orders.map(\.total).reduce(0, +))
    check("the day's takings", (report["paid"].int ?? 0) - (report["refunded"].int ?? 0), taken + cash)
    check("what is unpaid", report["unpaid"].int, 0)
    check("what is overpaid", report["overpaid"].int, 0)
    let methods = report["methods"].elements
    check("cash", methods.first { $0["provider"] == .string("cash") }?["amount"].int, cash)
    check("stripe", methods.first { $0["provider"] == .string("stripe") }?["amount"].int, taken)
    let paid = try house.facts("paid").compactMap { $0["payload"]["amount"].int }.reduce(0, +)
    let refunded = try house.facts("refunded").compactMap { $0["payload"]["amount"].int }.reduce(0, +)
    check("what the log's lines add up to", paid - refunded, taken + cash)
    check("the report's refunds", report["refunded"].int, refunded)
    return findings
  }
}

extension ScratchHouse {
  /// A supper at a table of its own with so many glasses of water, so that no two bills of an evening are the same.
  func sendSupper(number: Int) throws -> PaidOrder {
    let opened = try open("--table", "T\(number)", "--guests", "2")
    try done("order", "add", opened.code, "m02", "--qty", "2")
    try done("order", "add", opened.code, "m07", "--qty", "\(number)")
    try done("order", "submit", opened.code)
    return PaidOrder(code: opened.code, id: opened.id, total: 2 * Supper.pho + number * Supper.water)
  }
}

extension Int {
  /// Cents as they are written on a command line.
  var asMoney: String { "\(self / 100).\(self % 100 / 10)\(self % 10)" }
}
