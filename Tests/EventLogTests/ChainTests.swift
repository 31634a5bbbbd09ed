import EventLog
import Events
import SimulatedDisk
import Testing

/// What a peer's `want` is answered from: one history of an origin, piece by piece.
@Suite struct ChainTests {
  /// The events of the history that ends with `tip`, found by following `prev` through a plain list.
  private static func history(of tip: Event, in events: [Fingerprint: Event]) -> [Event] {
    var found = [tip]
    while let last = found.last, let before = events[last.prev] { found.append(before) }
    return found.reversed()
  }

  private static func byHash(_ events: [Event]) -> [Fingerprint: Event] {
    Dictionary(uniqueKeysWithValues: events.map { ($0.hash, $0) })
  }

  /// What `chain` must answer, by the contract's words.
  private static func expected(
    _ history: [Event], _ seqs: ClosedRange<Int64>, _ limitBytes: Int
  ) -> [Fingerprint]? {
    var bytes = 0
    var found: [Fingerprint] = []
    for event in history where seqs.contains(event.seq) && bytes < limitBytes {
      found.append(event.hash)
      bytes += event.line.count
    }
    return found.isEmpty ? nil : found
  }

  /// A log that holds these events, in small segments.
  private func log(_ events: [Event], indexed: Bool) throws -> (disk: SimulatedDisk, log: EventLog) {
    let disk = SimulatedDisk()
    let log = try Opened(disk, limits: .tiny).log
    for event in events {
      try log.append([event])
      try log.sync()
    }
    if indexed { while try log.rest() {} }
    return (disk, log)
  }

  /// Histories that part at some seqs of the one before and are written turn by turn, beside another origin.
  private func forked(at places: [Int64], length: Int, apart: Bool) -> [Event] {
    var sample = Sample(seed: 21, terminals: ["till", "bar"])
    let origin = sample.origins[0]
    var histories = [(0..<length).map { _ in sample.event(origin: origin) }]
    for place in places {
      let before = histories[histories.count - 1].first { $0.seq == place - 1 }
      let start = ChainTip(before: origin, venue: Sample.venue)
      sample.rewind(origin, to: before.map { ChainTip(seq: $0.seq, hash: $0.hash) } ?? start)
      histories.append((0..<length).map { _ in sample.event(origin: origin) })
    }
    var written: [Event] = []
    if apart { return histories.flatMap { $0 } + sample.batch(3) }
    // The trunk first: each history follows what is held.
    var rest = histories.map { $0[...] }
    var held: Set<Fingerprint> = []
    while rest.contains(where: { !$0.isEmpty }) {
      for index in rest.indices {
        guard let next = rest[index].first else { continue }
        guard next.seq == 1 || held.contains(next.prev) else { continue }
        held.insert(next.hash)
        written.append(rest[index].removeFirst())
      }
      if written.count.isMultiple(of: 5) { written.append(sample.event(origin: sample.origins[1])) }
    }
    return written
  }

