import Events

/// What the menu says of how a dish may be ordered.
extension MenuItem {
  /// Choices that a word which names none may have been meant for.
  public func options(near word: String) -> [ModifierOption] {
    let near = NearWord.nearest(to: word, in: options.map(\.name))
    return options.filter { $0.name == near || Self.isPart(word, of: $0.name) }
  }

  /// Whether all words of a shorter text stand in a longer one: `cheese` in `extra cheese`.
  private static func isPart(_ typed: String, of text: String) -> Bool {
    let words = typed.lowercased().split(separator: " ")
    let all = text.lowercased().split(separator: " ")
    return !words.isEmpty && words.count < all.count && words.allSatisfy { all.contains($0) }
  }

  /// A group of which fewer or more was chosen than it wants; nil where all are as they should be.
  ///
  /// - Parameter chosen: names of choices as the menu writes them, one that is wanted twice twice; what is no choice
  ///   counts nowhere. One that stands in two groups counts in one that wants it, or has room.
  public func unmetGroup(_ chosen: [String]) -> ModifierGroup? {
    var counts = modifierGroups.map { _ in 0 as Int64 }
    let places = chosen.map { name in
      modifierGroups.indices.filter { place in
        modifierGroups[place].options.contains { ExactString($0.name) == ExactString(name) }
      }
    }
    // What can count in one group alone comes first.
    for places in places.sorted(by: { $0.count < $1.count }) {
      let wanting = places.first { counts[$0] < modifierGroups[$0].min }
      guard
        let place = wanting ?? places.first(where: { counts[$0] < modifierGroups[$0].max }) ?? places.first
      else { continue }
      counts[place] += 1
    }
    return zip(modifierGroups, counts).first { group, count in !(group.min...group.max).contains(count) }?.0
  }

  /// Whether it may be ordered then; a dish without windows always.
  ///
  /// - Parameter local: the clock on the wall, as milliseconds since 1970 began there.
  public func isAvailable(atLocal local: Int64) -> Bool {
    available.isEmpty || available.contains { $0.contains(local) }
  }
}

extension ModifierGroup {
  /// `1 of rare, medium`: how many of what, for people.
  public var wish: String {
    let count = min == max ? "\(min)" : min == 0 ? "at most \(max)" : "\(min) to \(max)"
    return "\(count) of \(name) (\(options.map(\.name).joined(separator: ", ")))"
  }
}

extension AvailabilityWindow {
  private static let dayMinutes: Int64 = 1_440

  func contains(_ local: Int64) -> Bool {
    let minutes = local / 60_000
    let day = minutes / Self.dayMinutes
    let minute = Int(minutes % Self.dayMinutes)
    if untilMinute > fromMinute {
      return isOn(day) && (fromMinute..<untilMinute).contains(minute)
    }
    // It ends on the day after the one that it names.
    return (isOn(day) && minute >= fromMinute) || (isOn(day - 1) && minute < untilMinute)
  }

  /// The first of January 1970 was a Thursday.
  private func isOn(_ day: Int64) -> Bool { days.contains(Weekday.allCases[Int((day + 3) % 7)]) }

  /// `mon tue 17:30–22:00`.
  public var words: String {
    func clock(_ minute: Int) -> String {
      func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
      return "\(two(minute / 60)):\(two(minute % 60))"
    }
    return "\(days.map(\.rawValue).joined(separator: " ")) \(clock(fromMinute))–\(clock(untilMinute))"
  }
}
