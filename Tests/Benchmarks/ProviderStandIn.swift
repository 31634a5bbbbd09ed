import Events
import Foundation
import Glibc

/// The strict Stripe of the partners' tests on this machine, which takes its time over an answer as it is told.
final class ProviderStandIn {
  let port: UInt16
  private let child: Child

  static let key = "sk_test_fake"
  private static let version = "2026-10-28.endive"

  struct Silent: Error, CustomStringConvertible {
    let what: String
    var description: String { "the stand-in for the provider: \(what); is Debian package python3 here?" }
  }

  /// - Parameter folder: where its pipe may lie.
  init(in folder: String) throws {
    let script = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../PartnersTests/fake_stripe.py")
    // It goes on until its input ends: a pipe that it holds open itself never does.
    let input = folder + "/provider"
    guard mkfifo(input, 0o600) == 0 else { throw Silent(what: "no pipe at \(input)") }
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw Silent(what: "no pipe") }
    defer { close(ends[0]) }
    child = try Child("/usr/bin/python3", ["-B", script.standardized.path], input: input, output: ends[1])
    close(ends[1])
    var said = [UInt8](repeating: 0, count: 256)
    let count = read(ends[0], &said, said.count)
    guard count > 0, let port = try JSONParser.parse(said[..<count].dropLast())["port"]?.int else {
      throw Silent(what: "it does not say its port")
    }
    self.port = UInt16(port)
  }

  /// Pages are made in these times from now on, each in its turn.
  func makePages(inMs times: [Int]) throws {
    let words = times.map(String.init).joined(separator: ",")
    try post("/control/slow", #"{"path":"/v1/checkout/sessions","ms":[\#(words)]}"#)
  }

  /// Asks for a page as the adapter does, on a connection of its own.
  func makePage() throws {
    try post(
      "/v1/checkout/sessions",
      "mode=payment&success_url=https://stripe.com/&line_items[0][quantity]=1"
        + "&line_items[0][price_data][currency]=eur&line_items[0][price_data][unit_amount]=900"
        + "&line_items[0][price_data][product_data][name]=Soup")
  }

  private func post(_ path: String, _ body: String) throws {
    let link = try Loopback.connected(port)
    defer { close(link) }
    let head = [
      "POST \(path) HTTP/1.1", "Host: localhost", "Connection: close", "Authorization: Bearer \(Self.key)",
      "Stripe-Version: \(Self.version)", "Content-Length: \(body.utf8.count)", "", body,
    ]
    let bytes = Array(head.joined(separator: "\r\n").utf8)
    _ = write(link, bytes, bytes.count)
    var answer: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while case let count = read(link, &buffer, buffer.count), count > 0 { answer += buffer[..<count] }
    let text = String(decoding: answer, as: UTF8.self)
    guard text.hasPrefix("HTTP/1.1 200 ") else { throw Silent(what: "\(path): \(text)") }
  }
}
