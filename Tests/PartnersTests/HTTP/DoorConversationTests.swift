import Testing

@testable import Partners

@Suite struct DoorConversationTests {
  private let get = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"

  private func opened() -> DoorConversation { DoorConversation(DoorLimits(), atMs: 1_000) }

  /// The path that is asked for now.
  private func asked(_ conversation: DoorConversation) -> String? {
    if case .asking(let request) = conversation.state { request.head.path } else { nil }
  }

  private func isOver(_ conversation: DoorConversation) -> Bool {
    if case .over = conversation.state { true } else { false }
  }

  private func isLingering(_ conversation: DoorConversation) -> Bool {
    if case .lingering = conversation.state { true } else { false }
  }

  /// What was said since the last call, all of it taken by the caller.
  private func said(_ conversation: inout DoorConversation, atMs: Int64 = 2_000) -> String {
    let text = String(decoding: conversation.unsent, as: UTF8.self)
    conversation.drop(conversation.unsent.count, atMs: atMs)
    return text
  }

  @Test func `the limits are those that the contract and the manual say`() {
    let limits = DoorLimits()
    #expect(limits.headMs == 30_000 && limits.requestMs == 60_000 && limits.idleMs == 30_000)
    #expect(limits.houseMs == 20_000 && limits.callers == 64)
  }

  @Test func `a request is asked once and its answer leaves the connection open`() {
    var door = opened()
    door.take(Array(get.utf8), atMs: 1_000)
    #expect(asked(door) == "/healthz" && !door.isReading && door.unsent.isEmpty && door.deadlineMs == nil)
    door.answer(DoorResponse(.ok), atMs: 1_100)
    #expect(
      said(&door, atMs: 1_200)
        == "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 3\r\n"
        + "Cache-Control: no-store\r\n\r\nok\n")
    #expect(door.isReading && door.deadlineMs == 31_200)
    door.take(Array(get.utf8), atMs: 3_000)
    #expect(asked(door) == "/healthz")
  }

  @Test func `requests that come together are answered in their order`() {
    var door = opened()
    let later = "GET /p/ABCDEFGHIJKLMNOP HTTP/1.1\r\nHost: a\r\n\r\nGET /x HTTP/1.1\r\nHo"
    door.take(Array((get + later).utf8), atMs: 1_000)
    #expect(asked(door) == "/healthz")
    door.take(Array("nothing is read meanwhile".utf8), atMs: 1_000)
    door.answer(DoorResponse(.ok), atMs: 1_000)
    #expect(asked(door) == nil, "the next begins when the answer is out")
    #expect(said(&door, atMs: 5_000).hasSuffix("\r\n\r\nok\n"))
    #expect(asked(door) == "/p/ABCDEFGHIJKLMNOP")
    door.answer(DoorResponse(.seeOther), atMs: 6_000)
    _ = said(&door, atMs: 7_000)
    #expect(door.isReading && door.deadlineMs == 37_000, "the third has begun, and its head's time runs")
  }

  @Test func `an error ends the connection, and what came behind it is dropped`() {
    var door = opened()
    door.take(Array((get + get).utf8), atMs: 1_000)
    door.answer(DoorResponse(.notFound), atMs: 1_000)
    #expect(said(&door).hasPrefix("HTTP/1.1 404 Not Found\r\n"))
    #expect(isLingering(door) && door.isReading && asked(door) == nil)
    door.take(Array(get.utf8), atMs: 2_000)
    #expect(isLingering(door) && door.unsent.isEmpty)
    door.pass(atMs: 6_999)
    #expect(isLingering(door))
    door.pass(atMs: 7_000)
    #expect(isOver(door))
  }

  @Test func `the caller's wish to close is granted`() {
    var door = opened()
    door.take(Array("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".utf8), atMs: 1_000)
    door.answer(DoorResponse(.ok), atMs: 1_000)
    #expect(said(&door).split(separator: "\r\n").contains("Connection: close"))
    #expect(isLingering(door))
    door.end()
    #expect(isOver(door))
  }

  @Test func `HEAD has the fields of GET and no body`() {
    var door = opened()
    door.take(Array("HEAD /healthz HTTP/1.1\r\nHost: a\r\n\r\n".utf8), atMs: 1_000)
    door.answer(DoorResponse(.ok), atMs: 1_000)
    let text = said(&door)
    #expect(text.split(separator: "\r\n").contains("Content-Length: 3") && text.hasSuffix("\r\n\r\n"))
  }

  @Test func `a body that waits is asked for`() {
    var door = opened()
    door.take(
      Array("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nExpect: 100-continue\r\n\r\n".utf8),
      atMs: 1_000)
    #expect(said(&door) == "HTTP/1.1 100 Continue\r\n\r\n")
    #expect(door.isReading)
    door.take([0], atMs: 2_000)
    #expect(asked(door) == "/")
  }

  @Test func `a head has 30 s from its first byte, however often another comes`() {
    var door = opened()
    door.take(Array("GE".utf8), atMs: 20_000)
    door.take(Array("T".utf8), atMs: 49_000)
    door.pass(atMs: 49_999)
    #expect(door.unsent.isEmpty && door.deadlineMs == 50_000)
    door.pass(atMs: 50_000)
    #expect(said(&door).hasPrefix("HTTP/1.1 408 Request Timeout\r\n"))
    #expect(isLingering(door))
  }

  @Test func `all of a request has 60 s from its first byte`() {
    var door = opened()
    door.take(Array("POST / HTTP/1.1\r\n".utf8), atMs: 1_000)
    door.take(Array("Host: a\r\nContent-Length: 9\r\n\r\n".utf8), atMs: 30_000)
    door.take(Array("1234".utf8), atMs: 60_000)
    door.pass(atMs: 60_999)
    #expect(door.unsent.isEmpty && door.deadlineMs == 61_000)
    door.pass(atMs: 61_000)
    #expect(said(&door).hasPrefix("HTTP/1.1 408 Request Timeout\r\n"))
  }

  @Test func `a connection that says nothing is ended without a word after 30 s`() {
    var door = opened()
    door.pass(atMs: 30_999)
    #expect(!isOver(door))
    door.pass(atMs: 31_000)
    #expect(isOver(door) && door.unsent.isEmpty)
  }

  @Test func `who does not take the answer is let go after 30 s`() {
    var door = opened()
    door.take(Array(get.utf8), atMs: 1_000)
    door.answer(DoorResponse(.ok), atMs: 1_500)
    door.drop(1, atMs: 20_000)
    door.pass(atMs: 31_499)
    #expect(!isOver(door))
    door.pass(atMs: 31_500)
    #expect(isOver(door))
  }

  @Test func `one too many hears so before it says anything`() {
    var door = DoorConversation.turnedAway(DoorLimits(), atMs: 0)
    #expect(said(&door).hasPrefix("HTTP/1.1 503 Service Unavailable\r\n"))
    #expect(isLingering(door))
  }

  /// A status line has a number of three digits and a phrase (RFC 9112, section 4), a body one line for a person.
  @Test(arguments: DoorStatus.allCases) func `each status has its words`(_ status: DoorStatus) {
    #expect((200...599).contains(status.rawValue) && !status.phrase.isEmpty)
    #expect(status.words.utf8.allSatisfy { (0x20...0x7E).contains($0) } && status.words.count > 1)
  }
}
