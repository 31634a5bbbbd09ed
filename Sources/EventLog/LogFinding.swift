import Events

/// Something that is wrong with the log, and where.
public struct LogFinding: Hashable, Sendable {
  public enum Code: String, Sendable {
    case form, size, id
    case createdAt = "created_at"
    case digest, hash, chain
    /// A segment is missing, or the log ends before what the disk had promised.
    case missing
    /// A file that does not belong here.
    case unknown
    /// What is kept beside the log does not agree with it.
    case checkpoint
  }

  /// Relative to the data directory.
  public let file: String
  public let offset: Int64
  public let length: Int64
  public let code: Code
  /// For a person.
  public let message: String

  public init(file: String, offset: Int64, length: Int64, code: Code, message: String) {
    self.file = file
    self.offset = offset
    self.length = length
    self.code = code
    self.message = message
  }
}

extension LogFinding.Code {
  init(_ code: LineFault.Code) {
    self =
      switch code {
      case .form: .form
      case .size: .size
      case .id: .id
      case .createdAt: .createdAt
      case .digest: .digest
      case .hash: .hash
      case .chain: .chain
      }
  }
}

/// Why the log does not take what it was asked to take.
public enum LogFault: Error, Hashable, Sendable {
  /// Nothing of it was kept; the next try may succeed.
  case refused(DiskFault)
  /// The disk failed in a way that leaves open what it holds. What was appended since the last sync is kept in
  /// memory and written anew by ``EventLog/resume()``; nothing else is taken until then.
  case unproven(DiskFault)
  /// Something acknowledged does not read back: the log is shown and not written.
  case damaged(LogFinding)
  /// The log was deleted or moved away while open: nothing that is written would be found again.
  case gone(String)
  /// The event at this place in the batch does not follow what is held of its origin. Nothing was kept.
  case chain(index: Int)
  /// More than ``LogLimits/batchBytes`` without a sync between. Nothing was kept.
  case tooMuch(limitBytes: Int)
}

extension LogFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .refused(let fault): fault.description
    case .unproven(let fault): "\(fault); nothing more is taken until it is written anew"
    case .damaged(let finding):
      "\(finding.file): bytes \(finding.offset) to \(finding.offset + finding.length) are damaged "
        + "(\(finding.message)); the log is not written until they are repaired"
    case .gone(let path): "\(path) was deleted or moved away; start galley anew"
    case .chain(let index): "event \(index + 1) of the batch does not follow what is held of its origin"
    case .tooMuch(let limit): "more than \(limit) bytes at once"
    }
  }
}
