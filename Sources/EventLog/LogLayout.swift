import Events

/// Which files make up a log, relative to the data directory.
enum LogLayout {
  static let log = "log"
  static let checkpoints = "checkpoint"
  static let quarantine = "quarantine"
  static let lock = "lock"
  static let journal = "checkpoint/journal"
  /// Only there for a moment; a start removes what a crash left of it.
  static let room = "checkpoint/room" + temporarySuffix
  static let waiting = "waiting.jsonl"
  static let temporarySuffix = ".new"

  private static let segmentDigits = 8

  static func segment(_ number: SegmentNumber) -> String {
    "log/\(padded(Int64(number), segmentDigits)).jsonl"
  }

  static func index(of number: SegmentNumber) -> String {
    "checkpoint/\(padded(Int64(number), segmentDigits)).index"
  }

  /// Named for its position, so that names sort as positions do.
  static func checkpoint(at position: LogPosition) -> String {
    "checkpoint/\(padded(Int64(position.segment), segmentDigits))-\(padded(position.offset, 12)).checkpoint"
  }

  /// Where bytes that were cut off are kept: named for where they stood and when they were cut.
  static func quarantined(_ position: LogPosition, at now: Timestamp) -> String {
    let time = now.description.filter { $0 != "-" && $0 != ":" && $0 != "." }
    return
      "quarantine/\(padded(Int64(position.segment), segmentDigits))-\(padded(position.offset, 12))-\(time)"
  }

  /// The number of the segment that a name in `log/` stands for; nil for any other name.
  static func segmentNumber(_ name: String) -> SegmentNumber? {
    number(name, suffix: ".jsonl")
  }

  /// Whether a name in `log/` is of a segment that was being written when the power went.
  static func isUnfinishedSegment(_ name: String) -> Bool {
    number(name, suffix: ".jsonl" + temporarySuffix) != nil
  }

  /// The number of the segment whose index a name in `checkpoint/` stands for.
  static func indexedSegment(_ name: String) -> SegmentNumber? {
    number(name, suffix: ".index")
  }

  static func isCheckpoint(_ name: String) -> Bool { name.hasSuffix(".checkpoint") }

  static func directory(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
    return String(path[..<slash])
  }

  private static func number(_ name: String, suffix: String) -> SegmentNumber? {
    guard name.utf8.count == segmentDigits + suffix.utf8.count, name.hasSuffix(suffix) else { return nil }
    let digits = name.utf8.prefix(segmentDigits)
    guard digits.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }) else { return nil }
    guard let value = SegmentNumber(String(name.prefix(segmentDigits))), value > 0 else { return nil }
    return value
  }

  private static func padded(_ value: Int64, _ digits: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }
}
