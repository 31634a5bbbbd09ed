import Events
import Foundation
import Testing

@testable import Partners

/// Signatures, answers and settings of webhooks as values.
@Suite struct WebhookValuesTests {
  /// The bytes 0 to 23, and 100 to 163; signatures by Python's hmac.
  private let short = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX"
  private let long =
    "whsec_ZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7fH1+f4CBgoOEhYaHiImKi4yNjo+QkZKTlJWWl5iZmpucnZ6foKGiow=="

  @Test func `A signature is HMAC-SHA256 over id, time and body`() throws {
    let body = Array("{\"a\":\"ü\"}".utf8)
    for (secret, code) in [
      (short, "fHmFHhGl79RhCAHfYA5D+EFhT3JHyDb2ROo0V2Ns3hk="),
      (long, "G/0uiXDImbidpOV7cED+WFInfFX6jRqIs7vslmIzPrE="),
    ] {
      let made = try #require(WebhookSecret(secret)).signature(id: "01", seconds: 1_790_000_000, body: body)
      #expect(made == "v1,\(code)")
    }
  }

  @Test func `Secrets of 24 to 64 bytes with the mark are taken, others not`() {
    func secret(_ count: Int) -> String { "whsec_" + Data(repeating: 7, count: count).base64EncodedString() }
    #expect(WebhookSecret(secret(24)) != nil && WebhookSecret(secret(64)) != nil)
    for wrong in [
      secret(23), secret(65), String(short.dropFirst(6)), "whsec_", "whsec_!!!", short + "=", "",
      "WHSEC_AAAA",
    ] { #expect(WebhookSecret(wrong) == nil, "\(wrong)") }
  }

  private func receiver(_ settings: [String: String], _ secrets: String?) -> Result<
    WebhookReceiver, WebhookReceiver.Fault
  > {
    let house = AdapterHouse(
      venue: "maple", settings: settings.merging(["secret_file": "/nowhere"]) { one, _ in one },
      secrets: secrets.map { ["secret_file": $0] } ?? [:])
    return Result { () throws(WebhookReceiver.Fault) in try WebhookReceiver(house) }
  }

  @Test func `Two secrets, a line each, sign both`() throws {
    let both = try receiver(["url": "https://hooks.example/a"], "\(short) \r\n\(long)").get()
    let call = both.call(
      id: "01", body: Array("{\"a\":\"ü\"}".utf8), now: Timestamp(clamping: 1_790_000_000_999))
    #expect(
      call.headers["webhook-signature"] == "v1,fHmFHhGl79RhCAHfYA5D+EFhT3JHyDb2ROo0V2Ns3hk= "
        + "v1,G/0uiXDImbidpOV7cED+WFInfFX6jRqIs7vslmIzPrE=")
    #expect(call.headers["webhook-timestamp"] == "1790000000" && call.headers["webhook-id"] == "01")
    #expect(call.headers["Content-Type"] == "application/cloudevents+json")
    #expect(call.rule == AddressRule(allowsInside: false, isEncrypted: true))
  }

  @Test func `Settings that can't work are refused, and no sentence has a secret`() {
    for (settings, secrets, word) in [
      ([:], short, "url"), (["url": "https://a.example"], nil, "secret_file"),
      (["url": "https://a.example"], "\(short)\n\(long)\n\(short)", "one or two"),
      (["url": "https://a.example"], "\(short)\nwhsec_short", "one or two"),
      (["url": "http://a.example"], short, "https"), (["url": "ftp://a.example"], short, "https"),
      (["url": "http://a.example", "allow_private": "no"], short, "https"),
      (["url": "https://me:pw@a.example"], short, "https"), (["url": "https://a.example/ b"], short, "https"),
      (["url": "https://"], short, "https"), (["url": "https://a.example/#b"], short, "https"),
      (["url": "https://bücher.example"], short, "https"),
    ] as [([String: String], String?, String)] {
      guard case .failure(let fault) = receiver(settings, secrets) else {
        Issue.record("\(settings) was taken")
        continue
      }
      #expect(fault.sentence.contains(word) && !fault.sentence.contains("AAEC"), "\(fault.sentence)")
      #expect(!fault.sentence.contains("pw"))
    }
    #expect(throws: Never.self) {
      try receiver(["url": "http://10.0.0.5:80/a?b=c", "allow_private": "yes"], short).get()
    }
  }

  @Test func `Only 2xx delivers, 410 ends, and who is busy is left alone`() {
    let now = Timestamp(clamping: 1_790_000_000_000)
    func verdict(_ status: Int, _ after: String? = nil) -> WebhookVerdict {
      WebhookVerdict(
        .answer(
          status: status, headers: after.map { ["retry-after": $0] } ?? [:], body: Array("secret words".utf8)),
        now: now)
    }
    for status in [200, 201, 202, 204, 299] { #expect(verdict(status) == .delivered) }
    #expect(verdict(410) == .gone)
    for (status, after, pauseMs) in [
      (500, nil, 0), (400, nil, 0), (404, nil, 0), (301, nil, 0), (304, nil, 0), (199, nil, 0),
      (429, nil, 10_000), (502, nil, 10_000), (503, nil, 10_000), (504, nil, 10_000), (429, "0", 0),
      (429, "120", 120_000), (500, "7", 7_000), (503, "Mon, 21 Sep 2026 14:14:20 GMT", 60_000),
      (503, "Mon, 21 Sep 2026 14:13:00 GMT", 0), (503, "nonsense", 10_000), (429, "86401", 86_400_000),
      (429, "99999999999999999999", 86_400_000), (503, "Mon, 21 Sep 2099 14:14:20 GMT", 86_400_000),
      (429, "-5", 10_000), (429, "1.5", 10_000),
    ] as [(Int, String?, Int64)] {
      guard case .failed(let sentence, let waited) = verdict(status, after) else {
        Issue.record("\(status) is no failure")
        continue
      }
      #expect(waited == pauseMs, "\(status) \(after ?? "")")
      #expect(sentence.contains("\(status)") && !sentence.contains("secret words"))
    }
  }
}
