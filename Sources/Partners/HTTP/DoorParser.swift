/// Makes requests of bytes as they arrive, cut wherever the connection cuts them.
///
/// It takes HTTP/1.1 and HTTP/1.0 as RFC 9112 writes them and nothing looser: where two programs on the way read one
/// message in two ways, a second request can hide in the first. What comes of the same bytes is the same however they
/// are cut. After a refusal nothing more can be read.
struct DoorParser {
  enum Step: Hashable {
    case request(DoorRequest)
    case more
    /// The head is whole, and whoever sends it waits to hear that its body is wanted. Said once.
    case proceed
    case refusal(DoorStatus)
  }

  /// How far the request is that is being read.
  enum Progress { case nothing, head, body }

  /// 8 KiB for the request line, all fields and the empty line behind them.
  static let headLimit = 8 << 10
  /// A telephone's browser and two proxies together make about thirty.
  static let fieldsLimit = 64
  /// 256 KiB, where an event of a provider's has some kilobytes. Twice that, in hex, fits into a ``ControlFrame``.
  static let bodyLimit = 256 << 10

  private enum Stage {
    /// Nothing of a request has been read yet; an empty line before it may have been.
    case line(isAfterEmptyLine: Bool)
    case fields(DoorHead)
    case body(DoorHead, bytes: Int, isAsked: Bool)
    case refused(DoorStatus)
  }

  private var stage = Stage.line(isAfterEmptyLine: false)
  private var bytes: [UInt8] = []
  /// Of the head that is being read: how many bytes of it were taken from `bytes`.
  private var headBytes = 0
  /// How many of `bytes` hold no end of a line.
  private var searched = 0

  var progress: Progress {
    switch stage {
    case .line: bytes.isEmpty ? .nothing : .head
    case .fields: .head
    case .body, .refused: .body
    }
  }

  mutating func take(_ arrived: [UInt8]) { bytes += arrived }

  /// The next that can be said of what has arrived; to be asked until it is `more` or a refusal.
  mutating func next() -> Step {
    do throws(DoorStatus) {
      while true {
        switch stage {
        case .line(let isAfterEmptyLine):
          guard let line = try nextLine() else { return .more }
          if line.isEmpty, !isAfterEmptyLine {
            // One empty line is left over from some senders' last body (RFC 9112, section 2.2).
            stage = .line(isAfterEmptyLine: true)
          } else {
            stage = .fields(try DoorHead(requestLine: line))
          }
        case .fields(let head):
          guard let line = try nextLine() else { return .more }
          stage = try stage(after: line, of: head)
        case .body(let head, let count, let isAsked):
          if bytes.count >= count { return finish(head, count) }
          guard isAsked, bytes.isEmpty else { return .more }
          stage = .body(head, bytes: count, isAsked: false)
          return .proceed
        case .refused(let status): return .refusal(status)
        }
      }
    } catch {
      stage = .refused(error)
      bytes = []
      return .refusal(error)
    }
  }

  private func stage(after line: ArraySlice<UInt8>, of head: DoorHead) throws(DoorStatus) -> Stage {
    guard line.isEmpty else {
      guard head.fields.count < Self.fieldsLimit else { throw .headTooLarge }
      var longer = head
      longer.fields.append(try DoorHead.Field(line: line))
      return .fields(longer)
    }
    try head.checkHost()
    return .body(head, bytes: try head.bodyBytes(), isAsked: try head.asksToProceed())
  }

  private mutating func finish(_ head: DoorHead, _ count: Int) -> Step {
    let body = Array(bytes[..<count])
    bytes.removeFirst(count)
    stage = .line(isAfterEmptyLine: false)
    headBytes = 0
    return .request(DoorRequest(head: head, body: body))
  }

  /// The next line of the head without its end; nil where it is not whole. Lines end with CR LF, and neither stands
  /// anywhere else.
  private mutating func nextLine() throws(DoorStatus) -> ArraySlice<UInt8>? {
    let room = Self.headLimit - headBytes
    let isFirst = if case .line = stage { true } else { false }
    guard let end = bytes[searched..<max(searched, min(room, bytes.count))].firstIndex(of: HTTPBytes.lineFeed)
    else {
      // What can't be a method, a greeting of TLS for one, need not come to its first line feed.
      if isFirst, let first = bytes.first, first != HTTPBytes.carriageReturn, !HTTPBytes.isToken(first) {
        throw .badRequest
      }
      guard bytes.count < room else { throw isFirst ? .targetTooLong : .headTooLarge }
      searched = bytes.count
      return nil
    }
    guard let cut = bytes[..<end].firstIndex(of: HTTPBytes.carriageReturn), cut == end - 1 else {
      throw .badRequest
    }
    let line = Array(bytes[..<cut])[...]
    bytes.removeFirst(end + 1)
    headBytes += end + 1
    searched = 0
    return line
  }
}
