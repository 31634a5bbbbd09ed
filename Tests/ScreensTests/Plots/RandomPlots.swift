import Dining
import Insights
import Randomness

/// Pictures of whatever a log can hold: nothing, one thing, hundreds, names from anywhere, amounts to both sides of
/// nought and at the ends of what a number can be.
struct RandomPlots {
  private var random: Seeded

  init(seed: UInt64) { random = Seeded(seed: seed) }

  static let names = [
    "", "Ale", "Venison stew with red cabbage, dumplings and cranberries", "Phở bò đặc biệt", "寿司と天ぷらの盛り合わせ",
    "\u{1B}[31mred", "a\u{202E}b", "👩‍🍳👩‍🍳👩‍🍳", "<&>\"'", "x\ny", String(repeating: "w", count: 300),
  ]

  mutating func next() -> Plot {
    let units: [Plot.Unit] =
      [.count, .seconds, .rate] + ["EUR", "JPY", "KWD"].compactMap { Currency($0).map { .money($0) } }
    return Plot(name(), units[below(units.count)], shape())
  }

  private mutating func shape() -> Plot.Shape {
    let count = [0, 1, 2, 6, 24, 90, 400][below(7)]
    switch below(5) {
    case 0: return .bars((0..<count).map { _ in .init(name(), value(), isMarked: below(4) == 0) })
    case 1: return .series((0..<count).map { .init("\($0)", below(5) == 0 ? nil : value()) })
    case 2:
      let columns = [0, 1, 7, 24][below(4)]
      // A row may lack values, and one may be too long.
      return .heatMap(
        rows: (0..<min(count, 24)).map { _ in name() }, columns: (0..<columns).map { "\($0)" },
        values: (0..<min(count, 24)).map { _ in
          (0..<max(0, columns + below(3) - 1)).map { _ in below(5) == 0 ? nil : value() }
        })
    case 3: return .funnel((0..<min(count, 8)).map { _ in .init(name(), Int64(below(500))) })
    default:
      let bins = (0..<count).map { place in
        Plot.Bin(from: Int64(place) * 30, until: Int64(place + 1) * 30, count: Int64(below(90)))
      }
      return .distribution(bins, marks: (0..<below(4)).map { _ in .init(name(), Int64(below(4_000)) - 100) })
    }
  }

  private mutating func name() -> String { Self.names[below(Self.names.count)] }

  private mutating func value() -> Int64 {
    switch below(8) {
    case 0: 0
    case 1: [.min, .max, -1, 1][below(4)]
    case 2: -Int64(below(5_000))
    default: Int64(below([10, 1_000, 1_000_000][below(3)]))
    }
  }

  private mutating func below(_ limit: Int) -> Int { Int(random.next() % UInt64(limit)) }
}

/// How much ink a sign has, in eighths of a cell: worked out from Unicode's names of block elements and braille.
enum InkMeasure {
  private static let parts: [Character: Int] = [
    "█": 8, "#": 8, "▏": 1, "▎": 2, "▍": 3, "▌": 4, "▋": 5, "▊": 6, "▉": 7, "▁": 1, "▂": 2, "▃": 3, "▄": 4,
    "▅": 5,
    "▆": 6, "▇": 7, "▀": 4, "▔": 1, "▐": 4, "▕": 1,
  ]

  static func eighths(_ text: some StringProtocol) -> Int { text.reduce(0) { $0 + (parts[$1] ?? 0) } }
}
