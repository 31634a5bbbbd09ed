import Foundation
import Glibc

/// A Python program beside the test that is told what to do, a line of JSON each way (`told.py`).
final class ToldProgram {
  private let descriptor: Int32
  private let name: String
  private var buffer: [UInt8] = []

  /// Seconds that one answer may take.
  static let limit = 60

  /// Starts `script` in a house, to be ended with it.
  init(_ script: String, in house: ScratchHouse) throws {
    name = script
    let path = "\(house.root)/told-\(UUID().uuidString.prefix(8))"
    let python = try Programs.find("python3", package: "python3")
    // Its own bytecode beside the script would be a file that nobody asked for.
    let process = try house.launch(
      [python, "-B", Checkout.script(script), path], log: "\(house.root)/\(script)")
    descriptor = try waitFor("\(script) to listen") {
      if let ended = process.advance(milliseconds: 0) {
        throw Failure("\(script) ended with \(ended.status); see its .err file")
      }
      return UnixSocket.connected(to: path)
    }
    var limit = timeval(tv_sec: Self.limit, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(descriptor) }

  /// Has it do something and gives its answer.
  @discardableResult func ask(_ command: String, _ arguments: [String: Any] = [:]) throws -> Json {
    let words = arguments.merging(["do": command]) { $1 }
    let line = [UInt8](try JSONSerialization.data(withJSONObject: words)) + [0x0A]
    var sent = 0
    while sent < line.count {
      let count = line[sent...].withUnsafeBytes {
        send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw Failure("\(name) takes nothing more") }
      sent += count
    }
    let answer = try Json(text: String(decoding: try nextLine(), as: UTF8.self))
    if let error = answer["error"].string { throw Failure("\(name) \(command): \(error)") }
    return answer
  }

  private func nextLine() throws -> [UInt8] {
    while true {
      if let end = buffer.firstIndex(of: 0x0A) {
        defer { buffer.removeSubrange(...end) }
        return Array(buffer[..<end])
      }
      var piece = [UInt8](repeating: 0, count: 1 << 16)
      let count = recv(descriptor, &piece, piece.count, 0)
      guard count > 0 else { throw Failure("\(name) gave no answer within \(Self.limit) s") }
      buffer += piece[..<count]
    }
  }
}
