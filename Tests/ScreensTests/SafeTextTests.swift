import Randomness
import Testing

@testable import Screens

private func shown(_ text: String) -> String {
  SafeText(text).clusters.map(\.text).joined()
}

private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

@Suite struct SafeTextTests {
  @Test("S7: C0 and Delete show as their control pictures")
  func controls() {
    for code in UInt8(0)...0x1F {
      let text = SafeText(String(Unicode.Scalar(code)))
      #expect(text.clusters.map(\.base.value) == [0x2400 + UInt32(code)])
      #expect(text.widthColumns == 1)
    }
    #expect(SafeText("\u{7F}").clusters.map(\.base.value) == [0x2421])
    #expect(shown("\u{1B}[2J\r\n\t") == "␛[2J␍␊␉")
  }

  @Test("S7: C1, bidi, zero-width, private and unassigned characters are marks in cells of their own")
  func invisible() {
    let hostile: [UInt32] = [
      0x80, 0x9B, 0x9F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069, 0x200E,
      0x200F,
      0x61C, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xAD, 0x34F, 0x3164, 0x115F, 0x1160, 0xFFA0, 0xE000,
      0xF0000,
      0x10FFFF, 0xFDD0, 0xFFFE, 0x378, 0xE0001, 0xE0041, 0x1D173,
    ]
    for code in hostile {
      guard let scalar = Unicode.Scalar(code) else { continue }
      let text = SafeText("a\(scalar)b")
      #expect(bytes(shown("a\(scalar)b")) == bytes("a\u{FFFD}b"), "U+\(String(code, radix: 16))")
      #expect(text.widthColumns == 3)
    }
    for separator in ["\u{85}", "\u{2028}", "\u{2029}"] { #expect(shown(separator) == "␤") }
  }

  @Test("S7: no code point lets a control, a format or an unpaired joiner through")
  func everyCodePoint() {
    for code in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(code) else { continue }
      let text = SafeText("a\(scalar)")
      for cluster in text.clusters {
        for out in cluster.text.unicodeScalars {
          switch out.properties.generalCategory {
          case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
            Issue.record("U+\(String(code, radix: 16)) let U+\(String(out.value, radix: 16)) through")
          default: break
          }
        }
      }
      let width = text.clusters.reduce(0) { $0 + $1.widthColumns }
      if text.widthColumns != width || !(1...3).contains(width) {
        Issue.record("U+\(String(code, radix: 16)) is \(text.widthColumns) wide, its clusters \(width)")
      }
    }
  }

  @Test("S7: a flood of marks ends after four, in one visible mark")
  func markFlood() {
    let flood = String(repeating: "\u{301}", count: 10_000)
    #expect(bytes(shown("e\(flood)x")) == bytes("e\u{301}\u{301}\u{301}\u{301}\u{FFFD}x"))
    #expect(bytes(shown("\u{301}x")) == bytes("\u{25CC}\u{301}x"))
    #expect(bytes(shown(" \u{301}")) == bytes(" \u{25CC}\u{301}"))
  }

  @Test("S7: joiners count only inside emoji, and only four of them")
  func joiners() {
    #expect(bytes(shown("👩\u{200D}")) == bytes("👩\u{FFFD}"))
    #expect(bytes(shown("👩\u{200D}x")) == bytes("👩\u{FFFD}x"))
    #expect(bytes(shown("a\u{200D}🍳")) == bytes("a\u{FFFD}🍳"))
    #expect(bytes(shown("👩\u{200D}\u{200D}🍳")) == bytes("👩\u{FFFD}\u{FFFD}🍳"))
    let chain = Array(repeating: "👩", count: 6).joined(separator: "\u{200D}")
    let kept = Array(repeating: "👩", count: 4).joined(separator: "\u{200D}")
    #expect(bytes(shown(chain)) == bytes(kept + "\u{FFFD}" + "👩\u{200D}👩"))
  }

