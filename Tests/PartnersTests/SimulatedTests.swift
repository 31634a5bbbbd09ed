import Control
import Events
import Testing

@testable import Partners

/// The provider for training, as a pure value: each way that a payment can go (contract, section 6, Money).
@Suite struct SimulatedTests {
  private let now = Timestamp(clamping: 1_790_000_000_000)

  /// What it says at once, and how long it waits before what it says later.
  private struct Heard {
    var said: [PartnerAnswer] = []
    var wakes: [(number: Int, afterMs: Int64)] = []

    var facts: [PartnerFact] {
      said.compactMap { if case .fact(let fact) = $0 { fact } else { nil } }
    }
    var types: [String] { facts.map(\.eventType) }
    var state: String? {
      for case .result(_, true, let value, _) in said { return value?["state"]?.string }
      return nil
    }
  }

  private func hear(_ adapter: inout SimulatedAdapter, _ input: AdapterInput) -> Heard {
    var heard = Heard()
    for output in adapter.handle(input, at: now) {
      switch output {
      case .say(let answer): heard.said.append(answer)
      case .wake(let number, let afterMs): heard.wakes.append((number, afterMs))
      case .call, .note, .read, .start, .write, .close, .kill: break
      }
    }
    return heard
  }

  private func ask(_ adapter: inout SimulatedAdapter, _ action: String, _ amount: Int64) -> Heard {
    hear(&adapter, .message(.request(id: "1", action: action, params: Asked.payment(amount))))
  }

  @Test(arguments: [(1200, 300), (1202, 10_000), (1299, 300)] as [(Int64, Int64)])
  func `A payment is started at once and paid after its time`(_ amount: Int64, _ afterMs: Int64) {
    var adapter = SimulatedAdapter()
    let started = ask(&adapter, "payment.start", amount)
    #expect(started.types == ["payment_started"] && started.wakes.map(\.afterMs) == [afterMs])
    #expect(started.facts[0].payload["url"]?.string == "galley:simulated/\(Asked.payment)")
    #expect(started.facts[0].payload["external_ref"]?.string == "sim_\(Asked.payment)")
    #expect(ask(&adapter, "payment.start", amount).facts == started.facts, "given again: the same page")
    let paid = hear(&adapter, .timer(started.wakes[0].number))
    #expect(paid.types == ["paid"] && paid.facts[0].payload["amount"]?.int == amount)
    #expect(paid.facts[0].payload["provider"]?.string == "simulated")
    #expect(hear(&adapter, .timer(started.wakes[0].number)).said.isEmpty)
    #expect(ask(&adapter, "payment.check", amount).state == "paid")
  }

  @Test func `01 is declined, 03 confirmed twice, 05 never answered`() {
    var adapter = SimulatedAdapter()
    let declined = ask(&adapter, "payment.start", 1201)
    let failed = hear(&adapter, .timer(declined.wakes[0].number))
    #expect(failed.types == ["payment_failed"] && failed.facts[0].payload["reason"]?.string == "declined")
    #expect(ask(&adapter, "payment.check", 1201).state == "failed")
    adapter = SimulatedAdapter()
    let twice = ask(&adapter, "payment.start", 1203)
    let paid = hear(&adapter, .timer(twice.wakes[0].number)).facts
    #expect(paid.map(\.key) == ["paid/\(Asked.payment)", "paid/\(Asked.payment)/again"])
    #expect(Set(paid.map(\.payload)).count == 1)
    adapter = SimulatedAdapter()
    let silent = ask(&adapter, "payment.start", 1205)
    #expect(silent.types == ["payment_started"] && silent.wakes.isEmpty)
    #expect(ask(&adapter, "payment.check", 1205).state == "open")
  }

  @Test func `04 waits for the guest, whom a second start brings`() {
    var adapter = SimulatedAdapter()
    let waits = ask(&adapter, "payment.start", 1204)
    #expect(waits.facts.first?.payload["state"]?.string == "needs_guest" && waits.wakes.isEmpty)
    #expect(ask(&adapter, "payment.check", 1204).state == "open")
    let came = ask(&adapter, "payment.start", 1204)
    #expect(came.facts == waits.facts && came.wakes.map(\.afterMs) == [300])
    #expect(hear(&adapter, .timer(came.wakes[0].number)).types == ["paid"])
  }

