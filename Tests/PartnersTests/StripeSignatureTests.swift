import Events
import Testing

@testable import Partners

/// Signatures of webhooks. The codes were made with openssl, which shares nothing with galley:
/// `printf '1790000000.{"id":"evt_1"}' | openssl dgst -sha256 -hmac whsec_test`
@Suite struct StripeSignatureTests {
  private let body = Array(#"{"id":"evt_1"}"#.utf8)
  private let code = "e32657f3e678d33b41ec084c16ac0e125d25480a06cb3902286dc5942c6fd259"
  private let signed = Timestamp(clamping: 1_790_000_000_000)

  private func judge(_ header: String, at now: Timestamp? = nil, secret: String = "whsec_test")
    -> StripeSignature.Verdict
  {
    StripeSignature.judge(header, body, secret: secret, now: now ?? signed)
  }

  @Test func `A right signature is right, wherever it stands`() {
    #expect(judge("t=1790000000,v1=\(code)") == .right)
    #expect(judge("v1=\(code),t=1790000000") == .right)
    #expect(judge("t=1790000000, v1=00, v1=\(code), v0=ff") == .right)
  }

  @Test func `Only v1 counts, and only whole`() {
    for header in [
      "t=1790000000,v0=\(code)", "t=1790000000,v1=\(code.dropLast(2))", "t=1790000000,v1=\(code)00",
      "t=1790000000,v1=\(code.uppercased())", "t=1790000001,v1=\(code)", "v1=\(code)", "t=,v1=\(code)",
      "t=1790000000", "", "t=-1,v1=\(code)", "t=99999999999999999999,v1=\(code)",
      "t=1790000000,v1=\(code)," + String(repeating: "x", count: 4096),
    ] { #expect(judge(header) == .wrong, "\(header)") }
    #expect(judge("t=1790000000,v1=\(code)", secret: "whsec_other") == .wrong)
    #expect(judge("t=01790000000,v1=\(code)") == .wrong, "what is signed is the text of the time")
  }

  @Test func `Five minutes to both sides, and not a millisecond more`() {
    let header = "t=1790000000,v1=\(code)"
    #expect(judge(header, at: signed.advanced(byMilliseconds: 300_000)) == .right)
    #expect(judge(header, at: signed.advanced(byMilliseconds: 300_001)) == .stale)
    #expect(judge(header, at: signed.advanced(byMilliseconds: -300_000)) == .right)
    #expect(judge(header, at: signed.advanced(byMilliseconds: -300_001)) == .stale)
  }
}
