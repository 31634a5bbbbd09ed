import Control
import Events
import Testing

@testable import Partners

/// How calls are made again, by a clock that the test sets.
@Suite struct StripeAdapterTests {
  private static let start = Timestamp(clamping: 1_790_000_000_000)

  private func ready() -> StripeAdapter {
    var adapter = StripeAdapter()
    _ = adapter.handle(
      .hello(
        AdapterHouse(
          venue: "maple", settings: ["secret_key_file": "f"], secrets: ["secret_key_file": "sk_test_1"])),
      at: Self.start)
    return adapter
  }

  private func asked(_ id: String = "1") -> AdapterInput {
    .message(.request(id: id, action: "payment.start", params: Asked.payment()))
  }

  @Test func `Five tries with one key, and then Stripe is out of reach`() throws {
    var adapter = ready()
    var now = Self.start
    var outputs = adapter.handle(asked(), at: now)
    var (calls, pauses): ([HTTPCall], [Int64]) = ([], [])
    while case .call(let number, let call)? = outputs.first {
      calls.append(call)
      outputs = adapter.handle(.answer(call: number, .failed), at: now)
      guard case .wake(let timer, let afterMs)? = outputs.first else { break }
      pauses.append(afterMs)
      now = now.advanced(byMilliseconds: afterMs)
      outputs = adapter.handle(.timer(timer), at: now)
    }
    #expect(pauses == [500, 1000, 2000, 4000] && calls.count == 5 && Set(calls).count == 1)
    #expect(outputs == [.say(.result(id: "1", ok: false, value: nil, error: "unreachable"))])
    #expect(adapter.isIdle)
  }

  @Test func `A call that took long is not begun again late`() {
    var adapter = ready()
    _ = adapter.handle(asked(), at: Self.start)
    let outputs = adapter.handle(.answer(call: 1, .failed), at: Self.start.advanced(byMilliseconds: 20_000))
    #expect(outputs == [.say(.result(id: "1", ok: false, value: nil, error: "unreachable"))])
  }

  @Test func `Requests about one payment wait for each other, others do not`() {
    var adapter = ready()
    func calls(_ outputs: [AdapterOutput]) -> Int {
      outputs.count { if case .call = $0 { true } else { false } }
    }
    #expect(calls(adapter.handle(asked("1"), at: Self.start)) == 1)
    #expect(adapter.handle(asked("2"), at: Self.start).isEmpty)
    #expect(adapter.handle(asked("3"), at: Self.start).isEmpty)
    let other = AdapterInput.message(
      .request(id: "4", action: "payment.start", params: Asked.payment(payment: "other")))
    #expect(calls(adapter.handle(other, at: Self.start)) == 1)
    let page = HTTPOutcome.answer(
      status: 200, headers: [:], body: Array(#"{"id":"cs_1","url":"https://x"}"#.utf8))
    let second = adapter.handle(.answer(call: 1, page), at: Self.start)
    #expect(second.contains(.done("1")) && calls(second) == 1)
    let third = adapter.handle(.answer(call: 3, page), at: Self.start)
    #expect(third.contains(.done("2")) && calls(third) == 1)
    #expect(adapter.handle(.answer(call: 4, page), at: Self.start).contains(.done("3")))
    #expect(adapter.handle(.answer(call: 2, page), at: Self.start).contains(.done("4")) && adapter.isIdle)
  }

  @Test func `An answer that nobody waits for says nothing`() {
    var adapter = ready()
    #expect(adapter.handle(.answer(call: 7, .failed), at: Self.start).isEmpty)
    #expect(adapter.handle(.timer(7), at: Self.start).isEmpty)
    #expect(adapter.handle(.message(.recorded(key: "x")), at: Self.start).isEmpty)
  }

  @Test func `Before hello nothing is done`() {
    var adapter = StripeAdapter()
    #expect(adapter.handle(asked(), at: Self.start) == [.fault("1", .misconfigured)])
  }
}
