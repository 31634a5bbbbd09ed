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

  /// The last visit at each table that was looked at, by the table's key, in no order.
  var visits: [(key: String, visit: Visit)] { latest.map { ($0.key.string, $0.value.visit) } }

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
