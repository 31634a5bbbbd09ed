import Events
import Menus
import Screens

extension Figure {
  /// P14 for a guest: a key on a table's screen, with the largest menu that the issue names.
  static let p14Table = Figure(name: "P14T", measure: "key press to changed frame of a table") {
    try TableScenario.all.flatMap { try $0.results() }
  }
}

/// Keys on a table's screen with a menu of 2,000 dishes in 60 sections: from the key to the picture and what of it must
/// be sent, without the terminal that sends it.
struct TableScenario {
  let name: String
  /// What is pressed before the measured keys.
  let before: [Key]
  let keys: [Key]

  static let all = [
    TableScenario(
      name: "scrolling", before: [], keys: [.down, .down, .down, .pageDown, .up, .pageUp, .end, .home]),
    TableScenario(name: "from section to section", before: [], keys: [.right, .right, .left, .right]),
    TableScenario(
      name: "searching", before: [],
      keys: ["d", "i", "s", "h", " ", "1"].map { .character($0) } + Array(repeating: .backspace, count: 6)),
  ]

  private static let presses = 3_000

  func results() throws -> [Figure.Result] {
    let menu = try MenuDocument(file: Array(LargeMenu.text(change: 0).utf8))
    var now = Timestamp.earliest.advanced(byMilliseconds: 1_000_000_000_000)
    var console = TableConsole(Preferences(), seed: 1)
    func view() -> TableView {
      TableView(
        size: Size(widthColumns: 120, heightRows: 40), table: "T4", menu: menu, now: now)
    }
    for key in [Key.enter] + before { _ = console.handle(key, view()) }
    var shown = console.frame(view())
    var times: [Double] = []
    for press in 0..<Self.presses {
      now = now.advanced(byMilliseconds: 16)
      let start = ContinuousClock.now
      _ = console.handle(keys[press % keys.count], view())
      let frame = console.frame(view())
      let changed = frame.difference(from: shown)
      times.append(milliseconds(from: start, to: .now))
      precondition(!changed.isEmpty || press > 0)
      shown = frame
    }
    let label = "key press to changed frame of a table, 2,000 dishes, \(name)"
    return [
      Figure.Result(label: "\(label), p50", ours: median(times), unit: "ms", reach: .none),
      Figure.Result(
        label: "\(label), p99", ours: quantile(0.99, of: times), unit: "ms", reach: .atMost(16),
        stretch: .atMost(5)),
    ]
  }
}
