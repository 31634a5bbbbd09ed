import Control
import Events
import Foundation
import TestAids
import Testing

@testable import Partners

/// Webhooks with encryption: the call goes through the tunnel to the address that was checked, with the certificate of the
/// name (S15).
@Suite(.timeLimit(.minutes(3))) struct WebhookTunnelTests {
  private static let secret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX"

  private let receiver: PlayedReceiver
  private let folder: ScratchFolder
  private let port: Int64
  private let authority: String

  init() throws {
    receiver = try PlayedReceiver()
    folder = try ScratchFolder()
    try receiver.tell("secrets", ["secrets": .array([.string(Self.secret)])])
    let tls = try receiver.tell("tls", ["folder": .string(folder.path)])
    port = try #require(tls["port"]?.int)
    authority = try #require(tls["ca"]?.string)
  }

  /// The library for HTTP trusts whom the machine's file names, and no variable names another: so the file is another.
  private var trusting: [String] {
    let file = "/etc/ssl/certs/ca-certificates.crt"
    return ["unshare", "-m", "sh", "-c", "mount --bind \"$0\" \(file) && exec \"$@\"", authority]
  }

  /// - Parameter heard: gets what the library says of its calls, where the wrapper has it say that.
  private func answer(
    _ host: String, under wrapper: [String], _ heard: (String) -> Void = { _ in }
  ) throws -> PartnerAnswer {
    let partner = try Partner(
      "webhook", settings: ["url": "https://\(host):\(port)/hooks", "allow_private": "yes"],
      secrets: ["secret_file": Self.secret], under: wrapper)
    _ = try partner.hear()
    for number in 1...3 { try partner.say(Sent.message(number, of: "order-\(number)")) }
    let first = try partner.hear()
    guard first == .ack(cursor: "c1") else { return first }
    for number in 2...3 { #expect(try partner.hear() == .ack(cursor: "c\(number)")) }
    heard(partner.errors)
    return first
  }

  @Test func `A receiver with a good certificate has them, over few connections`() throws {
    #expect(try answer("localhost", under: trusting) == .ack(cursor: "c1"))
    let came = try receiver.tell("deliveries", ["count": 3]).array ?? []
    #expect(came.allSatisfy { $0["judged"]?.array == ["ok"] })
    #expect(came[0]["host"]?.string == "localhost:\(port)")
    #expect(try receiver.tell("connections").int == 1)
  }

  @Test func `A proxy of the environment is not asked, since it would look the name up again`() throws {
    let nobody = "http://127.0.0.1:1"
    let proxies = ["https_proxy", "HTTPS_PROXY", "ALL_PROXY"].map { "\($0)=\(nobody)" }
    let wrapper =
      ["env", "URLSessionDebugLibcurl=1", "no_proxy=localhost", "NO_PROXY=*"] + proxies + trusting
    var said = ""
    #expect(try answer("localhost", under: wrapper) { said = $0 } == .ack(cursor: "c1"))
    #expect(said.contains("CONNECT tunnel established"), "it went through the tunnel")
  }

  @Test func `A certificate of another name, or of nobody known, gets nothing`() throws {
    for (host, wrapper) in [("127.0.0.1", trusting), ("localhost", [])] {
      #expect(
        try answer(host, under: wrapper)
          == .nack(
            cursor: "c1", error: "the receiver did not answer within 20 s, or could not be reached",
            retry: true))
    }
    #expect(try receiver.tell("deliveries", ["count": 0]).array?.isEmpty == true)
  }

  /// Who answers for a name may answer otherwise the second time: so nobody asks a second time.
  @Test func `The tunnel goes to the addresses that were checked, and looks nothing up`() throws {
    let tunnel = try #require(CheckedTunnel())
    tunnel.start()
    tunnel.lead("Nobody.invalid", Int(receiver.port), to: [try #require(NetworkAddress([127, 0, 0, 1]))])
    let caller = try Caller(tunnel.place.port)
    caller.send("CONNECT nobody.invalid:\(receiver.port) HTTP/1.1\r\nHost: x\r\n\r\n")
    #expect(try caller.answer().status == 200)
    let body = Sent.event(1).compactText
    caller.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: \(body.utf8.count)\r\n\r\n" + body)
    #expect(try caller.answer().status == 204)
  }

  @Test func `The tunnel leads nowhere else`() throws {
    let tunnel = try #require(CheckedTunnel())
    tunnel.start()
    for (asked, status) in [
      ("CONNECT localhost:\(receiver.port) HTTP/1.1\r\n\r\n", 403),
      ("GET http://localhost:\(receiver.port)/ HTTP/1.1\r\n\r\n", 400), ("CONNECT x HTTP/1.1\r\n\r\n", 400),
      (String(repeating: "x", count: 9000), 400),
    ] { #expect(try Caller.ask(tunnel.place.port, asked).status == status, "\(asked.prefix(40))") }
    tunnel.lead("closed.invalid", 1, to: [try #require(NetworkAddress([127, 0, 0, 1]))])
    #expect(try Caller.ask(tunnel.place.port, "CONNECT closed.invalid:1 HTTP/1.1\r\n\r\n").status == 502)
    #expect(try receiver.tell("connections").int == 0)
  }
}
