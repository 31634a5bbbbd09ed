import Control
import Events
import Testing

@testable import Partners

/// Messages as a pure value: who gets one, what is told of it, and when it is tried again.
@Suite struct MessageAdapterTests {
  private var adapter = MessageAdapter(TwilioCarrier.init)
  private static let settings = [
    "account": "AC0123456789abcdef0123456789abcdef", "from": "+4930123456", "token_file": "/nowhere",
    "contacts_file": "/contacts",
  ]
  private let book = ContactLine(
    orderID: Asked.order, participantID: nil, channel: .sms, address: "+491701234567", at: Sent.now
  ).line

  init() {
    let house = AdapterHouse(venue: "maple", settings: Self.settings, secrets: ["token_file": "t0ken"])
    #expect(tell(.hello(house)).isReady)
  }

  private mutating func tell(_ input: AdapterInput) -> Told { Told(adapter.handle(input, at: Sent.now)) }
  private mutating func ask(_ id: String = "r1", _ params: JSON = AskedMessage.params()) -> Told {
    tell(.message(.request(id: id, action: "message.send", params: params)))
  }
  private mutating func look(_ told: Told, _ content: FileContent? = nil) -> Told {
    tell(.file(told.reads.first?.number ?? 0, content ?? .bytes(book)))
  }
  private mutating func answer(_ call: Told, _ status: Int, _ body: String = "") -> Told {
    tell(
      .answer(
        call: call.calls.first?.number ?? 0, .answer(status: status, headers: [:], body: Array(body.utf8))))
  }
  private func done(_ id: String = "r1") -> [PartnerAnswer] {
    [.result(id: id, ok: true, value: nil, error: nil)]
  }

