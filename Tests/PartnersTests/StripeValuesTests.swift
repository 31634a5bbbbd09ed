import Control
import Events
import Testing

@testable import Partners

/// The small values between galley and Stripe: amounts, forms, words, keys, pauses.
@Suite struct StripeValuesTests {
  // docs.stripe.com/currencies: zero-decimal, three-decimal, special cases.
  @Test(
    arguments: [
      (1250, "EUR", 1250), (500, "JPY", 500), (5, "ISK", 500), (5, "UGX", 500), (5120, "KWD", 5120),
      (5124, "KWD", 5120), (5125, "KWD", 5130), (10, "BHD", 10), (4, "BHD", nil), (500, "MGA", 5),
      (550, "MGA", nil), (1000, "HUF", 1000), (1000, "TWD", 1000), (700, "XPF", 700), (0, "EUR", nil),
      (-5, "EUR", nil), (Int64.max, "ISK", nil), (Int64.max, "KWD", nil), (100, "eur", nil),
      (100, "EURO", nil),
    ] as [(Int64, String, Int64?)])
  func `An amount is told in Stripe's unit`(_ amount: Int64, _ currency: String, _ expected: Int64?) {
    #expect(StripeAmount.atStripe(amount, currency) == expected)
  }

  @Test(
    arguments: [
      (1250, "eur", 1250), (500, "jpy", 500), (500, "isk", 5), (550, "isk", nil), (500, "ugx", 5),
      (5120, "kwd", 5120),
      (5, "mga", 500), (0, "eur", 0), (-1, "eur", nil),
    ] as [(Int64, String, Int64?)])
  func `What was captured is told in the house's unit`(
    _ amount: Int64, _ currency: String, _ expected: Int64?
  ) {
    #expect(StripeAmount.inHouse(amount, currency) == expected)
  }

