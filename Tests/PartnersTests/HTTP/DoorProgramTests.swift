import Control
import Events
import Foundation
import Glibc
import TestAids
import Testing

@testable import Partners

/// The built program between callers and a terminal that the test plays.
@Suite(.serialized) struct DoorProgramTests {
  /// A body that no text holds: every byte there is.
  private let body = (0...255).map { UInt8($0) } + Array("\r\n\r\nGET / HTTP/1.1\r\n".utf8)
  private let signature = "t=1764479469,v1=5257a869e7,v1=\"b\",  v0=x\té"

  private func webhook(_ body: [UInt8], _ lines: String...) -> [UInt8] {
    let head = ["POST /webhooks/stripe HTTP/1.1", "Host: a", "Content-Length: \(body.count)"] + lines
    return Array((head.map { $0 + "\r\n" }.joined() + "\r\n").utf8) + body
  }

  @Test func `a provider's bytes reach the terminal unchanged, and its word comes back`() throws {
    let folder = try ScratchFolder()
    let terminal = try TerminalStandIn(folder)
    let door = try DoorProgram(folder)
    let caller = try Caller(door.port)
    for (word, exit, status) in [("200", 0, 200), ("400", 1, 400), ("500", 4, 500)] as [(String, Int32, Int)]
    {
      let caller = word == "200" ? caller : try Caller(door.port)
      caller.send(webhook(body, "Stripe-Signature: \(signature)"))
      let call = try terminal.next()
      #expect(call.frame.kind == .webhook)
      let heard = try WebhookCall(JSONParser.parse(call.frame.content))
      #expect(heard == WebhookCall(adapter: "stripe", signature: signature, body: body))
      call.say(word, exit: exit)
      #expect(try caller.answer().status == status)
    }
    caller.send(webhook([UInt8](repeating: 0xE2, count: DoorParser.bodyLimit)))
    let largest = try terminal.next()
    #expect(try WebhookCall(JSONParser.parse(largest.frame.content))?.body.count == 262_144)
    largest.say("200", exit: 0)
    #expect(try caller.answer().status == 200, "on the connection of the first")
  }

  @Test func `nobody hears 200 before the terminal has said all, and others are served meanwhile`() throws {
    let folder = try ScratchFolder()
    let terminal = try TerminalStandIn(folder)
    let door = try DoorProgram(folder)
    let caller = try Caller(door.port)
    caller.send(webhook(body))
    let call = try terminal.next()
    // Each knock shows that the door has gone on since.
    #expect(try Caller.ask(door.port, Caller.get("/healthz")).status == 200)
    #expect(!caller.hears())
    call.say(ControlFrame(.output, "200").bytes)
    #expect(try Caller.ask(door.port, Caller.get("/healthz")).status == 200)
    #expect(!caller.hears())
    call.say(ControlFrame.exit(0).bytes)
    #expect(try caller.answer().status == 200)
  }

  @Test func `without a terminal, and with one that fails, nobody hears 200`() throws {
    let folder = try ScratchFolder()
    let door = try DoorProgram(folder)
    func status() throws -> Int {
      let caller = try Caller(door.port)
      caller.send(webhook(body))
      return try caller.answer().status
    }
    #expect(try status() == 503)
    #expect(try Caller.ask(door.port, Caller.get("/healthz")).status == 503)
    let hasty = try TerminalStandIn(folder) { call in
      call.say(ControlFrame(.output, "200").bytes)
      call.hangUp()
    }
    #expect(try Caller.ask(door.port, Caller.get("/healthz")).body == "ok\n")
    #expect(try status() == 503)
    hasty.end()
    let other = try TerminalStandIn(folder) { $0.say(Array("HTTP/1.1 200 OK\r\n\r\n".utf8)) }
    #expect(try status() == 502)
    other.end()
    #expect(try status() == 503, "its socket is gone")
    let right = try TerminalStandIn(folder) { $0.say("200", exit: 0) }
    #expect(try status() == 200, "the next terminal is found by itself")
    right.end()
  }

