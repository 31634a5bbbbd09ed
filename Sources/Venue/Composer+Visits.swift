import Dining
import Events
import Menus

/// Visits of tables, and what they see of experiments.
extension Composer {
  /// The visit that somebody at a table is on, and its arm.
  struct Sitting {
    let visit: Visit
    let experiment: UUIDv7?
    let arm: Experiment.Arm?
  }

  /// The visit at a table; one that begins now where there is none.
  func sitting(at table: ExactString, _ stamp: StreamClock.Stamp) -> Sitting {
    let session = UUIDv7(at: stamp.createdAt, random: moment.random.2)
    let visit =
      venue.ahead.visit(atTable: table.string, at: moment.wall)
      ?? Visit(session: session, beganAt: moment.wall)
    let assigned = venue.ahead.assignment(of: visit, atTable: table.string)
    return Sitting(visit: visit, experiment: assigned?.experiment.id, arm: assigned?.arm)
  }

  /// Records that a visit has looked at the menu: once.
  func viewMenu(_ text: String) throws(Venue.Stop) -> EventDraft {
    let table = try checked(table: text)
    let stamp = venue.clock.stamp(wall: moment.wall, latestInStream: nil)
    let sitting = sitting(at: table, stamp)
    guard let menu = venue.ahead.served(at: moment.wall, visit: sitting.visit, atTable: table.string) else {
      throw .complaint(Complaint("not_found", "this house has no menu yet"))
    }
    try repeated(in: .other(.known(.session), .uuid(sitting.visit.session)))
    if venue.ahead.views.visit(at: text)?.session == sitting.visit.session { throw .repeated([], nil) }
    var payload = PayloadWriter()
    payload.set("menu_id", menu.menuID)
    payload.set("table_id", table)
    payload.set("version_id", menu.document.versionID.text)
    return draft(.menuViewed, .session, .uuid(sitting.visit.session), stamp, payload)
  }

  /// A table as the house writes it; no name is none.
  func checked(table text: String) throws(Venue.Stop) -> ExactString {
    let table = TableName.spelling(text, in: venue.ahead)
    guard !table.string.isEmpty, table.string.utf8.count <= OrderCommand.textBytesLimit else {
      throw .complaint(
        Complaint(
          "text", "a table has a name of 1 to \(OrderCommand.textBytesLimit) bytes; nothing was changed"))
    }
    return table
  }

  /// The exposure that the first event of a visit brings with it; nil where it is no first one, or no experiment asks.
  func exposure(after made: [Event]) -> EventDraft? {
    guard let last = made.last, !made.contains(where: { $0.type == .exposureRecorded }) else { return nil }
    let firsts = made.filter { $0.type == .menuViewed || $0.type == .orderOpened }
    for event in firsts {
      guard let (session, table) = Self.visit(of: event), venue.ahead.visit(ofSession: session) == nil else {
        continue
      }
      let visit = Visit(session: session, beganAt: moment.wall)
      guard let (experiment, arm) = venue.ahead.assignment(of: visit, atTable: table) else { continue }
      return exposure(session, experiment, arm, after: last)
    }
    return nil
  }

  private static func visit(of event: Event) -> (session: UUIDv7, table: String)? {
    var payload = event.payload
    if event.type == .menuViewed {
      return event.entityUUID.flatMap { session in payload.text("table_id").map { (session, $0) } }
    }
    return payload.uuid("session_id").flatMap { session in payload.text("table_id").map { (session, $0) } }
  }

  private func exposure(
    _ session: UUIDv7, _ experiment: Experiment, _ arm: Experiment.Arm, after last: Event
  ) -> EventDraft {
    let own = Composer(venue: venue, request: request.ofTheHouse, moment: moment.following(last))
    let latest = last.stream == .other(.known(.session), .uuid(session)) ? last.createdAt : nil
    var payload = PayloadWriter()
    payload.set("arm", arm.rawValue)
    payload.set("experiment_id", experiment.id)
    payload.set("menu_id", experiment.plan.menuID)
    payload.set("session_id", session)
    payload.set("version_id", experiment.version(arm).text)
    return own.draft(
      .exposureRecorded, .session, .uuid(session),
      venue.clock.stamp(wall: moment.wall, latestInStream: latest), payload)
  }
}
