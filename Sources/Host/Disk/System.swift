import EventLog
import Glibc

/// Calls the system, takes up again what a signal has interrupted, and turns error numbers into faults.
///
/// Paths are made into text where a call has failed, not for each read.
enum System {
  /// The answer of a call that says -1 where it fails.
  static func value<Number: SignedInteger>(
    _ what: String, _ path: @autoclosure () -> String, _ call: () -> Number
  ) throws(DiskFault) -> Number {
    while true {
      let answer = call()
      if answer >= 0 { return answer }
      let number = errno
      if number != EINTR { throw fault(what, path(), number) }
    }
  }

  /// Whether a call succeeded; false where it failed with `allowed`.
  static func answer(
    _ what: String, _ path: @autoclosure () -> String, allowing allowed: Int32, _ call: () -> Int32
  ) throws(DiskFault) -> Bool {
    while true {
      if call() >= 0 { return true }
      let number = errno
      if number == allowed { return false }
      if number != EINTR { throw fault(what, path(), number) }
    }
  }

  static func status(
    _ what: String, _ path: @autoclosure () -> String, of number: Int32
  ) throws(DiskFault) -> stat {
    var found = stat()
    _ = try value(what, path()) { fstat(number, &found) }
    return found
  }

  /// Of what the name itself stands for, a link not followed.
  static func status(_ what: String, _ path: String, at name: String) throws(DiskFault) -> stat {
    var found = stat()
    _ = try value(what, path) { lstat(name, &found) }
    return found
  }

  /// The fault that an error number names: `errno` where none is given.
  static func fault(_ what: String, _ path: String, _ number: Int32 = errno) -> DiskFault {
    let kind: DiskFault.Kind =
      switch number {
      case ENOSPC, EDQUOT: .noSpace
      case EIO: .io
      case EROFS: .readOnly
      case ENOENT: .notFound
      case EACCES, EPERM: .notAllowed
      case ELOOP, ENOTDIR, EISDIR: .wrongKind
      default: .other(number)
      }
    return DiskFault(kind, what, path)
  }
}
