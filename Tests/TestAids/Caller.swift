import Foundation
import Glibc

/// Somebody at the door: plain TCP, with a limit on all that waits.
public final class Caller {
  private var number: Int32
  private var bytes: [UInt8] = []

  /// Seconds that it waits for anything.
  private static let patienceS = 20

  public init(_ port: UInt16) throws {
    number = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var limit = timeval(tv_sec: Self.patienceS, tv_usec: 0)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      setsockopt(number, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
    }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(number, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else {
      throw Fault(description: "nobody at the door: \(String(cString: strerror(errno)))")
    }
  }

  deinit { if number >= 0 { close(number) } }

  /// Sends all of it; less where the door has hung up.
  public func send(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { bytes in
        retrying { Glibc.send(number, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL)) }
      }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  public func send(_ text: String) { send(Array(text.utf8)) }

  public func endWriting() { shutdown(number, Int32(SHUT_WR)) }

  /// Goes without a farewell: what was not read is thrown back.
  public func reset() {
    var linger = linger(l_onoff: 1, l_linger: 0)
    setsockopt(number, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
    close(number)
    number = -1
  }

  /// Whether anything has come, or the end, within so many milliseconds.
  public func hears(withinMs: Int32 = 0) -> Bool {
    var wait = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
    return !bytes.isEmpty || poll(&wait, 1, withinMs) > 0
  }

  private func receive() throws -> Bool {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = retrying { recv(number, &buffer, buffer.count, 0) }
    if count > 0 { bytes += buffer[..<count] }
    guard count >= 0 || errno == ECONNRESET else {
      throw Fault(description: "no answer in \(Self.patienceS) s")
    }
    return count > 0
  }

  /// All that comes until the door ends the connection.
  public func rest() throws -> String {
    while try receive() {}
    defer { bytes = [] }
    return String(decoding: bytes, as: UTF8.self)
  }

  public struct Answer {
    public let status: Int
    public let head: [String]
    public let body: String
  }

  /// The next answer, as long as it says it is.
  public func answer() throws -> Answer {
    while true {
      let text = String(decoding: bytes, as: UTF8.self)
      if let end = text.range(of: "\r\n\r\n") {
        let head = text[..<end.lowerBound].components(separatedBy: "\r\n")
        let length =
          head.compactMap { $0.hasPrefix("Content-Length: ") ? Int($0.dropFirst(16)) : nil }.first ?? 0
        let start = text[..<end.upperBound].utf8.count
        if bytes.count >= start + length {
          let body = String(decoding: bytes[start..<(start + length)], as: UTF8.self)
          bytes.removeFirst(start + length)
          guard let status = Int(head[0].dropFirst(9).prefix(3)) else {
            throw Fault(description: "no status: \(head)")
          }
          return Answer(status: status, head: head, body: body)
        }
      }
      guard try receive() else { throw Fault(description: "it ended after \(text)") }
    }
  }

  /// A body that is brought to a path on a connection of its own; the answer may come later, or never.
  ///
  /// - Parameter fields: of the head, beside those that every call has.
  public static func post(_ path: String, _ body: String, _ fields: [String] = [], to port: UInt16) throws
    -> Caller
  {
    let head = ["POST \(path) HTTP/1.1", "Host: pay.example", "Content-Length: \(body.utf8.count)"] + fields
    let caller = try Caller(port)
    caller.send(head.map { $0 + "\r\n" }.joined() + "\r\n" + body)
    return caller
  }

  /// One request on a connection of its own.
  public static func ask(_ port: UInt16, _ text: String) throws -> Answer {
    let caller = try Caller(port)
    caller.send(text)
    return try caller.answer()
  }

  public static func get(_ path: String, _ lines: String..., method: String = "GET") -> String {
    (["\(method) \(path) HTTP/1.1", "Host: pay.example"] + lines).map { $0 + "\r\n" }.joined() + "\r\n"
  }
}

/// Repeats a call that a signal cut short: programs that end beside a test send some.
public func retrying(_ call: () -> Int) -> Int {
  while true {
    let result = call()
    if result >= 0 || errno != EINTR { return result }
  }
}
