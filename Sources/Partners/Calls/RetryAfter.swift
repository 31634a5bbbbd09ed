import Events

/// How long a service wants to be left alone (RFC 9110, section 10.2.3).
enum RetryAfter {
  /// Longer is nobody waited for.
  static let limitMs: Int64 = 86_400_000

  /// - Parameter text: seconds, or a date as `Sun, 06 Nov 1994 08:49:37 GMT`; the two older forms of dates are not read.
  /// - Returns: milliseconds from now, a day at most; nil where it is neither.
  static func waitMs(_ text: String, now: Timestamp) -> Int64? {
    let text = HTTPBytes.trimmed(Array(text.utf8)[...])
    if !text.isEmpty, text.allSatisfy(HTTPBytes.isDigit) {
      // A number that is too large for 64 bits is longer than a day too.
      guard let seconds = Int64(String(decoding: text, as: UTF8.self)) else { return limitMs }
      return min(seconds, limitMs / 1000) * 1000
    }
    return date(String(decoding: text, as: UTF8.self)).map { date in
      min(max(date.milliseconds - now.milliseconds, 0), limitMs)
    }
  }

  private static func date(_ text: String) -> Timestamp? {
    let words = text.split(separator: " ")
    guard words.count == 6, words[0].utf8.count == 4, words[0].hasSuffix(","), words[5] == "GMT",
      let day = Int(words[1]), let month = CalendarWords.months.firstIndex(of: String(words[2])),
      let year = Int(words[3])
    else { return nil }
    let time = words[4].split(separator: ":").map { Int($0) }
    guard time.count == 3, let hour = time[0], let minute = time[1], let second = time[2] else { return nil }
    return Timestamp(
      year: year, month: month + 1, day: day, hour: hour, minute: minute, second: min(second, 59),
      millisecond: 0)
  }
}

/// The names of days and months in the heads of HTTP and mail (RFC 5322, section 3.3).
enum CalendarWords {
  static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
  /// From the first day of 1970, a Thursday.
  static let daysSince1970 = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
}
