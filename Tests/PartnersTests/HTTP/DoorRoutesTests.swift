import Control
import Events
import Testing

@testable import Partners

@Suite struct DoorRoutesTests {
  private let token = Array("0123456789abcdef".utf8)

  private func step(
    _ method: String, _ path: String, _ fields: [(String, String)] = [], token: [UInt8]? = nil,
    body: String = ""
  ) -> DoorRoutes.Step {
    var head = DoorHead(method: method, path: path, minorVersion: 1)
    head.fields = fields.map { DoorHead.Field(name: $0.0, value: Array($0.1.utf8)) }
    return DoorRoutes(token: token).step(for: DoorRequest(head: head, body: Array(body.utf8)))
  }

  private func status(_ step: DoorRoutes.Step) -> Int? {
    if case .answer(let response) = step { response.status.rawValue } else { nil }
  }

  private func field(_ name: String, _ response: DoorResponse) -> String? {
    response.fields.first { $0.name == name }?.value
  }

  @Test func `a provider's message goes to the terminal as it came`() throws {
    let call = WebhookCall(adapter: "stripe", signature: "t=1,v1=ab", body: Array("{\"a\": \u{e9}}\n".utf8))
    #expect(
      step("POST", "/webhooks/stripe", [("stripe-signature", "t=1,v1=ab")], body: "{\"a\": \u{e9}}\n")
        == .call(.webhook(call)))
    let frame = HouseCall.webhook(call).frame
    #expect(frame.kind == .webhook)
    #expect(try WebhookCall(JSONParser.parse(frame.content)) == call)
    #expect(
      step("POST", "/webhooks/stripe")
        == .call(.webhook(WebhookCall(adapter: "stripe", signature: "", body: []))))
    #expect(
      status(step("POST", "/webhooks/stripe", [("stripe-signature", "a"), ("stripe-signature", "a")])) == 400)
  }

  @Test(arguments: [
    ("/p/ABCDEFGHIJKLMNOP", true), ("/p/abcdefghijklmnop", true), ("/p/QRSTUVWXYZ234567", true),
    ("/p/qrStUvWxYz234567", true),
    ("/p/ABCDEFGHIJKLMNO", false), ("/p/ABCDEFGHIJKLMNOPQ", false), ("/p/ABCDEFGHIJKLMN01", false),
    ("/p/ABCDEFGHIJKLMN89", false), ("/p/ABCDEFGHIJKLMN%41", false), ("/p/ABCDEFGHIJKLMNOP/", false),
    ("/p/", false), ("/p", false), ("/P/ABCDEFGHIJKLMNOP", false), ("//p/ABCDEFGHIJKLMNOP", false),
    ("/p/ABCDEFGHIJKLMN[`", false), ("/p/ABCDEFGHIJKLMN@{", false),
  ])
  func `a short link is 16 letters of base32 in any case`(_ path: String, _ isLink: Bool) {
    let letters = path.dropFirst(3).uppercased()
    #expect(isLink ? step("GET", path) == .call(.payLink(letters)) : status(step("GET", path)) == 404)
    if isLink { #expect(HouseCall.payLink(letters).frame == ControlFrame(.payLink, letters)) }
  }

  @Test(arguments: [
    ("GET", "/webhooks/stripe", 405, "POST"), ("HEAD", "/webhooks/stripe", 405, "POST"),
    ("POST", "/healthz", 405, "GET, HEAD"), ("OPTIONS", "/metrics", 405, "GET, HEAD"),
    ("DELETE", "/p/ABCDEFGHIJKLMNOP", 405, "GET, HEAD"), ("TRACE", "/healthz", 405, "GET, HEAD"),
    ("GET", "/", 404, nil), ("POST", "/webhooks/strip", 404, nil), ("GET", "/healthz/", 404, nil),
    ("GET", "/webhooks/../healthz", 404, nil), ("GET", "/export/events", 404, nil),
    ("POST", "/export/crm", 405, "GET, HEAD"),
    ("PATCH", "/nothing", 404, nil),
    ("BREW", "/healthz", 501, nil), ("get", "/healthz", 501, nil), ("BREW", "/nothing", 501, nil),
  ])
  func `other methods and addresses are told apart`(
    _ method: String, _ path: String, _ wanted: Int, _ allow: String?
  ) {
    guard case .answer(let response) = step(method, path) else {
      Issue.record("it was taken")
      return
    }
    #expect(response.status.rawValue == wanted)
    #expect(field("Allow", response) == allow)
  }

  /// RFC 6750, section 2.1; the scheme in any case (RFC 9110, section 11.1).
  @Test(arguments: [
    ("Bearer 0123456789abcdef", true), ("bearer 0123456789abcdef", true), ("BEARER  0123456789abcdef", true),
    ("Bearer 0123456789abcdeg", false), ("Bearer 1123456789abcdef", false), ("Bearer 0123456789abcde", false),
    ("Bearer 0123456789abcdef0", false), ("Bearer 0123456789ABCDEF", false), ("Bearer", false),
    ("Bearer ", false),
    ("0123456789abcdef", false), ("Basic 0123456789abcdef", false), ("Bearer0123456789abcdef", false),
    ("", false),
  ])
  func `metrics want the token`(_ given: String, _ isRight: Bool) {
    let found = step("GET", "/metrics", [("authorization", given)], token: token)
    #expect(isRight ? found == .call(.metrics) : status(found) == 401)
    #expect(status(step("GET", "/metrics", [("authorization", given)])) == 401, "no token was set up")
  }

  @Test func `who lacks the token hears what is wanted`() {
    guard case .answer(let response) = step("GET", "/metrics", token: token) else {
      Issue.record("taken")
      return
    }
    #expect(response.status == .unauthorized)
    #expect(field("WWW-Authenticate", response) == "Bearer realm=\"galley\"")
    let right = ("authorization", "Bearer 0123456789abcdef")
    #expect(status(step("GET", "/metrics", [right, right], token: token)) == 401, "said twice")
    #expect(HouseCall.metrics.frame.words == ["metrics"])
  }

  @Test(arguments: [
    ("/export/workforce", "", HouseCall.export(.workforce, window: nil), ["export", "workforce"]),
    ("/export/crm", "window=7d", .export(.crm, window: "7d"), ["export", "crm", "--window", "7d"]),
    (
      "/export/workforce", "window=last-month", .export(.workforce, window: "last-month"),
      ["export", "workforce", "--window", "last-month"]
    ),
  ])
  func `exports want the token, and say of which days`(
    _ path: String, _ query: String, _ call: HouseCall, _ words: [String]
  ) {
    func step(_ token: String?, query: String = query) -> DoorRoutes.Step {
      var head = DoorHead(method: "GET", path: path, query: query, minorVersion: 1)
      head.fields =
        token.map { [DoorHead.Field(name: "authorization", value: Array("Bearer \($0)".utf8))] } ?? []
      return DoorRoutes(token: Array("0123456789abcdef".utf8)).step(for: DoorRequest(head: head, body: []))
    }
    #expect(step("0123456789abcdef") == .call(call))
    #expect(call.frame.words == words)
    for wrong in [nil, "", "0123456789abcdee"] as [String?] { #expect(status(step(wrong)) == 401) }
    for wrong in ["window=", "window=8d", "window=7d&x=1", "days=7d", "window=%37d"] {
      #expect(status(step("0123456789abcdef", query: wrong)) == 400, "\(wrong)")
    }
    #expect(call.response(to: .said(Array("{}".utf8), status: 0)).status == .ok)
    #expect(call.response(to: .said([], status: 1)).status == .unavailable)
  }

  @Test func `health is a knock at the terminal`() {
    #expect(step("GET", "/healthz") == .knock && step("HEAD", "/healthz") == .knock)
  }

  @Test(
    arguments: [
      ("200", 0, 200), ("400", 1, 400), ("500", 4, 500), ("400", 0, 400), ("500", 0, 500), ("503", 0, 503),
      ("504", 0, 502),
      ("200", 1, 502), ("201", 0, 502), ("302", 0, 502), ("", 0, 502), ("200 ", 0, 502), ("0200", 0, 502),
    ] as [(String, Int32, Int)])
  func `a provider hears the terminal's word and no other 200`(_ said: String, _ exit: Int32, _ wanted: Int) {
    let call = HouseCall.webhook(WebhookCall(adapter: "stripe", signature: "", body: []))
    #expect(call.response(to: .said(Array(said.utf8), status: exit)).status.rawValue == wanted)
  }

  @Test func `a terminal that says nothing is no 200 for anybody`() {
    for call in [
      HouseCall.webhook(WebhookCall(adapter: "stripe", signature: "", body: [])), .payLink(""), .metrics,
    ] {
      #expect(call.response(to: .nobody).status == .unavailable)
      #expect(call.response(to: .late).status == .gatewayTimeout)
      #expect(call.response(to: .senseless).status == .badGateway)
    }
  }

  @Test(arguments: [
    "https://checkout.stripe.com/c/pay/cs_test_a1#fid", "http://127.0.0.1:1/x", "HTTPS://a/",
    "galley:simulated/0198",
  ])
  func `a guest is sent to the page`(_ url: String) {
    let response = HouseCall.payLink("").response(to: .said(Array(url.utf8), status: 0))
    #expect(response.status == .seeOther && field("Location", response) == url)
  }

  @Test(arguments: [
    "", "javascript:alert(1)", "data:text/html,a", "//evil.example/", "/metrics", "ftp://a/", "https:/a",
    "https://a/\r\nSet-Cookie: a=b", "https://a/\n", "https://a/ b", "https://a/\u{e9}", "https://a/\0",
    " https://a/",
  ])
  func `a guest is sent nowhere else`(_ url: String) {
    let response = HouseCall.payLink("").response(to: .said(Array(url.utf8), status: 0))
    #expect(response.status == .badGateway && response.fields.isEmpty)
  }

  @Test func `a guest reads why there is no page`() {
    func answer(_ status: Int32) -> DoorResponse {
      HouseCall.payLink("").response(to: .said([], status: status))
    }
    #expect(answer(1).status == .gone && answer(3).status == .notFound && answer(2).status == .badGateway)
    for status in [1, 3] as [Int32] {
      #expect(answer(status).body.last == 0x0A && answer(status).body.filter { $0 == 0x0A }.count == 1)
    }
  }

  @Test func `metrics come as Prometheus reads them`() {
    let text = Array("# TYPE a gauge\na 1\n".utf8)
    let response = HouseCall.metrics.response(to: .said(text, status: 0))
    #expect(response.status == .ok && response.body == text)
    #expect(response.type == "text/plain; version=0.0.4; charset=utf-8")
    #expect(HouseCall.metrics.response(to: .said(text, status: 1)).status == .badGateway)
  }
}

@Suite struct HouseAnswerTests {
  private func answer(_ bytes: [UInt8], cutAt place: Int) -> HouseAnswer? {
    var reader = HouseAnswerReader()
    return reader.take(Array(bytes[..<place])) ?? reader.take(Array(bytes[place...]))
  }

  @Test func `outputs are put together up to the exit, wherever they are cut`() {
    let frames = [
      ControlFrame(.output, "20"), ControlFrame(.error, "why"), ControlFrame(.output, "0"), .exit(7),
    ]
    let bytes = frames.flatMap(\.bytes)
    for place in 0...bytes.count {
      #expect(answer(bytes, cutAt: place) == .said(Array("200".utf8), status: 7), "cut at \(place)")
    }
    for place in 0..<bytes.count {
      var reader = HouseAnswerReader()
      #expect(reader.take(Array(bytes[..<place])) == nil, "an answer before its exit, at \(place)")
    }
  }

  @Test func `what is no answer is not taken for one`() {
    for bytes in [
      Array("HTTP/1.1 200 OK\r\n".utf8), ControlFrame(.askPin, "anna").bytes, [0xFF, 0, 0, 0, 0],
    ] {
      var reader = HouseAnswerReader()
      #expect(reader.take(bytes) == .senseless)
    }
  }

  @Test func `more than 16 MiB is too much`() {
    var reader = HouseAnswerReader()
    let page = ControlFrame(.output, [UInt8](repeating: 0x61, count: ControlFrame.contentLimit)).bytes
    for _ in 0..<16 { #expect(reader.take(page) == nil) }
    #expect(reader.take(ControlFrame(.output, "b").bytes) == .senseless)
  }
}
