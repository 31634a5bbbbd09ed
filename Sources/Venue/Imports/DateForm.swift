import Events

/// How the dates of a file are written: `DD-MM-YYYY`, `M/D/YY` and the like.
public struct DateForm: Hashable, Sendable {
  /// As it was given.
  public let text: String
  private let parts: [Part]

  fileprivate enum Part: Hashable {
    case year(digits: Int)
    case month(digits: Int)
    case day(digits: Int)
    case mark(UInt8)
  }

  /// RFC 3339, ISO 8601.
  static let standard = DateForm("YYYY-MM-DD")

  /// - Returns: nil where year, month and day do not stand there once each.
  public init?(_ text: String) {
    var parts: [Part] = []
    var rest = Array(text.utf8)[...]
    while let letter = rest.first {
      let run = rest.prefix { $0 == letter }
      rest = rest.dropFirst(run.count)
      switch (letter, run.count) {
      case (UInt8(ascii: "Y"), 2), (UInt8(ascii: "Y"), 4): parts.append(.year(digits: run.count))
      case (UInt8(ascii: "M"), 1), (UInt8(ascii: "M"), 2): parts.append(.month(digits: run.count))
      case (UInt8(ascii: "D"), 1), (UInt8(ascii: "D"), 2): parts.append(.day(digits: run.count))
      case (UInt8(ascii: "-"), 1), (UInt8(ascii: "/"), 1), (UInt8(ascii: "."), 1), (UInt8(ascii: " "), 1):
        parts.append(.mark(letter))
      default: return nil
      }
    }
    let kinds = parts.compactMap(\.kind)
    guard kinds.count == 3, Set(kinds).count == 3 else { return nil }
    self.text = text
    self.parts = parts
  }

  /// Reads a date and takes it off the text; nil where it is not written so.
  func date(_ text: inout ArraySlice<UInt8>) -> (year: Int, month: Int, day: Int)? {
    var (year, month, day) = (0, 0, 0)
    let isMarked = parts.contains { $0.kind == nil }
    for part in parts {
      switch part {
      case .mark(let mark):
        guard text.popFirst() == mark else { return nil }
      case .year(let digits):
        guard let number = Self.number(&text, digits...digits) else { return nil }
        year = digits == 2 ? 2_000 + number : number
      // People leave leading zeros out where a mark shows what is what.
      case .month(let digits):
        guard let number = Self.number(&text, isMarked ? 1...2 : digits...digits) else { return nil }
        month = number
      case .day(let digits):
        guard let number = Self.number(&text, isMarked ? 1...2 : digits...digits) else { return nil }
        day = number
      }
    }
    return (year, month, day)
  }

  static func number(_ text: inout ArraySlice<UInt8>, _ count: ClosedRange<Int>) -> Int? {
    let digits = text.prefix(count.upperBound).prefix { (0x30...0x39).contains($0) }
    guard count.contains(digits.count) else { return nil }
    text = text.dropFirst(digits.count)
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }
}

extension DateForm.Part {
  /// Which of the three it is; nil for what stands between them.
  fileprivate var kind: Int? {
    switch self {
    case .year: 0
    case .month: 1
    case .day: 2
    case .mark: nil
    }
  }
}

/// A date and time as a file has it.
struct WrittenTime {
  private let form: DateForm?
  private let clock: WallClock

  /// - Parameters:
  ///   - form: how dates are written; nil: as RFC 3339 has them.
  ///   - offset: how many minutes the venue's clock is ahead of UTC at a moment.
  init(_ form: DateForm?, offset: @escaping (Timestamp) -> Int) {
    self.form = form
    clock = WallClock(offset: offset)
  }

  /// The time of day of a date that stands alone: within its business day, whenever that begins.
  private static let noonMs = 12 * 3_600_000

