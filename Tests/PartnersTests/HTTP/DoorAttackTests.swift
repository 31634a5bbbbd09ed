import Control
import Glibc
import Randomness
import TestAids
import Testing

@testable import Partners

/// What somebody may send who means no good (S14), to the built program. Whatever it is: the door lives.
@Suite(.serialized) struct DoorAttackTests {
  private static let tenMegabytes = [UInt8](repeating: UInt8(ascii: "x"), count: 10_000_000)

  private func lives(_ door: DoorProgram, _ terminal: TerminalStandIn) throws {
    #expect(door.isRunning)
    #expect(try Caller.ask(door.port, Caller.get("/healthz")).body == "ok\n")
    terminal.end()
  }

  @Test func `each broken rule is answered over a real socket, and the connection ends`() throws {
    let folder = try ScratchFolder()
    let terminal = try TerminalStandIn(folder) { $0.say("200", exit: 0) }
    let door = try DoorProgram(folder)
    for (text, status) in DoorParserTests.refused {
      let caller = try Caller(door.port)
      caller.send(text)
      let answer = try caller.rest()
      #expect(answer.hasPrefix("HTTP/1.1 \(status.rawValue) "), "to \(text.debugDescription)")
      #expect(answer.split(separator: "\r\n").contains("Connection: close"))
    }
    #expect(terminal.heard.isEmpty)
    try lives(door, terminal)
  }

  @Test(arguments: [
    ("POST /webhooks/stripe HTTP/1.1\r\nHost: a\r\nContent-Length: 10000000\r\n\r\n", 413),
    ("POST /webhooks/stripe HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n989680\r\n", 411),
    ("GET / HTTP/1.1\r\nHost: a\r\nX: ", 431), ("GET /", 414), ("", 414),
    ("GET / HTTP/1.1\r\nHost: a\r\n\r\n", 404),
    ("\0", 400),
  ])
  func `ten megabytes are refused, and the answer is heard`(_ start: String, _ status: Int) throws {
    let folder = try ScratchFolder()
    let terminal = try TerminalStandIn(folder) { $0.say("200", exit: 0) }
    let door = try DoorProgram(folder)
    let caller = try Caller(door.port)
    caller.send(Array(start.utf8) + Self.tenMegabytes)
    #expect(try caller.answer().status == status)
    caller.endWriting()
    #expect(try caller.rest().isEmpty)
    #expect(terminal.heard.isEmpty)
    try lives(door, terminal)
  }

