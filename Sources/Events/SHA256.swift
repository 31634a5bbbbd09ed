/// SHA-256 (FIPS 180-4), one call or in pieces.
public struct SHA256: Sendable {
  /// 64 bytes: what one round of compression takes.
  public static let blockBytes = 64
  /// 32 bytes of result.
  public static let digestBytes = 32

  private var state = SHA256State<UInt32>()
  private var pending: [UInt8] = []
  private var totalBytes: UInt64 = 0

  public init() { pending.reserveCapacity(Self.blockBytes) }

  /// The digest of all of `bytes`.
  public static func digest(_ bytes: [UInt8]) -> [UInt8] {
    digest(bytes, 0..<bytes.count)
  }

  /// The digest of a part of `bytes`, without a copy.
  public static func digest(_ bytes: [UInt8], _ range: Range<Int>) -> [UInt8] {
    bytes.withUnsafeBytes { text($0[range], of: UInt64(range.count), from: SHA256State()) }
  }

  /// The first 128 bits of the digest: what an event line carries.
  static func fingerprint(_ bytes: UnsafeBufferPointer<UInt8>) -> Fingerprint {
    let all = UnsafeRawBufferPointer(bytes)
    let state = finished(SHA256State(), all[...], totalBytes: UInt64(all.count))
    return Fingerprint(
      high: UInt64(state.a) << 32 | UInt64(state.b), low: UInt64(state.c) << 32 | UInt64(state.d))
  }

  /// Takes the next piece of the message.
  public mutating func update(_ bytes: [UInt8]) { update(bytes[...]) }

  /// Takes the next piece of the message; whole blocks are read where they lie.
  public mutating func update(_ bytes: ArraySlice<UInt8>) {
    totalBytes += UInt64(bytes.count)
    let missing = pending.isEmpty ? 0 : Self.blockBytes - pending.count
    pending += bytes.prefix(missing)
    if pending.count == Self.blockBytes {
      pending.withUnsafeBytes { state.compress(OneMessage($0), blocks: 0..<1) }
      pending.removeAll(keepingCapacity: true)
    }
    let rest = bytes.dropFirst(missing)
    let blocks = rest.count / Self.blockBytes
    rest.withUnsafeBytes { state.compress(OneMessage($0), blocks: 0..<blocks) }
    pending += rest.dropFirst(blocks * Self.blockBytes)
  }

  /// The digest of all that was taken so far: 32 bytes.
  public func finalize() -> [UInt8] {
    pending.withUnsafeBytes { Self.text($0[...], of: totalBytes, from: state) }
  }

  private static func text(
    _ rest: Slice<UnsafeRawBufferPointer>, of totalBytes: UInt64, from state: SHA256State<UInt32>
  ) -> [UInt8] {
    let last = finished(state, rest, totalBytes: totalBytes)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digestBytes)
    for word in [last.a, last.b, last.c, last.d, last.e, last.f, last.g, last.h] {
      for shift in [24, 16, 8, 0] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: word >> shift)) }
    }
    return bytes
  }

  /// The state after the rest of a message and its padding.
  private static func finished(
    _ state: SHA256State<UInt32>, _ rest: Slice<UnsafeRawBufferPointer>, totalBytes: UInt64
  ) -> SHA256State<UInt32> {
    var state = state
    let whole = rest.count / blockBytes
    state.compress(OneMessage(UnsafeRawBufferPointer(rebasing: rest)), blocks: 0..<whole)
    withUnsafeTemporaryAllocation(byteCount: 2 * blockBytes, alignment: 16) { tail in
      let blocks = pad(rest.dropFirst(whole * blockBytes), into: tail, totalBytes: totalBytes)
      state.compress(OneMessage(UnsafeRawBufferPointer(tail)), blocks: 0..<blocks)
    }
    return state
  }

  /// The rest of a message with a one bit, zeros and the length in bits (section 5.1.1): one block or two.
  static func pad(
    _ rest: Slice<UnsafeRawBufferPointer>, into tail: UnsafeMutableRawBufferPointer, totalBytes: UInt64
  ) -> Int {
    let blocks = rest.count < 56 ? 1 : 2
    tail.copyBytes(from: rest)
    for place in rest.count..<(blocks * blockBytes) { tail[place] = 0 }
    tail[rest.count] = 0x80
    tail.storeBytes(of: (totalBytes &* 8).bigEndian, toByteOffset: blocks * blockBytes - 8, as: UInt64.self)
    return blocks
  }
}

/// The message of a single computation.
private struct OneMessage: SHA256Message {
  private let bytes: UnsafeRawBufferPointer

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  @inline(__always)
  func load(block: Int, into schedule: UnsafeMutableBufferPointer<UInt32>) {
    let start = block &* SHA256.blockBytes
    for t in 0..<16 {
      let word = bytes.loadUnaligned(fromByteOffset: start &+ t &* 4, as: UInt32.self)
      schedule[t] = UInt32(bigEndian: word)
    }
  }
}
