/// How old a ticket may get before it is warm and before it is late, for each type of order.
///
/// As text: `5 8` for all types, or `dine_in 5 8, takeaway 8 12` for those named, each at most once; types that
/// are not named keep the usual limits. The first number is that of warm, the second that of late.
public struct AgeLimits: Hashable, Sendable {
  /// Warm and late for one type of order.
  public struct Pair: Hashable, Sendable {
    public let warmMinutes: Int64
    public let lateMinutes: Int64

    /// What a house begins with.
    public static let usual = Pair(unchecked: 5, 8)

    /// Ten hours: a ticket that may stand longer needs no limit.
    public static let minutes: ClosedRange<Int64> = 1...600

    /// Nil where one is outside ``minutes``, or warm comes after late.
    public init?(warmMinutes: Int64, lateMinutes: Int64) {
      guard Self.minutes.contains(warmMinutes), Self.minutes.contains(lateMinutes), warmMinutes <= lateMinutes
      else { return nil }
      self.init(unchecked: warmMinutes, lateMinutes)
    }

    private init(unchecked warmMinutes: Int64, _ lateMinutes: Int64) {
      self.warmMinutes = warmMinutes
      self.lateMinutes = lateMinutes
    }
  }

  private var pairs: [OrderType: Pair] = [:]

  /// The usual limits for every type.
  public init() {}

  public subscript(type: OrderType) -> Pair {
    get { pairs[type] ?? .usual }
    set { pairs[type] = newValue }
  }

  /// More than the longest sense that a text can have, all types named.
  private static let bytesLimit = 200

  /// Reads the text form; nil for a text that makes no sense.
  public init?(_ text: String) {
    guard text.utf8.count <= Self.bytesLimit else { return nil }
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let words = part.split(separator: " ")
      if words.count == 2, pairs.isEmpty, let pair = Self.pair(words[0], words[1]) {
        for type in OrderType.allCases { pairs[type] = pair }
        // Limits for all stand alone.
        guard part.utf8.count == text.utf8.count else { return nil }
      } else {
        guard words.count == 3, let type = OrderType(rawValue: String(words[0])), pairs[type] == nil,
          let pair = Self.pair(words[1], words[2])
        else { return nil }
        pairs[type] = pair
      }
    }
  }

  private static func pair(_ warm: Substring, _ late: Substring) -> Pair? {
    guard let warm = minutes(warm), let late = minutes(late) else { return nil }
    return Pair(warmMinutes: warm, lateMinutes: late)
  }

  private static func minutes(_ word: Substring) -> Int64? {
    guard word.utf8.count <= 3, word.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int64(word)
  }

  /// The text form, with every type where they differ.
  public var text: String {
    let all = OrderType.allCases.map { ($0, self[$0]) }
    if Set(all.map(\.1)).count == 1, let pair = all.first?.1 { return Self.text(pair) }
    return all.map { "\($0.0.rawValue) \(Self.text($0.1))" }.joined(separator: ", ")
  }

  private static func text(_ pair: Pair) -> String { "\(pair.warmMinutes) \(pair.lateMinutes)" }
}
