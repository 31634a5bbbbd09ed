import Events

/// The passes of screens on which somebody is logged in: who has shown their PIN need not type it with each key.
///
/// They are in memory alone, and go with the process. A pass ends when its member leaves, or gets another PIN or role:
/// it is held against what the house says now, each time.
public struct Passes: Sendable {
  private var holders: [(pass: [UInt8], member: StaffMember)] = []

  /// More than a house has screens; of more the oldest end.
  private static let limit = 256

  public init() {}

  /// - Parameter pass: of the system's chance, at least 16 bytes.
  public mutating func give(_ pass: [UInt8], to member: StaffMember) {
    holders.append((pass, member))
    if holders.count > Self.limit { holders.removeFirst() }
  }

  /// Whose pass it is; nil for one that has ended, or never was.
  public func member(with pass: [UInt8], in house: House) -> StaffMember? {
    guard let held = holders.first(where: { $0.pass == pass })?.member else { return nil }
    return house.member(held.name.string) == held ? held : nil
  }

  public mutating func end(_ pass: [UInt8]) { holders.removeAll { $0.pass == pass } }
}
