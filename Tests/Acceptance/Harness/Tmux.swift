import Foundation
import Glibc

/// One terminal of a tmux server of its own: keys go in, the screen comes out.
final class Tmux {
  private let tmux: String
  private let socket: String
  private let environment: [String: String]

  /// Opens a terminal of exactly `columns` × `rows` cells, with `command` run in it.
  init(
    directory: String, number: Int, environment: [String: String], columns: Int, rows: Int,
    command: [String]
  ) throws {
    tmux = try Programs.find("tmux", package: "tmux")
    socket = "\(directory)/tmux-\(number)"
    self.environment = environment.merging(["TERM": "xterm-256color"]) { $1 }
    let settings = "\(directory)/tmux.conf"
    // Without the status line the program has every row; without the escape delay keys arrive as typed.
    try write("set -g status off\nset -s escape-time 0\n", to: settings)
    let quoted = command.map { "'" + $0.replacingOccurrences(of: "'", with: "'\\''") + "'" }
    try run(
      ["-f", settings, "new-session", "-d", "-s", "t", "-x", "\(columns)", "-y", "\(rows)"]
        + ["exec " + quoted.joined(separator: " ")])
  }

  // MARK: In

  /// Types text as it stands.
  func type(_ text: String) throws {
    try run(["send-keys", "-t", "t", "-l", "--", text])
  }

  /// Presses named keys: `Enter`, `Escape`, `Down`, `Space`.
  func press(_ keys: String...) throws {
    try run(["send-keys", "-t", "t"] + keys)
  }

  func resize(columns: Int, rows: Int) throws {
    try run(["resize-window", "-t", "t", "-x", "\(columns)", "-y", "\(rows)"])
  }

  // MARK: Out

  /// The screen, a line a row, trailing blanks cut.
  func screen() throws -> String {
    try run(["capture-pane", "-p", "-t", "t"]).output
  }

  /// The same with the sequences that set colours and attributes.
  func styledScreen() throws -> String {
    try run(["capture-pane", "-p", "-e", "-t", "t"]).output
  }

  /// Waits for what a person would look for on the screen; the failure shows the screen.
  func waitFor(_ what: String, limit: Double = 10, _ condition: (String) -> Bool) throws {
    do {
      try waitUntil(what, limit: limit) { condition(try screen()) }
    } catch let failure as Failure {
      let last = (try? screen()) ?? "(the terminal is gone)"
      throw Failure("\(failure); the screen was:\n\(last)")
    }
  }

  func waitFor(text: String, limit: Double = 10) throws {
    try waitFor("“\(text)” on the screen", limit: limit) { $0.contains(text) }
  }

  /// Counts from now on how often the program rings the bell: all that it writes also goes into a file.
  func countBells(in house: ScratchHouse) throws -> () throws -> Int {
    // A bell that ends a string of the terminal's (a title) is no stroke; galley sends none.
    let path = try house.file("bells", "")
    try run(["pipe-pane", "-t", "t", "cat >> '\(path)'"])
    return { try bytes(of: path).count { $0 == 7 } }
  }

  /// Whether the program has switched to the alternate screen.
  func alternateScreenIsOn() throws -> Bool {
    try run(["display-message", "-p", "-t", "t", "#{alternate_on}"]).output.hasPrefix("1")
  }

  /// The process that tmux started in the terminal.
  func pid() throws -> pid_t {
    let answer = try run(["display-message", "-p", "-t", "t", "#{pane_pid}"]).output
    guard let pid = pid_t(answer.filter(\.isNumber)) else {
      throw Failure("tmux knows no process: \(answer)")
    }
    return pid
  }

  /// The path of the terminal that the program has.
  func device() throws -> String {
    try run(["display-message", "-p", "-t", "t", "#{pane_tty}"]).output
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Ends the server, and with it the terminal: what ran there gets a hang-up.
  func close() {
    _ = try? run(["kill-server"])
  }

  @discardableResult private func run(_ arguments: [String]) throws -> Finished {
    let process = try Subprocess([tmux, "-S", socket, "-u"] + arguments, environment: environment)
    let finished = try process.finish(within: 10)
    guard finished.status == 0 else {
      throw Failure("tmux \(arguments.first ?? ""): \(finished.errors)\(finished.output)")
    }
    return finished
  }
}
