import Testing

@testable import Dining

/// Codes that sound alike are not both out, while any other is free.
@Suite struct ShortCodeSoundTests {
  /// Hands codes out, and keeps all of them live.
  private static func codes(_ count: Int, live: [String] = []) -> [String] {
    var codes = ShortCodes(letter: "B")
    var out = live
    for code in live { codes.reserve(code) }
    while out.count < count, let next = codes.next(isLive: { out.contains($0) }) {
      codes.reserve(next)
      out.append(next)
    }
    return out
  }

  @Test func `of thirteen and thirty one is out`() {
    let out = Self.codes(93)
    #expect(out.contains("B13") && !out.contains("B30"))
    for (teen, ty) in zip(13...19, stride(from: 30, through: 90, by: 10)) {
      #expect(!(out.contains("B\(teen)") && out.contains("B\(ty)")), "\(teen) and \(ty)")
    }
    // 100 less one of each of seven pairs; the next have three digits.
    #expect(Self.codes(94).last == "B100")
  }

  @Test func `all thousand are given out before there is none`() {
    let out = Self.codes(1_001)
    #expect(out.count == 1_000 && Set(out).count == 1_000)
    #expect(out.suffix(70).contains("B30"))
  }

  @Test func `a code that another terminal gave counts too`() {
    #expect(!Self.codes(20, live: ["B40"]).contains("B14"))
  }

  @Test func `only teens and tens sound alike, in hundreds too`() {
    let pairs = (0..<1_000).compactMap { number in
      ShortCodes.soundsLike(number).map { [number, $0].sorted() }
    }
    #expect(
      Set(pairs).count == 70 && pairs.count == 140 && pairs.contains([113, 130]) && !pairs.contains([12, 20]))
  }
}
