/// What a screen rings for.
///
/// The most urgent stands last, and of several at one moment only that one rings: four sounds at once say nothing.
/// A void comes first, because somebody is cooking what nobody will pay for; then a change, because what is cooked
/// may be wrong; then a new ticket, which only waits. What calls whoever waits on tables rings on their console alone;
/// it stands in a list until it is dealt with. Late comes last: it is no news, and the card has said it by its form
/// since before.
public enum Sound: String, CaseIterable, Comparable, Sendable {
  case late, attention, new, changed, void

  public static func < (left: Self, right: Self) -> Bool { left.place < right.place }

  private var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  /// The setting that says how it rings.
  public var setting: String { "ring_\(rawValue)" }
}

/// How a sound is made.
public enum Ring: Hashable, Sendable {
  case off
  /// Strokes of the terminal's bell, 1 to ``strokesLimit``.
  case bell(strokes: Int)
  /// A program and its arguments, run without a shell.
  case run([String])

  /// More strokes than this are not counted by ear.
  public static let strokesLimit = 5
  /// A program that plays longer than this is ended.
  public static let commandLimitMs: Int64 = 10_000

  /// Reads `off`, `bell`, `bell 3` or `run COMMAND…`, the last split into words as a typed command line is.
  public init(_ text: String) throws(UsageFault) {
    let words = try Arguments.split(text)
    switch words.first {
    case "off" where words.count == 1: self = .off
    case "bell" where words.count == 1: self = .bell(strokes: 1)
    case "bell" where words.count == 2 && Self.strokes(words[1]) != nil:
      self = .bell(strokes: Self.strokes(words[1]) ?? 1)
    case "run" where words.count > 1 && !words[1].isEmpty: self = .run(Array(words.dropFirst()))
    default:
      throw UsageFault("“\(text)” is none of off, bell, bell 2 to bell \(Self.strokesLimit), run COMMAND")
    }
  }

  private static func strokes(_ text: String) -> Int? {
    Int(text).flatMap { (1...strokesLimit).contains($0) ? $0 : nil }
  }

  /// As it is written in `galley.conf`.
  var text: String {
    switch self {
    case .off: "off"
    case .bell(strokes: 1): "bell"
    case .bell(let strokes): "bell \(strokes)"
    case .run(let words): (["run"] + words.map(Self.quoted)).joined(separator: " ")
    }
  }

  /// A word in quotes where it would be read as several, or as none.
  private static func quoted(_ word: String) -> String {
    guard word.isEmpty || word.contains(where: { " \t\"'".contains($0) }) else { return word }
    return word.contains("\"") ? "'\(word)'" : "\"\(word)\""
  }
}
