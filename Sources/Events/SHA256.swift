/// SHA-256 (FIPS 180-4), one call or in pieces.
public struct SHA256: Sendable {
  /// 64 bytes: what one round of compression takes.
  public static let blockBytes = 64
  /// 32 bytes of result.
  public static let digestBytes = 32

  private var state = State.initial
  private var pending: [UInt8] = []
  private var totalBytes: UInt64 = 0

  public init() { pending.reserveCapacity(Self.blockBytes) }

  /// The digest of all of `bytes`.
  public static func digest(_ bytes: [UInt8]) -> [UInt8] {
    digest(bytes, 0..<bytes.count)
  }

  /// The digest of a part of `bytes`, without a copy.
  public static func digest(_ bytes: [UInt8], _ range: Range<Int>) -> [UInt8] {
    state(bytes, range).bytes
  }

  /// The first 128 bits of the digest of a part of `bytes`: what an event line carries.
  static func fingerprint(_ bytes: [UInt8], _ range: Range<Int>) -> Fingerprint {
    let state = state(bytes, range)
    return Fingerprint(
      high: UInt64(state.a) << 32 | UInt64(state.b), low: UInt64(state.c) << 32 | UInt64(state.d))
  }

  private static func state(_ bytes: [UInt8], _ range: Range<Int>) -> State {
    var state = State.initial
    let whole = range.count / blockBytes * blockBytes
    bytes.withUnsafeBytes { all in
      let part = UnsafeRawBufferPointer(rebasing: all[range])
      state.compress(part, blocks: whole / blockBytes)
      let tail = padded(part[whole...], totalBytes: UInt64(range.count))
      tail.withUnsafeBytes { state.compress($0, blocks: tail.count / blockBytes) }
    }
    return state
  }

  /// Takes the next piece of the message.
  public mutating func update(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      pending.append(byte)
      totalBytes += 1
      guard pending.count == Self.blockBytes else { continue }
      pending.withUnsafeBytes { state.compress($0, blocks: 1) }
      pending.removeAll(keepingCapacity: true)
    }
  }

  /// The digest of all that was taken so far: 32 bytes.
  public func finalize() -> [UInt8] {
    var last = state
    let tail = pending.withUnsafeBytes { Self.padded($0[...], totalBytes: totalBytes) }
    tail.withUnsafeBytes { last.compress($0, blocks: tail.count / Self.blockBytes) }
    return last.bytes
  }

  /// The rest of a message with a one bit, zeros and the length in bits (FIPS 180-4, section 5.1.1).
  private static func padded(_ rest: Slice<UnsafeRawBufferPointer>, totalBytes: UInt64) -> [UInt8] {
    var tail = [UInt8](repeating: 0, count: rest.count < 56 ? 64 : 128)
    for (offset, byte) in rest.enumerated() { tail[offset] = byte }
    tail[rest.count] = 0x80
    let bits = totalBytes &* 8
    for place in 0..<8 {
      tail[tail.count - 1 - place] = UInt8(truncatingIfNeeded: bits >> UInt64(place * 8))
    }
    return tail
  }
}

/// The eight words between blocks.
private struct State: Sendable {
  var a, b, c, d, e, f, g, h: UInt32

  static let initial = State(
    a: 0x6a09_e667, b: 0xbb67_ae85, c: 0x3c6e_f372, d: 0xa54f_f53a,
    e: 0x510e_527f, f: 0x9b05_688c, g: 0x1f83_d9ab, h: 0x5be0_cd19)

  var bytes: [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(SHA256.digestBytes)
    for word in [a, b, c, d, e, f, g, h] {
      for shift in [24, 16, 8, 0] as [UInt32] { result.append(UInt8(truncatingIfNeeded: word >> shift)) }
    }
    return result
  }

  /// Section 6.2.2, eight rounds a turn so that the words rotate by name and not by copying.
  mutating func compress(_ message: UnsafeRawBufferPointer, blocks: Int) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { w in
      roundConstants.withUnsafeBufferPointer { k in
        for block in 0..<blocks {
          compress(message, at: block * SHA256.blockBytes, schedule: w, constants: k)
        }
      }
    }
  }

  @inline(__always)
  private mutating func compress(
    _ message: UnsafeRawBufferPointer, at start: Int, schedule w: UnsafeMutableBufferPointer<UInt32>,
    constants k: UnsafeBufferPointer<UInt32>
  ) {
    for t in 0..<16 {
      w[t] = UInt32(bigEndian: message.loadUnaligned(fromByteOffset: start + t * 4, as: UInt32.self))
    }
    for t in 16..<64 {
      let near = w[t &- 2]
      let far = w[t &- 15]
      let sigma1 = rotate(near, 17) ^ rotate(near, 19) ^ (near >> 10)
      let sigma0 = rotate(far, 7) ^ rotate(far, 18) ^ (far >> 3)
      w[t] = sigma1 &+ w[t &- 7] &+ sigma0 &+ w[t &- 16]
    }
    var (a, b, c, d, e, f, g, h) = (self.a, self.b, self.c, self.d, self.e, self.f, self.g, self.h)
    for t in stride(from: 0, to: 64, by: 8) {
      round(a, b, c, &d, e, f, g, &h, k[t] &+ w[t])
      round(h, a, b, &c, d, e, f, &g, k[t &+ 1] &+ w[t &+ 1])
      round(g, h, a, &b, c, d, e, &f, k[t &+ 2] &+ w[t &+ 2])
      round(f, g, h, &a, b, c, d, &e, k[t &+ 3] &+ w[t &+ 3])
      round(e, f, g, &h, a, b, c, &d, k[t &+ 4] &+ w[t &+ 4])
      round(d, e, f, &g, h, a, b, &c, k[t &+ 5] &+ w[t &+ 5])
      round(c, d, e, &f, g, h, a, &b, k[t &+ 6] &+ w[t &+ 6])
      round(b, c, d, &e, f, g, h, &a, k[t &+ 7] &+ w[t &+ 7])
    }
    self.a &+= a
    self.b &+= b
    self.c &+= c
    self.d &+= d
    self.e &+= e
    self.f &+= f
    self.g &+= g
    self.h &+= h
  }
}

@inline(__always)
private func rotate(_ word: UInt32, _ places: UInt32) -> UInt32 { word >> places | word << (32 &- places) }

@inline(__always)
private func round(
  _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32, _ e: UInt32, _ f: UInt32, _ g: UInt32,
  _ h: inout UInt32, _ added: UInt32
) {
  let choice = g ^ (e & (f ^ g))
  let first = h &+ (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) &+ choice &+ added
  let majority = (a & b) | (c & (a | b))
  d = d &+ first
  h = first &+ (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) &+ majority
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
