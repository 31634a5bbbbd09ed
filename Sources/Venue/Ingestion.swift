import Events

/// Sorts event lines that other terminals wrote into what is new, held, waiting and refused.
///
/// Lines may come in any order. One whose predecessor is not here yet waits for it, across runs; what waits is
/// bounded, and beyond the bound a line is refused so that its sender sends it again. Where two boxes wrote under one
/// name (a copied disk) both histories are kept, as links keep them, whichever comes first.
public struct Ingestion: Sendable {
  public private(set) var report = Report()
  private var decoder = EventDecoder()
  private var waiting: [Place: [Held]] = [:]
  /// Lines that waited and that the log may have by now.
  private var again: [Doubtful] = []
  private var waitingBytes = 0
  private var waitingCount = 0

  /// The most that may wait, with their newlines: about what a busy day writes.
  public static let waitingBytesLimit = 64 << 20
  private let waitingBytesLimit: Int

  private struct Place: Hashable, Comparable {
    let origin: Origin
    let seq: Int64

    static func < (left: Self, right: Self) -> Bool { (left.origin, left.seq) < (right.origin, right.seq) }
  }

  /// A line that waits, and its number where it came in this run.
  private struct Held {
    let event: Event
    let line: Int?
  }

  /// What `ingest` prints.
  public struct Report: Sendable {
    public var new = 0
    public var old = 0
    public var waiting = 0
    public var refused: [(line: Int, fault: LineFault)] = []

    public var json: JSON {
      .object([
        "new": .int(Int64(new)), "old": .int(Int64(old)), "waiting": .int(Int64(waiting)),
        "refused": .array(
          refused.sorted { $0.line < $1.line }.map {
            .object(["line": .int(Int64($0.line)), "code": .string($0.fault.code.rawValue)])
          }),
      ])
    }
  }

  /// What one piece of input comes to.
  public struct Batch: Sendable {
    /// New and in chain, in an order in which they can be appended.
    public var admitted: [Event] = []
    /// Within what is held of their origin: the log tells whether they are the same, or of a second history.
    public var doubtful: [Doubtful] = []
  }

  /// A line whose number in its origin is taken.
  public struct Doubtful: Sendable {
    public let event: Event
    /// Its number in this run; nil for one that waited since an earlier run.
    let line: Int?
  }

  /// What the log says of a doubtful line.
  public enum Standing: Sendable {
    /// It is held.
    case held
    /// It is not, and the event before it is: another box wrote under the same name, and both histories are kept.
    case fork
    /// Neither.
    case unknown
  }

  /// Goes on with lines that waited when the last run ended.
  public init(waiting lines: [[UInt8]] = [], waitingBytesLimit: Int = Self.waitingBytesLimit) {
    self.waitingBytesLimit = waitingBytesLimit
    for line in lines {
      guard let event = try? decoder.decode(line) else { continue }
      hold(event, nil)
    }
  }

  /// The lines that still wait, in order of origin and seq.
  public var waitingLines: [[UInt8]] {
    waiting.values.flatMap { $0 }.map(\.event).sorted {
      ($0.origin, $0.seq, $0.hash) < ($1.origin, $1.seq, $1.hash)
    }.map(\.line)
  }

  /// A new report; what waits goes on waiting. What the log may have by now is looked at again with the next lines.
  public mutating func begin(held: ChainTips) {
    report = Report()
    again = []
    for (place, lines) in waiting.sorted(by: { $0.key < $1.key }) {
      if place.seq <= held.tip(of: place.origin).seq {
        again += forget(place).map { Doubtful(event: $0.event, line: nil) }
      } else {
        waiting[place] = lines.map { Held(event: $0.event, line: nil) }
      }
    }
  }

  /// Says how many lines wait at the end.
  public mutating func finish() { report.waiting = waitingCount }

