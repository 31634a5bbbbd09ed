/// Lower-case hexadecimal, the only form in which galley writes or takes hashes and identifiers.
public enum Hex {
  /// The value of one digit `0`–`9` or `a`–`f`; nil for any other byte.
  @inlinable
  public static func value(ofLowerCase byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    default: nil
    }
  }

  /// Appends the lowest `digits` hex digits of `value`, highest first.
  public static func write(_ value: UInt64, digits: Int, to bytes: inout [UInt8]) {
    for place in stride(from: (digits - 1) * 4, through: 0, by: -4) {
      bytes.append(digit(UInt8(truncatingIfNeeded: value >> UInt64(place)) & 0xF))
    }
  }

  /// The value of eight digits, the first standing in the lowest byte; nil where one is no lower-case digit.
  ///
  /// All eight at once: a digit's value is its low four bits, and nine more for a letter. What they were made
  /// from must come out again.
  @inline(__always)
  static func word(_ text: UInt64) -> UInt32? {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let values = (text & (ones &* 0x0F)) &+ ((text >> 6) & ones) &* 9
    guard values & (ones &* 0xF0) == 0, ascii(values) == text else { return nil }
    var packed = values.byteSwapped
    packed = (packed | packed >> 4) & 0x00FF_00FF_00FF_00FF
    packed = (packed | packed >> 8) & 0x0000_FFFF_0000_FFFF
    return UInt32(truncatingIfNeeded: packed | packed >> 16)
  }

  /// The eight digits of a value, the first in the lowest byte.
  @inline(__always)
  static func digits(_ value: UInt32) -> UInt64 {
    var spread = UInt64(value)
    spread = (spread | spread << 16) & 0x0000_FFFF_0000_FFFF
    spread = (spread | spread << 8) & 0x00FF_00FF_00FF_00FF
    spread = (spread | spread << 4) & 0x0F0F_0F0F_0F0F_0F0F
    return ascii(spread.byteSwapped)
  }

  /// Eight values below 16, each as the character that writes it.
  @inline(__always)
  private static func ascii(_ values: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let letters = ((values &+ ones &* 6) >> 4) & ones
    return values &+ ones &* 0x30 &+ letters &* 0x27
  }

  /// Appends characters, the one in the lowest byte first.
  @inline(__always)
  static func append<Characters: FixedWidthInteger>(_ characters: Characters, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: characters.littleEndian) { bytes.append(contentsOf: $0) }
  }

  /// Two digits a byte.
  public static func text(_ bytes: some Sequence<UInt8>) -> String {
    var digits: [UInt8] = []
    for byte in bytes { write(UInt64(byte), digits: 2, to: &digits) }
    return String(decoding: digits, as: UTF8.self)
  }

  /// The bytes of a text of digit pairs; nil where it is anything else.
  public static func bytes(_ text: some StringProtocol) -> [UInt8]? {
    let digits = text.utf8.compactMap(value(ofLowerCase:))
    guard digits.count == text.utf8.count, digits.count.isMultiple(of: 2) else { return nil }
    return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }
}
