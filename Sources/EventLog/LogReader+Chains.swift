import Events

extension LogReader {
  /// How many ways back are remembered: some peers asking for some histories, piece by piece, at once.
  private static let waysKept = 16

  /// The events of one history of an origin with these numbers, ascending and each following the one before, as
  /// many as fit: it ends with the one that reaches `limitBytes`.
  ///
  /// - Parameters:
  ///   - tip: the hash of any event that is held: the history that leads to it is read, and no further than it.
  ///   - seqs: clamped to what that history has.
  /// - Returns: nil where `tip` is not held, where its history has none of these numbers, or where the first of them
  ///   does not read back.
  ///
  /// Where an origin has one history, the numbers say all. Where it has several (a cloned disk), the one that leads
  /// to the tip is followed back from it; what was found on the way is kept for the next piece.
  public func chain(
    of origin: Origin, tip: Fingerprint, seqs: ClosedRange<Int64>, limitBytes: Int
  ) throws(DiskFault) -> [Event]? {
    try refresh()
    guard var way = try way(to: tip, of: origin, near: seqs.upperBound) else { return nil }
    defer { remember(way) }
    let first = max(seqs.lowerBound, 1)
    let last = min(seqs.upperBound, way.seq)
    guard first <= last else { return nil }
    let found =
      try isForked(origin)
      ? try events(along: &way, first...last, limitBytes: limitBytes)
      : try events(of: origin, seqs: first...last, limitBytes: limitBytes)
    let chain = Self.unbroken(found, from: first)
    return chain.isEmpty ? nil : Array(chain)
  }

  /// The first of these events, as far as each follows the one before.
  private static func unbroken(_ events: [Event], from first: Int64) -> ArraySlice<Event> {
    guard events.first?.seq == first else { return [] }
    let end = events.indices.dropFirst().first {
      events[$0].seq != events[$0 - 1].seq + 1 || events[$0].prev != events[$0 - 1].hash
    }
    return events[..<(end ?? events.endIndex)]
  }

  private func way(to tip: Fingerprint, of origin: Origin, near seq: Int64) throws(DiskFault) -> ChainWay? {
    if let known = ways.lastIndex(where: { $0.tip == tip && $0.origin == origin }) {
      return ways.remove(at: known)
    }
    guard let seq = try self.seq(of: tip, origin, near: seq) else { return nil }
    return ChainWay(origin: origin, tip: tip, seq: seq)
  }

  private func remember(_ way: ChainWay) {
    if ways.count >= Self.waysKept { ways.removeFirst() }
    ways.append(way)
  }

  /// The number of the event with this hash; a good guess costs nothing, and a tip stands in a late segment.
  private func seq(of hash: Fingerprint, _ origin: Origin, near guess: Int64) throws(DiskFault) -> Int64? {
    if try hashes(of: origin, seq: guess).contains(hash) { return guess }
    for segment in segments.reversed() {
      guard let part = try part(of: origin, in: segment),
        let index = try index(of: segment, where: { _ in true })
      else { continue }
      if let found = index.places(of: origin, part.seqs).last(where: { $0.hash == hash }) { return found.seq }
    }
    return nil
  }

  /// Whether an origin may have two events of one number: it has not where the numbers in each segment are without
  /// gaps and go on from one segment to the next.
  private func isForked(_ origin: Origin) throws(DiskFault) -> Bool {
    var reached: Int64 = 0
    for segment in segments {
      guard let part = try part(of: origin, in: segment) else { continue }
      guard part.seqs.lowerBound > reached,
        Int64(part.count) == part.seqs.upperBound - part.seqs.lowerBound + 1
      else { return true }
      reached = part.seqs.upperBound
    }
    return false
  }
}

/// The way back from a tip, as far as it was followed where there was a choice.
struct ChainWay {
  let origin: Origin
  let tip: Fingerprint
  let seq: Int64
  /// Which event of the history is the last in a block of numbers.
  fileprivate var lasts: [Int64: Fingerprint] = [:]

  fileprivate init(origin: Origin, tip: Fingerprint, seq: Int64) {
    self.origin = origin
    self.tip = tip
    self.seq = seq
  }

  /// The way is followed in blocks of 256 numbers: between two calls one hash of each block is kept.
  fileprivate static let blockSeqs: Int64 = 256
  /// At most 4,096 hashes are kept, some 200 KiB: enough for a million events behind a fork. Past that the way is
  /// followed anew.
  private static let lastsKept = 4096

