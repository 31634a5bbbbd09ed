import Foundation

/// The time for limits, asked here and nowhere else in this room.
enum DoorClock {
  /// Milliseconds of a clock that nobody sets.
  static func nowMs() -> Int64 { Int64(ProcessInfo.processInfo.systemUptime * 1_000) }
}
