import Randomness
import Testing

@testable import Screens

private func keys(_ text: String) -> [Key] { keys(Array(text.utf8)) }

private func keys(_ bytes: [UInt8]) -> [Key] {
  var decoder = KeyDecoder()
  return decoder.decode(bytes) + decoder.timedOut()
}

@Suite struct KeyDecoderTests {
  /// From xterm's ctlseqs.txt ("PC-Style Function Keys"), console_codes(4) and the terminfo entries.
  static let sequences: [(String, Key)] = [
    ("a", .character("a")), (" ", .character(" ")), ("é", .character("é")), ("日", .character("日")),
    ("🍕", .character("🍕")), ("\r", .enter), ("\n", .enter), ("\t", .tab), ("\u{7F}", .backspace),
    ("\u{8}", .backspace), ("\u{1B}", .escape), ("\u{3}", .control("c")), ("\u{1A}", .control("z")),
    ("\u{0}", .unknown), ("\u{1C}", .unknown),
    ("\u{1B}[A", .up), ("\u{1B}[B", .down), ("\u{1B}[C", .right), ("\u{1B}[D", .left),
    ("\u{1B}OA", .up), ("\u{1B}OB", .down), ("\u{1B}OC", .right), ("\u{1B}OD", .left),
    ("\u{1B}[H", .home), ("\u{1B}[F", .end), ("\u{1B}OH", .home), ("\u{1B}OF", .end),
    ("\u{1B}[1~", .home), ("\u{1B}[4~", .end), ("\u{1B}[7~", .home), ("\u{1B}[8~", .end),
    ("\u{1B}[2~", .insert), ("\u{1B}[3~", .delete), ("\u{1B}[5~", .pageUp), ("\u{1B}[6~", .pageDown),
    ("\u{1B}[Z", .backTab), ("\u{1B}[1;5A", .up), ("\u{1B}[5;2~", .pageUp), ("\u{1B}[3;5~", .unknown),
    ("\u{1B}OP", .function(1)), ("\u{1B}OQ", .function(2)), ("\u{1B}OR", .function(3)),
    ("\u{1B}OS", .function(4)), ("\u{1B}[11~", .function(1)), ("\u{1B}[14~", .function(4)),
    ("\u{1B}[15~", .function(5)), ("\u{1B}[17~", .function(6)), ("\u{1B}[18~", .function(7)),
    ("\u{1B}[19~", .function(8)), ("\u{1B}[20~", .function(9)), ("\u{1B}[21~", .function(10)),
    ("\u{1B}[23~", .function(11)), ("\u{1B}[24~", .function(12)), ("\u{1B}[25~", .unknown),
    ("\u{1B}[[A", .function(1)), ("\u{1B}[[E", .function(5)), ("\u{1B}[[F", .unknown),
    ("\u{1B}[1;2P", .unknown), ("\u{1B}O2P", .function(1)),
    ("\u{1B}OM", .enter), ("\u{1B}Op", .character("0")), ("\u{1B}Ou", .character("5")),
    ("\u{1B}Oy", .character("9")), ("\u{1B}Ok", .character("+")), ("\u{1B}Om", .character("-")),
    ("\u{1B}Oj", .character("*")), ("\u{1B}Oo", .character("/")), ("\u{1B}On", .character(".")),
    ("\u{1B}[99999999999999999999~", .unknown),
    ("\u{1B}[M !!", .unknown), ("\u{1B}[?1;2c", .unknown),
    // xterm's SGR mouse reports: button, column, row from 1; M for down, m for up, 64 and 65 for the wheel.
    ("\u{1B}[<0;10;5M", .click(row: 4, column: 9)), ("\u{1B}[<16;1;1M", .click(row: 0, column: 0)),
    ("\u{1B}[<0;10;5m", .unknown), ("\u{1B}[<2;10;5M", .unknown), ("\u{1B}[<32;10;5M", .unknown),
    ("\u{1B}[<64;3;4M", .wheelUp), ("\u{1B}[<65;3;4M", .wheelDown), ("\u{1B}[<0;0;5M", .unknown),
    ("\u{1B}[<0;5M", .unknown), ("\u{1B}[<;;M", .unknown), ("\u{1B}[<99999999999999999999;1;1M", .unknown),
    ("\u{1B}[I", .unknown), ("\u{1B}[", .unknown), ("\u{1B}O", .unknown), ("\u{1B}[1;", .unknown),
    ("\u{1B}]0;q\u{7}", .unknown), ("\u{1B}]0;q\u{1B}\\", .unknown), ("\u{1B}P>|xterm\u{1B}\\", .unknown),
  ]

