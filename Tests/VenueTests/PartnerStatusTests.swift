import Events
import Testing
import Venue

/// What tells a secret that does not fit from an address that nobody calls.
@Suite struct PartnerStatusTests {
  private static let noon = Timestamp(clamping: 1_795_000_000_000)
  private static let fits: JSON = .object(["status": .int(200), "signed": .bool(true)])
  private static let isWrong: JSON = .object(["status": .int(400), "problem": "signature"])

  private func status(
    of record: WebhookRecord, awaitsWebhooks: Bool = true, lastError: String? = nil
  ) -> PartnerStatus {
    var status = PartnerStatus("stripe", isRunning: lastError == nil, lastError: lastError)
    status.take(record, awaitsWebhooks: awaitsWebhooks)
    return status
  }

  @Test func `a signature that does not fit is told until one fits`() {
    var record = WebhookRecord()
    record.take(Self.isWrong, at: Self.noon)
    #expect(status(of: record).trouble == .badSignature && status(of: record).lastWebhookAt == nil)
    record.take(.object(["status": .int(400), "problem": "stale"]), at: Self.noon)
    #expect(record.badCount == 2)
    record.take(Self.fits, at: Self.noon)
    #expect(status(of: record).trouble == nil && status(of: record).lastWebhookAt == Self.noon)
    record.take(Self.isWrong, at: Self.noon)
    #expect(status(of: record).trouble == .badSignature, "the secret was changed at noon")
    #expect(status(of: record).lastWebhookAt == Self.noon)
  }

  @Test func `payments that nobody told of mean that nobody calls, where the house waits for it`() {
    var record = WebhookRecord(lastAt: Self.noon)
    #expect(status(of: record).trouble == nil)
    record.notePaidUntold()
    #expect(status(of: record).trouble == .nobodyCalls)
    #expect(status(of: record, awaitsWebhooks: false).trouble == nil, "a house without a secret wants none")
    record.take(Self.fits, at: Self.noon)
    #expect(status(of: record).trouble == nil)
  }

  @Test func `a call that can't be checked is no call that nobody made`() {
    var record = WebhookRecord()
    record.notePaidUntold()
    record.take(.object(["status": .int(503), "problem": "no_secret"]), at: Self.noon)
    #expect(status(of: record, awaitsWebhooks: false).trouble == .noSecret)
    record.take(.object(["status": .int(400), "problem": "body"]), at: Self.noon)
    #expect(record.badCount == 0, "a body that makes no sense says nothing of the secret")
  }

  @Test func `what keeps a partner from working comes before its webhooks`() {
    var record = WebhookRecord()
    record.take(Self.isWrong, at: Self.noon)
    #expect(status(of: record, lastError: "the key is refused").trouble == .away)
  }

  @Test func `a status goes over the control socket whole`() {
    var full = PartnerStatus(
      "pay", isRunning: true, version: "2026-09-30.x", mode: "test", lastWebhookAt: Self.noon,
      lastError: "away")
    for trouble in [nil, .away, .badSignature, .noSecret, .nobodyCalls] as [PartnerStatus.Trouble?] {
      full.trouble = trouble
      #expect(PartnerStatus(full.json) == full)
    }
    full.terminal = "bar"
    (full.delivered, full.failed, full.dead, full.lagEvents) = (1, 2, 3, 4)
    for state in PartnerStatus.State.allCases {
      full.state = state
      #expect(PartnerStatus(full.json) == full)
    }
    #expect(PartnerStatus(.object(["name": "pay"])) == nil)
    // As a terminal of an earlier version tells it.
    let old = PartnerStatus(.object(["name": "pay", "running": .bool(false)]))
    #expect(old?.state == .stopped && old?.delivered == 0 && old?.terminal == "")
  }
}
