import Dining
import Events
import Menus

/// What the visits of an experiment did, from one pass over the log: each visit once, joined by its session.
public struct ExperimentReport: Sendable {
  public let experiment: Experiment
  /// Control, then variant.
  public let arms: [Arm]

  /// What the visits of one arm did.
  public struct Arm: Sendable {
    public let arm: Experiment.Arm
    public let version: VersionID
    /// Sessions that were exposed.
    public var visits = 0
    /// Orders that were sent and not cancelled.
    public var orders = 0
    /// Their dishes by quantity.
    public var items: Int64 = 0
    /// Their totals, in the currency's minor unit.
    public var takings: Int64 = 0
    /// Visits with such an order.
    public var converted = 0
    var currency: Currency?

    /// The share of visits that ordered, and between what it lies; nil without visits.
    public var interval: WilsonInterval? { WilsonInterval(successes: converted, of: visits) }

    public var takingsText: String { text(takings) }
    /// To the nearest minor unit.
    public var takingsPerVisitText: String {
      visits == 0 ? "" : text((takings * 2 + Int64(visits)) / (Int64(visits) * 2))
    }

    private func text(_ minor: Int64) -> String {
      guard let currency, let money = Money(minor: minor) else { return "\(minor)" }
      return currency.text(money)
    }
  }

  /// In each arm: with fewer, what is seen is mostly chance.
  public static let visitsWanted = 100

  public var hasEnoughData: Bool { arms.allSatisfy { $0.visits >= Self.visitsWanted } }

  /// What `experiment report --json` prints: rates as numbers from 0 to 1 with four digits.
  public var jsonText: String {
    let rows = arms.map { arm in
      let interval = arm.interval
      let rates = [("conversion", interval?.rate), ("low", interval?.low), ("high", interval?.high)]
        .compactMap { name, rate in rate.map { ",\"\(name)\":\(WilsonInterval.text($0))" } }.joined()
      return "{\"arm\":\"\(arm.arm.rawValue)\",\"version_id\":\"\(arm.version)\",\"visits\":\(arm.visits),"
        + "\"orders\":\(arm.orders),\"items\":\(arm.items),\"takings\":\(arm.takings)\(rates)}"
    }
    return "{\"experiment_id\":\"\(experiment.id)\",\"arms\":[\(rows.joined(separator: ","))],"
      + "\"enough_data\":\(hasEnoughData)}"
  }
}

/// Gathers an ``ExperimentReport`` from the events of a log.
public struct ExperimentFold {
  private let name: String
  private var book = ExperimentBook()
  /// The arm of each session that was exposed, by experiment.
  private var exposed: [UUIDv7: [UUIDv7: Experiment.Arm]] = [:]
  private var orders = OrderFold<Sold>()

  private struct Sold {
    let session: UUIDv7
    let items: Int64
    let total: Int64
    let currency: Currency?
  }

  /// - Parameter name: the experiment's id, or the end of it.
  public init(named name: String) { self.name = name.lowercased() }

  /// Takes the next event of the log.
  public mutating func take(_ event: Event) {
    book.insert(event)
    if event.type == .exposureRecorded { expose(event) }
    orders.take(event, Self.sold)
  }

  /// The first word on a session counts: whatever comes twice is the same.
  private mutating func expose(_ event: Event) {
    var fields = event.payload
    guard let arm = fields.text("arm").flatMap(Experiment.Arm.init), let id = fields.uuid("experiment_id"),
      let session = fields.uuid("session_id"), isMeant(id), exposed[id]?[session] == nil
    else { return }
    exposed[id, default: [:]][session] = arm
  }

  private func isMeant(_ id: UUIDv7) -> Bool {
    ItemName.isTail(name, of: id.description)
  }

  private static func sold(_ stream: OrderStream) -> Sold? {
    let order = stream.order
    guard let session = order.opening?.session, !order.rounds.isEmpty, order.closing?.cancelledBecause == nil
    else { return nil }
    let sent = order.items.filter { $0.round != nil && !$0.isRemoved }
    return Sold(
      session: session, items: sent.reduce(0) { $0 + $1.quantity }, total: order.total.minor,
      currency: order.opening?.currency)
  }

  /// - Parameter events: brings all that the log holds of an order.
  public mutating func finish<Failure: Error>(
    bringing events: (OrderID) throws(Failure) -> [Event]
  ) throws(Failure) -> Result<ExperimentReport, Complaint> {
    let found = book.all.filter { isMeant($0.id) }
    guard let experiment = found.first else { return .failure(.unknownExperiment(name)) }
    guard found.count == 1 else { return .failure(.severalExperiments(name, found.count)) }
    let arms = exposed[experiment.id] ?? [:]
    var rows = Experiment.Arm.allCases.map {
      ExperimentReport.Arm(arm: $0, version: experiment.version($0))
    }
    var converted: Set<UUIDv7> = []
    for sold in try orders.finish(bringing: events, Self.sold).map(\.output) {
      guard let arm = arms[sold.session], let place = rows.firstIndex(where: { $0.arm == arm }) else {
        continue
      }
      rows[place].orders += 1
      rows[place].items += sold.items
      rows[place].takings += sold.total
      rows[place].currency = rows[place].currency ?? sold.currency
      if converted.insert(sold.session).inserted { rows[place].converted += 1 }
    }
    for place in rows.indices { rows[place].visits = arms.values.count { $0 == rows[place].arm } }
    return .success(ExperimentReport(experiment: experiment, arms: rows))
  }
}
