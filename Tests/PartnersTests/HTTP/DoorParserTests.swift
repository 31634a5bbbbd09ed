import Testing

@testable import Partners

private func steps(_ pieces: [[UInt8]]) -> [DoorParser.Step] { parserSteps(pieces) }

private func steps(_ text: String) -> [DoorParser.Step] { steps([Array(text.utf8)]) }

private func request(_ text: String) throws -> DoorRequest {
  let found = steps(text)
  guard case .request(let request)? = found.first, found.count == 1 else {
    throw CallerFault("no single request: \(found)")
  }
  return request
}

/// A request of HTTP/1.1 with these lines behind its `Host`.
private func post(_ lines: String..., body: String = "") -> String {
  (["POST /webhooks/stripe HTTP/1.1", "Host: pay.example"] + lines).map { $0 + "\r\n" }.joined() + "\r\n"
    + body
}

@Suite struct DoorParserTests {
  @Test func `a request comes through as it was sent`() throws {
    let request = try request(
      "POST /webhooks/stripe?x=%7E/y HTTP/1.1\r\nHOST: [::1]:8470\r\nStripe-Signature:\tt=1,v1=ab \t\r\n"
        + "X-Empty:\r\nx-latin: caf\u{e9}\r\nContent-Length: 4\r\n\r\n\r\n\0{")
    #expect(request.head.method == "POST")
    #expect(request.head.path == "/webhooks/stripe")
    #expect(request.head.values(of: "stripe-signature") == [Array("t=1,v1=ab".utf8)])
    #expect(request.head.values(of: "x-empty") == [[]])
    #expect(request.head.values(of: "x-latin") == [Array("caf\u{e9}".utf8)])
    #expect(request.body == [0x0D, 0x0A, 0x00, 0x7B])
    #expect(request.head.keepsOpen)
  }

  /// RFC 9112, section 9.3: the token is one of a list, in either case, and HTTP/1.0 ends by itself.
  @Test(arguments: [
    ("GET / HTTP/1.1\r\nHost: a\r\n\r\n", true),
    ("GET / HTTP/1.1\r\nHost: a\r\nConnection: keep-alive\r\n\r\n", true),
    ("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", false),
    ("GET / HTTP/1.1\r\nHost: a\r\nConnection: foo ,\tCLOSE\r\n\r\n", false),
    ("GET / HTTP/1.1\r\nHost: a\r\nConnection: foo\r\nConnection: close\r\n\r\n", false),
    ("GET / HTTP/1.1\r\nHost: a\r\nConnection: closed\r\n\r\n", true),
    ("GET / HTTP/1.0\r\n\r\n", false),
    ("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", false),
  ])
  func `a connection stays open or not`(_ text: String, _ keepsOpen: Bool) throws {
    #expect(try request(text).head.keepsOpen == keepsOpen)
  }

