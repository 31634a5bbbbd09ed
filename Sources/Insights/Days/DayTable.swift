import Events

/// Some columns of a day, as questions walk over them.
struct DayTable {
  let head: DayHead
  private var columns: [DayColumn: [UInt8]] = [:]

  /// - Parameters:
  ///   - wanted: the columns that are asked for; others may not be.
  ///   - read: brings a stretch of the file.
  /// - Returns: nil where a column is not what it was when it was written.
  init?(_ head: DayHead, _ wanted: [DayColumn], _ read: (Range<Int>) -> [UInt8]?) {
    self.head = head
    for column in wanted {
      let place = head.place(column)
      let bytes = place.isEmpty ? [] : read(place)
      guard let bytes, bytes.count == place.count, Checksum.of(bytes[...]) == head.sum(column),
        Self.isWithin(bytes, Self.bound(column, head))
      else { return nil }
      columns[column] = bytes
    }
  }

  /// What the numbers of a column must be less than; nil where any will do.
  private static func bound(_ column: DayColumn, _ head: DayHead) -> UInt32? {
    switch column.content {
    case .number, .wide: nil
    case .text: UInt32(head.texts.count)
    case .row(let part): UInt32(head.count(part))
    }
  }

  private static func isWithin(_ bytes: [UInt8], _ bound: UInt32?) -> Bool {
    guard let bound else { return true }
    return numbers(bytes, UInt32.self).allSatisfy { $0 < bound }
  }

  /// Of four bytes each.
  func numbers(_ column: DayColumn) -> [UInt32] { Self.numbers(columns[column] ?? [], UInt32.self) }

  /// Of eight bytes each.
  func wide(_ column: DayColumn) -> [UInt64] { Self.numbers(columns[column] ?? [], UInt64.self) }

  /// Copied whole: what is read is what this machine wrote, and those on which galley runs have the least byte first.
  private static func numbers<Number: FixedWidthInteger>(_ bytes: [UInt8], _ type: Number.Type) -> [Number] {
    let count = bytes.count / MemoryLayout<Number>.size
    return [Number](unsafeUninitializedCapacity: count) { buffer, filled in
      bytes.withUnsafeBytes {
        UnsafeMutableRawBufferPointer(buffer).copyMemory(
          from: UnsafeRawBufferPointer(rebasing: $0.prefix(count * MemoryLayout<Number>.size)))
      }
      filled = count
    }
  }

  /// The text of a number in a column of texts; nil for none.
  func text(_ number: UInt32) -> ExactString? { number == 0 ? nil : head.texts[Int(number)] }

  static func moment(_ number: UInt64) -> Timestamp? {
    number == 0 ? nil : Timestamp(clamping: Int64(truncatingIfNeeded: number) - 1)
  }

  static func number(_ moment: Timestamp?) -> UInt64 {
    moment.map { UInt64(truncatingIfNeeded: $0.milliseconds + 1) } ?? 0
  }
}
