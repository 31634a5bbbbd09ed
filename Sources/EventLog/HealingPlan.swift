import Events

/// Where recovered events go in a damaged log, and which damaged stretches are done with.
///
/// An event may stand wherever its predecessor is before it and its successor behind it. It goes into a damaged
/// stretch between the two: the one that still names it, else the first with room for it; where there is none,
/// before its successor.
struct HealingPlan {
  /// Behind everything.
  private static let end = LogPosition(segment: .max, offset: 0)

  /// The events that go where a stretch begins, or before the line that begins there, in their order.
  private(set) var placed: [LogPosition: [Event]] = [:]
  /// Where the stretches begin that are done with.
  private(set) var closed: Set<LogPosition> = []
  /// Whether one of them is done with only because nobody misses anything.
  private(set) var restsOnPeers = false
  /// What the damage does not need: events that go on behind the end of the log, or connect to nothing.
  private(set) var left: [Event] = []

  private let survey: LogSurvey
  private let isComplete: Bool
  /// Stretches into which nothing is put.
  private var shut: Set<LogPosition> = []
  private var slots: [EventKey: LogPosition] = [:]
  private var rooms: [LogPosition: Int64] = [:]

  var isEmpty: Bool { placed.isEmpty && closed.isEmpty }

  /// The segments that are made anew, ascending.
  var segments: [SegmentNumber] {
    Set(placed.keys.map(\.segment)).union(closed.map(\.segment)).sorted()
  }

  /// The events that are put into the log and that it did not hold before, in its order.
  var recovered: [Event] {
    placed.sorted { $0.key < $1.key }.flatMap(\.value).filter { survey.held[EventKey($0)] == nil }
  }

  /// - Parameter isComplete: whether nobody holds anything that belongs into this log and is not in `events`.
  init(_ survey: LogSurvey, _ events: [Event], named names: StretchNames, isComplete: Bool) {
    self.survey = survey
    self.isComplete = isComplete
    var seen: Set<EventKey> = []
    let known = events.filter { seen.insert(EventKey($0)).inserted }
      .sorted { $0.seq != $1.seq ? $0.seq < $1.seq : $0.hash < $1.hash }
    let bounds = Self.upperBounds(of: known, in: survey)
    // One that stands in the log behind what follows it was taken for missing once and came again: it goes where it
    // belongs, and the line behind is one that is repeated.
    let new = known.filter { event in
      survey.held[EventKey(event)].map { $0 >= bounds[EventKey(event)] ?? Self.end } ?? true
    }
    // A segment that stays missing can't take anything; what was meant for it goes elsewhere.
    while true {
      place(new, bounds, names)
      close()
      let open = survey.stretches.filter { $0.kind == .missing && !closed.contains($0.position) }
      guard !shut.isSuperset(of: open.map(\.position)) else { break }
      shut.formUnion(open.map(\.position))
    }
    placed = placed.mapValues(Self.inOrder)
  }

  /// Finds a place for each event, predecessors first.
  private mutating func place(
    _ new: [Event], _ bounds: [EventKey: LogPosition], _ names: StretchNames
  ) {
    placed = [:]
    left = []
    slots = [:]
    reserve(new, names)
    for event in new {
      let bound = bounds[EventKey(event)]
      var slot = bound ?? Self.end
      if let lower = lowerBound(of: event) {
        slot = choose(event, lower...max(lower, slot), names.place(of: event))
        slots[EventKey(event)] = slot
      }
      // One whose predecessor is still missing stands as late as it can: that one must find a place before it.
      if slot == Self.end { left.append(event) } else { placed[slot, default: []].append(event) }
    }
  }

  /// Before which place an event must stand: that of the first line that follows it, directly or by way of others.
  private static func upperBounds(of known: [Event], in survey: LogSurvey) -> [EventKey: LogPosition] {
    var bounds: [EventKey: LogPosition] = [:]
    for dangling in survey.dangling {
      bounds[dangling.prev] = min(bounds[dangling.prev] ?? end, dangling.position)
    }
    for event in known.reversed() {
      guard let bound = bounds[EventKey(event)], event.seq > 1 else { continue }
      let before = EventKey(before: event)
      bounds[before] = min(bounds[before] ?? end, bound)
    }
    return bounds
  }

  /// Behind which place an event must stand; nil where its predecessor is still missing.
  private func lowerBound(of event: Event) -> LogPosition? {
    guard event.seq > 1 else { return survey.isRooted(event) ? .start : nil }
    let before = EventKey(before: event)
    return slots[before] ?? survey.held[before]
  }

  /// Keeps room in each stretch for the events that it names.
  private mutating func reserve(_ new: [Event], _ names: StretchNames) {
    rooms = [:]
    for stretch in survey.stretches { rooms[stretch.position] = stretch.length ?? .max }
    for event in new {
      if let place = names.place(of: event) { rooms[place]? -= Self.bytes(event) }
    }
  }

  private mutating func choose(
    _ event: Event, _ bounds: ClosedRange<LogPosition>, _ named: LogPosition?
  ) -> LogPosition {
    let fitting = survey.stretches.filter {
      $0.kind != .repeated && bounds.contains($0.position) && !shut.contains($0.position)
    }
    if let named, fitting.contains(where: { $0.position == named }) { return named }
    let roomy = fitting.first { rooms[$0.position] ?? 0 >= Self.bytes(event) }
    guard let stretch = roomy ?? fitting.first else { return bounds.upperBound }
    rooms[stretch.position]? -= Self.bytes(event)
    return stretch.position
  }

  private static func bytes(_ event: Event) -> Int64 { Int64(event.line.count + 1) }

  /// Finds the stretches of which every byte is accounted for: what was put there is as long as they are. Of others
  /// only those who hold the rest of the house's log can say that nothing is missing, and then no chain may miss
  /// anything there.
  private mutating func close() {
    closed = []
    restsOnPeers = false
    let open = survey.dangling.filter { slots[$0.prev] == nil }
    for stretch in survey.stretches where !shut.contains(stretch.position) {
      let bytes = placed[stretch.position]?.reduce(0) { $0 + Self.bytes($1) } ?? 0
      let isExact = stretch.kind == .repeated || bytes == stretch.length
      if !isExact {
        let isMissed = open.contains { $0.after <= stretch.position && stretch.position < $0.position }
        guard isComplete, !isMissed else { continue }
        restsOnPeers = true
      }
      closed.insert(stretch.position)
    }
  }

  /// Each origin's events in the order of their chain, those of several origins by their moment as far as that
  /// leaves it.
  private static func inOrder(_ events: [Event]) -> [Event] {
    var queues = Dictionary(grouping: events, by: \.origin).sorted { $0.key < $1.key }.map { $0.value[...] }
    var ordered: [Event] = []
    while true {
      let heads = queues.indices.filter { !queues[$0].isEmpty }
      guard let next = heads.min(by: { moment(queues[$0]) < moment(queues[$1]) }),
        let event = queues[next].popFirst()
      else { return ordered }
      ordered.append(event)
    }
  }

  private static func moment(_ queue: ArraySlice<Event>) -> StreamMoment {
    queue[queue.startIndex].moment
  }
}
