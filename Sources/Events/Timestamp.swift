/// A moment: whole milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted, years 1970 to 9999.
@frozen
public struct Timestamp: Hashable, Comparable, Sendable {
  public let milliseconds: Int64

  /// 9999-12-31T23:59:59.999Z.
  public static let latest = Timestamp(unchecked: 253_402_300_799_999)
  public static let earliest = Timestamp(unchecked: 0)

  /// The length of the text form `2026-11-22T19:04:05.123Z`.
  public static let textLength = 24

  /// Takes the nearest moment that the text form can write.
  public init(clamping milliseconds: Int64) {
    self.milliseconds = min(max(milliseconds, 0), Self.latest.milliseconds)
  }

  private init(unchecked milliseconds: Int64) { self.milliseconds = milliseconds }

  /// A date and time in UTC; nil where no such day or time exists or the year is out of range.
  public init?(year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int, millisecond: Int) {
    guard (1970...9999).contains(year), (1...12).contains(month),
      (1...Self.days(inMonth: month, ofYear: year)).contains(day),
      (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second),
      (0...999).contains(millisecond)
    else { return nil }
    let days = Int64(Self.days(toYear: year, month: month, day: day))
    let seconds = Int64(hour * 3600 + minute * 60 + second)
    milliseconds = (days * 86_400 + seconds) * 1000 + Int64(millisecond)
  }

  /// Reads the one text form that event lines use (RFC 3339, UTC, milliseconds); nil for any other.
  public init?(_ text: some StringProtocol) {
    let read = ByteView.over(Array(text.utf8)) { Timestamp(text: $0, at: 0..<$0.count) }
    guard let read else { return nil }
    self = read
  }

  /// Reads the text form that fills `range` exactly.
  init?(text bytes: ByteView, at range: Range<Int>) {
    guard range.count == Self.textLength else { return nil }
    let start = range.lowerBound
    @inline(__always)
    func number(_ offset: Int, _ digits: Int) -> Int? {
      var value = 0
      for place in offset..<(offset + digits) {
        let byte = bytes[start + place]
        guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
        value = value * 10 + Int(byte - UInt8(ascii: "0"))
      }
      return value
    }
    func stands(_ mark: Unicode.Scalar, at offset: Int) -> Bool {
      bytes[start + offset] == UInt8(ascii: mark)
    }
    guard stands("-", at: 4), stands("-", at: 7), stands("T", at: 10), stands(":", at: 13),
      stands(":", at: 16), stands(".", at: 19), stands("Z", at: 23),
      let year = number(0, 4), let month = number(5, 2), let day = number(8, 2),
      let hour = number(11, 2), let minute = number(14, 2), let second = number(17, 2),
      let millisecond = number(20, 3)
    else { return nil }
    self.init(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second,
      millisecond: millisecond)
  }

  @inlinable
  public static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }

  /// The moment that many milliseconds later (or earlier, where negative), held within the years that can be written.
  public func advanced(byMilliseconds step: Int64) -> Timestamp {
    let (sum, overflow) = milliseconds.addingReportingOverflow(step)
    return overflow ? (step > 0 ? .latest : .earliest) : Timestamp(clamping: sum)
  }

  /// Appends the text form: 24 bytes.
  public func write(to bytes: inout [UInt8]) {
    let date = utcDate
    let ofDay = milliseconds % 86_400_000
    Self.write(date.year, digits: 4, to: &bytes)
    bytes.append(UInt8(ascii: "-"))
    Self.write(date.month, digits: 2, to: &bytes)
    bytes.append(UInt8(ascii: "-"))
    Self.write(date.day, digits: 2, to: &bytes)
    bytes.append(UInt8(ascii: "T"))
    Self.write(Int(ofDay / 3_600_000), digits: 2, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    Self.write(Int(ofDay / 60_000 % 60), digits: 2, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    Self.write(Int(ofDay / 1000 % 60), digits: 2, to: &bytes)
    bytes.append(UInt8(ascii: "."))
    Self.write(Int(ofDay % 1000), digits: 3, to: &bytes)
    bytes.append(UInt8(ascii: "Z"))
  }

  /// The calendar day in UTC.
  ///
  /// Counts eras of 400 years from 1 March of the year 0, where leap days end a year.
  public var utcDate: (year: Int, month: Int, day: Int) {
    let shifted = Int(milliseconds / 86_400_000) + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  private static func days(toYear year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted % 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func days(inMonth month: Int, ofYear year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
    default: 31
    }
  }

  private static func write(_ value: Int, digits: Int, to bytes: inout [UInt8]) {
    var scale = 1
    for _ in 1..<digits { scale *= 10 }
    while scale > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(value / scale % 10))
      scale /= 10
    }
  }
}

extension Timestamp: CustomStringConvertible {
  public var description: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.textLength)
    write(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
