import Events

/// Digits pressed shortly after each other, which make one number.
struct DigitEntry: Sendable {
  /// Longer than between two presses of one number, shorter than between two numbers.
  static let milliseconds: Int64 = 1_500

  private var number = 0
  private var lastAt = Timestamp.earliest

  /// Takes a digit, 0 to 9: it goes on with the number where that makes one that there is, else it begins anew.
  ///
  /// - Returns: the number so far.
  mutating func take(_ digit: Int, at now: Timestamp, isThere: (Int) -> Bool) -> Int {
    number = goesOn(with: digit, at: now, isThere: isThere) ? number * 10 + digit : digit
    lastAt = now
    return number
  }

  /// Whether a digit pressed now makes a longer number that there is.
  func goesOn(with digit: Int, at now: Timestamp, isThere: (Int) -> Bool) -> Bool {
    number > 0 && now.milliseconds - lastAt.milliseconds < Self.milliseconds && isThere(number * 10 + digit)
  }

  mutating func end() { number = 0 }
}

extension Key {
  /// 0 to 9, where it is one.
  var digit: Int? {
    guard case .character(let scalar) = self, ("0"..."9").contains(scalar) else { return nil }
    return Int(scalar.value) - 0x30
  }
}
