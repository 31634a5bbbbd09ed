import Host
import Menus
import Screens

/// `galley demo`: a scratch house with a menu and a dinner rush, shown on the board.
struct DemoRun {
  let seed: UInt64
  let speed: Int

  /// - Returns: the exit status.
  func run() throws -> Int32 {
    let options = Options(
      dataPath: try ThisProcess.makeScratchDirectory(), venue: "demo", terminal: "demo", letter: "B")
    return try FullScreen.run(.kitchen, options)
  }
}
