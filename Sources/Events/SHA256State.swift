/// A word of SHA-256: 32 bits of one message, or of several that are computed side by side.
protocol SHA256Word: Sendable {
  init(every word: UInt32)
  static func &+ (left: Self, right: Self) -> Self
  static func ^ (left: Self, right: Self) -> Self
  static func & (left: Self, right: Self) -> Self
  static func | (left: Self, right: Self) -> Self
  func down(_ places: UInt32) -> Self
  func up(_ places: UInt32) -> Self
}

extension SHA256Word {
  /// The two halves share no bit, so a sum joins them; the compiler keeps a sum of vectors whole, and takes an
  /// “or” of them apart lane by lane.
  @inline(__always)
  func rotated(_ places: UInt32) -> Self { down(places) &+ up(32 &- places) }
}

extension UInt32: SHA256Word {
  @inline(__always)
  init(every word: UInt32) { self = word }
  @inline(__always)
  func down(_ places: UInt32) -> UInt32 { self &>> places }
  @inline(__always)
  func up(_ places: UInt32) -> UInt32 { self &<< places }
}

extension SIMD4<UInt32>: SHA256Word {
  @inline(__always)
  init(every word: UInt32) { self.init(repeating: word) }
  @inline(__always)
  func down(_ places: UInt32) -> Self { self &>> Self(repeating: places) }
  @inline(__always)
  func up(_ places: UInt32) -> Self { self &<< Self(repeating: places) }
}

/// Where the words of a message come from.
protocol SHA256Message {
  associatedtype Word: SHA256Word
  /// Puts the sixteen words of a block at the start of the schedule.
  func load(block: Int, into schedule: UnsafeMutableBufferPointer<Word>)
}

/// The eight words between blocks.
struct SHA256State<Word: SHA256Word>: Sendable {
  private(set) var a, b, c, d, e, f, g, h: Word

  /// What every message starts from (section 5.3.3).
  init() {
    a = Word(every: 0x6a09_e667)
    b = Word(every: 0xbb67_ae85)
    c = Word(every: 0x3c6e_f372)
    d = Word(every: 0xa54f_f53a)
    e = Word(every: 0x510e_527f)
    f = Word(every: 0x9b05_688c)
    g = Word(every: 0x1f83_d9ab)
    h = Word(every: 0x5be0_cd19)
  }

  /// Section 6.2.2.
  @inline(__always)
  mutating func compress<Message: SHA256Message>(_ message: Message, blocks: Range<Int>)
  where Message.Word == Word {
    withUnsafeTemporaryAllocation(of: Word.self, capacity: 16) { w in
      roundConstants.withUnsafeBufferPointer { k in
        for block in blocks {
          message.load(block: block, into: w)
          compress(schedule: w, constants: k)
        }
      }
    }
  }

  /// The schedule keeps its last sixteen words; each new one takes the place of the oldest.
  @inline(__always)
  private mutating func compress(
    schedule w: UnsafeMutableBufferPointer<Word>, constants k: UnsafeBufferPointer<UInt32>
  ) {
    var next = self
    for t in stride(from: 0, to: 64, by: 16) {
      next.eightRounds(w, 0, k, t)
      next.eightRounds(w, 8, k, t)
    }
    a = a &+ next.a
    b = b &+ next.b
    c = c &+ next.c
    d = d &+ next.d
    e = e &+ next.e
    f = f &+ next.f
    g = g &+ next.g
    h = h &+ next.h
  }

  /// Eight rounds a turn, so that the words rotate by name and not by copying.
  ///
  /// - Parameters:
  ///   - place: which half of the schedule.
  ///   - turn: the round at which this turn of the schedule began.
  @inline(__always)
  private mutating func eightRounds(
    _ w: UnsafeMutableBufferPointer<Word>, _ place: Int, _ k: UnsafeBufferPointer<UInt32>, _ turn: Int
  ) {
    if turn > 0 { for step in 0..<8 { extend(w, place &+ step) } }
    func added(_ step: Int) -> Word { Word(every: k[turn &+ place &+ step]) &+ w[place &+ step] }
    round(a, b, c, &d, e, f, g, &h, added(0))
    round(h, a, b, &c, d, e, f, &g, added(1))
    round(g, h, a, &b, c, d, e, &f, added(2))
    round(f, g, h, &a, b, c, d, &e, added(3))
    round(e, f, g, &h, a, b, c, &d, added(4))
    round(d, e, f, &g, h, a, b, &c, added(5))
    round(c, d, e, &f, g, h, a, &b, added(6))
    round(b, c, d, &e, f, g, h, &a, added(7))
  }

  @inline(__always)
  private func extend(_ w: UnsafeMutableBufferPointer<Word>, _ t: Int) {
    let near = w[(t &+ 14) & 15]
    let far = w[(t &+ 1) & 15]
    let sigma1 = near.rotated(17) ^ near.rotated(19) ^ near.down(10)
    let sigma0 = far.rotated(7) ^ far.rotated(18) ^ far.down(3)
    w[t] = w[t] &+ sigma0 &+ w[(t &+ 9) & 15] &+ sigma1
  }

  @inline(__always)
  private func round(
    _ a: Word, _ b: Word, _ c: Word, _ d: inout Word, _ e: Word, _ f: Word, _ g: Word, _ h: inout Word,
    _ added: Word
  ) {
    let choice = g ^ (e & (f ^ g))
    let first = h &+ (e.rotated(6) ^ e.rotated(11) ^ e.rotated(25)) &+ choice &+ added
    let majority = (a & b) | (c & (a | b))
    d = d &+ first
    h = first &+ (a.rotated(2) ^ a.rotated(13) ^ a.rotated(22)) &+ majority
  }
}

extension SHA256State<SIMD4<UInt32>> {
  /// Takes over the lanes whose message goes on; the others stay as they are.
  @inline(__always)
  mutating func take(_ next: Self, where goesOn: SIMDMask<SIMD4<Int32>>) {
    a.replace(with: next.a, where: goesOn)
    b.replace(with: next.b, where: goesOn)
    c.replace(with: next.c, where: goesOn)
    d.replace(with: next.d, where: goesOn)
    e.replace(with: next.e, where: goesOn)
    f.replace(with: next.f, where: goesOn)
    g.replace(with: next.g, where: goesOn)
    h.replace(with: next.h, where: goesOn)
  }
}

/// The first 32 bits of the fractional parts of the cube roots of the first 64 primes (section 4.2.2).
private let roundConstants: [UInt32] = [
  0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
  0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
  0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
  0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
  0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
  0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
  0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
  0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
]
