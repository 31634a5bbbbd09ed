import Dining
import Events
import Foundation
import Insights
import Ledger
import Randomness
import Testing

/// Three days of a house in which everybody does anything, sensible or not, held against the accountant's count.
@Suite struct RandomEveningTests {
  private static let dates = ["2026-11-27", "2026-11-28", "2026-11-29", "2026-11-30"]

  private struct Party {
    let order: OrderID
    var carts: [UUIDv7] = []
    var sent: [UUIDv7] = []
    var quantities: [UUIDv7: Int64] = [:]
    var payments: [UUIDv7] = []
    var removals: [(item: UUIDv7, event: EventID)] = []
    var adjustments: [EventID] = []
    var rounds: Int64 = 0
  }

  private static func evenings(seed: UInt64) -> Book {
    var random = Seeded(seed: seed)
    func number(_ range: ClosedRange<Int64>) -> Int64 { Int64.random(in: range, using: &random) }
    var book = Book(at: "2026-11-27T17:00:00.000Z", seed: seed)
    var parties: [Party] = []
    for step in 0..<400 {
      book.wall = book.wall.advanced(byMilliseconds: number(0...1_200_000))
      let back = number(0...19) == 0 ? number(0...40_000_000) : 0
      book.wall = book.wall.advanced(byMilliseconds: -back)
      if parties.isEmpty || step.isMultiple(of: 9) {
        parties.append(
          Party(
            order: book.open(
              "B\(parties.count)", number(0...5) == 0 ? "JPY" : "EUR",
              guests: number(0...3) == 0 ? nil : number(1...8))))
      }
      let place = Int(number(0...Int64(parties.count - 1)))
      act(number(0...17), &parties[place], &book, number)
      book.wall = book.wall.advanced(byMilliseconds: back)
    }
    return book
  }

  private static func act(
    _ what: Int64, _ party: inout Party, _ book: inout Book, _ number: (ClosedRange<Int64>) -> Int64
  ) {
    let order = party.order
    func any<Element>(_ all: [Element]) -> Element? {
      all.isEmpty ? nil : all[Int(number(0...Int64(all.count - 1)))]
    }
    switch what {
    case 0...4:
      let quantity = number(1...5)
      let item = book.add(number(0...3_000), quantity: quantity, extra: number(0...2) * 50, to: order)
      party.carts.append(item)
      party.quantities[item] = quantity
    case 5...7:
      guard !party.carts.isEmpty else { return }
      party.rounds += 1
      book.send(party.carts, round: party.rounds, order)
      party.sent += party.carts
      party.carts = []
    case 8:
      guard let item = any(party.sent + party.carts) else { return }
      party.removals.append((item, book.remove(item, order)))
    case 9:
      guard let last = party.removals.last else { return }
      book.write(
        .itemRestored, order, .item, last.item, ["undoes": .string(last.event.description)])
    case 10:
      // Now and then it names a quantity that it never had.
      guard let item = any(party.sent + party.carts) else { return }
      let (held, wanted) = (party.quantities[item] ?? 1, number(1...5))
      let from = number(0...4) == 0 ? held + 1 : held
      book.change(item, from: from, to: wanted, order)
      let isRemoved = party.removals.contains { $0.item == item }
      if from == held, !isRemoved { party.quantities[item] = wanted }
    case 11:
      let kind = ["discount", "comp", "service", "tip", "tax"][Int(number(0...4))]
      let amount = kind == "discount" || kind == "comp" ? -number(1...900) : number(1...900)
      party.adjustments.append(book.adjust(kind, amount, order))
    case 12:
      guard let last = any(party.adjustments) else { return }
      book.write(.adjustmentRemoved, order, .order, nil, ["undoes": .string(last.description)])
    case 13, 14:
      party.payments.append(
        book.pay(["cash", "stripe", "simulated"][Int(number(0...2))], number(1...6_000), order))
    case 15:
      guard let payment = any(party.payments) else { return }
      book.refund(number(1...4_000), of: payment, order)
    case 16:
      // A partner says it a second time, or another way.
      guard let payment = any(party.payments) else { return }
      book.pay("stripe", number(1...6_000), order, id: payment)
    default:
      if number(0...3) == 0 { book.cancel(order) } else { book.close(order) }
    }
  }

  /// A report as flat figures, those that are nothing left out.
  private static func flat(_ line: String) throws -> (currency: String, figures: [String: Int]) {
    let report = try #require(
      try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    var figures: [String: Int] = [:]
    for (key, value) in report {
      if let number = value as? Int { figures[key] = number }
      if let pair = value as? [String: Int] { for (name, part) in pair { figures["\(key) \(name)"] = part } }
      for method in value as? [[String: Any]] ?? [] {
        let provider = method["provider"] as? String ?? ""
        figures["\(provider) count"] = method["count"] as? Int
        figures["\(provider) amount"] = method["amount"] as? Int
      }
    }
    return (report["currency"] as? String ?? "", figures.filter { $0.value != 0 })
  }

  @Test(arguments: 1...20)
  func `the report says what an accountant counts`(seed: UInt64) throws {
    let book = Self.evenings(seed: seed)
    for date in Self.dates {
      let day = Book.day(date)
      var accountant = Accountant(from: day.from.description, until: day.until.description)
      for events in book.streams.values { accountant.take(events.map(\.line)) }
      let wanted = accountant.figures.mapValues { $0.filter { $0.value != 0 } }.filter { !$0.value.isEmpty }
      let reports = try book.lines(on: date).map { try Self.flat($0) }
      let told = Dictionary(uniqueKeysWithValues: reports.map { ($0.currency, $0.figures) })
      #expect(told == wanted, "\(date)")
    }
  }

  @Test(arguments: 1...20)
  func `the report adds up, and days add up to the log`(seed: UInt64) {
    let book = Self.evenings(seed: seed)
    let streams = book.streams.map { OrderStream(id: $0.key, events: $0.value) }
    for currency in ["EUR", "JPY"] {
      let reports = Self.dates.flatMap { book.takings(on: $0) }.filter { $0.currency.code.string == currency }
      for report in reports {
        let methods = report.methods.reduce(0) { $0 + $1.amount.minor }
        #expect(methods == report.paid.minor - report.refunded.minor)
      }
      let orders = streams.map(\.order).filter { $0.opening?.currency.code.string == currency }
      #expect(
        reports.reduce(0) { $0 + $1.paid.minor - $1.refunded.minor }
          == orders.reduce(0) { $0 + $1.paidPortion.minor })
      #expect(
        reports.reduce(0) { $0 + $1.paidOnOtherDays.minor }
          == reports.reduce(0) { $0 + $1.forOtherDays.minor })
      guard !orders.contains(where: { $0.total < .zero }) else { continue }
      for report in reports {
        let money = report.paid.minor - report.refunded.minor
        let others = report.paidOnOtherDays.minor - report.forOtherDays.minor
        #expect(report.total.minor == money + others + report.unpaid.minor - report.overpaid.minor)
      }
    }
  }

  @Test func `the order in which orders are taken makes no difference`() {
    let book = Self.evenings(seed: 7)
    var random = Seeded(seed: 7)
    let streams = book.streams.map { OrderStream(id: $0.key, events: $0.value) }
    for _ in 0..<20 {
      var takings = DayTakings(Book.day("2026-11-28"))
      for stream in streams.shuffled(using: &random) { takings.take(stream) }
      #expect(takings.takings == book.takings(on: "2026-11-28"))
    }
  }
}
