/// Fingerprints of several messages at once, four side by side in the lanes of a vector.
///
/// A processor computes four in little more time than one; a start that checks a million hashes is made of this.
enum SHA256Lanes {
  static let count = 4

  /// The fingerprint of each of these parts.
  static func fingerprints(_ bytes: ByteView, _ parts: [Range<Int>]) -> [Fingerprint] {
    var found = parts.map { _ in Fingerprint(high: 0, low: 0) }
    // Those of about one length go together, so that no lane waits long for another.
    let order = parts.indices.sorted { parts[$0].count < parts[$1].count }
    withUnsafeTemporaryAllocation(byteCount: count * 2 * SHA256.blockBytes, alignment: 16) { tails in
      var start = 0
      while start + count <= order.count {
        let lanes = order[start..<(start + count)]
        let message = FourMessages(bytes, lanes.map { parts[$0] }, tails)
        for (index, fingerprint) in zip(lanes, message.fingerprints) { found[index] = fingerprint }
        start += count
      }
      for index in order[start...] { found[index] = SHA256.fingerprint(bytes.part(parts[index])) }
    }
    return found
  }
}

/// Four messages with their padding.
private struct FourMessages: SHA256Message {
  /// Where each message's whole blocks stand, and where the padded rest does.
  private var starts: InlineArray<4, UnsafeRawPointer>
  private var tails: InlineArray<4, UnsafeRawPointer>
  private var whole = SIMD4<Int32>.zero
  private var blocks = SIMD4<Int32>.zero

  init(_ bytes: ByteView, _ parts: [Range<Int>], _ tails: UnsafeMutableRawBufferPointer) {
    let none = UnsafeRawPointer(tails.baseAddress!)
    starts = InlineArray(repeating: none)
    self.tails = InlineArray(repeating: none)
    for (lane, range) in parts.enumerated() {
      let part = UnsafeRawBufferPointer(bytes.part(range))
      let room = 2 * SHA256.blockBytes
      let tail = UnsafeMutableRawBufferPointer(rebasing: tails[(lane * room)..<((lane + 1) * room)])
      let count = part.count / SHA256.blockBytes
      let rest = part.dropFirst(count * SHA256.blockBytes)
      whole[lane] = Int32(count)
      blocks[lane] = Int32(count + SHA256.pad(rest, into: tail, totalBytes: UInt64(part.count)))
      if let first = part.baseAddress { starts[lane] = first }
      self.tails[lane] = none + lane * room
    }
  }

  var fingerprints: [Fingerprint] {
    var state = SHA256State<SIMD4<UInt32>>()
    let (least, most) = (Int(blocks.min()), Int(blocks.max()))
    state.compress(self, blocks: 0..<least)
    for block in least..<most {
      var next = state
      next.compress(self, blocks: block..<(block + 1))
      state.take(next, where: blocks .> Int32(block))
    }
    return (0..<SHA256Lanes.count).map { lane in
      Fingerprint(
        high: UInt64(state.a[lane]) << 32 | UInt64(state.b[lane]),
        low: UInt64(state.c[lane]) << 32 | UInt64(state.d[lane]))
    }
  }

  @inline(__always)
  func load(block: Int, into schedule: UnsafeMutableBufferPointer<SIMD4<UInt32>>) {
    let (first, second) = (start(0, block), start(1, block))
    let (third, fourth) = (start(2, block), start(3, block))
    for t in 0..<16 {
      schedule[t] = SIMD4(word(first, t), word(second, t), word(third, t), word(fourth, t))
    }
  }

  @inline(__always)
  private func word(_ start: UnsafeRawPointer, _ t: Int) -> UInt32 {
    UInt32(bigEndian: start.loadUnaligned(fromByteOffset: t &* 4, as: UInt32.self))
  }

  /// A lane that is at its end reads its last block again, for nothing.
  private func start(_ lane: Int, _ block: Int) -> UnsafeRawPointer {
    let whole = Int(whole[lane])
    let block = min(block, Int(blocks[lane]) - 1)
    return block < whole
      ? starts[lane] + block * SHA256.blockBytes : tails[lane] + (block - whole) * SHA256.blockBytes
  }
}
