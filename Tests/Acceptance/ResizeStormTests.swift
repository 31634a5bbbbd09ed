import Foundation
import Glibc
import Randomness
import TestAids
import Testing

extension Sweeps {
  /// A terminal whose size changes faster than anybody could drag it.
  @Suite struct ResizeStorm {
    private static let sizes = Given.count("GALLEY_STORM_SIZES", else: 100)

    @Test(arguments: [
      ("xterm-256color", "", sizes), ("xterm-256color", "NO_COLOR=1", sizes / 4), ("linux", "", sizes / 4),
      ("xterm", "", sizes / 4), ("vt100", "", sizes / 4),
    ])
    func `F32: after a storm of sizes, with orders coming in, the screen is right`(
      type: String, setting: String, sizes: Int
    ) throws {
      let seed = Given.seed("GALLEY_STORM_SEED")
      do {
        try storm(seed, type: type, setting: setting, sizes: sizes)
      } catch { throw Failure("\(error)\nGALLEY_STORM_SEED=\(seed) plays this storm again") }
    }

    private func storm(_ seed: UInt64, type: String, setting: String, sizes: Int) throws {
      // As `galley screen` draws, whatever the terminal's type says of its font.
      try ScratchHouse.with(letters: .half) { house in
        try house.importSupper()
        let board = try house.terminal(
          columns: 300, rows: 80,
          running: ["env", "TERM=\(type)", setting].filter { !$0.isEmpty } + house.commandLine(["kitchen"]))
        try board.waitFor(text: house.sendSupper(table: "T99"))
        var storm = try Storm(board, seed: seed)
        var orders = Orders(house)
        for number in 0..<sizes {
          try storm.resize()
          if number.isMultiple(of: max(1, sizes / 60)) { try orders.next() }
        }
        let sent = try orders.finish()
        #expect(try board.pid() == storm.board, "the board is not the process that began, seed \(seed)")
        for (columns, rows) in [(120, 34), (80, 24), (240, 67), (40, 12)] {
          try board.resize(columns: columns, rows: rows)
          try expectTrueScreen(board, in: house, size: "\(columns)x\(rows)")
        }
        let live = try house.jsonLines("order", "list")
        #expect(live.count { $0["kitchen"] == .string("ordered") } == sent + 1, "seed \(seed)")
        try expectSound(house, holding: [])
      }
    }

    /// Both show timers, so they agree within one second; what marks a change may take ten to leave. The status line
    /// is left out: a running board says more there, of its log, its disk and other screens.
    private func expectTrueScreen(_ board: Tmux, in house: ScratchHouse, size: String) throws {
      var drawn = ""
      do {
        try board.waitFor("what `galley screen kitchen --size \(size)` draws", limit: 20) { shown in
          drawn = (try? house.picture(size: size)) ?? ""
          return !drawn.isEmpty && shown.splitLines.dropLast() == drawn.splitLines.dropLast()
        }
      } catch { throw Failure("\(error)\nwhat it draws:\n\(drawn)") }
    }
  }
}

/// Sizes that are set on the terminal itself, where tmux would pass on only some of so many.
private struct Storm {
  /// Seconds after which a board that has not looked at its new size has hung.
  private static let limit = 10.0

  let board: pid_t
  private let device: Int32
  private var random: Seeded
  private var last: (columns: UInt16, rows: UInt16) = (300, 80)

  init(_ terminal: Tmux, seed: UInt64) throws {
    board = try terminal.pid()
    random = Seeded(seed: seed)
    let path = try terminal.device()
    device = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard device >= 0 else { throw Failure("could not open \(path)") }
  }

  /// Another size, and time for the board to wake up and go to sleep again: the paint of most sizes is whole.
  mutating func resize() throws {
    let (columns, rows) = another()
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    let before = try sleeps()
    guard ioctl(device, UInt(TIOCSWINSZ), &size) == 0 else { throw Failure("no size can be set") }
    try waitUntil("the board to see \(columns)×\(rows)", limit: Self.limit) {
      try sleeps() > before
    }
  }

  /// Never the one that is there: the kernel would say nothing.
  private mutating func another() -> (columns: UInt16, rows: UInt16) {
    let before = last
    while last == before {
      // One in ten is a single cell: that is where layouts divide by nothing.
      let isTiny = Int.random(in: 0..<10, using: &random) == 0
      last = isTiny ? (1, 1) : (.random(in: 1...300, using: &random), .random(in: 1...80, using: &random))
    }
    return last
  }

  /// How often the board has gone to sleep by itself.
  private func sleeps() throws -> Int {
    let name = "voluntary_ctxt_switches:"
    guard let status = try? String(contentsOfFile: "/proc/\(board)/status", encoding: .utf8),
      let line = status.splitLines.first(where: { $0.hasPrefix(name) }),
      let count = Int(line.dropFirst(name.count).filter(\.isNumber))
    else { throw Failure("the board is gone") }
    return count
  }
}

/// Orders for one table after the other, each command a process that runs while the next sizes come.
private struct Orders {
  private let house: ScratchHouse
  private var running: Subprocess?
  private var commands = 0

  init(_ house: ScratchHouse) { self.house = house }

  mutating func next() throws {
    try end()
    let table = "T\(commands / 3 + 1)"
    let steps = [["open", "--table", table], ["add", table, "m02", "--qty", "2"], ["submit", table]]
    running = try house.start(["order"] + steps[commands % 3])
    commands += 1
  }

  /// Gives how many orders were sent.
  mutating func finish() throws -> Int {
    while commands % 3 != 0 { try next() }
    try end()
    return commands / 3
  }

  private mutating func end() throws {
    guard let finished = try running?.finish(within: ScratchHouse.commandLimit) else { return }
    guard finished.status == 0 else { throw Failure("an order in the storm: \(finished.errors)") }
  }
}
