import Events

/// How far a terminal has delivered the house's events to a partner: from there another goes on once it is gone.
public struct DeliveredReach: Hashable, Sendable {
  /// The partner's name.
  public let partner: String
  /// By origin, the seq up to which all is delivered.
  public let reach: [Origin: Int64]

  public init(partner: String, reach: [Origin: Int64]) {
    self.partner = partner
    self.reach = reach
  }

  /// Longer than any partner's name.
  static let nameBytesLimit = 64

  /// - Returns: nil where `origins` is no reach, or the name is none of a partner's.
  init?(partner: String, origins: JSON?) {
    guard partner.utf8.count <= Self.nameBytesLimit, let reach = OriginReach.read(origins) else { return nil }
    self.init(partner: partner, reach: reach)
  }
}
