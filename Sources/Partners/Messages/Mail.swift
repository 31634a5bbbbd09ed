import Events
import Foundation

/// One message of RFC 5322 for one recipient, as `sendmail -t` takes it: with line feeds alone, which it makes the line ends
/// of mail.
struct Mail: Sendable {
  let bytes: [UInt8]

  /// - Parameters:
  ///   - from: an address that was checked, as is `to`.
  ///   - key: of the message: the same for a repeat, so that who gets it twice can tell.
  init(from: String, to: String, subject: String, text: String, key: String, at now: Timestamp) {
    let domain = from.split(separator: "@").last ?? "localhost"
    let lines = [
      "From: \(from)", "To: \(to)", "Subject: \(Self.words(subject))", "Date: \(Self.date(now))",
      "Message-ID: <\(Self.name(key))@\(domain)>", "Auto-Submitted: auto-generated", "MIME-Version: 1.0",
      "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable", "",
      QuotedPrintable.encoded(text), "",
    ]
    bytes = Array(lines.joined(separator: "\n").utf8)
  }

  /// What a name of a message may hold: the key's letters, and one mark for all others.
  private static func name(_ key: String) -> String {
    String(
      decoding: key.utf8.map { byte in
        let isAlphanumeric = HTTPBytes.isDigit(byte) || (0x61...0x7A).contains(byte | 0x20)
        return isAlphanumeric || byte == UInt8(ascii: "-") ? byte : UInt8(ascii: ".")
      }, as: UTF8.self)
  }

  /// `Sun, 22 Nov 2026 19:04:05 +0000` (section 3.3).
  static func date(_ time: Timestamp) -> String {
    let (year, month, day) = time.utcDate
    let days = Int(time.milliseconds / 86_400_000)
    let seconds = Int(time.milliseconds / 1000 % 86_400)
    let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    let weekday = CalendarWords.daysSince1970[days % 7]
    return
      "\(weekday), \(day) \(CalendarWords.months[month - 1]) \(year) \(clock.joined(separator: ":")) +0000"
  }

  /// Bytes of a text in one encoded word: with its frame it has 75 letters at most.
  private static let wordBytes = 45
  /// Letters of a plain line.
  private static let plainLimit = 60

  /// A header's text: as it is where it is short and plain, else in encoded words (RFC 2047), each of which is whole by
  /// itself. Nothing in it can end the line.
  static func words(_ text: String) -> String {
    // What looks like an encoded word would be read as one.
    if text.isPlain, text.utf8.count <= plainLimit, !text.holds("=?") { return text }
    var words: [[UInt8]] = [[]]
    for scalar in text.unicodeScalars {
      let bytes = Array(String(scalar).utf8)
      if (words.last?.count ?? 0) + bytes.count > wordBytes { words.append([]) }
      words[words.count - 1] += bytes
    }
    return words.map { "=?utf-8?B?\(Data($0).base64EncodedString())?=" }.joined(separator: "\n ")
  }
}

/// Text of which any mail program passes every byte on (RFC 2045, section 6.7).
enum QuotedPrintable {
  /// Letters of a line, with the mark that it goes on.
  private static let lineLimit = 76

  static func encoded(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line(Array($0.utf8)) }
      .joined(separator: "\n")
  }

  private static func line(_ bytes: [UInt8]) -> String {
    var (lines, line) = ("", "")
    for (place, byte) in bytes.enumerated() {
      let isLast = place == bytes.count - 1
      // A blank at the end would be lost on the way, and a point alone ends a message for some.
      let isPlain =
        (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "=") && byte != UInt8(ascii: ".")
        || byte == UInt8(ascii: " ") && !isLast
      let letters = isPlain ? String(UnicodeScalar(byte)) : "=" + Hex.text([byte]).uppercased()
      if line.utf8.count + letters.utf8.count > lineLimit - 1 {
        lines += line + "=\n"
        line = ""
      }
      line += letters
    }
    return lines + line
  }
}
