/// An address of the network: four bytes of IPv4, or sixteen of IPv6.
struct NetworkAddress: Hashable, Sendable {
  /// 4 or 16, the highest first.
  let bytes: [UInt8]

  init?(_ bytes: [UInt8]) {
    guard bytes.count == 4 || bytes.count == 16 else { return nil }
    self.bytes = bytes
  }

  /// What may be called there.
  enum Reach: Hashable, Sendable {
    /// Anybody's, on the internet.
    case anywhere
    /// Of this machine, this network, or another that is nobody's on the internet.
    case inside
    /// Nobody's at all: multicast, broadcast, or none.
    case nowhere
  }

  var reach: Reach { bytes.count == 4 ? Self.reach4(bytes) : reach6 }

  /// The registries of addresses for special purposes (IANA, RFC 6890), and multicast (RFC 5771).
  private static let inside4: [(base: [UInt8], bits: Int)] = [
    ([0, 0, 0, 0], 8), ([10, 0, 0, 0], 8), ([100, 64, 0, 0], 10), ([127, 0, 0, 0], 8),
    ([169, 254, 0, 0], 16), ([172, 16, 0, 0], 12), ([192, 0, 0, 0], 24), ([192, 0, 2, 0], 24),
    ([192, 88, 99, 0], 24), ([192, 168, 0, 0], 16), ([198, 18, 0, 0], 15), ([198, 51, 100, 0], 24),
    ([203, 0, 113, 0], 24), ([240, 0, 0, 0], 4),
  ]

  private static func reach4(_ bytes: [UInt8]) -> Reach {
    if bytes == [0, 0, 0, 0] || bytes == [255, 255, 255, 255] { return .nowhere }
    if begins(bytes, with: [224, 0, 0, 0], bits: 4) { return .nowhere }
    return inside4.contains { begins(bytes, with: $0.base, bits: $0.bits) } ? .inside : .anywhere
  }

  private var reach6: Reach {
    let embedded = Array(bytes[12...])
    // An address of IPv4 in the clothes of IPv6 is what it is inside: mapped (RFC 4291), and translated (RFC 6052).
    if is6([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF], 96) || is6([0, 0x64, 0xFF, 0x9B], 96) {
      return Self.reach4(embedded)
    }
    if bytes.allSatisfy({ $0 == 0 }) || bytes[0] == 0xFF { return .nowhere }
    // All that is given out stands in 2000::/3; of that, what is for protocols, for documents and for 6to4 is not.
    let isGiven = is6([0x20], 3) && !is6([0x20, 0x01], 23) && !is6([0x20, 0x01, 0x0D, 0xB8], 32)
    return isGiven && !is6([0x20, 0x02], 16) && !is6([0x3F, 0xFF], 20) ? .anywhere : .inside
  }

  private func is6(_ base: [UInt8], _ bits: Int) -> Bool {
    Self.begins(bytes, with: base + [UInt8](repeating: 0, count: 16 - base.count), bits: bits)
  }

  private static func begins(_ bytes: [UInt8], with base: [UInt8], bits: Int) -> Bool {
    for place in 0..<bytes.count {
      let left = min(8, max(0, bits - 8 * place))
      let mask = UInt8(truncatingIfNeeded: 0xFF00 >> left)
      if (bytes[place] ^ base[place]) & mask != 0 { return false }
    }
    return true
  }
}

/// Where a call may go, when its address was given by somebody who may mean another machine than ours.
struct AddressRule: Hashable, Sendable {
  /// Inside the house too.
  let allowsInside: Bool
  /// Without encryption only inside: on the way to anywhere else somebody might read it.
  let isEncrypted: Bool

  /// Whether a host may be called; each of its addresses must be one that may, else who answers for its name could
  /// choose at each call.
  func allows(_ addresses: [NetworkAddress]) -> Bool {
    !addresses.isEmpty
      && addresses.allSatisfy { address in
        switch address.reach {
        case .anywhere: isEncrypted
        case .inside: allowsInside
        case .nowhere: false
        }
      }
  }
}
