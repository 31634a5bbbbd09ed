import Events

/// Whether a webhook came from Stripe (docs.stripe.com/webhooks/signature): HMAC-SHA256 over `t.body` with the secret's
/// text as the key.
enum StripeSignature {
  enum Verdict: Hashable, Sendable {
    case right
    /// It is right, and too old or from the future: somebody may have kept it.
    case stale
    case wrong
  }

  /// Five minutes, as in Stripe's own libraries; here to both sides.
  static let toleranceMs: Int64 = 300_000

  /// A header is one line of a few signatures.
  private static let limitBytes = 4096

  /// - Parameters:
  ///   - header: `t=<seconds since 1970>,v1=<hex>,…`: any of several `v1` may be right while a secret is changed; what
  ///     is not `v1` does not count.
  ///   - body: the exact bytes.
  static func judge(_ header: String, _ body: [UInt8], secret: String, now: Timestamp) -> Verdict {
    guard header.utf8.count <= limitBytes else { return .wrong }
    var time: Substring?
    var signatures: [[UInt8]] = []
    for part in header.split(separator: ",") {
      let pair = part.split(separator: "=", maxSplits: 1)
      guard pair.count == 2 else { continue }
      switch pair[0].drop(while: { $0 == " " }) {
      case "t" where time == nil: time = pair[1]
      case "v1": if let bytes = Hex.bytes(pair[1]) { signatures.append(bytes) }
      default: break
      }
    }
    guard let time, let seconds = Int64(time), (0...Timestamp.latest.milliseconds / 1000).contains(seconds)
    else {
      return .wrong
    }
    let own = HMAC(key: Array(secret.utf8)).code(Array("\(time).".utf8)[...], body[...])
    guard signatures.contains(where: { isSame($0, own) }) else { return .wrong }
    return abs(now.milliseconds - seconds * 1000) <= toleranceMs ? .right : .stale
  }

  /// Takes as long wherever the first difference is.
  private static func isSame(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    guard one.count == other.count else { return false }
    var difference: UInt8 = 0
    for place in one.indices { difference |= one[place] ^ other[place] }
    return difference == 0
  }
}