  /// Takes numbered lines.
  ///
  /// - Parameter held: where the chains here end, before this batch.
  public mutating func take(_ lines: [(number: Int, bytes: [UInt8])], held: ChainTips) -> Batch {
    var batch = Batch(doubtful: again)
    again = []
    var tips = held
    for line in lines {
      do throws(LineFault) {
        let event = try decoder.decode(line.bytes)
        try sort(event, line.number, &batch, &tips)
      } catch {
        report.refused.append((line.number, error))
      }
    }
    return batch
  }

  /// Settles doubtful lines, once all that was admitted before is held.
  ///
  /// - Parameters:
  ///   - held: where the chains here end.
  ///   - ask: what the log says of an event.
  /// - Returns: events of second histories, in an order in which they can be appended.
  public mutating func settle<Fault>(
    _ doubtful: [Doubtful], held: ChainTips, ask: (Event) throws(Fault) -> Standing
  ) throws(Fault) -> [Event] {
    var tips = held
    var admitted: [Event] = []
    for (event, line) in doubtful.map({ ($0.event, $0.line) }) {
      let standing: Standing =
        if admitted.contains(where: { $0.hash == event.hash }) {
          .held
        } else if tips.isFollowed(by: event) || admitted.contains(where: { $0.hash == event.prev }) {
          .fork
        } else {
          try ask(event)
        }
      switch standing {
      case .held: if line != nil { report.old += 1 }
      case .fork: admit(event, &admitted, &tips)
      case .unknown:
        do throws(LineFault) {
          try wait(event, line)
        } catch {
          if let line { report.refused.append((line, error)) }
        }
      }
    }
    return admitted
  }

  private mutating func sort(
    _ event: Event, _ line: Int, _ batch: inout Batch, _ tips: inout ChainTips
  ) throws(LineFault) {
    if tips.isFollowed(by: event) {
      admit(event, &batch.admitted, &tips)
    } else if event.seq <= tips.tip(of: event.origin).seq {
      batch.doubtful.append(Doubtful(event: event, line: line))
    } else {
      try wait(event, line)
    }
  }

  /// Takes an event and whatever waited for it. Of several that follow one event all are taken: they begin histories
  /// of their own.
  private mutating func admit(_ event: Event, _ admitted: inout [Event], _ tips: inout ChainTips) {
    var next = [event]
    while !next.isEmpty {
      let event = next.removeFirst()
      tips.take(event)
      admitted.append(event)
      report.new += 1
      next += release(after: event)
    }
  }

  private mutating func wait(_ event: Event, _ line: Int?) throws(LineFault) {
    guard event.seq > 1 else {
      throw LineFault(.chain, "prev is not the beginning of this origin in this venue")
    }
    let held = waiting[Place(origin: event.origin, seq: event.seq)] ?? []
    if held.contains(where: { $0.event.hash == event.hash }) {
      if line != nil { report.old += 1 }
      return
    }
    guard waitingBytes + event.line.count + 1 <= waitingBytesLimit else {
      throw LineFault(.chain, "too much waits for earlier lines; send those first")
    }
    hold(event, line)
  }

  private mutating func hold(_ event: Event, _ line: Int?) {
    waiting[Place(origin: event.origin, seq: event.seq), default: []].append(Held(event: event, line: line))
    waitingBytes += event.line.count + 1
    waitingCount += 1
  }

  /// The lines that waited for an event; what waits there for another one goes on waiting.
  private mutating func release(after event: Event) -> [Event] {
    let place = Place(origin: event.origin, seq: event.seq + 1)
    guard waiting[place]?.contains(where: { $0.event.prev == event.hash }) == true else { return [] }
    let lines = forget(place)
    for other in lines where other.event.prev != event.hash { hold(other.event, other.line) }
    return lines.filter { $0.event.prev == event.hash }.map(\.event)
  }

  @discardableResult
  private mutating func forget(_ place: Place) -> [Held] {
    guard let held = waiting.removeValue(forKey: place) else { return [] }
    waitingCount -= held.count
    waitingBytes -= held.reduce(0) { $0 + $1.event.line.count + 1 }
    return held
  }
}
