import Dining
import Events
import Testing

@testable import Venue

/// Somebody whose card paid by itself gets a receipt from the partner that sends messages, where the house has one.
@Suite struct ReceiptTests {
  /// Paid by a card on file; `messenger`: whether the house sends messages.
  private func paid(isByItself: Bool = true, messenger: Bool = true) throws -> PayingTests.Table {
    var table = try PayingTests.Table()
    try table.switchOn()
    if messenger {
      try table.till.give(
        .partner(.enable(name: "post", settings: [.init("adapter", "email"), .init("from", "a@b.example")])))
    }
    if isByItself { try table.arm("P1") }
    try table.give(.money(.bill))
    if !isByItself { try table.start() }
    let amount = try #require(Money(minor: 1_439))
    try table.answer(.paid(amount, externalRef: "pi_1"), key: "p")
    return table
  }

  private func receipts(_ table: PayingTests.Table) -> [Errand] {
    table.till.errands.filter { $0.kind == .receipt }
  }

  private func told(_ table: inout PayingTests.Table, reason: String?) {
    let note = OwnCommand.noteMessage(channel: "email", template: "receipt", reason: reason)
    _ = table.till.ask(Request(own: .own(note), on: table.id, idempotencyKey: "receipt", actor: "post"))
    table.till.sync()
  }

  @Test func `it is asked of the partner that sends messages`() throws {
    let errand = try #require(receipts(try paid()).first)
    #expect(errand.provider == "post")
    #expect(errand.params["template"] == .string("receipt") && errand.params["amount"] == .int(1_439))
    #expect(errand.params["currency"] == .string("EUR") && errand.params["participant_id"] != nil)
    #expect(receipts(try paid(messenger: false)).isEmpty)
    #expect(receipts(try paid(isByItself: false)).isEmpty, "who stands there has seen that it is paid")
  }

  @Test(arguments: [nil, "no address"])
  func `it is asked for again until the partner has said what became of it`(reason: String?) throws {
    var table = try paid()
    let now = Timestamp(clamping: table.till.wall)
    func open(_ now: Timestamp) -> [Errand.Kind] {
      table.till.venue.openErrands(of: "post", now: now).map(\.kind)
    }
    #expect(open(now) == [.receipt])
    #expect(open(now.advanced(byMilliseconds: 90_000_000)).isEmpty, "nobody waits for it the next day")
    told(&table, reason: reason)
    #expect(table.till.log.last?.type == (reason == nil ? .messageSent : .messageFailed))
    #expect(open(now).isEmpty)
  }
}
