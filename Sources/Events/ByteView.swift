/// Bytes that are looked at in place while a line is read: no copies, no counting of owners, every look within
/// bounds.
///
/// It is valid inside the closure of ``over(_:_:)`` and never kept.
struct ByteView {
  private let start: UnsafeRawPointer
  let count: Int

  private init(_ bytes: UnsafeRawBufferPointer) {
    // An empty buffer may have no address; nothing is ever read from it.
    start = bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 1)!
    count = bytes.count
  }

  @inline(__always)
  static func over<Result, Failure>(
    _ bytes: [UInt8], _ body: (ByteView) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try bytes.withUnsafeBufferPointer { buffer throws(Failure) in
      try body(ByteView(UnsafeRawBufferPointer(buffer)))
    }
  }

  @inline(__always)
  subscript(place: Int) -> UInt8 {
    precondition(UInt(bitPattern: place) < UInt(bitPattern: count))
    return start.load(fromByteOffset: place, as: UInt8.self)
  }

  /// The number whose bytes stand at `place`, the first being the least.
  @inline(__always)
  func load<Number: FixedWidthInteger>(_ place: Int, as type: Number.Type) -> Number {
    precondition(place >= 0 && count - place >= MemoryLayout<Number>.size)
    return Number(littleEndian: start.loadUnaligned(fromByteOffset: place, as: Number.self))
  }

  @inline(__always)
  func part(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    let first = (start + range.lowerBound).assumingMemoryBound(to: UInt8.self)
    return UnsafeBufferPointer(start: first, count: range.count)
  }

  /// Whether a text of the program's own stands at `place`.
  @inline(__always)
  func has(_ text: StaticString, at place: Int) -> Bool {
    let length = text.utf8CodeUnitCount
    guard count - place >= length else { return false }
    let wanted = UnsafeRawPointer(text.utf8Start)
    var offset = 0
    while offset + 8 <= length {
      guard
        load(place + offset, as: UInt64.self)
          == UInt64(littleEndian: wanted.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      else { return false }
      offset += 8
    }
    while offset < length {
      guard self[place + offset] == text.utf8Start[offset] else { return false }
      offset += 1
    }
    return true
  }

  /// Whether two texts of one length are the same, eight bytes at a time.
  @inline(__always)
  static func isSame(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
    precondition(left.count == right.count)
    var place = 0
    while left.count - place >= 8 {
      guard
        left.loadUnaligned(fromByteOffset: place, as: UInt64.self)
          == right.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      else { return false }
      place += 8
    }
    while place < left.count {
      guard left[place] == right[place] else { return false }
      place += 1
    }
    return true
  }

  /// How many bytes from `place` on are plain: neither quote nor backslash nor control character, and ASCII.
  ///
  /// Eight at a time (Warren, Hacker's Delight, 6-1): a byte's top bit is set where it is one of those; a borrow
  /// can set it wrongly only behind the first of them.
  @inline(__always)
  func plainBytes(from place: Int) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    var position = place
    while count - position >= 8 {
      let word = load(position, as: UInt64.self)
      let quote = word ^ (ones &* 0x22)
      let backslash = word ^ (ones &* 0x5C)
      let special =
        (quote &- ones) & ~quote | (backslash &- ones) & ~backslash | (word &- ones &* 0x20) & ~word | word
      let marks = special & (ones &* 0x80)
      if marks != 0 { return position - place + marks.trailingZeroBitCount / 8 }
      position += 8
    }
    while position < count {
      let byte = self[position]
      if byte == 0x22 || byte == 0x5C || byte < 0x20 || byte >= 0x80 { break }
      position += 1
    }
    return position - place
  }
}

/// Where lines end.
package enum LineBreak {
  /// The first newline at `start` or behind it; nil where none is. Eight bytes at a time.
  package static func position(in bytes: [UInt8], from start: Int) -> Int? {
    ByteView.over(bytes) { view in
      let ones: UInt64 = 0x0101_0101_0101_0101
      var place = start
      while view.count - place >= 8 {
        let word = view.load(place, as: UInt64.self) ^ (ones &* 0x0A)
        let marks = (word &- ones) & ~word & (ones &* 0x80)
        if marks != 0 { return place + marks.trailingZeroBitCount / 8 }
        place += 8
      }
      while place < view.count {
        if view[place] == 0x0A { return place }
        place += 1
      }
      return nil
    }
  }
}
