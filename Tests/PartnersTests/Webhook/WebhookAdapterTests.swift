import Control
import Events
import Testing

@testable import Partners

/// Webhooks as a pure value: in order, one at a time, and nothing overtakes what has failed.
@Suite struct WebhookAdapterTests {
  private var adapter = WebhookAdapter()

  init() {
    _ = adapter.handle(
      .hello(
        AdapterHouse(
          venue: "maple", settings: ["url": "https://hooks.example", "secret_file": "/nowhere"],
          secrets: ["secret_file": "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX"])), at: Sent.now)
  }

  private mutating func tell(_ input: AdapterInput) -> Told { Told(adapter.handle(input, at: Sent.now)) }
  private mutating func send(_ number: Int, _ order: String? = "A") -> Told {
    tell(.message(Sent.message(number, of: order)))
  }
  private mutating func answer(_ status: Int, _ headers: [String: String] = [:]) -> Told {
    tell(.answer(call: 0, .answer(status: status, headers: headers, body: [])))
  }
  private func ids(_ told: Told) -> [String?] { told.calls.map { $0.call.headers["webhook-id"] } }

  @Test mutating func `One is under way at a time, in order, and acknowledged when it is delivered`() {
    #expect(ids(send(1)) == ["id-1"])
    #expect(send(2).calls.isEmpty && send(3, "B").calls.isEmpty)
    let second = answer(204)
    #expect(second.acks == ["c1"] && ids(second) == ["id-2"])
    #expect(String(decoding: second.calls[0].call.body, as: UTF8.self) == Sent.event(2).compactText)
    #expect(answer(200).acks == ["c2"] && answer(202).acks == ["c3"])
    #expect(adapter.isIdle)
  }

  @Test mutating func `What has failed takes its order with it, and no other`() {
    for (number, order) in [(1, "A"), (2, "B"), (3, "A"), (4, "C")] { _ = send(number, order) }
    let failed = answer(500)
    #expect(failed.nacks == ["c1", "c3"] && ids(failed) == ["id-2"])
    #expect(failed.errors[0] == "the receiver answered 500")
    _ = answer(200)
    _ = send(5, nil)
    _ = send(6, nil)
    #expect(ids(answer(200)) == ["id-5"])
    #expect(tell(.answer(call: 0, .failed)).nacks == ["c5", "c6"], "events of no order are in order too")
  }

  @Test mutating func `Who wants to be left alone is, and the rest waits without a failure`() {
    _ = (send(1), send(2, "B"))
    let failed = answer(429, ["retry-after": "50"])
    #expect(failed.nacks == ["c1"] && failed.calls.isEmpty && failed.wakes.map(\.afterMs) == [50_000])
    #expect(send(3, "C").calls.isEmpty && adapter.isIdle)
    #expect(ids(tell(.timer(failed.wakes[0].number))) == ["id-2"])
  }

  @Test mutating func `For longer than a terminal waits nothing is held back, and nobody is called`() {
    _ = (send(1), send(2, "B"))
    let failed = answer(429, ["retry-after": "120"])
    #expect(failed.nacks == ["c1", "c2"] && failed.calls.isEmpty)
    let later = send(3, "C")
    #expect(later.nacks == ["c3"] && later.calls.isEmpty)
    #expect(tell(.timer(failed.wakes[0].number)).calls.isEmpty)
    #expect(ids(send(4, "C")) == ["id-4"])
  }

  @Test mutating func `A receiver that is gone is disabled, and loses nothing`() throws {
    _ = (send(1), send(2, "B"))
    let gone = answer(410)
    let fact = try #require(gone.facts.first)
    #expect(fact.eventType == "partner_disabled" && fact.entityType == "partner" && fact.orderID == nil)
    #expect(gone.nacks.isEmpty && gone.acks.isEmpty && gone.calls.isEmpty && gone.notes.count == 1)
    let again = send(3)
    #expect(again.facts == [fact] && again.calls.isEmpty, "told again until it is on the disk")
    #expect(tell(.message(.recorded(key: fact.key))).calls.isEmpty)
    #expect(tell(.message(.refused(key: "other", reason: "x"))).calls.isEmpty)
    let refused = tell(.message(.refused(key: fact.key, reason: "x")))
    #expect(refused.nacks == ["c1", "c3"] && ids(refused) == ["id-2"], "a failure like another")
  }

  @Test mutating func `Who leaves begins nothing, and an event without an id is nobody's`() {
    #expect(tell(.message(.event(cursor: "c", .object(["type": "x"])))).nacks == ["c!"])
    let spaced = JSON.object(["id": "a b", "type": "x"])
    #expect(tell(.message(.event(cursor: "c", spaced))).nacks == ["c!"])
    _ = (send(1), send(2))
    _ = tell(.leaving)
    #expect(!adapter.isIdle)
    let last = answer(200)
    #expect(last.acks == ["c1"] && last.calls.isEmpty && adapter.isIdle)
  }

  @Test mutating func `A repeat has the same id, and the time of its own try`() throws {
    let first = try #require(send(1).calls.first).call
    _ = answer(500)
    let later = Sent.now.advanced(byMilliseconds: 61_000)
    let told = Told(adapter.handle(.message(Sent.message(1)), at: later))
    let second = try #require(told.calls.first).call
    #expect(first.headers["webhook-id"] == second.headers["webhook-id"] && first.body == second.body)
    #expect(second.headers["webhook-timestamp"] == "1790000061")
    #expect(first.headers["webhook-signature"] != second.headers["webhook-signature"])
  }
}
