/// The demo's dice: SplitMix64 (Steele, Lea and Flood, 2014), the same everywhere for one seed.
struct DemoChance: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number of the range. The bias of a remainder over 64 bits does not matter to a dinner.
  mutating func number(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next() % UInt64(range.count))
  }

  /// True with a chance of `chance` in a hundred.
  mutating func percent(_ chance: Int) -> Bool { number(1...100) <= chance }

  mutating func one<Value>(of values: [Value]) -> Value { values[number(0...(values.count - 1))] }

  /// A time between two numbers of seconds, in milliseconds.
  mutating func seconds(_ range: ClosedRange<Int>) -> Int64 {
    Int64(number((range.lowerBound * 1000)...(range.upperBound * 1000)))
  }

  /// A time between two numbers of minutes, in milliseconds.
  mutating func minutes(_ range: ClosedRange<Int>) -> Int64 {
    seconds((range.lowerBound * 60)...(range.upperBound * 60))
  }
}
