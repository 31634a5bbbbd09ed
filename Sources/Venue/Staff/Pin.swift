import Events

/// The PIN of a member of staff, while it is on its way from a hand to its hash (S11).
public struct Pin: Sendable, CustomStringConvertible {
  private let bytes: [UInt8]

  /// In bytes: fewer are guessed, more nobody types.
  public static let bytesLimits = 4...64

  /// - Returns: nil where it is too short, too long, no UTF-8, or has a control character.
  public init?(_ bytes: [UInt8]) {
    guard Self.bytesLimits.contains(bytes.count), let text = String(validating: bytes, as: UTF8.self),
      !text.unicodeScalars.contains(where: { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) })
    else { return nil }
    self.bytes = bytes
  }

  /// What is wrong with one that is none.
  public static let wish =
    "a PIN has \(bytesLimits.lowerBound) to \(bytesLimits.upperBound) letters, digits or other signs, in UTF-8"

  /// What is hashed in its place: who has the log and not the key of the house can try no PINs.
  ///
  /// HMAC-SHA256 of the PIN in hex, under a pepper that is HMAC-SHA256(key, “galley/1 pepper”), so that a PIN holds on
  /// every terminal that has the key (contract, section 6).
  ///
  /// - Parameter key: the bytes of the house's key.
  public func phrase(key: [UInt8]) -> String {
    let pepper = HMAC(key: key).code(Array("galley/1 pepper".utf8)[...])
    var digits: [UInt8] = []
    for byte in HMAC(key: pepper).code(bytes[...]) { Hex.write(UInt64(byte), digits: 2, to: &digits) }
    return String(decoding: digits, as: UTF8.self)
  }

  /// Whoever prints one by mistake prints this.
  public var description: String { "a PIN" }
}

/// A peppered PIN's hash as it stands in the log: of yescrypt, at the one cost that this version makes and takes.
public struct PinHash: Hashable, Sendable {
  public let text: String

  /// The method and its cost, as crypt(5) writes them: 2^12 blocks of 4 KiB, so that one try takes 16 MiB and some
  /// hundredths of a second. A hash of another cost is not tried: an event that asks for gigabytes gets none.
  public static let method = "$y$j9T$"
  /// What crypt(5) allows for it, with some to spare.
  private static let bytesLimit = 128

  /// - Returns: nil for what is no such hash.
  public init?(_ text: String) {
    guard text.hasPrefix(Self.method), text.utf8.count <= Self.bytesLimit,
      text.utf8.allSatisfy(Self.isOfCrypt), text.utf8.split(separator: UInt8(ascii: "$")).count == 4
    else { return nil }
    self.text = text
  }

  /// What a name that nobody has is held against, so that it takes as long as one that somebody has. No PIN has it: what
  /// was hashed here is no phrase of one.
  public static let nobodys = PinHash(
    made: "$y$j9T$hV8wvuY2d3V5sp6tcSIwJ.$AN2UE9tmgCy0Z6cvxrEIW7jN.p0L9zoDgTY4RlvXG5A")

  private init(made text: String) { self.text = text }

  /// `./0-9A-Za-z$`.
  private static func isOfCrypt(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x2E...0x39, 0x41...0x5A, 0x61...0x7A, 0x24: true
    default: false
    }
  }

  /// Whether two are the same, in a time that tells nothing of where they differ.
  public func isSame(as other: PinHash) -> Bool {
    let (mine, theirs) = (Array(text.utf8), Array(other.text.utf8))
    guard mine.count == theirs.count else { return false }
    return zip(mine, theirs).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
