import Events

/// How a guest can be written to.
public enum ContactChannel: String, CaseIterable, Sendable {
  case sms, email

  /// Whether an address can be one of this channel; more than its form only its owner knows.
  ///
  /// - `sms`: a number by ITU-T E.164 with its `+`, 8 to 15 digits and no blanks.
  /// - `email`: `local@domain` of RFC 5321 without quotes, in ASCII, at most 254 bytes; a domain in other letters is
  ///   written as `xn--…`.
  public func accepts(_ address: String) -> Bool {
    switch self {
    case .sms: Self.isNumber(Array(address.utf8))
    case .email: Self.isMailbox(Array(address.utf8))
    }
  }

  /// An address as it may be shown: enough for its owner to know it by, and nobody else.
  public func masked(_ address: String) -> String {
    switch self {
    case .sms: "\(address.prefix(3))…\(address.suffix(2))"
    case .email: "\(address.prefix(1))…\(address.drop { $0 != "@" })"
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isNumber(_ bytes: [UInt8]) -> Bool {
    let digits = bytes.dropFirst()
    return bytes.first == UInt8(ascii: "+") && (8...15).contains(digits.count)
      && digits.first != UInt8(ascii: "0") && digits.allSatisfy(isDigit)
  }

  private static let addressBytes = 254
  private static let localBytes = 64
  private static let labelBytes = 63
  /// `atext` of RFC 5322, section 3.2.3, beside letters and digits.
  private static let localMarks = Set("!#$%&'*+-/=?^_`{|}~".utf8)

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    isDigit(byte) || (0x61...0x7A).contains(byte | 0x20)
  }

  private static func isMailbox(_ bytes: [UInt8]) -> Bool {
    let at = UInt8(ascii: "@")
    let halves = bytes.split(separator: at, omittingEmptySubsequences: false)
    guard halves.count == 2, bytes.count <= addressBytes, halves[0].count <= localBytes else { return false }
    let atoms = halves[0].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    let labels = halves[1].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    let isLocal = atoms.allSatisfy { atom in
      !atom.isEmpty && atom.allSatisfy { isAlphanumeric($0) || localMarks.contains($0) }
    }
    let isDomain = labels.allSatisfy { label in
      (1...labelBytes).contains(label.count) && label.first != UInt8(ascii: "-")
        && label.last != UInt8(ascii: "-")
        && label.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
    }
    // A mail program would take a dash in front for an option.
    return isLocal && isDomain && bytes.first != UInt8(ascii: "-")
  }
}

/// One line of the file in which a house keeps where its guests want to be written to (galley-partner(7)): the one place
/// of it, and never the log.
///
/// The last line for an order, a participant and a channel counts.
public struct ContactLine: Hashable, Sendable {
  public let orderID: String
  /// Whose address it is; nil: that of the whole order.
  public let participantID: String?
  public let channel: ContactChannel
  /// Nil withdraws what a line before it said.
  public let address: String?
  public let at: Timestamp

  /// The longest line with its newline.
  public static let limitBytes = 1024

  public init(
    orderID: String, participantID: String?, channel: ContactChannel, address: String?, at: Timestamp
  ) {
    self.orderID = orderID
    self.participantID = participantID
    self.channel = channel
    self.address = address
    self.at = at
  }

  /// The line, with its newline.
  public var line: [UInt8] {
    let json = JSON.object([
      "order_id": .string(orderID), "participant_id": participantID.map { .string($0) },
      "channel": .string(channel.rawValue), "address": address.map { .string($0) },
      "at": .string(at.description),
    ])
    return Array(json.compactText.utf8) + [UInt8(ascii: "\n")]
  }

  /// - Parameter line: with or without its newline.
  /// - Returns: nil for what is no such line; whoever reads it passes over it.
  public init?(line: some Sequence<UInt8>) {
    let bytes = Array(line)
    guard bytes.count <= Self.limitBytes, let json = try? JSONParser.parse(bytes),
      let orderID = json["order_id"]?.string,
      let channel = json["channel"]?.string.flatMap({ ContactChannel(rawValue: $0) }),
      let at = json["at"]?.string.flatMap({ Timestamp($0) })
    else { return nil }
    self.init(
      orderID: orderID, participantID: json["participant_id"]?.string, channel: channel,
      address: json["address"]?.string, at: at)
  }
}