  /// Each line is one rule of RFC 9112 (RFC 9110 where it says so), broken once.
  static let refused: [(String, DoorStatus)] = [
    // 2.2: lines end with CR LF, and neither stands alone.
    ("GET / HTTP/1.1\nHost: a\r\n\r\n", .badRequest), ("GET / HTTP/1.1\r\nHost: a\n\r\n", .badRequest),
    ("GET / HTTP/1.1\r\nHost: a\r\n\n", .badRequest), ("\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", .badRequest),
    ("GET / HTTP/1.1\r\nHost: a\r\nX: b\rc\r\n\r\n", .badRequest),
    ("GET / HTTP/1.1\r\r\nHost: a\r\n\r\n", .badRequest),
    ("\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", .badRequest),
    // 3: one blank between three words.
    ("GET /  HTTP/1.1\r\nHost: a\r\n\r\n", .badRequest), (" GET / HTTP/1.1\r\nHost: a\r\n\r\n", .badRequest),
    ("GET / HTTP/1.1 \r\nHost: a\r\n\r\n", .badRequest), ("GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n", .badRequest),
    ("GET /\r\nHost: a\r\n\r\n", .badRequest), ("GET / a HTTP/1.1\r\nHost: a\r\n\r\n", .badRequest),
    // 3.1: a method is a token.
    ("G(T / HTTP/1.1\r\nHost: a\r\n\r\n", .badRequest),
    ("G\u{e9}T / HTTP/1.1\r\nHost: a\r\n\r\n", .badRequest),
    // 3.2: a path from the root, and only what a URI may hold.
    ("GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n", .badRequest),
    ("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", .badRequest),
    ("CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n", .badRequest),
    ("GET p HTTP/1.1\r\nHost: a\r\n\r\n", .badRequest),
    ("GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n", .badRequest),
    ("GET /% HTTP/1.1\r\nHost: a\r\n\r\n", .badRequest),
    ("GET /%2 HTTP/1.1\r\nHost: a\r\n\r\n", .badRequest),
    ("GET /%2g HTTP/1.1\r\nHost: a\r\n\r\n", .badRequest),
    ("GET /\"a HTTP/1.1\r\nHost: a\r\n\r\n", .badRequest),
    ("GET /\u{e9} HTTP/1.1\r\nHost: a\r\n\r\n", .badRequest),
    ("GET /a\0b HTTP/1.1\r\nHost: a\r\n\r\n", .badRequest),
    ("GET /a\\b HTTP/1.1\r\nHost: a\r\n\r\n", .badRequest),
    // 2.3: the version.
    ("GET / http/1.1\r\nHost: a\r\n\r\n", .badRequest), ("GET / HTTP/1.1a\r\nHost: a\r\n\r\n", .badRequest),
    ("GET / HTTP/11\r\nHost: a\r\n\r\n", .badRequest), ("GET / HTTP/1,1\r\nHost: a\r\n\r\n", .badRequest),
    ("GET / HTTP/2.0\r\nHost: a\r\n\r\n", .versionNotSupported),
    ("GET / HTTP/1.2\r\nHost: a\r\n\r\n", .versionNotSupported),
    ("GET / HTTP/0.9\r\nHost: a\r\n\r\n", .versionNotSupported),
    // 3.2: the host.
    ("GET / HTTP/1.1\r\n\r\n", .badRequest), ("GET / HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n", .badRequest),
    ("GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n", .badRequest),
    ("GET / HTTP/1.1\r\nHost: a b\r\n\r\n", .badRequest),
    ("GET / HTTP/1.1\r\nHost: u@a\r\n\r\n", .badRequest),
    ("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", .badRequest),
    // 5: fields, their names, their colons, their values, and lines that go on.
    (post("NoColon"), .badRequest), (post(": a"), .badRequest), (post("A b: c"), .badRequest),
    (post("A : b"), .badRequest), (post("A\t: b"), .badRequest), (post(" A: b"), .badRequest),
    (post("A: b", " c"), .badRequest), (post("A: b", "\tc: d"), .badRequest),
    (post("A\u{e9}: b"), .badRequest),
    (post("A: b\0c"), .badRequest), (post("A: b\u{7f}"), .badRequest), (post("A: \u{1b}[2J"), .badRequest),
    // 6: how long a body is.
    (post("Content-Length: 1", "Transfer-Encoding: chunked"), .badRequest),
    (post("Transfer-Encoding: chunked", "Content-Length: 1"), .badRequest),
    (post("Content-Length: 1", "Transfer-Encoding: identity"), .badRequest),
    (post("Content-Length: 1", "Content-Length: 2"), .badRequest),
    (post("Content-Length: 1", "content-length: 1"), .badRequest),
    (post("Content-Length: 1, 1"), .badRequest),
    (post("Content-Length:"), .badRequest), (post("Content-Length: -1"), .badRequest),
    (post("Content-Length: +1"), .badRequest), (post("Content-Length: 0x1"), .badRequest),
    (post("Content-Length: 1 1"), .badRequest), (post("Content-Length: 1.0"), .badRequest),
    (post("Content-Length: \u{661}"), .badRequest),
    (post("Transfer-Encoding: chunked"), .lengthRequired),
    (post("transfer-encoding: CHUNKED"), .lengthRequired),
    (post("Transfer-Encoding: gzip, chunked"), .lengthRequired),
    (post("Transfer-Encoding: gzip", "Transfer-Encoding: chunked"), .lengthRequired),
    (post("Transfer-Encoding: gzip"), .badRequest), (post("Transfer-Encoding: chunked, gzip"), .badRequest),
    (post("Transfer-Encoding: xchunked"), .badRequest), (post("Transfer-Encoding:"), .badRequest),
    ("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", .badRequest),
    (post("Content-Length: 262145"), .contentTooLarge), (post("Content-Length: 10485760"), .contentTooLarge),
    (post("Content-Length: 99999999999999999999999999"), .contentTooLarge),
    // RFC 9110, 10.1.1.
    (post("Expect: the-spanish-inquisition"), .expectationFailed),
    (post("Content-Length: 262145", "Expect: 100-continue"), .contentTooLarge),
    // What speaks another language altogether.
    ("\u{16}\u{3}\u{1}\u{2}\0", .badRequest), ("{\"type\":\"hello\"}\n", .badRequest),
    ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", .badRequest),
  ]

  @Test(arguments: refused) func `what breaks a rule is refused`(_ text: String, _ status: DoorStatus) {
    #expect(steps(text) == [.refusal(status)])
  }

