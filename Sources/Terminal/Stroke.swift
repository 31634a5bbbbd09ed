/// One stroke of the bell.
public struct Stroke: Hashable, Sendable {
  public let pitchHertz: Int
  public let lengthMs: Int

  /// What is out of the console's bounds is brought into them (console_codes(4)): 21 Hz to 32,766 Hz, and less than
  /// two seconds. The console's own stroke is 750 Hz for 125 ms.
  public init(pitchHertz: Int = 750, lengthMs: Int = 125) {
    self.pitchHertz = min(max(pitchHertz, 21), 32_766)
    self.lengthMs = min(max(lengthMs, 1), 1_999)
  }

  static let bell = "\u{7}"

  /// The console takes pitch and length when it is rung, so its own can be put back at once.
  var onConsole: String {
    "\u{1B}[10;\(pitchHertz)]\u{1B}[11;\(lengthMs)]\(Self.bell)\u{1B}[10]\u{1B}[11]"
  }
}
