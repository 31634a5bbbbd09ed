import Foundation
import Glibc

/// One end of a galley's socket, spoken to by hand: a byte that says what it is, four for the length of its content (the
/// high one first), and the content.
final class RawSocket {
  private let descriptor: Int32
  private var bytes: [UInt8] = []

  init(_ path: String) throws {
    guard let descriptor = UnixSocket.connected(to: path) else { throw Failure("nobody listens at \(path)") }
    self.descriptor = descriptor
    var limit = timeval(tv_sec: 10, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(descriptor) }

  /// One frame.
  func send(_ kind: Character, _ content: [UInt8] = []) {
    let length = UInt32(content.count)
    send(
      [24, 16, 8, 0].reduce(into: Array(String(kind).utf8)) { $0.append(UInt8(length >> $1 & 0xFF)) }
        + content)
  }

  func send(_ bytes: [UInt8]) {
    _ = bytes.withUnsafeBytes {
      Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
    }
  }

  /// The next frame; nil once the other end has closed.
  func frame() throws -> (kind: Character, content: [UInt8])? {
    while true {
      if bytes.count >= 5 {
        let length = bytes[1..<5].reduce(0) { $0 << 8 | Int($1) }
        if bytes.count >= 5 + length {
          let frame = (Character(Unicode.Scalar(bytes[0])), Array(bytes[5..<(5 + length)]))
          bytes.removeFirst(5 + length)
          return frame
        }
      }
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      let count = recv(descriptor, &buffer, buffer.count, 0)
      if count == 0 || errno == ECONNRESET && count < 0 { return nil }
      guard count > 0 else { throw Failure("no answer in 10 s") }
      bytes += buffer[..<count]
    }
  }

  /// What came of a command line.
  struct Answer {
    let status: Int
    let text: String
  }

  /// Gives a command line and waits for its end.
  func run(_ words: [String]) throws -> Answer {
    let list = try JSONEncoder().encode(words)
    send("R", Array(list))
    var text: [UInt8] = []
    while let frame = try frame() {
      switch frame.kind {
      case "O", "X": text += frame.content
      case "Q":
        return Answer(status: Int(frame.content.first ?? 255), text: String(decoding: text, as: UTF8.self))
      default: break
      }
    }
    throw Failure("the connection was closed before \(words) was answered")
  }

  func run(_ line: String) throws -> Answer { try run(line.split(separator: " ").map(String.init)) }
}
