import Events

/// A moment as people write it on the command line: RFC 3339, `HH:MM` by the venue's clock without a day, or `now`.
public enum TimeName: Hashable, Sendable {
  case instant(Timestamp)
  /// The command says which one is meant: the next such time for a promise, the last for a look back.
  case clock(hour: Int, minute: Int)
  /// The moment at which the command is given.
  case now

  /// What `--from` and `--until` mean together: the next such time, and the next after the minute of that, so that a window
  /// from five until five is a day long.
  ///
  /// - Parameter moment: what a time means, the next from a moment on.
  public static func window(
    from start: TimeName?, until end: TimeName?, now: Timestamp, _ moment: (TimeName, Timestamp) -> Timestamp
  ) -> (from: Timestamp?, until: Timestamp?) {
    let begin = start.map { moment($0, now) }
    let after = (begin ?? now).advanced(byMilliseconds: 60_000)
    return (begin, end.map { moment($0, after) })
  }

  /// Reads each form; nil for anything else. Fractions finer than a millisecond are cut off.
  public init?(_ text: String) {
    if text == "now" {
      self = .now
    } else if let time = Self.clockTime(text) {
      self = time
    } else if let time = Self.rfc3339(text) {
      self = .instant(time)
    } else {
      return nil
    }
  }

  private static func clockTime(_ text: String) -> TimeName? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].utf8.count == 2, (1...2).contains(parts[0].utf8.count),
      let hour = number(parts[0]), let minute = number(parts[1]), hour < 24, minute < 60
    else { return nil }
    return .clock(hour: hour, minute: minute)
  }

  /// `2026-11-22T19:04:05[.fraction](Z|±HH:MM)` (RFC 3339, section 5.6).
  private static func rfc3339(_ text: String) -> Timestamp? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, bytes.count <= 40 else { return nil }
    var rest = bytes[19...]
    var millisecond = 0
    if rest.first == UInt8(ascii: ".") {
      let fraction = rest.dropFirst().prefix { (0x30...0x39).contains($0) }
      guard !fraction.isEmpty else { return nil }
      for place in 0..<3 {
        millisecond =
          millisecond * 10 + (place < fraction.count ? Int(fraction[fraction.startIndex + place] - 0x30) : 0)
      }
      rest = rest[fraction.endIndex...]
    }
    guard let offset = offsetMinutes(rest) else { return nil }
    let stem = String(decoding: bytes[..<19], as: UTF8.self).uppercased()
    guard let time = Timestamp("\(stem).000Z") else { return nil }
    return time.advanced(byMilliseconds: Int64(millisecond) - Int64(offset) * 60_000)
  }

  private static func offsetMinutes(_ text: ArraySlice<UInt8>) -> Int? {
    let bytes = Array(text)
    if bytes == [UInt8(ascii: "Z")] || bytes == [UInt8(ascii: "z")] { return 0 }
    guard bytes.count == 6, bytes[3] == UInt8(ascii: ":"),
      let hours = number(String(decoding: bytes[1...2], as: UTF8.self)),
      let minutes = number(String(decoding: bytes[4...5], as: UTF8.self)), hours < 24, minutes < 60
    else { return nil }
    switch bytes[0] {
    case UInt8(ascii: "+"): return hours * 60 + minutes
    case UInt8(ascii: "-"): return -(hours * 60 + minutes)
    default: return nil
    }
  }

  private static func number(_ text: some StringProtocol) -> Int? {
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int(text)
  }
}
