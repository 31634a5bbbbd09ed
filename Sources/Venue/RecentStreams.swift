import Events

/// The last events of streams that are many and soon over: guests' sessions, utterances, and what only a newer galley
/// knows.
///
/// A house writes millions of them. All are in the log; the last ones are here and in a checkpoint, so that a command
/// that is given twice is answered once, and a clock that was set back puts no event before its cause. Both are matters of
/// minutes. Whatever is counted over all of them is a fold over the log.
struct RecentStreams: Sendable {
  private var held: [Event] = []
  /// Those before this place are let go of.
  private var first = 0
  private var bytes = 0
  private var hashes: Set<Fingerprint> = []
  private var places: [StreamKey: Place] = [:]

  private struct Place: Sendable {
    var count = 0
    var latest = Timestamp.earliest
    /// The first event with each idempotency key.
    var keyed: [ExactString: Event] = [:]
  }

  /// 256 KiB of lines: some 600 events, more than a full house's guests and voices make in ten minutes.
  static let bytesLimit = 256 << 10

  /// In order of arrival.
  var events: ArraySlice<Event> { held[first...] }

  /// Takes an event, and lets the oldest go.
  mutating func take(_ event: Event) {
    guard hashes.insert(event.hash).inserted else { return }
    held.append(event)
    bytes += event.line.count
    func add(_ place: inout Place) {
      place.count += 1
      place.latest = max(place.latest, event.createdAt)
      guard let key = event.idempotencyKey else { return }
      if let first = place.keyed[key], first.moment <= event.moment { return }
      place.keyed[key] = event
    }
    add(&places[event.stream, default: Place()])
    while bytes > Self.bytesLimit { letOldestGo() }
    guard first * 2 > held.count else { return }
    held.removeFirst(first)
    first = 0
  }

  private mutating func letOldestGo() {
    let event = held[first]
    first += 1
    bytes -= event.line.count
    hashes.remove(event.hash)
    guard var place = places.removeValue(forKey: event.stream), place.count > 1 else { return }
    place.count -= 1
    if let key = event.idempotencyKey, place.keyed[key]?.hash == event.hash { place.keyed[key] = nil }
    places[event.stream] = place
  }

  /// When the latest event of a stream took effect; nil where none is remembered.
  func latest(in stream: StreamKey) -> Timestamp? { places[stream]?.latest }

  /// The event that first used an idempotency key on a stream; nil where that is long ago.
  func event(withKey key: ExactString, in stream: StreamKey) -> Event? { places[stream]?.keyed[key] }

  /// Puts others in the place of events that are the same but for their personal data.
  mutating func replace(_ body: (Event) -> Event) {
    held = events.map(body)
    first = 0
    bytes = held.reduce(0) { $0 + $1.line.count }
    for (stream, place) in places { places[stream]?.keyed = place.keyed.mapValues(body) }
  }
}
