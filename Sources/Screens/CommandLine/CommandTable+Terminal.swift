import Replication
import Venue

/// This terminal: its screens, its links to others, how it is set up.
extension CommandTable {
  static let screens: [Command] = [
    Command("kitchen", "The board, full screen.", example: "kitchen") { _, _ in .kitchen },
    Command("staff", "The board with a command line, full screen.", example: "staff") { _, _ in .staff },
    Command(
      "table TABLE", "The menu for the guests of a table, full screen; see galley-table(7).",
      example: "table T4"
    ) { _, operands throws(UsageFault) in
      guard let table = GuestTable(operands[0]) else {
        throw UsageFault(GuestTable.complaint(about: operands[0]))
      }
      return .table(table)
    },
    Command(
      "manager", "Menus, versions and experiments, and all other panes, full screen.", example: "manager"
    ) { _, _ in .manager },
    Command("serve", "The same terminal without a screen.", example: "serve") { _, _ in .serve },
    Command(
      "demo",
      flags: [
        Flag("seed N", "which evening"), Flag("speed X", "how many times as fast as the clock"),
        Flag("keep", "keep the house afterwards"),
      ],
      "A dinner rush in a scratch house, shown on the board.", example: "demo --seed 7 --speed 60"
    ) {
      arguments, _ throws(UsageFault) in
      let speed = try arguments.number("speed") ?? 20
      guard (1...10_000).contains(speed) else { throw UsageFault("--speed: give 1 to 10000") }
      let seed = try arguments.number("seed") ?? 1
      return .demo(
        Invocation.Demo(
          seed: UInt64(bitPattern: seed), speed: Int(speed), keepsHouse: arguments.has("keep")))
    },
    Command(
      "screen PANE…",
      flags: [
        Flag("size COLSxROWS", "the size of the screen"), Flag("format FORMAT", "text, ansi or svg"), .at,
      ], "Draw a pane without a terminal.", example: "screen kitchen --size 120x40 --format svg"
    ) {
      arguments, operands throws(UsageFault) in .screen(try screenshot(arguments, operands[0]))
    },
    Command("theme list", "The themes that are here, and where each comes from.", example: "theme list") {
      _, _ in .themeList
    },
    Command(
      "theme show THEME", "Every role of a theme: its colours, its contrast and its attributes.",
      example: "theme show light"
    ) {
      _, operands in .themeShow(operands[0])
    },
  ]

  static let house: [Command] = [
    Command("config", "The settings in force and where each comes from.", example: "config") { _, _ in
      .config(key: nil)
    },
    Command("config get SETTING", "The value of one setting.", example: "config get time_zone") {
      _, operands in
      .config(key: operands[0])
    },
    Command(
      "config set KEY VALUE…", "Change a setting of the whole house; it is kept in the log.",
      example: "config set age_limits 6 10"
    ) {
      _, operands in .change(.request(.changeSetting(key: operands[0], value: operands[1])))
    },
    Command(
      "config new-key FILE?", "Make the key that the terminals of a house share, and say how to carry it on.",
      example: "config new-key"
    ) { _, operands in .newKey(path: operands.first) },
    Command(
      "peers", "The other terminals of the house, and how it stands with the link to each.", example: "peers"
    ) { _, _ in
      .peers
    },
    Command(
      "peer probe HOST:PORT", "Try a link to another terminal, and say what is wrong with it.",
      example: "peer probe 192.168.1.20:7400"
    ) {
      _, operands throws(UsageFault) in
      guard let address = PeerAddress(operands[0]), address.port != 0 else {
        throw UsageFault("“\(operands[0])” is no HOST:PORT, like 192.168.1.20:7400 or [fd00::1]:7400")
      }
      return .probe(address)
    },
  ]

  static let terminal: [Command] = [
    Command("doctor", "Look for what is wrong with this terminal, and say what to do.", example: "doctor") {
      _, _ in .doctor
    },
    Command("metrics", "Counters and gauges as Prometheus text.", example: "metrics") { _, _ in .metrics },
    Command("completion SHELL", "A completion script for bash, zsh or fish.", example: "completion bash") {
      _, operands in
      .completion(shell: operands[0])
    },
    Command(
      "complete WORD…", "What may stand next on a command line; completion scripts ask it.",
      example: "complete -- order show B"
    ) { arguments, _ in .complete(Array(arguments.words.dropFirst())) },
    Command("version", "The version of this program.", example: "version") { _, _ in .version },
  ]

  private static func screenshot(_ arguments: Arguments, _ pane: String) throws(UsageFault)
    -> Invocation.Screenshot
  {
    let size = arguments.value("size") ?? "120x34"
    let parts = size.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let columns = parts[0], let rows = parts[1], (1...400).contains(columns),
      (1...200).contains(rows)
    else { throw UsageFault("--size: “\(size)” is none; give 1x1 to 400x200, like 120x34") }
    let word = arguments.value("format") ?? "text"
    guard let format = Invocation.Screenshot.Format(rawValue: word) else {
      throw UsageFault("--format: “\(word)” is none of text, ansi, svg")
    }
    return Invocation.Screenshot(
      pane: pane, columns: columns, rows: rows, format: format, at: try arguments.time("at"))
  }
}
