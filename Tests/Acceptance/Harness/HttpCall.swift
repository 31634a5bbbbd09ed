import Foundation
import Glibc

/// One call over HTTP/1.1 to this machine, sent when this is made; its answer may come later, or never.
final class HttpCall {
  private let descriptor: Int32
  private var bytes: [UInt8] = []
  private var hasEnded = false

  struct Answer {
    let status: Int
    let body: String
  }

  /// - Parameter fields: header fields beside those that every call has.
  init(port: Int, path: String, fields: [String] = [], body: String) throws {
    descriptor = try Port.connected(port)
    let head = ["POST \(path) HTTP/1.1", "Host: localhost", "Connection: close"] + fields
    let text = (head + ["Content-Length: \(body.utf8.count)", "", body]).joined(separator: "\r\n")
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { throw Failure("port \(port) takes no call") }
      rest = rest.dropFirst(count)
    }
  }

  deinit { close(descriptor) }

  /// Whether anything of an answer has come.
  var isAnswered: Bool {
    take(withinMs: 0)
    return !bytes.isEmpty
  }

  /// The whole answer; the other end closes after it.
  func answer(within limit: Double = 30) throws -> Answer {
    let end = monotonicSeconds() + limit
    while !hasEnded {
      guard monotonicSeconds() < end else { throw Failure("no answer over HTTP within \(limit) s") }
      take(withinMs: 100)
    }
    let text = String(decoding: bytes, as: UTF8.self)
    guard let head = text.range(of: "\r\n\r\n"), let status = Int(text.dropFirst(9).prefix(3)) else {
      throw Failure("the call ended without an answer: “\(text)”")
    }
    return Answer(status: status, body: String(text[head.upperBound...]))
  }

  private func take(withinMs limit: Int32) {
    var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard !hasEnded, poll(&ready, 1, limit) > 0 else { return }
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    let count = recv(descriptor, &piece, piece.count, 0)
    if count > 0 { bytes += piece[..<count] } else { hasEnded = true }
  }
}
