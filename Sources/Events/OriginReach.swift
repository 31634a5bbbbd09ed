/// How far each origin is known, by its highest seq, as JSON: `{"till-7c1e09b4":59}`.
public enum OriginReach {
  /// More origins than a house has in a lifetime.
  public static let originLimit = 20_000

  public static func json(_ reach: [Origin: Int64]) -> JSON {
    .object(reach.sorted { $0.key < $1.key }.map { JSON.Member($0.key.description, .int($0.value)) })
  }

  /// - Returns: nil where it is no object of origins with their numbers, or one beyond the limit.
  public static func read(_ json: JSON?) -> [Origin: Int64]? {
    guard case .object(let members)? = json, members.count <= originLimit else { return nil }
    var reach: [Origin: Int64] = [:]
    for member in members {
      guard let origin = Origin(member.key.string), let seq = member.value.int, seq >= 0 else { return nil }
      reach[origin] = seq
    }
    return reach
  }
}
