import Events

/// Sorts event lines that other terminals wrote into what is new, held, waiting and refused.
///
/// Lines may come in any order. One whose predecessor is not here yet waits for it, across runs; what waits is
/// bounded, and beyond the bound a line is refused so that its sender sends it again.
public struct Ingestion: Sendable {
  public private(set) var report = Report()
  private var decoder = EventDecoder()
  private var waiting: [Place: [Held]] = [:]
  private var waitingBytes = 0
  private var waitingCount = 0

  /// The most that may wait, with their newlines: about what a busy day writes.
  public static let waitingBytesLimit = 64 << 20
  private let waitingBytesLimit: Int

  private struct Place: Hashable {
    let origin: Origin
    let seq: Int64
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
    /// At or below what is held of their origin: the log tells whether they are the same.
    public var doubtful: [(line: Int, event: Event)] = []
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

  /// A new report; what waits goes on waiting, but for what the log has by now.
  public mutating func begin(tipOf: (Origin) -> ChainTip) {
    report = Report()
    for (place, held) in waiting {
      if place.seq <= tipOf(place.origin).seq {
        forget(place)
      } else {
        waiting[place] = held.map { Held(event: $0.event, line: nil) }
      }
    }
  }

  /// Says how many lines wait at the end.
  public mutating func finish() { report.waiting = waitingCount }

  /// Takes numbered lines.
  ///
  /// - Parameter tipOf: the end of an origin's chain here, before this batch.
  public mutating func take(_ lines: [(number: Int, bytes: [UInt8])], tipOf: (Origin) -> ChainTip) -> Batch {
    var batch = Batch()
    var tips: [Origin: ChainTip] = [:]
    for line in lines {
      do throws(LineFault) {
        let event = try decoder.decode(line.bytes)
        try sort(event, line.number, &batch, &tips, tipOf)
      } catch {
        report.refused.append((line.number, error))
      }
    }
    return batch
  }

  /// What the log said of a doubtful line: whether it holds the same event.
  public mutating func settle(line: Int, isHeld: Bool) {
    if isHeld {
      report.old += 1
    } else {
      refuse(line, "another event has this origin and seq")
    }
  }

  private mutating func sort(
    _ event: Event, _ line: Int, _ batch: inout Batch, _ tips: inout [Origin: ChainTip],
    _ tipOf: (Origin) -> ChainTip
  ) throws(LineFault) {
    let tip = tips[event.origin] ?? tipOf(event.origin)
    if event.seq <= tip.seq {
      batch.doubtful.append((line, event))
    } else if event.seq > tip.seq + 1 {
      try wait(event, line)
    } else {
      guard tip.isFollowed(by: event) else {
        throw LineFault(.chain, "prev is not the hash of the event before it")
      }
      admit(event, &batch, &tips)
    }
  }

  /// Takes an event and whatever waited for it.
  private mutating func admit(_ event: Event, _ batch: inout Batch, _ tips: inout [Origin: ChainTip]) {
    var next: Event? = event
    while let admitted = next {
      batch.admitted.append(admitted)
      report.new += 1
      let tip = ChainTip(seq: admitted.seq, hash: admitted.hash)
      tips[admitted.origin] = tip
      next = release(Place(origin: admitted.origin, seq: tip.seq + 1), after: tip)
    }
  }

  private mutating func wait(_ event: Event, _ line: Int) throws(LineFault) {
    let held = waiting[Place(origin: event.origin, seq: event.seq)] ?? []
    if held.contains(where: { $0.event.hash == event.hash }) {
      report.old += 1
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

  /// The one line that waited at a place and fits; others there are refused.
  private mutating func release(_ place: Place, after tip: ChainTip) -> Event? {
    let held = forget(place)
    let next = held.first { tip.isFollowed(by: $0.event) }
    for other in held where other.event.hash != next?.event.hash {
      // One of an earlier run has no number here: its sender hears of it with the next copy.
      if let line = other.line { refuse(line, "prev is not the hash of the event before it") }
    }
    return next?.event
  }

  @discardableResult
  private mutating func forget(_ place: Place) -> [Held] {
    guard let held = waiting.removeValue(forKey: place) else { return [] }
    waitingCount -= held.count
    waitingBytes -= held.reduce(0) { $0 + $1.event.line.count + 1 }
    return held
  }

  private mutating func refuse(_ line: Int, _ reason: String) {
    report.refused.append((line, LineFault(.chain, reason)))
  }
}
