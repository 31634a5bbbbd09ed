import Dining
import Events

/// The house's own short link to a payment's page: a provider's address is too long for a code on a small screen.
///
/// 16 letters of base32 (RFC 4648) are 80 bits of a hash of the payment's id: nobody guesses one, and whoever holds the
/// house's events knows them all without keeping any.
public enum PayLink {
  public static let letters = 16
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

  public static func code(of payment: PaymentID) -> String {
    let digest = SHA256.digest(Array("galley/1 pay\n\(payment)".utf8))
    var letters: [UInt8] = []
    var bits = 0 as UInt32
    var count = 0
    for byte in digest where letters.count < Self.letters {
      bits = bits << 8 | UInt32(byte)
      count += 8
      while count >= 5, letters.count < Self.letters {
        count -= 5
        letters.append(alphabet[Int(bits >> UInt32(count) & 31)])
      }
    }
    return String(decoding: letters, as: UTF8.self)
  }

  /// What a link leads to.
  public enum Target: Hashable, Sendable {
    case page(String)
    /// Nobody can pay it any more.
    case over
    case unknown
  }

  /// Where a link leads now.
  public static func target(of code: String, in house: House) -> Target {
    for stream in house.orders.values {
      for payment in stream.order.payments where self.code(of: payment.id) == code {
        guard payment.isOpen, let url = payment.url else { return .over }
        return .page(url)
      }
    }
    return .unknown
  }
}

/// Which address is shown for a payment: the provider's, or the house's own short one.
public struct PayLinks: Sendable {
  /// `https://pay.house.example`, where there is one.
  private let base: String?

  public init(base: String?) {
    self.base = base.map { base in
      var base = base
      while base.hasSuffix("/") { base.removeLast() }
      return base
    }
  }

  /// Nil while there is no page.
  public func address(of payment: Payment) -> String? { short(payment) ?? payment.url }

  /// The short one; nil where the house has none, or there is no page.
  public func short(_ payment: Payment) -> String? {
    guard let base, payment.url != nil else { return nil }
    return "\(base)/p/\(PayLink.code(of: payment.id))"
  }
}