  /// The moment of `2023-01-31T19:05:00.250+01:00`, `31-01-2023 7:05 PM` or a date alone; nil for anything else.
  /// Without a zone it is what the venue's clock says.
  func moment(_ text: String) -> Timestamp? {
    var rest = Array(text.utf8)[...]
    guard let date = (form ?? .standard)?.date(&rest),
      let midnight = Timestamp(
        year: date.year, month: date.month, day: date.day, hour: 0, minute: 0, second: 0, millisecond: 0)
    else { return nil }
    guard !rest.isEmpty else {
      return clock.moment(reading: midnight.advanced(byMilliseconds: Int64(Self.noonMs)))
    }
    guard rest.first == UInt8(ascii: "T") || rest.first == UInt8(ascii: " ") else { return nil }
    rest = rest.dropFirst().drop { $0 == UInt8(ascii: " ") }
    guard let ofDay = Self.timeOfDay(&rest) else { return nil }
    let local = midnight.advanced(byMilliseconds: Int64(ofDay))
    rest = rest.drop { $0 == UInt8(ascii: " ") }
    if rest.isEmpty { return clock.moment(reading: local) }
    return Self.zoneMinutes(rest).map { local.advanced(byMilliseconds: -Int64($0) * 60_000) }
  }

  /// Whether a text begins like a date of which nobody can say what is the day and what the month.
  static func isAmbiguous(_ text: String) -> Bool {
    var rest = Array(text.utf8)[...]
    guard DateForm.number(&rest, 1...2) != nil, let mark = rest.popFirst() else { return false }
    return "-/.".utf8.contains(mark) && DateForm.number(&rest, 1...2) != nil && rest.first == mark
  }

  /// In milliseconds.
  private static func timeOfDay(_ text: inout ArraySlice<UInt8>) -> Int? {
    guard var hour = DateForm.number(&text, 1...2), text.popFirst() == UInt8(ascii: ":"),
      let minute = DateForm.number(&text, 2...2)
    else { return nil }
    var (second, millisecond) = (0, 0)
    if text.first == UInt8(ascii: ":") {
      text.removeFirst()
      guard let number = DateForm.number(&text, 2...2) else { return nil }
      second = number
      if text.first == UInt8(ascii: ".") || text.first == UInt8(ascii: ",") {
        let digits = text.dropFirst().prefix { (0x30...0x39).contains($0) }
        guard (1...9).contains(digits.count) else { return nil }
        text = text.dropFirst(1 + digits.count)
        millisecond = (0..<3).reduce(0) { sum, place in
          sum * 10 + (place < digits.count ? Int(digits[digits.startIndex + place] - 0x30) : 0)
        }
      }
    }
    guard takeHalfDay(&text, &hour), hour < 24, minute < 60, second < 60 else { return nil }
    return ((hour * 60 + minute) * 60 + second) * 1000 + millisecond
  }

  /// Takes AM or PM; false where the hour is none of a half day.
  private static func takeHalfDay(_ text: inout ArraySlice<UInt8>, _ hour: inout Int) -> Bool {
    let word = String(decoding: text.drop { $0 == UInt8(ascii: " ") }, as: UTF8.self).uppercased()
    guard word == "AM" || word == "PM" else { return true }
    guard (1...12).contains(hour) else { return false }
    text = []
    hour = hour % 12 + (word == "PM" ? 12 : 0)
    return true
  }

  private static func zoneMinutes(_ text: ArraySlice<UInt8>) -> Int? {
    var rest = text
    guard let sign = rest.popFirst() else { return nil }
    if sign == UInt8(ascii: "Z") || sign == UInt8(ascii: "z") { return rest.isEmpty ? 0 : nil }
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), let hours = DateForm.number(&rest, 2...2)
    else { return nil }
    if rest.first == UInt8(ascii: ":") { rest.removeFirst() }
    let minutes = rest.isEmpty ? 0 : DateForm.number(&rest, 2...2) ?? 60
    guard rest.isEmpty, hours < 24, minutes < 60 else { return nil }
    return (sign == UInt8(ascii: "-") ? -1 : 1) * (hours * 60 + minutes)
  }
}
