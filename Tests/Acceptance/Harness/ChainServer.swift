import Foundation
import Glibc
import TestAids

/// A server that comes with Debian, run by a test in a folder of the house and on a port of its own. It ends with the house.
final class ChainServer {
  let port: Int
  let folder: String
  private let house: ScratchHouse
  private let command: [String]
  private var process: Subprocess?

  /// Starts it.
  ///
  /// - Parameter command: the program and its words, by its port and its folder.
  init(_ name: String, in house: ScratchHouse, command: (Int, String) throws -> [String]) throws {
    self.house = house
    port = try Port.free()
    folder = "\(house.root)/\(name)"
    try makeDirectory(folder)
    self.command = try command(port, folder)
    try start()
  }

  /// Starts it on the same folder and port.
  func start() throws {
    let process = try house.launch(command, log: folder + "/log")
    self.process = process
    try waitUntil("\(command[0]) to listen") {
      if let ended = process.advance(milliseconds: 0) {
        let said = ["out", "err"].map { try? String(contentsOfFile: folder + "/log." + $0, encoding: .utf8) }
        throw Failure("\(command[0]) ended with \(ended.status): \(said)")
      }
      return Port.answers(port)
    }
  }

  /// Ends it, in the middle of whatever it does unless told otherwise.
  func end(_ signal: Int32 = SIGKILL) throws {
    process?.signal(signal)
    _ = try process?.exit(within: 20)
  }
}