  @Test(
    "What people write stays one character in its cells",
    arguments: [
      ("e\u{301}", 1), ("ệ", 1), ("日", 2), ("Ａ", 2), ("한", 2), ("\u{1112}\u{1161}\u{11AB}", 2), ("👩‍🍳", 2),
      ("❤️", 2), ("❤", 1), ("🇫🇷", 2), ("👨‍👩‍👧‍👦", 2), ("👩🏽‍🍳", 2), ("1️⃣", 2), ("☝🏽", 2), ("🏳️‍🌈", 2), ("कि", 2),
      ("ก็", 1), ("שּׁ", 1), ("葛\u{E0100}", 2), ("€", 1), ("█", 1), ("🍕", 2), ("½", 1),
    ])
  func widths(text: String, columns: Int) {
    let safe = SafeText(text)
    #expect(safe.clusters.count == 1)
    #expect(bytes(shown(text)) == bytes(text))
    #expect(safe.widthColumns == columns)
  }

  @Test("Half a flag is its letter, so that two cells cannot make one")
  func halfFlags() {
    #expect(shown("🇫") == "F")
    #expect(shown("🇫🇷🇩x") == "🇫🇷Dx")
  }

  @Test("Spaces of every width are one blank")
  func spaces() {
    #expect(bytes(shown("a\u{A0}\u{2003}\u{202F}b")) == bytes("a   b"))
  }

  @Test("Making safe text safe again changes nothing")
  func idempotent() {
    var random = Seeded(seed: 7)
    let pool: [Unicode.Scalar] = [
      "a", " ", "\u{301}", "\u{FE0F}", "\u{200D}", "👩", "🍳", "❤", "🇫", "🇷", "\u{1112}", "\u{1161}",
      "\u{11AB}",
      "\u{1F3FD}", "日", "\u{93F}", "क", "\u{1B}", "\u{202E}", "1", "\u{20E3}",
    ]
    for _ in 0..<20_000 {
      var text = ""
      for _ in 0..<Int.random(in: 0...12, using: &random) {
        text.unicodeScalars.append(pool[Int.random(in: 0..<pool.count, using: &random)])
      }
      let once = SafeText(text)
      #expect(SafeText(shown(text)) == once, "\(text.unicodeScalars.map { String($0.value, radix: 16) })")
    }
  }

  @Test("Text is cut at a limit, never inside a wide character")
  func limits() {
    #expect(SafeText("日本語", limit: 5).widthColumns == 4)
    #expect(SafeText("abc", limit: 0).clusters.isEmpty)
    #expect(SafeText("abc", limit: -1).clusters.isEmpty)
    #expect(SafeText(String(repeating: "x", count: 100_000)).widthColumns == SafeText.limitColumns)
    #expect(shownCut("Margherita", 5) == "Marg…")
    #expect(shownCut("Margherita", 10) == "Margherita")
    #expect(shownCut("日本語", 4) == "日…")
    #expect(shownCut("日本語", 0) == "")
  }

  private func shownCut(_ text: String, _ columns: Int) -> String {
    SafeText(text).cut(toColumns: columns).clusters.map(\.text).joined()
  }

  @Test(
    "Text wraps at blanks, long words are broken",
    arguments: [
      ("no onions please", 9, ["no onions", "please"]),
      ("no onions please", 5, ["no", "onion", "s", "pleas", "e"]),
      ("  a   b ", 10, ["a b"]),
      ("", 5, []),
      ("日本語", 3, ["日", "本", "語"]),
      ("日本", 1, ["\u{FFFD}", "\u{FFFD}"]),
      ("abc", 0, []),
    ])
  func wrapping(text: String, columns: Int, lines: [String]) {
    let wrapped = SafeText(text).wrapped(toColumns: columns)
    #expect(wrapped.map { $0.clusters.map(\.text).joined() } == lines)
    #expect(wrapped.allSatisfy { $0.widthColumns <= columns })
  }
}
