import TestAids
import Testing

@testable import Partners

/// Callers and a terminal that are slow, at a door whose limits are a hundredth of the usual ones.
@Suite(.serialized) struct DoorPatienceTests {
  private let short = DoorLimits(
    headMs: 300, requestMs: 600, idleMs: 300, houseMs: 200, takingMs: 300, lingerMs: 50)

  /// Sends a byte every few milliseconds until the door says something.
  private func drip(_ caller: Caller) throws {
    _ = try awaited("an answer") { () -> Bool? in
      caller.send("x")
      return caller.hears(withinMs: 5) ? true : nil
    }
  }

  @Test func `slow heads and slow bodies are cut, and others are served meanwhile`() throws {
    let folder = try ScratchFolder()
    let terminal = try TerminalStandIn(folder)
    let door = try DoorThread(folder, short)
    let body = "POST /webhooks/stripe HTTP/1.1\r\nHost: a\r\nContent-Length: 200000\r\n\r\n"
    for start in ["GET /", "GET / HTTP/1.1\r\nX: ", body] {
      let caller = try Caller(door.port)
      caller.send(start)
      #expect(try Caller.ask(door.port, Caller.get("/healthz")).body == "ok\n")
      try drip(caller)
      #expect(try caller.answer().status == 408)
      caller.endWriting()
      #expect(try caller.rest().isEmpty)
    }
    #expect(terminal.heard.isEmpty)
  }

  @Test func `who stops in the middle is cut as well, and who says nothing is let go`() throws {
    let folder = try ScratchFolder()
    let door = try DoorThread(folder, short)
    let silent = try Caller(door.port)
    let half = try Caller(door.port)
    half.send("GET / HTTP/1.1\r\n")
    let idle = try Caller(door.port)
    idle.send(Caller.get("/p/ABCDEFGHIJKLMNOP"))
    #expect(try half.rest().hasPrefix("HTTP/1.1 408 "))
    #expect(try silent.rest().isEmpty)
    #expect(try idle.rest().hasPrefix("HTTP/1.1 503 "))
  }

  @Test func `nothing is asked any more for a caller who is gone`() throws {
    let folder = try ScratchFolder()
    let terminal = try TerminalStandIn(folder)
    // The terminal has an hour, so that its connection ends with the caller's and not by itself.
    let door = try DoorThread(folder, DoorLimits(houseMs: 3_600_000))
    let caller = try Caller(door.port)
    caller.send(Caller.get("/p/ABCDEFGHIJKLMNOP"))
    let call = try terminal.next()
    caller.reset()
    _ = try awaited("the end of the question") { terminal.ended == 1 ? true : nil }
    withExtendedLifetime(call) {}
  }

  @Test func `a terminal that does not answer in time is a 504`() throws {
    let folder = try ScratchFolder()
    let terminal = try TerminalStandIn(folder)
    let door = try DoorThread(folder, short)
    let answer = try Caller.ask(door.port, Caller.get("/p/ABCDEFGHIJKLMNOP"))
    #expect(answer.status == 504)
    let late = try terminal.next()
    late.say("https://a.example/", exit: 0)
    let next = try Caller(door.port)
    next.send(Caller.get("/p/BBBBBBBBBBBBBBBB"))
    try terminal.next().say("https://b.example/", exit: 0)
    #expect(try next.answer().head.contains("Location: https://b.example/"), "nobody hears another's answer")
  }
}
