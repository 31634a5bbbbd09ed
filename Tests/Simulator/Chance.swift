import Events
import Randomness

/// The chance of one part of a run: that of the disks stays the same when the network is given other faults.
final class Chance {
  private var random: Seeded

  init(_ seed: UInt64, _ part: String) {
    random = Seeded(
      seed: part.utf8.reduce(seed ^ 0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 })
  }

  func word() -> UInt64 { random.next() }

  func number(_ range: ClosedRange<Int64>) -> Int64 { .random(in: range, using: &random) }

  /// True once in so many times.
  func oneIn(_ count: Int) -> Bool { Int.random(in: 0..<max(1, count), using: &random) == 0 }

  func pick<Element>(_ choices: [Element]) -> Element {
    choices[Int.random(in: choices.indices, using: &random)]
  }

  /// Short more often than long: each power of two as likely as the next.
  func spread(upTo limit: Int64) -> Int64 {
    var bound: Int64 = 1
    while bound < limit, !oneIn(4) { bound *= 2 }
    return number(0...min(bound, limit))
  }

  func shuffled<Element>(_ elements: [Element]) -> [Element] { elements.shuffled(using: &random) }

  func bits() -> RandomBits { RandomBits(high: word(), low: word()) }

  func nonce() -> [UInt8] {
    [word(), word()].flatMap { word in
      stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> UInt64($0)) }
    }
  }
}
