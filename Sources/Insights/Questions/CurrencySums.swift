import Dining
import Events

/// Sums of money by currency, of which an answer shows one: that in which most happened.
struct CurrencySums<Key: Hashable, Sum> {
  private(set) var byCurrency: [ExactString: [Key: Sum]] = [:]
  private var counts: [ExactString: Int64] = [:]

  /// Lets things count in a currency.
  mutating func add(
    _ currency: ExactString, _ key: Key, _ fresh: @autoclosure () -> Sum, count: Int64 = 1,
    _ body: (inout Sum) -> Void
  ) {
    counts[currency, default: 0] += count
    body(&byCurrency[currency, default: [:]][key, default: fresh()])
  }

  /// The currency in which most happened, the lesser code where several had as much; nil where nothing did.
  var main: ExactString? {
    counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
  }

  var sums: [Key: Sum] { main.flatMap { byCurrency[$0] } ?? [:] }

  /// What is left out of the answer, in words.
  ///
  /// - Parameters: what was counted, one and many of them.
  func notes(_ one: String, _ many: String) -> [String] {
    let others = counts.filter { $0.key != main }.sorted { $0.key < $1.key }
    guard let main, !others.isEmpty else { return [] }
    let left = others.map { "\($0.value) \($0.value == 1 ? one : many) in \($0.key.string)" }
    let isOne = others.reduce(0) { $0 + $1.value } == 1
    return [
      "These figures are in \(main.string); \(left.joined(separator: " and ")) \(isOne ? "is" : "are") not in them."
    ]
  }
}
