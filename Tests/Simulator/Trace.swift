import Events

/// What happened in a run: its last lines for people, all of it in one number, to compare two runs.
final class Trace {
  /// So many lines are kept for a report.
  static let linesKept = 60

  private struct Line {
    let step: Int
    let atMs: Int64
    let box: Int
    let what: StaticString
    let first: Int64
    let second: Int64
    let words: String
  }

  private let timeline: Timeline
  private let isVerbose: Bool
  private var lines: [Line] = []
  private var next = 0
  private(set) var sum: UInt64 = 0xCBF2_9CE4_8422_2325

  init(_ timeline: Timeline, isVerbose: Bool) {
    self.timeline = timeline
    self.isVerbose = isVerbose
  }

  /// Notes what a box (-1: the world) did.
  func note(
    _ box: Int, _ what: StaticString, _ first: Int64 = 0, _ second: Int64 = 0, _ words: String = ""
  ) {
    what.withUTF8Buffer { for byte in $0 { mix(UInt64(byte)) } }
    for byte in words.utf8 { mix(UInt64(byte)) }
    mix(UInt64(bitPattern: timeline.nowMs))
    mix(UInt64(bitPattern: Int64(box)))
    mix(UInt64(bitPattern: first))
    mix(UInt64(bitPattern: second))
    let line = Line(
      step: timeline.steps, atMs: timeline.nowMs, box: box, what: what, first: first, second: second,
      words: words)
    if isVerbose { print(Self.text(line)) }
    if lines.count < Self.linesKept {
      lines.append(line)
    } else {
      lines[next] = line
      next = (next + 1) % Self.linesKept
    }
  }

  func note(_ hash: Fingerprint) { mix(hash.high) }

  private func mix(_ word: UInt64) { sum = (sum ^ word) &* 0x100_0000_01B3 }

  /// The last lines, oldest first.
  var tail: [String] { (lines[next...] + lines[..<next]).map(Self.text) }

  private static func text(_ line: Line) -> String {
    let seconds = "\(line.atMs / 1000).\(String(String(1000 + line.atMs % 1000).dropFirst()))"
    let who = line.box < 0 ? "world" : "box \(line.box)"
    let numbers = line.first == 0 && line.second == 0 ? "" : " \(line.first) \(line.second)"
    return
      "\(line.step) \(seconds)s \(who): \(line.what)\(numbers)\(line.words.isEmpty ? "" : " \(line.words)")"
  }
}
