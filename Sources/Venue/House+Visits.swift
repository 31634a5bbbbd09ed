import Dining
import Events
import Menus

/// Who sits where, and which menu they see: the rules of visits.
extension House {
  /// The visit at a table; nil while nobody is there.
  ///
  /// An order carries its session along when it moves to another table, so the session of an order is where the order is
  /// and nowhere else.
  public func visit(atTable table: String, at now: Timestamp) -> Visit? {
    let name = ExactString(table)
    let seated = orders.values.filter { stream in
      let order = stream.order
      return order.closing == nil && order.tableFreedAt == nil && order.opening?.session != nil
        && order.tableID.map { TableName.areSame($0, name) } ?? false
    }
    if let first = seated.byOpening.first { return visit(of: first.order) }
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
    let own = orders.values.filter { $0.order.opening?.session == session }
    return own.byOpening.first.flatMap { visit(of: $0.order) } ?? views.visit(ofSession: session)
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
    guard let menu = menus.servedMenuID(at: visit.beganAt) else { return nil }
    let own = table.map { ExactString($0) }
    let experiment = experiments.experiment(visitBeginningAt: visit.beganAt, menu: menu) { name in
      own.map { TableName.areSame(name, $0) } ?? false
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
