import Events

/// Which business day a moment lies in, asked for millions of moments: days that were found are remembered.
struct DayFinder {
  private let days: BusinessDays
  /// Ascending.
  private var known: [BusinessDay] = []
  private var last: BusinessDay?

  init(_ days: BusinessDays) { self.days = days }

  mutating func day(holding time: Timestamp) -> BusinessDay {
    if let last, last.holds(time) { return last }
    let place = known.partitioningIndex { $0.until > time }
    if place < known.count, known[place].holds(time) {
      last = known[place]
      return known[place]
    }
    let found = days.day(holding: time)
    known.insert(found, at: place)
    last = found
    return found
  }
}
