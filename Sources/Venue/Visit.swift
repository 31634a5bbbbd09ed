import Dining
import Events
import Menus

/// A party's stay at a table: a session. It begins when somebody touches the table's screen, or with the table's first
/// order, and ends when the table is freed. Everybody at the table sees one menu for as long.
public struct Visit: Hashable, Sendable {
  public let session: UUIDv7
  public let beganAt: Timestamp
  /// What the visit's order says of an experiment: it holds as long as the order does.
  let pinned: Pinned?

  struct Pinned: Hashable, Sendable {
    let experiment: UUIDv7?
    let arm: Experiment.Arm?
  }

  /// A visit that no order pins yet.
  public init(session: UUIDv7, beganAt: Timestamp) {
    self.init(session: session, beganAt: beganAt, pinned: nil)
  }

  init(session: UUIDv7, beganAt: Timestamp, pinned: Pinned?) {
    self.session = session
    self.beganAt = beganAt
    self.pinned = pinned
  }

  /// Nobody frees a table at which nothing was ordered, so such a visit is over after two hours.
  static let lapseMilliseconds: Int64 = 2 * 3_600_000
}

/// Which session looked at the menu last at each table: all that is kept of the many sessions of an evening.
struct TableViews: Sendable {
  private var latest: [ExactString: (visit: Visit, moment: StreamMoment)] = [:]

  /// More tables than a house has; of more the one that was looked at longest ago is let go.
  private static let tablesLimit = 1_000

  /// Takes a `menu_viewed`.
  mutating func take(_ event: Event) {
    guard event.type == .menuViewed, let session = event.entityUUID else { return }
    var payload = event.payload
    // Keys of a payload are asked for in their order.
    guard payload.text("menu_id") != nil, let table = payload.exact("table_id") else { return }
    note(table, Visit(session: session, beganAt: event.writtenAt), event.moment)
  }

  private mutating func note(_ table: ExactString, _ visit: Visit, _ moment: StreamMoment) {
    let key = ExactString(TableName.key(table.string))
    if let known = latest[key] {
      guard known.moment < moment else { return }
      // Another look of the same visit.
      if known.visit.session == visit.session { return }
    }
    latest[key] = (visit, moment)
    guard latest.count > Self.tablesLimit else { return }
    if let oldest = latest.min(by: { $0.value.moment < $1.value.moment }) { latest[oldest.key] = nil }
  }

  func visit(at table: String) -> Visit? { latest[ExactString(TableName.key(table))]?.visit }

  func visit(ofSession session: UUIDv7) -> Visit? {
    latest.values.first { $0.visit.session == session }?.visit
  }

  /// What a checkpoint keeps of it.
  var notes: JSON {
    .object(
      latest.sorted { $0.key < $1.key }.map { table, entry in
        JSON.Member(
          table.string,
          .array([
            .string(entry.visit.session.description), .int(entry.visit.beganAt.milliseconds),
            .int(entry.moment.createdAt.milliseconds), .string(entry.moment.id.description),
          ]))
      })
  }

  mutating func take(notes: JSON?) {
    guard case .object(let members)? = notes else { return }
    for member in members {
      guard let list = member.value.array, list.count == 4,
        let session = list[0].string.flatMap({ UUIDv7($0) }),
        let began = list[1].int, let created = list[2].int, let event = list[3].string.flatMap({ UUIDv7($0) })
      else { continue }
      let moment = StreamMoment(createdAt: Timestamp(clamping: created), id: EventID(event))
      latest[member.key] = (Visit(session: session, beganAt: Timestamp(clamping: began)), moment)
    }
  }
}

extension House {
  /// The visit at a table; nil while nobody is there.
  ///
  /// An order carries its session along when it moves to another table, so the session of an order is where the order is
  /// and nowhere else.
  public func visit(atTable table: String, at now: Timestamp) -> Visit? {
    let key = TableName.key(table)
    let seated = orders.values.map(\.order).filter { order in
      order.closing == nil && order.tableFreedAt == nil && order.opening?.session != nil
        && order.tableID.map { TableName.key($0.string) == key } ?? false
    }
    let first = seated.min { left, right in
      (left.opening?.createdAt ?? .latest, left.id) < (right.opening?.createdAt ?? .latest, right.id)
    }
    if let first { return visit(of: first) }
    guard let visit = views.visit(at: table),
      now.milliseconds - visit.beganAt.milliseconds < Visit.lapseMilliseconds
    else { return nil }
    return orders.values.contains { $0.order.opening?.session == visit.session } ? nil : visit
  }

  /// The visit that an order belongs to; nil for one without a table.
  func visit(of order: Order) -> Visit? {
    guard let opening = order.opening, let session = opening.session else { return nil }
    let arm = opening.arm.flatMap { Experiment.Arm(rawValue: $0) }
    return Visit(
      session: session, beganAt: views.visit(ofSession: session)?.beganAt ?? opening.createdAt,
      pinned: Visit.Pinned(experiment: opening.experiment, arm: arm))
  }

  /// The visit of a session, where it is known still.
  public func visit(ofSession session: UUIDv7) -> Visit? {
    let orders = orders.values.map(\.order).filter { $0.opening?.session == session }
    let first = orders.min {
      ($0.opening?.createdAt ?? .latest, $0.id) < ($1.opening?.createdAt ?? .latest, $1.id)
    }
    return first.flatMap(visit) ?? views.visit(ofSession: session)
  }

  /// The experiment that a visit takes part in, and its arm; nil for none.
  ///
  /// A visit that began in an experiment's window keeps what it got, also after the window and after its end.
  public func assignment(of visit: Visit, atTable table: String?) -> (
    experiment: Experiment, arm: Experiment.Arm
  )? {
    if let pinned = visit.pinned {
      guard let experiment = pinned.experiment.flatMap({ experiments.experiment($0) }), let arm = pinned.arm
      else {
        return nil
      }
      return (experiment, arm)
    }
    guard let menu = menus.served(at: visit.beganAt)?.menuID else { return nil }
    let key = table.map { TableName.key($0) }
    let experiment = experiments.experiment(visitBeginningAt: visit.beganAt, menu: menu) { name in
      key.map { TableName.key(name.string) == $0 } ?? false
    }
    return experiment.map { ($0, $0.arm(ofSession: visit.session)) }
  }

  /// What a visit orders from: the version of its experiment's arm, else what is in force.
  public func served(at now: Timestamp, visit: Visit?, atTable table: String?) -> ServedMenu? {
    if let visit, let assignment = assignment(of: visit, atTable: table),
      let menu = menus.served(version: assignment.experiment.version(assignment.arm))
    {
      return menu
    }
    return menus.served(at: now)
  }

  /// What is ordered from at a table: without one, or without a visit, what is in force.
  public func served(at now: Timestamp, atTable table: String? = nil) -> ServedMenu? {
    served(at: now, visit: table.flatMap { visit(atTable: $0, at: now) }, atTable: table)
  }

  /// What an order's next dish is written from.
  public func served(at now: Timestamp, for order: Order) -> ServedMenu? {
    served(at: now, visit: visit(of: order), atTable: order.tableID?.string)
  }
}
