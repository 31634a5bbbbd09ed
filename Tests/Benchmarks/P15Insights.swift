import Foundation
import Glibc

extension Figure {
  /// P15: the managers' questions about a long past, beside SQLite in the same run.
  ///
  /// A million events; `GALLEY_INSIGHT_EVENTS=10000000` asks it of ten.
  static let p15 = Figure(name: "P15", measure: "insights over a long past") {
    let given = ProcessInfo.processInfo.environment["GALLEY_INSIGHT_EVENTS"]
    let events = given.flatMap { Int($0) } ?? 1_000_000
    return try Insights(events: events).results(asks: events > 1_000_000 ? 3 : 9)
  }
}

/// A past of which galley and SQLite are asked the same.
///
/// Galley's time is that of a whole process, from its start to its end, beside the terminal that holds the log, as in a house;
/// SQLite's is that of the statement alone, in this process, its file in the system's memory.
final class Insights {
  struct Differs: Error, CustomStringConvertible {
    let question: DishTables.Question
    var description: String { "galley and SQLite answer \(question.metric) differently" }
  }

  private let galley: Galley
  private let path: String
  private let events: Int
  private let scratch: ScratchDirectory

  init(events: Int) throws {
    self.events = events
    galley = try Galley()
    path = try History.directory(events, .checkpointed)
    scratch = try ScratchDirectory()
  }

  deinit { try? FileManager.default.removeItem(atPath: path + "/rollup") }

  private var logFiles: [String] {
    get throws {
      try FileManager.default.contentsOfDirectory(atPath: path + "/log").filter { $0.hasSuffix(".jsonl") }
        .sorted()
        .map { "\(path)/log/\($0)" }
    }
  }

  func results(asks: Int) throws -> [Figure.Result] {
    var results: [Figure.Result] = []
    func add(
      _ label: String, _ ours: Double, beside yardstick: Double? = nil, _ unit: String, _ reach: Figure.Reach,
      _ stretch: Figure.Reach? = nil
    ) {
      results.append(
        Figure.Result(
          label: label, ours: ours, yardstick: yardstick, unit: unit, reach: reach, stretch: stretch))
    }
    let past = "\(events) events"
    let server = try serve()
    defer { server.cut() }
    var mebibytes = 0.0
    let cold = try seconds { _ = try ask(.slowMovers) { mebibytes = Self.mostResident(of: $0) } }
    let tables = try DishTables(path: scratch.path + "/dishes")
    let imported = try seconds {
      try tables.read(logFiles)
      _ = try tables.ask(.slowMovers)
    }
    add(
      "first question of \(past), log to answer; SQLite, import and query", cold, beside: imported, "s",
      .atMost(1))
    add("most resident memory (VmHWM) of the first question", mebibytes, "MiB", .atMost(64))
    try tables.prepare()
    var most = 0.0
    for question in DishTables.Question.allCases {
      _ = try ask(question) { most = max(most, Self.mostResident(of: $0)) }
      let took = try compare(question, tables, asks, isPrepared: false)
      add(
        "\(question.metric) of \(past) from kept roll-ups; SQLite, the query alone", took.ours,
        beside: took.yardstick,
        "ms", .atMost(0.05), .atMost(0.02))
      let made = try compare(question, tables, asks, isPrepared: true)
      add(
        "the same; SQLite, from a table that was made for the question", made.ours, beside: made.yardstick,
        "ms",
        .none)
    }
    add("most resident memory (VmHWM) of further questions", most, "MiB", .atMost(64))
    return results
  }

  /// A terminal that holds the log; nothing is kept of what was asked before.
  private func serve() throws -> Child {
    try? FileManager.default.removeItem(atPath: path + "/rollup")
    let server = try Child(galley.path, ["--data", path, "serve"], input: "/dev/null", output: nil)
    try LinkedHouse.wait("a terminal to listen") { [path] in
      FileManager.default.fileExists(atPath: path + "/control.sock")
    }
    return server
  }

  /// The medians of both in milliseconds, asked in turn; that they say the same is a condition.
  private func compare(_ question: DishTables.Question, _ tables: DishTables, _ asks: Int, isPrepared: Bool)
    throws -> (ours: Double, yardstick: Double)
  {
    var answers: (ours: [DishTables.Row], theirs: [DishTables.Row]) = ([], [])
    let took = try medians(rounds: asks) {
      try 1_000 * seconds { answers.ours = try ask(question) }
    } _: {
      try 1_000 * seconds { answers.theirs = try tables.ask(question, isPrepared: isPrepared) }
    }
    guard !answers.ours.isEmpty, answers.ours == answers.theirs else { throw Differs(question: question) }
    return took
  }

  /// Asks the built program about everything that ever was.
  func ask(_ question: DishTables.Question, watching: (pid_t) -> Void = { _ in }) throws -> [DishTables.Row] {
    let words = [
      "--data", path, "insights", question.metric, "--from", "2000-01-01T00:00:00Z", "--until",
      "2100-01-01T00:00:00Z", "--json",
    ]
    let answer = try galley.run(words, watching: watching)
    let object = try JSONSerialization.jsonObject(with: Data(answer.utf8)) as? [String: Any]
    return (object?["rows"] as? [[String: Any]] ?? []).map { row in
      DishTables.Row(
        dish: row["menuitem_id"] as? String ?? "",
        figures: question.keys.map { (row[$0] as? NSNumber)?.doubleValue ?? .nan })
    }
  }

  /// The most that a process ever held, in MiB, looked at until it ends: the kernel forgets it with the process.
  private static func mostResident(of id: pid_t) -> Double {
    var most = 0.0
    while let use = try? ProcessUse(of: id), use.mostResidentMebibytes > 0 {
      most = max(most, use.mostResidentMebibytes)
      usleep(1_000)
    }
    return most
  }
}
