import Dining
import Events
import Testing

@testable import Venue

extension PayingTests {
  /// A table of two with 14.39 to pay, the bill out, and a provider that trains.
  struct Table {
    var till: Till
    let code: String
    let id: OrderID

    init(price: String = "14.39", guests: Int = 2) throws {
      till = try Till()
      code = try till.open()
      id = try #require(till.house.live.first?.id)
      try till.give(.dish(code, price))
      for _ in 0..<guests { try till.give(.order(code, .item(.join(name: nil)))) }
      try till.give(.order(code, .kitchen(.submit)))
    }

    static func billed(price: String = "14.39", guests: Int = 2) throws -> Table {
      var table = try Table(price: price, guests: guests)
      try table.give(.money(.bill))
      return table
    }

    var order: Order { get throws { try #require(till.house.orders[id]?.order) } }

    @discardableResult
    mutating func give(
      _ request: OrderRequest, _ source: Source = .staff, isAnyway: Bool = false
    ) throws -> [EventType?] {
      try till.give(.order(code, request), source, isAnyway: isAnyway).map(\.type)
    }

    mutating func refusal(_ request: OrderRequest, _ source: Source = .staff) -> String? {
      till.refusal(of: .order(code, request), source)?.code
    }

    /// The provider's word on the newest payment.
    @discardableResult
    mutating func answer(_ answer: PaymentAnswer, key: ExactString) throws -> Complaint? {
      let payment = try #require(try order.payments.last)
      return try self.answer(answer, to: payment.id, key: key)
    }

    mutating func answer(_ answer: PaymentAnswer, to payment: PaymentID, key: ExactString) throws
      -> Complaint?
    {
      let asker = till.ask(
        Request(
          own: .own(.answer(payment, answer, provider: "simulated")), on: id, idempotencyKey: key,
          actor: "simulated", source: .webhook))
      till.sync()
      return till.complaint(asker)
    }

    mutating func start(_ target: PaymentTarget = .order, tip: String? = nil) throws {
      try give(.pay(.start(target, tip: tip)))
      try answer(
        .started(externalRef: "cs_1", url: "https://pay.example/1"), key: ExactString("s\(till.log.count)"))
    }

    mutating func attach(_ label: String) throws {
      let guest = try #require(try order.participants.first { $0.label == ExactString(label) })
      let method = Participant.PaymentMethod(provider: "simulated", reference: "cus/\(label)")
      _ = till.ask(
        Request(own: .own(.attach(guest.id, method)), on: id, idempotencyKey: ExactString("m\(label)")))
      till.sync()
    }

    mutating func arm(_ label: String, most: String = "50", isOrder: Bool = true) throws {
      try attach(label)
      try give(.pay(.arm(participant: label, most: most, coversOrder: isOrder, isConsent: true)), .guest)
    }

    /// Types of what was written last, the house's own included.
    func last(_ count: Int) -> [EventType?] { till.log.suffix(count).map(\.type) }

    /// The house lets cards pay by themselves.
    mutating func switchOn(_ moment: String = "bill") throws {
      try till.give(.changeSetting(key: "auto_pay", value: moment))
    }
  }
}
