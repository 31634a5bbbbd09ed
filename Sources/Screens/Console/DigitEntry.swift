import Events

/// Digits pressed shortly after each other, which make one number.
struct DigitEntry: Sendable {
  /// Longer than between two presses of one number, shorter than between two numbers.
  static let milliseconds: Int64 = 1_500

  private var number = 0
  private var lastAt = Timestamp.earliest

  /// Takes a digit, 0 to 9: it goes on with the number, or begins another where that would pass the limit.
  ///
  /// `1 2` is twelve, whether or not there is a twelve: a hand that means twelve must not get two.
  ///
  /// - Returns: the number so far.
  mutating func take(_ digit: Int, at now: Timestamp, limit: Int) -> Int {
    number = goesOn(with: digit, at: now, limit: limit) ? number * 10 + digit : digit
    lastAt = now
    return number
  }

  /// Whether a digit pressed now makes a longer number.
  func goesOn(with digit: Int, at now: Timestamp, limit: Int) -> Bool {
    number > 0 && now.milliseconds - lastAt.milliseconds < Self.milliseconds && number * 10 + digit <= limit
  }

  mutating func end() { number = 0 }
}

/// Tells a key that is held down, and so repeats by itself, from one that is pressed again.
struct HeldKey: Sendable {
  /// Faster than anybody means to move the next ticket, slower than a key repeats.
  static let milliseconds: Int64 = 500
  /// A held key repeats every 25 to 50 ms, the first time after 250 to 660; nobody presses twice as fast as this.
  static let repeatMs: Int64 = 200

  private var last: Key?
  private var lastAt = Timestamp.earliest

  /// - Returns: whether it is the same key as before, too soon to be meant.
  mutating func take(_ key: Key, at now: Timestamp, withinMs: Int64 = Self.milliseconds) -> Bool {
    let isHeld = key == last && now.milliseconds - lastAt.milliseconds < withinMs
    last = key
    lastAt = now
    return isHeld
  }

  /// Another key was pressed, or this one did something else.
  mutating func end() { last = nil }
}

extension Key {
  /// 0 to 9, where it is one.
  var digit: Int? {
    guard case .character(let scalar) = self, ("0"..."9").contains(scalar) else { return nil }
    return Int(scalar.value) - 0x30
  }
}
