/// Puts the bytes of one UTF-8 character together as they come; whatever is not well-formed (Unicode table 3-7:
/// overlong forms, surrogates, stray bytes) is dropped without a trace.
struct UTF8Assembly {
  private var value: UInt32 = 0
  private var bytesLeft = 0
  private var least: UInt32 = 0

  var isWaiting: Bool { bytesLeft > 0 }

  /// Takes a byte of 0x80 or above; returns the character that it completes.
  mutating func take(_ byte: UInt8) -> Unicode.Scalar? {
    switch byte {
    case 0x80...0xBF where bytesLeft > 0:
      value = value << 6 | UInt32(byte & 0x3F)
      bytesLeft -= 1
      guard bytesLeft == 0, value >= least else { return nil }
      return Unicode.Scalar(value)
    case 0xC2...0xDF: begin(byte & 0x1F, bytesLeft: 1, least: 0x80)
    case 0xE0...0xEF: begin(byte & 0x0F, bytesLeft: 2, least: 0x800)
    case 0xF0...0xF4: begin(byte & 0x07, bytesLeft: 3, least: 0x10000)
    default: bytesLeft = 0
    }
    return nil
  }

  private mutating func begin(_ bits: UInt8, bytesLeft: Int, least: UInt32) {
    value = UInt32(bits)
    self.bytesLeft = bytesLeft
    self.least = least
  }
}
