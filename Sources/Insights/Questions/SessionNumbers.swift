import Events

/// Visits by their numbers, 0, 1, 2 …: a year has hundreds of thousands, and each of their orders asks for one.
///
/// A table with open addressing, at most half full; a UUID of version 7 has random bits enough to be its own hash.
struct SessionNumbers {
  private var high: [UInt64] = []
  private var low: [UInt64] = []
  /// A number and 1 more; 0: free.
  private var slots = [UInt32](repeating: 0, count: 1 << 10)

  var count: Int { high.count }

  func number(_ high: UInt64, _ low: UInt64) -> Int? {
    let slot = slot(high, low)
    return slots[slot] == 0 ? nil : Int(slots[slot]) - 1
  }

  /// - Returns: whether it is new; then it has the next number.
  mutating func insert(_ high: UInt64, _ low: UInt64) -> Bool {
    if 2 * self.high.count >= slots.count { grow() }
    let slot = slot(high, low)
    guard slots[slot] == 0 else { return false }
    self.high.append(high)
    self.low.append(low)
    slots[slot] = UInt32(self.high.count)
    return true
  }

  /// Where an entry stands, or would.
  private func slot(_ high: UInt64, _ low: UInt64) -> Int {
    let mixed = (low ^ high &* 0x9E37_79B9_7F4A_7C15) &* 0x9FB2_1C65_1E98_DF25
    var slot = Int(truncatingIfNeeded: mixed >> 20) & (slots.count - 1)
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if self.low[number] == low, self.high[number] == high { break }
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: 2 * slots.count)
    for number in high.indices { slots[slot(high[number], low[number])] = UInt32(number + 1) }
  }
}