  @Test mutating func `A message is sent to the address in the file, and told once it is taken`() throws {
    let asked = ask()
    #expect(asked.reads.map(\.path) == ["/contacts"] && asked.results.isEmpty && !adapter.isIdle)
    let call = look(asked)
    let http = try #require(call.calls.first).call
    #expect(
      http.url
        == "https://api.twilio.com/2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef/Messages.json")
    #expect(
      String(decoding: http.body, as: UTF8.self)
        == "Body=maple%3A%2060.95%20EUR%20paid%20for%20order%20B07%20%28table%20T4%29.%20Thank%20you."
        + "&From=%2B4930123456&To=%2B491701234567")
    let sent = answer(call, 201)
    #expect(
      sent.facts == [
        PartnerFact(
          source: "system", eventType: "message_sent", entityType: "order", entityID: nil,
          orderID: Asked.order,
          payload: .object(["channel": "sms", "template": "receipt"]), key: "message/receipt/\(Asked.payment)"
        )
      ])
    guard case .result("r1", true, let value, nil) = sent.results.first else { throw Failure("no result") }
    #expect(value?["parts"]?.int == 1 && value?["coding"]?.string == "GSM-7" && value?["units"]?.int == 58)
    let again = ask("r2")
    #expect(again.facts == sent.facts && again.results == done("r2") && again.reads.isEmpty, "not sent again")
  }

  @Test mutating func `Who has left no address gets none, and that is told`() {
    for content in [FileContent.missing, .bytes([]), .bytes(Array("nonsense".utf8))] {
      var other = self
      let told = other.look(other.ask(), content)
      #expect(told.calls.isEmpty && told.results == done())
      #expect(told.facts.map(\.eventType) == ["message_failed"])
      #expect(
        told.facts.first?.payload
          == .object(["channel": "sms", "reason": "no_address", "template": "receipt"]))
    }
    let bad = ContactLine(
      orderID: Asked.order, participantID: nil, channel: .sms, address: "0170 12", at: Sent.now)
    let told = look(ask(), .bytes(bad.line))
    #expect(told.calls.isEmpty && told.facts.first?.payload["reason"]?.string == "address")
  }

  @Test mutating func `A file that others may read is not read`() {
    let told = look(ask(), .refused)
    #expect(told.results == [.result(id: "r1", ok: false, value: nil, error: "misconfigured")])
    #expect(told.notes.count == 1 && told.facts.isEmpty)
  }

  @Test mutating func `What a provider says becomes our own words, and the address stands in none`() {
    for (status, body, reason) in [
      (400, #"{"code":21211,"message":"secret words"}"#, "address"), (400, #"{"code":21610}"#, "withdrawn"),
      (400, #"{"code":1,"message":"secret words"}"#, "refused"), (400, "nonsense", "refused"),
    ] {
      var other = self
      let told = other.answer(other.look(other.ask()), status, body)
      #expect(told.facts.first?.payload["reason"]?.string == reason && told.results == done())
      #expect(told.notes == ["a message to +49…67 was not taken: \(reason)"])
    }
    for (status, fault) in [
      (401, "unauthorized"), (403, "unauthorized"), (404, "misconfigured"), (302, "misconfigured"),
    ] {
      var other = self
      let told = other.answer(other.look(other.ask()), status)
      #expect(told.results == [.result(id: "r1", ok: false, value: nil, error: fault)] && told.facts.isEmpty)
    }
  }

  @Test mutating func `What nobody takes is tried for a day, with the file as it is then`() {
    var tried = answer(look(ask()), 503)
    #expect(tried.results == done() && tried.facts.isEmpty && adapter.isIdle)
    #expect(ask("r2").results == done("r2"), "it is under way")
    var minutes = tried.wakes.map { $0.afterMs / 60_000 }
    for _ in 1...8 {
      let call = look(tell(.timer(tried.wakes.first?.number ?? 0)))
      tried = tell(.answer(call: call.calls.first?.number ?? 0, .failed))
      minutes += tried.wakes.map { $0.afterMs / 60_000 }
    }
    #expect(minutes == [1, 5, 15, 60, 120, 240, 480, 480])
    #expect(tried.facts.first?.payload["reason"]?.string == "unreachable")
    let other = ask("r3", AskedMessage.params(changing: "payment_id", to: "p2"))
    let late = answer(look(other), 429)
    let withdrawn = look(tell(.timer(late.wakes.first?.number ?? 0)), .missing)
    #expect(withdrawn.facts.first?.payload["reason"]?.string == "no_address")
  }

  @Test mutating func `Requests do not wait for others, and not more than some hundred messages wait`() {
    func params(_ number: Int) -> JSON {
      AskedMessage.params(changing: "payment_id", to: .string("p\(number)"))
    }
    let first = (1...8).map { ask("r\($0)", params($0)) }
    #expect(first.allSatisfy { $0.reads.count == 1 && $0.results.isEmpty })
    #expect(ask("r9", params(9)).results == done("r9"))
    let next = answer(look(first[0]), 201)
    #expect(next.reads.count == 1, "the ninth")
    for number in 10...257 { #expect(ask("r\(number)", params(number)).results == done("r\(number)")) }
    #expect(
      ask("r258", params(258)).results == [.result(id: "r258", ok: false, value: nil, error: "unreachable")])
    _ = tell(.leaving)
    #expect(answer(look(first[1]), 201).reads.isEmpty)
  }

  @Test mutating func `Events are nothing to it, and other actions it does not know`() {
    #expect(tell(.message(Sent.message(1))).acks == ["c1"])
    let charge = tell(.message(.request(id: "r1", action: "payment.charge", params: .object([:]))))
    #expect(charge.results == [.result(id: "r1", ok: false, value: nil, error: "unknown")])
    #expect(
      ask("r2", .object([:])).results == [.result(id: "r2", ok: false, value: nil, error: "impossible")])
  }

  @Test func `Settings that can't work are refused, and no sentence has a secret`() {
    for (key, value) in [
      ("account", "AC1"), ("account", "XX0123456789abcdef0123456789abcdef"), ("from", "Mäple"),
      ("from", "0301234"),
      ("from", "twelve chars"), ("api_base", "http://example.com"), ("contacts_file", nil), ("account", nil),
    ] as [(String, String?)] {
      var settings = Self.settings
      settings[key] = value
      var other = MessageAdapter(TwilioCarrier.init)
      let house = AdapterHouse(venue: "maple", settings: settings, secrets: ["token_file": "t0ken"])
      let told = Told(other.handle(.hello(house), at: Sent.now))
      #expect(!told.isReady && told.notes.count == 1 && told.notes[0].contains(key), "\(told.notes)")
      #expect(!told.notes[0].contains("t0ken"))
      let asked = other.handle(
        .message(.request(id: "r1", action: "message.send", params: AskedMessage.params())), at: Sent.now)
      #expect(Told(asked).results == [.result(id: "r1", ok: false, value: nil, error: "misconfigured")])
    }
    for from in ["Maple House", "12345", "+12025550123"] {
      var settings = Self.settings
      settings["from"] = from
      let house = AdapterHouse(venue: "maple", settings: settings, secrets: ["token_file": "t0ken"])
      #expect(throws: Never.self) { try TwilioCarrier(house) }
    }
  }

  @Test func `What the mail program's status means`() throws {
    let carrier = try EmailCarrier(
      AdapterHouse(
        venue: "maple", settings: ["from": "bills@example.com", "sendmail": "mail x"], secrets: [:]))
    for (how, verdict) in [
      (.status(0), .sent), (.status(75), .later), (.status(69), .later), (.status(67), .failed(.address)),
      (.status(68), .failed(.address)), (.status(64), .failed(.refused)), (.status(1), .failed(.refused)),
      (.status(127), .fault(.misconfigured)), (.status(126), .fault(.misconfigured)), (.signal(9), .later),
      (.notStarted, .fault(.misconfigured)),
    ] as [(ChildEnd.How, MessageVerdict)] {
      let end = ChildNews.ended(ChildEnd(how: how, lastWords: "a@example.com"))
      #expect(carrier.verdict(.child(1, end))?.1 == verdict)
    }
    let ask = try #require(MessageAsk(AskedMessage.params()))
    let told = Told(carrier.send(7, ask, to: "guest@example.com", at: Sent.now))
    #expect(told.starts.map(\.start.words) == [["mail", "x", "-t", "-i"]], "no address among the words")
    #expect(told.closed == [7] && told.wakes.map(\.afterMs) == [20_000])
  }
}
