import Events

/// Holds the lines of a log, read in order, against the chains of their origins.
struct ChainCheck {
  enum Place {
    /// It continues a history, begins another beside one (a fork), or goes on behind lines that are missing.
    case fits
    /// It stands in the log already.
    case repeated
    /// Nothing that is held comes before it.
    case orphan

    /// What to say of an event that does not fit.
    var complaint: String {
      switch self {
      case .fits: ""
      case .repeated: "the event stands in the log twice"
      case .orphan: "the event follows no event that is held"
      }
    }
  }

  private(set) var tips: ChainTips
  /// Whether lines are missing, so that an event may stand without its predecessor.
  private var hasGaps: Bool
  private let reader: LogReader

  init(from tips: ChainTips, on disk: any Disk, hasGaps: Bool) {
    self.tips = tips
    self.hasGaps = hasGaps
    reader = LogReader(on: disk, durable: .start)
  }

  /// Notes that something does not read back.
  mutating func noteGap() { hasGaps = true }

  /// Takes the event whose line stands at `position`.
  mutating func place(_ event: Event, at position: LogPosition) throws(DiskFault) -> Place {
    if tips.follow(event) { return .fits }
    guard event.seq <= tips.tip(of: event.origin).seq else {
      guard hasGaps else { return .orphan }
      tips.skip(to: event)
      return .fits
    }
    reader.advance(to: position)
    if try reader.hashes(of: event.origin, seq: event.seq).contains(event.hash) { return .repeated }
    guard try reader.isForkPoint(of: event, venue: tips.venue) else { return .orphan }
    tips.fork(event)
    return .fits
  }

  /// Goes on behind an orphan, so that what follows it is not reported as well.
  mutating func skip(to event: Event, ifOrphan place: Place) {
    if place == .orphan { tips.skip(to: event) }
  }
}

extension [LogFinding] {
  /// Adds a stretch of a segment; one that borders on the last is the same stretch.
  mutating func add(_ position: LogPosition, to end: Int64, _ code: LogFinding.Code, _ message: String) {
    let file = LogLayout.segment(position.segment)
    let length = end - position.offset
    guard let last, last.file == file, last.code != .chain, code != .chain,
      last.offset + last.length == position.offset
    else {
      append(LogFinding(file: file, offset: position.offset, length: length, code: code, message: message))
      return
    }
    self[count - 1] = LogFinding(
      file: file, offset: last.offset, length: last.length + length, code: last.code, message: last.message)
  }
}
