import Randomness
import TestAids
import Testing

@testable import QR

@Suite struct QRCodeTests {
  @Test(arguments: 1...20)
  func `Every version at every level under every mask is read without an error`(number: Int) throws {
    let version = Version(number)
    let patterns = Patterns(number)
    var random = Seeded(seed: UInt64(number))
    for level in ErrorLevel.allCases {
      let most = version.capacityBytes(level)
      for (mask, count) in [0, 1, most / 2, most - 3, most - 2, most - 1, most, most].enumerated() {
        let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
        let read = try QRReader(QRCode(bytes, version, level, mask: mask), patterns)
        #expect(read.version == number && read.level == level.rawValue && read.mask == mask)
        #expect(read.bytes == bytes)
      }
    }
  }

  @Test(arguments: 1...20)
  func `Every version at every level is read by a reader that is not ours`(number: Int) throws {
    for level in ErrorLevel.allCases {
      let text = Self.address(Version(number).capacityBytes(level))
      let code = QRCode(Array(text.utf8), Version(number), level)
      #expect(try Self.read(code) == text, "\(level)")
    }
  }

  @Test(arguments: [1, 28, 40, 44, 78, 79, 366, 370, 390, 400, 410, 425, 426, 858])
  func `An address of any length is read, by ours and by the other`(count: Int) throws {
    let text = Self.address(count)
    let code = try QRCode(text)
    let read = try QRReader(code)
    #expect(String(decoding: read.bytes, as: UTF8.self) == text)
    #expect(read.version == code.version && read.level == code.level.rawValue && read.mask == code.mask)
    #expect(try Self.read(code) == text)
  }

  /// By table 7: 44 bytes fit version 3 at L (53), not at M (42); 40 at M, not at Q (32); 32 of version 2 at L alone.
  @Test(arguments: [
    (0, 1, ErrorLevel.quartile), (11, 1, .quartile), (12, 1, .medium), (14, 1, .medium), (15, 1, .low),
    (17, 1, .low),
    (18, 2, .quartile), (32, 2, .low), (33, 3, .medium), (40, 3, .medium), (44, 3, .low), (53, 3, .low),
    (54, 4, .medium), (370, 13, .low), (410, 13, .low), (426, 14, .low), (858, 20, .low),
  ])
  func `The smallest version is taken, and of its levels the best`(
    count: Int, version: Int, level: ErrorLevel
  ) throws {
    let code = try QRCode([UInt8](repeating: 0x61, count: count))
    #expect(code.version == version && code.level == level)
    #expect(code.size == 17 + 4 * version)
  }

  @Test func `What does not fit is refused, and its length is told`() throws {
    #expect(QRCode.limitBytes == 858)
    #expect(throws: QRFault.tooLong(bytes: 859)) { try QRCode([UInt8](repeating: 0, count: 859)) }
    // 430 letters of two bytes each.
    #expect(throws: QRFault.tooLong(bytes: 860)) { try QRCode(String(repeating: "é", count: 430)) }
  }

  @Test func `What is outside of a code is light`() throws {
    let code = try QRCode("galley")
    #expect(code.isDark(row: 0, column: 0) && code.isDark(row: code.size - 1, column: 0))
    for place in [-1, -4, code.size, code.size + 3] {
      #expect(!code.isDark(row: place, column: 0) && !code.isDark(row: 0, column: place))
    }
  }

  /// An address as a payment has it: a long fragment behind a short beginning.
  private static func address(_ count: Int) -> String {
    var random = Seeded(seed: UInt64(count))
    let signs = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789%_-")
    let head = "https://checkout.pay.example/c/pay/cs_live_a1#"
    let tail = (0..<max(0, count - head.count)).map { _ in
      signs[Int.random(in: 0..<signs.count, using: &random)]
    }
    return String(head.prefix(count)) + String(tail)
  }

  /// As a picture with its margin, a module four pixels wide.
  private static func read(_ code: QRCode) throws -> String {
    let margin = QRCode.marginModules
    let side = (code.size + 2 * margin) * 4
    let light = (0..<side * side).map { pixel -> UInt8 in
      code.isDark(row: pixel / side / 4 - margin, column: pixel % side / 4 - margin) ? 0 : 255
    }
    return String(decoding: try Zbar.bytes(of: light, widthPixels: side), as: UTF8.self)
  }
}