  /// A second request in the body of the first one is part of that body, and nothing else.
  @Test func `no request hides in another`() throws {
    let folder = try ScratchFolder()
    let terminal = try TerminalStandIn(folder) { $0.say("200", exit: 0) }
    let door = try DoorProgram(folder)
    let hidden = "GET /p/ABCDEFGHIJKLMNOP HTTP/1.1\r\nHost: a\r\n\r\n"
    let post = "POST /webhooks/stripe HTTP/1.1\r\nHost: a\r\n"
    let caller = try Caller(door.port)
    caller.send(post + "Content-Length: \(hidden.utf8.count)\r\n\r\n" + hidden + Caller.get("/healthz"))
    #expect(try caller.answer().status == 200 && caller.answer().body == "ok\n")
    for lines in [
      "Content-Length: 0\r\nTransfer-Encoding: chunked\r\n", "Content-Length: 0\r\nContent-Length: 45\r\n",
      "Content-Length: 0\nContent-Length: 45\r\n", "Content-Length : 45\r\n",
      "Transfer-Encoding: chunked\r\n",
      "Transfer-Encoding:\u{b}chunked\r\n", "X: a\r\n Content-Length: 45\r\n",
    ] {
      let caller = try Caller(door.port)
      caller.send(post + lines + "\r\n0\r\n\r\n" + hidden)
      let text = try caller.rest()
      #expect(
        text.hasPrefix("HTTP/1.1 4") && text.ranges(of: "\r\nContent-Length: ").count == 1, "after \(lines)")
    }
    #expect(terminal.heard.map(\.kind) == [.webhook])
    try lives(door, terminal)
  }

  @Test func `a hundred requests in one go are answered in their order`() throws {
    let folder = try ScratchFolder()
    let terminal = try TerminalStandIn(folder) { call in
      call.say("https://a.example/" + String(decoding: call.frame.content, as: UTF8.self), exit: 0)
    }
    let door = try DoorProgram(folder)
    let links = (0..<100).map { number in
      "ABCDEFGHIJKLMN" + [number / 26, number % 26].map { String(UnicodeScalar(UInt8(65 + $0))) }.joined()
    }
    let caller = try Caller(door.port)
    caller.send(links.map { Caller.get("/p/\($0)") }.joined())
    for link in links {
      #expect(try caller.answer().head.contains("Location: https://a.example/\(link)"))
    }
    #expect(terminal.heard.count == 100)
    try lives(door, terminal)
  }

  @Test func `64 are let in, 16 hear that they are too many, and others wait`() throws {
    let folder = try ScratchFolder()
    let terminal = try TerminalStandIn(folder)
    let door = try DoorProgram(folder)
    let before = try door.descriptors()
    var inside: [Caller] = []
    for _ in 0..<64 {
      let caller = try Caller(door.port)
      caller.send(Caller.get("/healthz"))
      #expect(try caller.answer().status == 200)
      inside.append(caller)
    }
    let turnedAway = try (0..<16).map { _ in try Caller(door.port) }
    for caller in turnedAway {
      let answer = try caller.answer()
      #expect(answer.status == 503 && answer.head.contains("Connection: close"))
    }
    let waiting = try Caller(door.port)
    waiting.send(Caller.get("/healthz"))
    inside[0].send(Caller.get("/healthz"))
    #expect(try inside[0].answer().status == 200, "those inside are served")
    #expect(!waiting.hears())
    inside.removeLast(32)
    for caller in turnedAway { caller.endWriting() }
    #expect(try waiting.answer().body == "ok\n")
    inside = []
    waiting.endWriting()
    _ = try awaited("all to be let go") { try door.descriptors() == before ? true : nil }
    try lives(door, terminal)
  }

  @Test func `callers who go away in the middle leave nothing behind`() throws {
    let folder = try ScratchFolder()
    let terminal = try TerminalStandIn(folder)
    let door = try DoorProgram(folder)
    let before = try door.descriptors()
    let post = "POST /webhooks/stripe HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab"
    for count in 0...post.utf8.count {
      for isAbrupt in [false, true] {
        let caller = try Caller(door.port)
        caller.send(Array(post.utf8.prefix(count)))
        if isAbrupt { caller.reset() }
      }
    }
    let asked = try terminal.next()
    asked.say("200", exit: 0)
    _ = try awaited("all to be let go") {
      for call in terminal.rest() { call.say("200", exit: 0) }
      return try door.descriptors() == before ? true : nil
    }
    try lives(door, terminal)
  }

  /// `GALLEY_DOOR_SEED` plays a run again, `GALLEY_DOOR_RUNS` makes more of them.
  @Test func `a thousand spoilt requests`() throws {
    let folder = try ScratchFolder()
    let terminal = try TerminalStandIn(folder) { $0.say("200", exit: 0) }
    let door = try DoorProgram(folder)
    let seed = Given.seed("GALLEY_DOOR_SEED")
    var chance = Seeded(seed: seed)
    let before = try door.descriptors()
    for run in 0..<Given.count("GALLEY_DOOR_RUNS", else: 1_000) {
      let bytes = SpoiltRequest.make(&chance)
      let caller = try Caller(door.port)
      let cut = Int.random(in: 0...bytes.count, using: &chance)
      caller.send(Array(bytes[..<cut]))
      caller.send(Array(bytes[cut...]))
      caller.endWriting()
      let answer = try caller.rest()
      let isAnswer = answer.isEmpty || answer.hasPrefix("HTTP/1.1 ") && answer.contains("\r\n\r\n")
      #expect(isAnswer, "seed \(seed), run \(run)")
    }
    _ = try awaited("all to be let go") { try door.descriptors() == before ? true : nil }
    try lives(door, terminal)
  }

  @Test func `a spoilt request is read the same however it is cut`() {
    let seed = Given.seed("GALLEY_DOOR_SEED")
    var chance = Seeded(seed: seed)
    for run in 0..<Given.count("GALLEY_DOOR_RUNS", else: 1_000) {
      let bytes = SpoiltRequest.make(&chance)
      var pieces: [[UInt8]] = []
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = Int.random(in: 1...rest.count, using: &chance)
        pieces.append(Array(rest.prefix(count)))
        rest = rest.dropFirst(count)
      }
      #expect(
        parserSteps(pieces, withProceed: false) == parserSteps([bytes], withProceed: false),
        "seed \(seed), run \(run)")
    }
  }
}

/// A request that is right but for what chance does to it.
private enum SpoiltRequest {
  private static let samples = [
    "POST /webhooks/stripe HTTP/1.1\r\nHost: a\r\nStripe-Signature: t=1,v1=ab\r\nContent-Length: 2\r\n\r\n{}",
    "POST /webhooks/stripe HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n{}",
    "GET /p/ABCDEFGHIJKLMNOP HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
    "GET /healthz HTTP/1.1\r\nHost: [::1]:80\r\n\r\nHEAD /metrics HTTP/1.0\r\nAuthorization: Bearer a\r\n\r\n",
  ]
  private static let marks = Array("\r\n :;,\0\t/%?\u{7f}\u{ff}019aZ".utf8)

  static func make(_ chance: inout Seeded) -> [UInt8] {
    var bytes = Array(samples[Int.random(in: 0..<samples.count, using: &chance)].utf8)
    for _ in 0..<Int.random(in: 1...4, using: &chance) {
      let place = Int.random(in: 0..<bytes.count, using: &chance)
      let end = Int.random(in: place..<min(place + 30, bytes.count), using: &chance)
      switch Int.random(in: 0..<6, using: &chance) {
      case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &chance)
      case 1: bytes.remove(at: place)
      case 2: bytes.insert(marks[Int.random(in: 0..<marks.count, using: &chance)], at: place)
      case 3: bytes[place] = UInt8.random(in: 0...255, using: &chance)
      case 4: bytes.insert(contentsOf: bytes[place...end], at: place)
      default: bytes.removeSubrange(place..<end)
      }
      if bytes.isEmpty { bytes = [0] }
    }
    return bytes
  }
}