  @Test("Every key's bytes are one key", arguments: sequences)
  func decoding(text: String, key: Key) {
    #expect(keys(text) == [key])
  }

  @Test("Bytes may come one at a time", arguments: sequences)
  func split(text: String, key: Key) {
    var decoder = KeyDecoder()
    var found: [Key] = []
    for byte in text.utf8 { found += decoder.decode([byte]) }
    #expect(decoder.isWaiting == found.isEmpty)
    found += decoder.timedOut()
    #expect(found == [key])
    #expect(!decoder.isWaiting)
  }

  @Test("All keys together come out in order")
  func together() {
    let alone = Self.sequences.filter { sequence in
      var decoder = KeyDecoder()
      return !decoder.decode(Array(sequence.0.utf8)).isEmpty
    }
    #expect(keys(alone.map(\.0).joined()) == alone.map(\.1))
  }

  @Test("A lone Escape waits for a silence; Escape twice is one at once")
  func escape() {
    var decoder = KeyDecoder()
    #expect(decoder.decode([0x1B]) == [])
    #expect(decoder.isWaiting)
    #expect(decoder.timedOut() == [.escape])
    #expect(decoder.timedOut() == [])
    #expect(decoder.decode([0x1B, 0x1B]) == [.escape])
    #expect(decoder.decode(Array("[A".utf8)) == [.up])
  }

  @Test("A paste bumps nothing, whatever is in it")
  func paste() {
    #expect(
      keys("a\u{1B}[200~   \r\u{1B}[A\u{1B}[201\u{1B}\u{1B}[201~b") == [.character("a"), .character("b")])
    var decoder = KeyDecoder()
    #expect(decoder.decode(Array("\u{1B}[200~ x".utf8)) == [])
    for _ in 1..<KeyDecoder.limitPasteSilences {
      #expect(decoder.timedOut() == [])
      #expect(decoder.decode([]) == [])
      #expect(decoder.isWaiting)
    }
    #expect(decoder.timedOut() == [])
    #expect(decoder.decode([0x20]) == [.character(" ")])
  }

  @Test(
    "Malformed UTF-8 is dropped and what follows is read",
    arguments: [
      [0xC3], [0xC0, 0xAF], [0xE0, 0x80, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5], [0xFF],
      [0x80], [0xE2, 0x82], [0xF0, 0x9F, 0x8D], [0xC3, 0xC3],
    ] as [[UInt8]])
  func malformed(bytes: [UInt8]) {
    #expect(keys(bytes + [0x61]) == [.character("a")])
    #expect(keys(bytes) == [])
  }

  @Test("C1 controls are no characters")
  func c1() {
    #expect(keys("\u{9B}") == [.unknown])
    #expect(keys("\u{1B}x") == [.escape, .character("x")])
    #expect(keys("\u{1B}:") == [.escape, .character(":")])
  }

  @Test("Any bytes are taken, in bounded memory, and a silence always ends them")
  func anything() {
    var random = Seeded(seed: 3)
    let likely = Array("\u{1B}\u{1B}[[O]P?;0129~MABmn\u{7}\\".utf8)
    for _ in 0..<5_000 {
      var decoder = KeyDecoder()
      for _ in 0..<Int.random(in: 0...60, using: &random) {
        let byte =
          Bool.random(using: &random)
          ? likely[Int.random(in: 0..<likely.count, using: &random)]
          : UInt8.random(in: 0...255, using: &random)
        for key in decoder.decode([byte]) {
          if case .character(let scalar) = key { #expect(scalar.value >= 0x20 && scalar.value != 0x7F) }
          if case .function(let number) = key { #expect((1...12).contains(number)) }
        }
      }
      for _ in 0..<KeyDecoder.limitPasteSilences { _ = decoder.timedOut() }
      #expect(!decoder.isWaiting)
    }
    var decoder = KeyDecoder()
    #expect(decoder.decode(Array("\u{1B}[".utf8) + Array(repeating: 0x31, count: 1_000_000)) == [])
    #expect(decoder.decode([0x41]) == [.unknown])
  }
}
