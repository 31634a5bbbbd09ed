/// XXH64 with seed 0: covers what is kept beside the log, where a flipped bit must be seen and nobody lies.
///
/// After the specification of xxHash, version 0.1.1. Some twenty times as fast as SHA-256, which matters when a
/// start reads megabytes of checkpoint.
package enum Checksum {
  private static let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
  private static let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
  private static let prime3: UInt64 = 0x1656_67B1_9E37_79F9
  private static let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63
  private static let prime5: UInt64 = 0x27D4_EB2F_1656_67C5

  package static func of(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.withUnsafeBytes(of(buffer:)) }

  private static func of(buffer: UnsafeRawBufferPointer) -> UInt64 {
    var place = 0
    var sum: UInt64
    if buffer.count >= 32 {
      var lanes = (prime1 &+ prime2, prime2, UInt64(0), UInt64(0) &- prime1)
      while place + 32 <= buffer.count {
        lanes.0 = round(lanes.0, word(buffer, place))
        lanes.1 = round(lanes.1, word(buffer, place + 8))
        lanes.2 = round(lanes.2, word(buffer, place + 16))
        lanes.3 = round(lanes.3, word(buffer, place + 24))
        place += 32
      }
      sum = turned(lanes.0, 1) &+ turned(lanes.1, 7) &+ turned(lanes.2, 12) &+ turned(lanes.3, 18)
      for lane in [lanes.0, lanes.1, lanes.2, lanes.3] { sum = (sum ^ round(0, lane)) &* prime1 &+ prime4 }
    } else {
      sum = prime5
    }
    sum = sum &+ UInt64(buffer.count)
    return avalanche(tail(sum, buffer, place))
  }

  private static func tail(_ start: UInt64, _ buffer: UnsafeRawBufferPointer, _ from: Int) -> UInt64 {
    var sum = start
    var place = from
    while place + 8 <= buffer.count {
      sum = turned(sum ^ round(0, word(buffer, place)), 27) &* prime1 &+ prime4
      place += 8
    }
    if place + 4 <= buffer.count {
      let half = UInt64(UInt32(littleEndian: buffer.loadUnaligned(fromByteOffset: place, as: UInt32.self)))
      sum = turned(sum ^ (half &* prime1), 23) &* prime2 &+ prime3
      place += 4
    }
    while place < buffer.count {
      sum = turned(sum ^ (UInt64(buffer[place]) &* prime5), 11) &* prime1
      place += 1
    }
    return sum
  }

  private static func avalanche(_ sum: UInt64) -> UInt64 {
    var mixed = (sum ^ sum >> 33) &* prime2
    mixed = (mixed ^ mixed >> 29) &* prime3
    return mixed ^ mixed >> 32
  }

  private static func round(_ lane: UInt64, _ word: UInt64) -> UInt64 {
    turned(lane &+ word &* prime2, 31) &* prime1
  }

  private static func turned(_ word: UInt64, _ bits: UInt64) -> UInt64 { word << bits | word >> (64 - bits) }

  private static func word(_ buffer: UnsafeRawBufferPointer, _ place: Int) -> UInt64 {
    UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: place, as: UInt64.self))
  }
}
