import Control
import Events
import Foundation
import Host

/// Gives commands to a running terminal over one connection, so that no start of a program counts.
final class ControlLink {
  struct NobodyThere: Error, CustomStringConvertible {
    let path: String
    var description: String { "no terminal has opened \(path)" }
  }

  struct Gone: Error, CustomStringConvertible {
    var description: String { "the terminal has gone away" }
  }

  private let connection: Connection
  private let loop = EventLoop()
  private var output: [UInt8] = []
  private var status: Int32?

  private static let patience = Duration.seconds(30)

  /// Waits until the terminal on a data directory listens.
  init(data: String) throws {
    let path = data + "/control.sock"
    let deadline = ContinuousClock.now + Self.patience
    while true {
      if let connection = try ControlSocket.connect(path: path) {
        self.connection = connection
        break
      }
      guard ContinuousClock.now < deadline else { throw NobodyThere(path: path) }
      usleep(2_000)
    }
    connection.start(on: loop) { [unowned self] in
      hear($0)
    } onEnd: { [unowned self] in
      loop.stop()
    }
  }

  deinit { connection.close() }

  /// Runs a command to its end; what it printed.
  @discardableResult
  func run(_ words: [String]) throws -> String {
    output = []
    status = nil
    connection.send(.command(words))
    try loop.run()
    guard let status else { throw Gone() }
    let text = String(decoding: output, as: UTF8.self)
    guard status == 0 else { throw Galley.Failed(words: words + [text], status: status) }
    return text
  }

  private func hear(_ frame: ControlFrame) {
    switch frame.kind {
    case .output, .error: output += frame.content
    case .exit:
      status = frame.exitStatus
      loop.stop()
    default: break
    }
  }

  /// Each line of JSON that a command prints.
  func objects(_ words: [String]) throws -> [JSON] {
    try run(words + ["--json"]).split(separator: "\n").map { try JSONParser.parse(Array($0.utf8)) }
  }

  /// How many events the terminal holds, on its disk.
  func eventCount() throws -> Int {
    let line = try run(["metrics"]).split(separator: "\n").first { $0.hasPrefix("galley_events ") }
    return line?.split(separator: " ").last.flatMap { Int($0) } ?? 0
  }
}