  @Test func `Nested parameters are written as Stripe reads them`() {
    let parameters = JSON.object([
      "mode": "payment", "line_items": .array([.object(["quantity": 1, "a b": "ü&=+ "])]),
      "off_session": true,
      "metadata": .object([:]), "none": .null, "list": .array(["x", "y"]),
    ])
    #expect(
      WebForm.encoded(parameters)
        == "mode=payment&line_items%5B0%5D%5Bquantity%5D=1&line_items%5B0%5D%5Ba%20b%5D=%C3%BC%26%3D%2B%20"
        + "&off_session=true&list%5B0%5D=x&list%5B1%5D=y")
    #expect(WebForm.encoded(.object([:])).isEmpty && WebForm.encoded("text").isEmpty)
  }

  @Test(
    arguments: [
      ("card_declined", "insufficient_funds", "insufficient"), ("card_declined", "stolen_card", "declined"),
      ("card_declined", "a_new_word", "declined"), ("expired_card", nil, "card_expired"),
      ("incorrect_cvc", nil, "card_code"), ("incorrect_number", nil, "card_number"),
      ("processing_error", nil, "try_again"),
      ("card_declined", "currency_not_supported", "currency_unsupported"),
      ("card_declined", "card_not_supported", "card_unsupported"),
      ("payment_intent_authentication_failure", nil, "authentication"), ("a_new_code", nil, "other"),
      (nil, nil, "other"),
    ] as [(String?, String?, String)])
  func `Stripe's words for a refusal become galley's`(_ code: String?, _ decline: String?, _ reason: String) {
    #expect(StripeReason.reason(code: code, decline: decline).rawValue == reason)
  }

  @Test func `Answers are told apart by their status and code`() {
    func reply(_ status: Int, _ body: String = "{}", _ headers: [String: String] = [:]) -> StripeReply {
      StripeReply(.answer(status: status, headers: headers, body: Array(body.utf8)))
    }
    #expect(
      reply(200, #"{"id":"pi_1","rate":1.25,"big":1e30}"#)
        == .object(
          .object([
            "big": .null, "id": "pi_1", "rate": .null,
          ])))
    #expect(reply(200, "no JSON") == .later(afterMs: nil))
    #expect(reply(401) == .fault(.unauthorized) && reply(403) == .fault(.unauthorized))
    for status in [409, 429, 500, 502, 503, 504] { #expect(reply(status) == .later(afterMs: nil)) }
    #expect(reply(429, "{}", ["retry-after": "3"]) == .later(afterMs: 3000))
    #expect(reply(429, "{}", ["retry-after": "-9"]) == .later(afterMs: 0))
    #expect(reply(500, "{}", ["stripe-should-retry": "false"]) == .fault(.unreachable))
    #expect(reply(302) == .fault(.misconfigured))
    #expect(StripeReply(.failed) == .later(afterMs: nil))
    func refused(_ status: Int, _ error: String) -> StripeReply { reply(status, #"{"error":\#(error)}"#) }
    #expect(refused(400, #"{"type":"idempotency_error"}"#) == .refused(.keyUsedOtherwise))
    #expect(refused(404, #"{"code":"resource_missing","param":"id"}"#) == .refused(.impossible))
    #expect(refused(400, #"{"message":"Only open sessions can be expired"}"#) == .refused(.impossible))
    #expect(refused(400, #"{"code":"parameter_unknown","param":"x"}"#) == .refused(.misconfigured))
    #expect(refused(400, #"{"param":"expires_at"}"#) == .refused(.misconfigured))
    #expect(refused(404, #"{"message":"Unrecognized request URL"}"#) == .refused(.misconfigured))
    let declined = refused(
      402,
      #"{"code":"card_declined","decline_code":"authentication_required","payment_intent":{"id":"pi_9"}}"#)
    guard case .declined(let decline) = declined else {
      Issue.record("\(declined)")
      return
    }
    #expect(decline.wantsGuest && decline.failed == "pi_9" && decline.reason == .authentication)
  }

  @Test func `A key says what is done, and a change of it makes another`() {
    let key = StripeCall.key("start", "o", "p", "1", "6095", "EUR")
    // printf '2026-10-28.endive\nstart\no\np\n1\n6095\nEUR' | sha256sum
    #expect(key == "6157005e3c65193c73db41d1fe6e26b7852e21c097d9fd0ddd8327f079ab1066")
    #expect(key != StripeCall.key("start", "o", "p", "2", "6095", "EUR"))
    #expect(StripeCall.key("a", "bc") != StripeCall.key("ab", "c"))
  }

  @Test func `Every call says the version, and only calls that make something have a key`() throws {
    let account = try StripeAccount(
      AdapterHouse(
        venue: "maple", settings: ["secret_key_file": "x", "api_base": "http://127.0.0.1:9/"],
        secrets: ["secret_key_file": "sk_test_1"]))
    let get = StripeCall.get("/v1/refunds", .object(["limit": 1])).http(account)
    #expect(get.url == "http://127.0.0.1:9/v1/refunds?limit=1" && get.body.isEmpty)
    #expect(get.headers["Stripe-Version"] == "2026-10-28.endive" && get.headers["Idempotency-Key"] == nil)
    #expect(get.headers["Authorization"] == "Bearer sk_test_1")
    let post = StripeCall.post("/v1/refunds", .object(["amount": 1]), key: "k").http(account)
    #expect(post.url == "http://127.0.0.1:9/v1/refunds" && post.body == Array("amount=1".utf8))
    #expect(post.headers["Stripe-Version"] == "2026-10-28.endive" && post.headers["Idempotency-Key"] == "k")
    #expect(post.headers["Content-Type"] == "application/x-www-form-urlencoded")
  }

  @Test(arguments: [
    ("https://api.stripe.com", true), ("https://api.stripe.com/", true), ("http://localhost:8420", true),
    ("http://[::1]:1", true), ("http://127.0.0.1", true), ("http://127.0.0.1.example.com", false),
    ("http://localhost.example.com:1", false), ("http://api.stripe.com", false), ("https://", false),
    ("ftp://localhost", false), ("https://user@host", false), ("https://host?x", false),
    ("http://localhost:1@example.com", false),
  ])
  func `The key goes over an address that nobody can listen to`(_ base: String, _ isTaken: Bool) {
    let house = AdapterHouse(
      venue: "maple", settings: ["secret_key_file": "x", "api_base": base],
      secrets: ["secret_key_file": "sk_test_1"])
    #expect(((try? StripeAccount(house)) != nil) == isTaken)
  }

  @Test func `Pauses grow, and end within the budget`() {
    #expect(
      (1...5).map { StripeRetry.pauseMs(tries: $0, elapsedMs: 0, wishMs: nil) } == [
        500, 1000, 2000, 4000, nil,
      ])
    #expect(StripeRetry.pauseMs(tries: 1, elapsedMs: 14_500, wishMs: nil) == 500)
    #expect(StripeRetry.pauseMs(tries: 1, elapsedMs: 14_501, wishMs: nil) == nil)
    #expect(StripeRetry.pauseMs(tries: 1, elapsedMs: 0, wishMs: 7000) == 7000)
    #expect(StripeRetry.pauseMs(tries: 1, elapsedMs: 0, wishMs: 16_000) == nil)
    #expect(StripeRetry.pauseMs(tries: 1, elapsedMs: -60_000, wishMs: nil) == 500, "the clock was set back")
  }

  @Test func `What a guest reads beside the amount`() throws {
    func title(_ members: KeyValuePairs<String, JSON?>) throws -> String {
      guard case .object(let all) = JSON.object(members) else { return "" }
      let ask = PaymentAsk(.object([JSON.Member("order_id", "o"), JSON.Member("payment_id", "p")] + all))
      return StripeDesk.title(try #require(ask))
    }
    #expect(try title(["table_id": "T4", "short_code": "B07"]) == "Table T4 · order B07")
    #expect(try title(["short_code": "B07"]) == "Order B07")
    #expect(try title(["table_id": "Terrace 2", "short_code": "B07"]) == "Table Terrace 2 · order B07")
    #expect(try title([:]) == "Order")
  }

  @Test func `The newest of many events are remembered, and a fact answers all that wait for it`() {
    var receipts = WebhookReceipts()
    for place in 0...4096 {
      let waits = receipts.wait("r", eventID: "evt_\(place)", keys: [], timer: 0)
      #expect(!waits)
    }
    #expect(!receipts.knows("evt_0") && receipts.knows("evt_1") && receipts.knows("evt_4096"))
    let waits = [
      receipts.wait("a", eventID: "evt_a", keys: ["x", "y"], timer: 1),
      receipts.wait("b", eventID: "evt_b", keys: ["x"], timer: 2),
    ]
    let answered = receipts.answered("x")
    #expect(waits == [true, true] && answered == ["b"] && !receipts.knows("evt_a"))
    let expired = [receipts.expire(1), receipts.expire(2)]
    #expect(expired == ["a", nil] && receipts.isEmpty)
    #expect(!receipts.knows("evt_a") && receipts.knows("evt_b"))
  }
}
