import Events

/// All experiments of the venue, folded from their events in whatever order these arrive.
public struct ExperimentBook: Sendable {
  private var streams: [ExactString: ExperimentStream] = [:]

  public init() {}

  /// Whether an event is about an experiment, and so belongs in here.
  public static func holds(_ event: Event) -> Bool { event.entity == .known(.experiment) }

  /// Takes events in any order and any number of times, and leaves aside those about something else.
  public mutating func insert(_ event: Event) {
    guard Self.holds(event), let name = event.entityID?.text else { return }
    streams[ExactString(name), default: ExperimentStream()].insert(event)
  }

  /// The events that are held, experiment by experiment.
  public var events: [Event] { streams.keys.sorted().flatMap { streams[$0]?.events ?? [] } }

  /// Puts others in the place of events that are the same but for their personal data.
  public mutating func replace(_ body: (Event) -> Event) {
    for name in streams.keys { streams[name]?.replace(body) }
  }

  /// Every experiment, the newest first.
  public var all: [Experiment] {
    streams.values.compactMap(\.experiment).sorted { ($0.madeAt, $0.id) > ($1.madeAt, $1.id) }
  }

  public func experiment(_ id: UUIDv7) -> Experiment? { streams[ExactString(id.description)]?.experiment }

  /// The experiment that asks a visit; of several, as only two terminals out of touch can make them, the one that was
  /// made first.
  ///
  /// - Parameters:
  ///   - menu: the one in force then: an experiment on another menu has nothing to ask.
  ///   - isTable: whether a name is that of the visit's table.
  public func experiment(
    visitBeginningAt time: Timestamp, menu: ExactString, isTable: (ExactString) -> Bool
  ) -> Experiment? {
    all.last { experiment in
      let plan = experiment.plan
      return plan.menuID == menu && experiment.isLive(at: time)
        && (plan.tables.isEmpty || plan.tables.contains(where: isTable))
    }
  }

  /// The experiments that could ask the same visits.
  ///
  /// - Parameter isSameTable: whether two names are of one table.
  public func rivals(
    of plan: Experiment.Plan, isSameTable: (ExactString, ExactString) -> Bool
  ) -> [Experiment] {
    all.filter { other in
      guard other.plan.menuID == plan.menuID, other.plan.startsAt < plan.endsAt, plan.startsAt < other.end
      else { return false }
      return plan.tables.isEmpty || other.plan.tables.isEmpty
        || plan.tables.contains { table in other.plan.tables.contains { isSameTable($0, table) } }
    }
  }

  /// Events of experiments whose type this galley does not know.
  public var unsupported: Int { streams.values.reduce(0) { $0 + $1.unsupported } }

  /// What `state` prints under `experiments`: by id, the same bytes for the same events.
  public var state: JSON {
    .object(
      streams.keys.sorted().compactMap { name in
        guard let stream = streams[name] else { return nil }
        guard case .object(var members)? = stream.experiment?.report ?? .object([]) else { return nil }
        if !stream.conflicts.isEmpty {
          members.append(JSON.Member("conflicts", .array(stream.conflicts.map(\.report))))
        }
        return JSON.Member(name.string, .object(members))
      })
  }
}