  fileprivate mutating func note(_ hash: Fingerprint, block: Int64) {
    if lasts.count < Self.lastsKept { lasts[block] = hash }
  }

  fileprivate static func block(of seq: Int64) -> Int64 { (seq - 1) / blockSeqs }

  /// The numbers in a block, as far as the history goes.
  fileprivate func seqs(in block: Int64) -> ClosedRange<Int64> {
    (block * Self.blockSeqs + 1)...min((block + 1) * Self.blockSeqs, seq)
  }
}

/// An event that is held, and in which segment.
private struct HeldPlace {
  let entry: SeqPlace
  let segment: Checkpoint.SealedSegment
}

extension LogReader {
  private func events(
    along way: inout ChainWay, _ seqs: ClosedRange<Int64>, limitBytes: Int
  ) throws(DiskFault) -> [Event] {
    var places: [HeldPlace] = []
    var bytes = 0
    for block in ChainWay.block(of: seqs.lowerBound)...ChainWay.block(of: seqs.upperBound) {
      guard bytes < limitBytes, let last = try last(in: block, of: &way) else { break }
      for held in try path(through: block, of: way, endingWith: last)
      where seqs.contains(held.entry.seq) && bytes < limitBytes {
        places.append(held)
        bytes += Int(held.entry.place.length)
      }
    }
    return try read(places) { $0 }
  }

  /// The event in which a history leaves a block: known where there is no choice, where it was found before, or by
  /// following the history from the next block of which it is known.
  private func last(in block: Int64, of way: inout ChainWay) throws(DiskFault) -> Fingerprint? {
    var known = block
    while true {
      if let hash = try knownLast(in: known, of: way) {
        var last = hash
        while known > block {
          let path = try path(through: known, of: way, endingWith: last)
          guard let first = path.first, first.entry.seq == way.seqs(in: known).lowerBound,
            let prev = try read([first], { $0.prev }).first
          else { return nil }
          known -= 1
          last = prev
          way.note(last, block: known)
        }
        return last
      }
      known += 1
    }
  }

  private func knownLast(in block: Int64, of way: ChainWay) throws(DiskFault) -> Fingerprint? {
    if block == ChainWay.block(of: way.seq) { return way.tip }
    if let known = way.lasts[block] { return known }
    let seq = way.seqs(in: block).upperBound
    let hashes = try hashes(of: way.origin, seq: seq)
    return hashes.count == 1 ? hashes[0] : nil
  }

  /// A history's events in a block, ascending; only the last of them where one is not held or does not read back.
  private func path(
    through block: Int64, of way: ChainWay, endingWith last: Fingerprint
  ) throws(DiskFault) -> [HeldPlace] {
    let seqs = way.seqs(in: block)
    let held = try held(of: way.origin, seqs)
    var choices: [[HeldPlace]] = Array(repeating: [], count: seqs.count)
    for place in held { choices[Int(place.entry.seq - seqs.lowerBound)].append(place) }
    let asked = choices.indices.dropFirst().filter { choices[$0 - 1].count > 1 }.flatMap { choices[$0] }
    let links = try read(asked) { ($0.hash, $0.prev) }
    let prevs = Dictionary(links, uniquingKeysWith: { first, _ in first })
    var path: [HeldPlace] = []
    var next: Fingerprint? = last
    for choice in choices.reversed() {
      let isOnly = choice.count == 1 && next == nil
      guard let place = isOnly ? choice[0] : choice.first(where: { $0.entry.hash == next }) else { break }
      path.append(place)
      next = prevs[place.entry.hash]
    }
    return path.reversed()
  }

  private func held(of origin: Origin, _ seqs: ClosedRange<Int64>) throws(DiskFault) -> [HeldPlace] {
    var found: [HeldPlace] = []
    for segment in segments {
      guard let index = try index(of: segment, where: { $0.mayHold(origin, seqs) }) else { continue }
      found += index.places(of: origin, seqs).map { HeldPlace(entry: $0, segment: segment) }
    }
    return found
  }

  /// Reads lines in their order, segment by segment as they come.
  private func read<Part>(_ places: [HeldPlace], _ part: (Event) -> Part) throws(DiskFault) -> [Part] {
    var parts: [Part] = []
    var rest = places[...]
    while let segment = rest.first?.segment {
      let here = rest.prefix { $0.segment == segment }
      rest = rest[here.endIndex...]
      let wanted = Set(here.map(\.entry.hash))
      parts += try read(here.map(\.entry.place), in: segment) { wanted.contains($0.hash) }.map(part)
    }
    return parts
  }
}