  @Test(
    arguments: [
      (1200, ["paid"], "paid"), (1202, ["paid"], "paid"), (1203, ["paid", "paid"], "paid"),
      (1201, ["payment_failed"], "failed"), (1204, ["payment_started"], "open"),
      (1205, ["payment_started"], "open"),
    ] as [(Int64, [String], String)])
  func `What was begun before a restart has gone on meanwhile`(
    _ amount: Int64, _ types: [String], _ state: String
  ) {
    var adapter = SimulatedAdapter()
    let checked = ask(&adapter, "payment.check", amount)
    #expect(checked.types == types && checked.state == state)
  }

  @Test func `A charge needs no page: 01 fails, 04 wants the guest, others are paid`() {
    for (amount, types) in [
      (1201, ["payment_failed"]), (1204, ["payment_started"]), (1200, ["paid"]), (1202, ["paid"]),
      (1205, ["paid"]),
    ] as [(Int64, [String])] {
      var adapter = SimulatedAdapter()
      let charged = ask(&adapter, "payment.charge", amount)
      #expect(charged.types == types && charged.wakes.isEmpty)
    }
    var adapter = SimulatedAdapter()
    #expect(ask(&adapter, "payment.charge", 1204).facts[0].payload["state"]?.string == "needs_guest")
    #expect(ask(&adapter, "payment.start", 1204).wakes.count == 1)
  }

  @Test func `What was stopped is not paid, and what was paid is not stopped`() {
    var adapter = SimulatedAdapter()
    let started = ask(&adapter, "payment.start", 1200)
    #expect(ask(&adapter, "payment.cancel", 1200).types.isEmpty)
    #expect(hear(&adapter, .timer(started.wakes[0].number)).said.isEmpty)
    adapter = SimulatedAdapter()
    let paid = ask(&adapter, "payment.start", 1200)
    _ = hear(&adapter, .timer(paid.wakes[0].number))
    #expect(ask(&adapter, "payment.cancel", 1200).types == ["paid"])
  }

  @Test func `Refunds and cards have names of their own`() throws {
    var adapter = SimulatedAdapter()
    let refund = hear(
      &adapter,
      .message(.request(id: "1", action: "payment.refund", params: Asked.payment(500, refunded: 200))))
    #expect(
      refund.said == [
        .result(
          id: "1", ok: true, value: .object(["external_ref": .string("sim_re_\(Asked.payment)_200")]),
          error: nil)
      ])
    let card = hear(&adapter, .message(.request(id: "2", action: "method.start", params: Asked.card)))
    guard case .result(_, true, let value, nil)? = card.said.first else { throw Failure("no page") }
    #expect(value?["url"]?.string == "galley:simulated/method/\(Asked.guest)")
    let attached = hear(&adapter, .timer(card.wakes[0].number)).facts
    #expect(attached.first?.payload["reference"]?.string == "sim_cus/\(Asked.guest)")
    #expect(
      hear(&adapter, .message(.request(id: "3", action: "method.check", params: Asked.card))).facts
        == attached)
  }

  @Test func `What it does not do it says so, and it is marked as training`() {
    var adapter = SimulatedAdapter()
    let hello = adapter.handle(.hello(AdapterHouse(venue: "maple", settings: [:], secrets: [:])), at: now)
    #expect(hello.contains(.say(.ready(version: "training", mode: "test"))))
    #expect(hello.contains(.note("training: payments are simulated, and no money moves")))
    for (action, error) in [
      ("nonsense", "unknown"), ("webhook.receive", "unknown"), ("payment.start", "impossible"),
    ] {
      let refused = hear(&adapter, .message(.request(id: "1", action: action, params: .object([:]))))
      #expect(refused.said == [.result(id: "1", ok: false, value: nil, error: error)])
    }
  }
}