  @Test func `a guest goes on to the page of the payment`() throws {
    let folder = try ScratchFolder()
    let terminal = try TerminalStandIn(folder) { call in
      switch String(decoding: call.frame.content, as: UTF8.self) {
      case "ABCDEFGHIJKLMNOP": call.say("https://checkout.stripe.com/c/pay/cs_test_1", exit: 0)
      case "AAAAAAAAAAAAAAAA": call.say("", exit: 1)
      case "BBBBBBBBBBBBBBBB": call.say("javascript:alert(1)", exit: 0)
      default: call.say("", exit: 3)
      }
    }
    let door = try DoorProgram(folder)
    let caller = try Caller(door.port)
    caller.send(Caller.get("/p/abcdefghijklmnop?from=code"))
    let page = try caller.answer()
    #expect(page.status == 303)
    #expect(page.head.contains("Location: https://checkout.stripe.com/c/pay/cs_test_1"))
    #expect(!page.head.contains("Connection: close"))
    caller.send(Caller.get("/p/abcdefghijklmnop", method: "HEAD") + Caller.get("/p/AAAAAAAAAAAAAAAA"))
    let text = try caller.rest()
    let (head, gone) = try #require(
      text.range(of: "\r\n\r\n").map { (text[..<$0.lowerBound], text[$0.upperBound...]) })
    #expect(head.contains("Location: https://checkout.stripe.com/c/pay/cs_test_1"))
    #expect(gone.hasPrefix("HTTP/1.1 410 Gone\r\n"), "nothing stands between them: HEAD has no body")
    #expect(try Caller.ask(door.port, Caller.get("/p/BBBBBBBBBBBBBBBB")).status == 502)
    #expect(try Caller.ask(door.port, Caller.get("/p/CCCCCCCCCCCCCCCC")).status == 404)
    #expect(terminal.heard.allSatisfy { $0.kind == .payLink } && terminal.heard.count == 5)
  }

  @Test func `metrics are for who has the token`() throws {
    let folder = try ScratchFolder()
    let terminal = try TerminalStandIn(folder) { $0.say("galley_events 7\n", exit: 0) }
    let file = try folder.write("0123456789abcdef\n", "token")
    let door = try DoorProgram(folder, "--token-file", file)
    let answer = try Caller.ask(door.port, Caller.get("/metrics", "Authorization: Bearer 0123456789abcdef"))
    #expect(answer.status == 200 && answer.body == "galley_events 7\n")
    #expect(answer.head.contains("Content-Type: text/plain; version=0.0.4; charset=utf-8"))
    #expect(terminal.heard.map(\.words) == [["metrics"]])
    let without = try Caller.ask(door.port, Caller.get("/metrics"))
    #expect(without.status == 401 && without.head.contains("WWW-Authenticate: Bearer realm=\"galley\""))
    #expect(terminal.heard.count == 1, "the terminal is not asked")
  }

  @Test(arguments: [SIGTERM, SIGINT]) func `it ends cleanly when it is told to`(_ signal: Int32) throws {
    let folder = try ScratchFolder()
    let terminal = try TerminalStandIn(folder)
    let door = try DoorProgram(folder)
    let caller = try Caller(door.port)
    caller.send(webhook(body))
    _ = try terminal.next()
    #expect(try door.end(signal) == 0)
    #expect(try caller.rest().isEmpty, "who waited hears nothing rather than 200")
  }

  @Test func `it listens at IPv6 too`() throws {
    let probe = socket(AF_INET6, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(probe) }
    guard FileManager.default.fileExists(atPath: "/proc/net/if_inet6"), probe >= 0 else { return }
    let door = try DoorProgram(try ScratchFolder(), listen: "[::1]:0")
    #expect(door.port > 0)
  }

  @Test func `it says in a sentence why it can't start`() throws {
    let folder = try ScratchFolder()
    let door = try DoorProgram(folder)
    let place = "127.0.0.1:\(door.port)"
    let taken = try DoorProgram.failing(["http", "--data", folder.path, "--listen", place])
    #expect(taken.status == 4 && taken.words.hasPrefix("galley-partner http: can't listen on \(place): "))
    let unknown = try DoorProgram.failing(["http", "--port", "80"])
    #expect(unknown.status == 2 && unknown.words.hasPrefix("galley-partner http: --port is not known; "))
    let missing = try DoorProgram.failing(["http", "--token-file", "\(folder.path)/none"])
    #expect(missing.status == 2 && missing.words.split(separator: "\n").count == 1)
  }
}
