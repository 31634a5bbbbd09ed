import Foundation

/// What has come for the one thread that handles it. Everything in it is behind its lock.
final class Inbox: @unchecked Sendable {
  enum Letter: Sendable {
    case line(LineSplitter.Line)
    case endOfInput
    case answer(call: Int, HTTPOutcome)
    case file(Int, FileContent)
    case child(Int, ChildNews)
  }

  /// Letters that may wait before whoever writes more has to.
  private static let limit = 64

  private let condition = NSCondition()
  private var letters: [Letter] = []

  /// Waits where there is no room: a terminal that says much is read as fast as it is answered.
  func put(_ letter: Letter) {
    condition.lock()
    while letters.count >= Self.limit { condition.wait() }
    letters.append(letter)
    condition.broadcast()
    condition.unlock()
  }

  /// Puts a letter that can't wait, of which there are few.
  func putAtOnce(_ letter: Letter) {
    condition.lock()
    letters.append(letter)
    condition.broadcast()
    condition.unlock()
  }

  /// The next letter; nil when so much time has passed.
  func take(withinMs: Int64?) -> Letter? {
    condition.lock()
    defer { condition.unlock() }
    // One look a minute where nothing is due: nothing hangs on it, and the clock may be set meanwhile.
    let until = Date(timeIntervalSinceNow: Double(min(withinMs ?? 60_000, 60_000)) / 1000)
    while letters.isEmpty {
      guard condition.wait(until: until) else { break }
    }
    guard !letters.isEmpty else { return nil }
    condition.broadcast()
    return letters.removeFirst()
  }
}
