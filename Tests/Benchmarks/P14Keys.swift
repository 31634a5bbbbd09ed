import Foundation

extension Figure {
  /// P14: from a key to the last byte of the changed picture, 200 tickets: a person types 60 keys a second.
  static let p14 = Figure(name: "P14", measure: "key press to changed frame") {
    try [BoardTerminal.Size.usual, .large].flatMap { size in
      try KeyScenario.all.flatMap { try $0.results(size: size) }
    } + KeyScenario.console.results(size: .desk)
  }
}

/// Keys that are pressed over and over, each of which changes what is on the screen.
struct KeyScenario {
  let name: String
  /// What is pressed before the measured keys.
  let before: [String]
  let keys: [String]
  /// How many dishes the house's menu has.
  var dishes = 0
  var screen = "kitchen"

  /// A command on the staff console, which is rehearsed at every key, with 200 live orders.
  static let console = KeyScenario(
    name: "typing a command on the staff console", before: ["delay B01 1"], keys: ["0", "\u{7F}"],
    screen: "staff")

  static let all = [
    KeyScenario(name: "moving the selection", before: ["1"], keys: ["j", "k"]),
    KeyScenario(name: "paging", before: [], keys: ["\u{1B}[6~", "\u{1B}[5~"]),
    KeyScenario(name: "typing into find", before: ["/"], keys: ["b", "1", "\u{7F}", "\u{7F}"]),
    KeyScenario(
      name: "typing an order, 300 dishes",
      before: [":", "T4/2 2 grilled dish 17 -onions, 3 di 29, dish 300, "],
      keys: ["d", "i", "\u{7F}", "\u{7F}"], dishes: 300),
  ]

  private static let presses = 300
  /// A key that nothing answers for so long counts as this long; after a few of them a scenario ends.
  private static let limitMs: Int32 = 1_000
  private static let mostUnanswered = 3

  func results(size: BoardTerminal.Size) throws -> [Figure.Result] {
    let galley = try Galley()
    let scratch = try ScratchDirectory()
    let data = scratch.path + "/data"
    try BusyBoard.write(tickets: 200, to: data)
    if dishes > 0 { try importMenu(galley, scratch.path) }
    let terminal = try BoardTerminal(galley, data: data, size: size, showing: screen)
    defer { terminal.end() }
    _ = try terminal.burst(quietMs: 300)
    for key in before {
      terminal.press(key)
      _ = terminal.burst(quietMs: 100, withinMs: Self.limitMs)
    }
    let times = self.times(on: terminal)
    let label = "key press to changed frame, 200 tickets at \(size), \(name)"
    return [
      Figure.Result(label: "\(label), p50", ours: median(times), unit: "ms", reach: .none),
      Figure.Result(
        label: "\(label), p99", ours: quantile(0.99, of: times), unit: "ms", reach: .atMost(16),
        stretch: .atMost(5)),
    ]
  }

  /// A menu of dishes whose names begin alike, so that a letter fits all of them.
  private func importMenu(_ galley: Galley, _ folder: String) throws {
    let items = (1...dishes).map { "{\"id\":\"d\($0)\",\"name\":\"Grilled dish \($0)\",\"price\":1250}" }
    let menu =
      "{\"menu_id\":\"m\",\"name\":\"M\",\"currency\":\"EUR\",\"sections\":[{\"id\":\"s\",\"name\":\"S\",\"items\":["
      + items.joined(separator: ",") + "]}]}"
    try Data(menu.utf8).write(to: URL(filePath: folder + "/menu.json"))
    try galley.run(["--data", folder + "/data", "menu", "import", folder + "/menu.json"])
  }

  private func times(on terminal: BoardTerminal) -> [Double] {
    var times: [Double] = []
    var unanswered = 0
    for press in 0..<Self.presses where unanswered < Self.mostUnanswered {
      let start = ContinuousClock.now
      terminal.press(keys[press % keys.count])
      if let answer = terminal.burst(quietMs: 5, withinMs: Self.limitMs) {
        times.append(milliseconds(from: start, to: answer.end))
      } else {
        unanswered += 1
        times.append(Double(Self.limitMs))
      }
    }
    return times
  }
}
