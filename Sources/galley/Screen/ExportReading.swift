import Dining
import EventLog
import Events
import Host
import Insights
import Screens
import Venue

/// Reads the figures for partners' programs from the log.
struct ExportReading: Sendable {
  private let kind: Invocation.Export
  private let venue: String
  private let window: InsightWindow
  private let now: Timestamp

  /// A table may be taken for so long before anything is written of its guests in the window.
  private static let sittingMs: Int64 = 12 * 3_600_000

  /// - Parameter settings: of the house, by key: they say where its days begin.
  init(
    _ kind: Invocation.Export, _ window: WindowRequest, venue: String, _ settings: [String: String],
    now: Timestamp
  ) throws(Failure) {
    self.kind = kind
    self.venue = venue
    self.now = now
    self.window = try window.window(now: now, BusinessDays(of: settings))
  }

  func read(_ reader: LogReader) throws(DiskFault) -> JSON {
    switch kind {
    case .workforce:
      var export = WorkforceExport(venue: venue, window, now: now)
      let since = export.since.advanced(byMilliseconds: -Self.sittingMs)
      for order in try Self.orders(since: since, reader) { export.take(order) }
      return export.json
    case .crm:
      var export = CRMExport(venue: venue, window, now: now)
      for order in try Self.orders(since: window.from, reader) { export.take(order) }
      return export.json
    }
  }

  /// The orders that had events since a moment. Where that lies far back, from one pass over the log.
  private static func orders(since: Timestamp, _ reader: LogReader) throws(DiskFault) -> [ServiceTimes] {
    func wanted(_ stream: OrderStream) -> ServiceTimes? {
      stream.latest.map { $0 >= since } == true ? ServiceTimes(stream) : nil
    }
    let recent = try reader.recent(since: since, limitEvents: PastReading.eventsLimit)
    guard !recent.isBounded else {
      var fold = try reader.fold(into: OrderFold<ServiceTimes>()) { $0.take($1, wanted) }
      return try fold.finish(bringing: reader.events(of:), wanted).map(\.output)
    }
    var times: [ServiceTimes] = []
    for (order, events) in Dictionary(grouping: recent.events.filter { $0.orderID != nil }, by: \.orderID) {
      guard let order else { continue }
      let isWhole = events.contains { $0.type == .orderOpened }
      let stream = OrderStream(id: order, events: isWhole ? events : try reader.events(of: order))
      if let found = wanted(stream) { times.append(found) }
    }
    return times
  }
}

extension Station {
  /// `export` for whoever has only the socket: read on a thread of its own, one at a time.
  func export(_ kind: Invocation.Export, _ window: WindowRequest, _ session: Session) throws {
    guard !isExporting else {
      return session.fail(
        Failure(.refused, "busy", "another export is being read; ask again when it is done"))
    }
    let reading = try ExportReading(
      kind, window, venue: venue.identity.venue, mark.house, now: SystemClock.wall())
    isExporting = true
    FigureReading.start(on: loop, disk: disk, durable: reader.durable) { reader throws(DiskFault) in
      .success(try reading.read(reader).compactText)
    } _: { [weak self] result in
      self?.isExporting = false
      switch result {
      case .success(let text):
        session.print(text + "\n")
        session.finish()
      case .failure(let complaint): session.fail(Failure(complaint))
      }
    }
  }
}