  private func compare(_ events: [Event], indexed: Bool) throws {
    let (disk, log) = try log(events, indexed: indexed)
    let reader = LogReader(on: disk, durable: log.durable)
    var random = SeededRandom(seed: 5)
    let byHash = Self.byHash(events)
    for tip in events {
      let history = Self.history(of: tip, in: byHash)
      for _ in 0..<2 {
        let first = Int64.random(in: -2...(tip.seq + 3), using: &random)
        let last =
          Bool.random(using: &random) ? Int64.max : max(first, first + .random(in: 0...9, using: &random))
        let limit = [1, 400, 3000, Int.max][Int.random(in: 0..<4, using: &random)]
        let answer = try reader.chain(of: tip.origin, tip: tip.hash, seqs: first...last, limitBytes: limit)
        #expect(
          answer?.map(\.hash) == Self.expected(history, first...last, limit),
          "tip \(tip.seq), \(first)...\(last), \(limit)")
      }
    }
  }

  @Test(arguments: [true, false])
  func oneHistoryIsReadByItsNumbers(_ indexed: Bool) throws {
    var sample = Sample(seed: 4, terminals: ["till", "bar"])
    try compare(sample.batch(90), indexed: indexed)
  }

  /// F21: each side of a fork is answered with its own events, however they stand in the log.
  @Test(arguments: [[12], [1], [12, 20], [1, 1], [9, 9]] as [[Int64]], [true, false])
  func f21EachHistoryOfAForkIsReadExactly(_ places: [Int64], _ indexed: Bool) throws {
    try compare(forked(at: places, length: 24, apart: indexed), indexed: indexed)
    if indexed { try compare(forked(at: places, length: 24, apart: false), indexed: true) }
  }

  /// Histories longer than what is followed at once, read piece by piece as a peer does.
  @Test func f21LongHistoriesAreReadPieceByPiece() throws {
    let events = forked(at: [300, 40], length: 900, apart: false)
    let disk = SimulatedDisk()
    let log = try Opened(disk).log
    try log.append(events)
    try log.sync()
    let reader = LogReader(on: disk, durable: log.durable)
    let origin = events[0].origin
    for tip in log.tips.histories(of: origin) {
      var found: [Event] = []
      while found.last?.hash != tip.hash {
        let next = Int64(found.count + 1)
        let piece = try reader.chain(of: origin, tip: tip.hash, seqs: next...Int64.max, limitBytes: 20_000)
        found += try #require(piece)
      }
      let last = try #require(events.first { $0.hash == tip.hash })
      #expect(found.map(\.hash) == Self.history(of: last, in: Self.byHash(events)).map(\.hash))
    }
  }

  @Test func s6ARangeThatNobodyHoldsCostsNothing() throws {
    var sample = Sample(seed: 4)
    let events = sample.batch(60)
    let (disk, log) = try log(events, indexed: true)
    let reader = LogReader(on: disk, durable: log.durable)
    let origin = events[0].origin
    let tip = events[59].hash
    let all = try reader.chain(of: origin, tip: tip, seqs: 1...Int64.max, limitBytes: .max)
    #expect(all?.map(\.hash) == events.map(\.hash))
    #expect(try reader.chain(of: origin, tip: tip, seqs: Int64.min...0, limitBytes: .max) == nil)
    let before = disk.calls
    #expect(try reader.chain(of: origin, tip: tip, seqs: 61...Int64.max, limitBytes: .max) == nil)
    #expect(try reader.chain(of: origin, tip: tip, seqs: Int64.max...Int64.max, limitBytes: .max) == nil)
    #expect(disk.calls - before < 5)
    let unknown = Fingerprint(of: [1])
    #expect(try reader.chain(of: origin, tip: unknown, seqs: 1...9, limitBytes: .max) == nil)
    let other = try #require(Origin("bar-0a0b0c0d"))
    #expect(try reader.chain(of: other, tip: tip, seqs: 1...9, limitBytes: .max) == nil)
  }

  /// Whoever asks for a long history in pieces makes the disk read it once, with a sidecar or without.
  @Test(arguments: [true, false])
  func piecesOfALongHistoryAreReadOnce(_ indexed: Bool) throws {
    var sample = Sample(seed: 4)
    let events = sample.batch(400)
    let (disk, log) = try log(events, indexed: indexed)
    let reader = LogReader(on: disk, durable: log.durable)
    nonisolated(unsafe) var reads = 0
    disk.onCall = { _, name in if name == "read" { reads += 1 } }
    var next: Int64 = 1
    while next <= 400 {
      let piece = try reader.chain(
        of: events[0].origin, tip: events[399].hash, seqs: next...Int64.max, limitBytes: 1000)
      next += Int64(try #require(piece).count)
    }
    disk.onCall = nil
    // One for each line; for each segment two or three to find the lines in it, and one to look for the tip.
    let segments = Int(log.durable.segment)
    #expect(reads <= 400 + 6 * segments)
  }

  @Test func aLineThatDoesNotReadBackEndsAPieceAndBeginsNone() throws {
    for events in [forked(at: [12], length: 30, apart: true), forked(at: [], length: 30, apart: true)] {
      let (disk, log) = try log(events, indexed: true)
      let reader = LogReader(on: disk, durable: log.durable)
      let bad = events[19]
      let tip = events[29]
      #expect(bad.seq == 20 && tip.seq == 30)
      for path in disk.paths where path.hasPrefix("log/") {
        disk.damage(path) { bytes in
          let place = bytes.indices.first { bytes[$0...].starts(with: bad.line) }
          if let place { bytes[place + 210] ^= 1 }
        }
      }
      let origin = tip.origin
      let after = try reader.chain(of: origin, tip: tip.hash, seqs: 21...30, limitBytes: .max)
      #expect(after?.map(\.seq) == Array(21...30))
      #expect(try reader.chain(of: origin, tip: tip.hash, seqs: 20...30, limitBytes: .max) == nil)
      let below = try reader.chain(of: origin, tip: events[10].hash, seqs: 1...30, limitBytes: .max)
      #expect(below?.map(\.seq) == Array(1...11))
    }
  }
}
