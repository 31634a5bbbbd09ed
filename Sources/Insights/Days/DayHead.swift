import Events

/// The beginning of a day's file: what lies in it, and where.
///
/// The rest of the file is columns, one behind the other. Each has its checksum here, and the head's own checksum is in
/// the file's name, so that a question reads only what it asks for and sees any damage to it.
struct DayHead {
  /// Whoever changes a column, or what it means, counts this up: files of before are made anew.
  static let codec: UInt32 = 1
  private static let magic = Array("galleyR".utf8)
  /// More than a day of the largest house has of each.
  private static let rowsLimit: UInt32 = 1 << 26

  let from: Timestamp
  let until: Timestamp
  /// How many rows each table has.
  private let counts: [UInt32]
  /// How many of its orders have a part in other days too.
  let spanning: UInt32
  let texts: [ExactString]
  private let sums: [UInt64]
  /// How long the head itself is.
  let headBytes: Int

  func count(_ part: DayPart) -> Int { Int(counts[Int(part.rawValue)]) }

  func sum(_ column: DayColumn) -> UInt64 { sums[Int(column.rawValue)] }

  /// Where a column lies in the file.
  func place(_ column: DayColumn) -> Range<Int> {
    var start = headBytes
    for other in DayColumn.allCases.prefix(Int(column.rawValue)) {
      start += count(other.part) * other.widthBytes
    }
    return start..<(start + count(column.part) * column.widthBytes)
  }

  /// - Returns: nil for what does not fit its checksum, or was written by another codec.
  init?(_ bytes: [UInt8]) {
    guard var reader = ByteReader(sealed: bytes), let magic = reader.raw(Self.magic.count),
      magic.elementsEqual(Self.magic), reader.number(UInt32.self) == Self.codec,
      let from = reader.number(Int64.self), let until = reader.number(Int64.self), from < until
    else { return nil }
    self.from = Timestamp(clamping: from)
    self.until = Timestamp(clamping: until)
    var counts: [UInt32] = []
    for _ in DayPart.allCases {
      guard let count = reader.number(UInt32.self), count < Self.rowsLimit else { return nil }
      counts.append(count)
    }
    self.counts = counts
    guard let spanning = reader.number(UInt32.self) else { return nil }
    self.spanning = spanning
    var sums: [UInt64] = []
    for _ in DayColumn.allCases {
      guard let sum = reader.number(UInt64.self) else { return nil }
      sums.append(sum)
    }
    self.sums = sums
    guard let textCount = reader.count(ofAtLeast: 4) else { return nil }
    var texts: [ExactString] = []
    for _ in 0..<textCount {
      guard let length = reader.number(UInt32.self), let raw = reader.raw(Int(length)) else { return nil }
      texts.append(ExactString(String(decoding: raw, as: UTF8.self)))
    }
    guard texts.first?.string.isEmpty == true else { return nil }
    self.texts = texts
    headBytes = bytes.count
  }

  /// The head of a file with these columns.
  static func encode(
    of day: BusinessDay, counts: [UInt32], spanning: UInt32, texts: [ExactString], columns: [[UInt8]]
  ) -> [UInt8] {
    var head = ByteWriter()
    head.write(raw: magic)
    head.write(codec)
    head.write(day.from.milliseconds)
    head.write(day.until.milliseconds)
    for count in counts { head.write(count) }
    head.write(spanning)
    for column in columns { head.write(Checksum.of(column[...])) }
    head.write(UInt32(texts.count))
    for text in texts {
      head.write(UInt32(text.string.utf8.count))
      head.write(raw: text.string.utf8)
    }
    return head.sealed()
  }
}
