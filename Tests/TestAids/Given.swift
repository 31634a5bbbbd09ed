import Foundation

/// Numbers that whoever runs the tests may give in the environment. `.ci/run nightly` gives large ones.
public enum Given {
  /// How often or how many: what the variable says, else `usual`.
  public static func count(_ variable: String, else usual: Int) -> Int {
    guard let text = ProcessInfo.processInfo.environment[variable] else { return usual }
    guard let count = Int(text), count > 0 else {
      preconditionFailure("\(variable)=\(text): a whole number from 1 is wanted")
    }
    return count
  }

  /// What a random run begins with: what the variable says, else one that is drawn. Whoever asks tells it when
  /// something fails, so that the run can be played again.
  public static func seed(_ variable: String) -> UInt64 {
    guard let text = ProcessInfo.processInfo.environment[variable] else { return .random(in: 0...999_999) }
    guard let seed = UInt64(text) else {
      preconditionFailure("\(variable)=\(text): a whole number is wanted")
    }
    return seed
  }
}
