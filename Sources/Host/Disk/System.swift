import EventLog
import Glibc

/// Calls the system, takes up again what a signal has interrupted, and turns error numbers into faults.
enum System {
  /// The answer of a call that says -1 where it fails.
  static func value<Number: SignedInteger>(
    _ what: String, _ path: String, _ call: () -> Number
  ) throws(DiskFault) -> Number {
    while true {
      let answer = call()
      if answer >= 0 { return answer }
      if errno != EINTR { throw fault(what, path) }
    }
  }

  /// Whether a call succeeded; false where it failed with `allowed`.
  static func answer(
    _ what: String, _ path: String, allowing allowed: Int32, _ call: () -> Int32
  ) throws(DiskFault) -> Bool {
    while true {
      if call() >= 0 { return true }
      if errno == allowed { return false }
      if errno != EINTR { throw fault(what, path) }
    }
  }

  static func status(_ what: String, _ path: String, of number: Int32) throws(DiskFault) -> stat {
    var found = stat()
    _ = try value(what, path) { fstat(number, &found) }
    return found
  }

  /// Of what the name itself stands for, a link not followed.
  static func status(_ what: String, _ path: String, at name: String) throws(DiskFault) -> stat {
    var found = stat()
    _ = try value(what, path) { lstat(name, &found) }
    return found
  }

  /// The fault that `errno` names.
  static func fault(_ what: String, _ path: String) -> DiskFault {
    let kind: DiskFault.Kind =
      switch errno {
      case ENOSPC, EDQUOT: .noSpace
      case EIO: .io
      case EROFS: .readOnly
      case ENOENT: .notFound
      case EACCES, EPERM: .notAllowed
      case ELOOP, ENOTDIR, EISDIR: .wrongKind
      default: .other(errno)
      }
    return DiskFault(kind, what, path)
  }
}