  @Test(arguments: refused) func `it is refused the same wherever it is cut`(
    _ text: String, _ status: DoorStatus
  ) {
    let bytes = Array(text.utf8)
    for place in 0...bytes.count {
      #expect(
        steps([Array(bytes[..<place]), Array(bytes[place...])]) == [.refusal(status)], "cut at \(place)")
    }
    #expect(steps(bytes.map { [$0] }) == [.refusal(status)], "byte by byte")
  }

  /// Three requests in one go, the first after an empty line, the second with what looks like a request in its body.
  @Test func `what follows a request is the next one, wherever it is cut`() {
    let first = "\r\nGET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"
    let second = post("Content-Length: 27", body: "GET /metrics HTTP/1.1\r\n\r\n\r\n")
    let third = "GET /p/ABCDEFGHIJKLMNOP HTTP/1.0\r\n\r\n"
    let bytes = Array((first + second + third).utf8)
    let whole = steps([bytes])
    let paths = whole.map { step in if case .request(let request) = step { request.head.path } else { "" } }
    #expect(paths == ["/healthz", "/webhooks/stripe", "/p/ABCDEFGHIJKLMNOP"])
    for place in 0...bytes.count {
      #expect(steps([Array(bytes[..<place]), Array(bytes[place...])]) == whole, "cut at \(place)")
    }
    #expect(steps(bytes.map { [$0] }) == whole)
  }

  @Test func `a head of 8 KiB is taken, and not a byte more`() {
    func head(of count: Int) -> String {
      let start = "GET / HTTP/1.1\r\nHost: a\r\nX: "
      return start + String(repeating: "x", count: count - start.utf8.count - 4) + "\r\n\r\n"
    }
    #expect(DoorParser.headLimit == 8_192)
    guard case .request? = steps(head(of: 8_192)).first else {
      Issue.record("8,192 bytes were refused")
      return
    }
    #expect(steps(head(of: 8_193)) == [.refusal(.headTooLarge)])
    #expect(steps(Array(head(of: 8_193).utf8).map { [$0] }) == [.refusal(.headTooLarge)])
    // One that never ends, and a first line that does not.
    let endless = [UInt8](repeating: UInt8(ascii: "x"), count: 20_000)
    #expect(steps([Array("GET / HTTP/1.1\r\nX: ".utf8) + endless]) == [.refusal(.headTooLarge)])
    #expect(steps([Array("GET /".utf8) + endless]) == [.refusal(.targetTooLong)])
    #expect(steps((Array("GET /".utf8) + endless).map { [$0] }) == [.refusal(.targetTooLong)])
  }

  @Test func `the limit of a head counts for each request anew`() {
    let one = "GET / HTTP/1.1\r\nHost: a\r\nX: " + String(repeating: "x", count: 5_000) + "\r\n\r\n"
    #expect(steps(one + one + one).count == 3)
  }

  @Test func `64 fields are taken, and not 65`() {
    func head(_ count: Int) -> String {
      "GET / HTTP/1.1\r\nHost: a\r\n" + String(repeating: "X: y\r\n", count: count - 1) + "\r\n"
    }
    guard case .request? = steps(head(64)).first else {
      Issue.record("64 fields were refused")
      return
    }
    #expect(steps(head(65)) == [.refusal(.headTooLarge)])
  }

  @Test func `a body of 256 KiB is taken, and one of a byte more is refused before it comes`() throws {
    let body = String(repeating: "b", count: 262_144)
    #expect(try request(post("Content-Length: 262144", body: body)).body == Array(body.utf8))
    #expect(steps(post("Content-Length: 262145")) == [.refusal(.contentTooLarge)])
    #expect(try request(post("Content-Length: 00002", body: "ab")).body == Array("ab".utf8))
  }

  /// RFC 9110, section 10.1.1: who has sent of the body already need not be told.
  @Test func `who waits to send a body is told to once`() throws {
    let head = Array(post("Content-Length: 2", "Expect: 100-Continue").utf8)
    let body = Array("ab".utf8)
    guard case .request(let request)? = steps([head + body]).first else {
      Issue.record("no request")
      return
    }
    #expect(steps([head, [], body]) == [.proceed, .request(request)])
    #expect(steps([head + body.prefix(1), body.suffix(1)]) == [.request(request)])
    let none = steps([Array(post("Content-Length: 0", "Expect: 100-continue").utf8)])
    #expect(none.count == 1 && none.first != .proceed)
    let old = "POST / HTTP/1.0\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n"
    #expect(steps(old).isEmpty)
  }

  @Test func `how far a request has come is known`() {
    var parser = DoorParser()
    #expect(parser.progress == .nothing)
    for (text, progress) in [
      ("P", DoorParser.Progress.head), ("OST / HTTP/1.1\r\nHost: a\r\n", .head),
      ("Content-Length: 2\r\n\r\n", .body),
      ("a", .body),
    ] {
      parser.take(Array(text.utf8))
      #expect(parser.next() == .more)
      #expect(parser.progress == progress)
    }
    parser.take(Array("bG".utf8))
    _ = parser.next()
    #expect(parser.progress == .head, "the next one has begun")
  }
}
