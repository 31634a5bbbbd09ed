import Glibc

/// A system call that failed: which, on what, and how the system says it.
public struct SystemFault: Error, Hashable, Sendable, CustomStringConvertible {
  public let call: String
  public let subject: String
  public let number: Int32

  public init(_ call: String, _ subject: String = "", number: Int32 = errno) {
    self.call = call
    self.subject = subject
    self.number = number
  }

  /// How the system says what failed.
  public var reason: String { String(cString: strerror(number)) }

  public var description: String {
    subject.isEmpty ? "\(call): \(reason)" : "\(subject): \(reason) (\(call))"
  }

  /// Nothing new can be put where it was to stand.
  public var isOfFullOrReadOnlyDisk: Bool { [EROFS, ENOSPC, EDQUOT].contains(number) }
  public var isMissing: Bool { number == ENOENT }
}

/// Repeats a call for as long as a signal cuts it short (F12).
@discardableResult
func retrying<Result: SignedInteger>(_ call: () -> Result) -> Result {
  while true {
    let result = call()
    if result != -1 || errno != EINTR { return result }
  }
}
