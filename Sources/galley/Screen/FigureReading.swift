import Dining
import EventLog
import Events
import Host
import Insights
import Venue

/// Reads figures from the log on a thread of its own: the boards go on meanwhile.
enum FigureReading {
  typealias Read<Figures: Sendable> =
    @Sendable (LogReader) throws(DiskFault) -> Result<Figures, Complaint>
  typealias Answer<Figures> = (Result<Figures, Complaint>) -> Void

  /// - Parameter durable: how far the log may be read.
  static func start<Figures>(
    on loop: EventLoop, disk: PosixDisk, durable: LogPosition, _ read: @escaping Read<Figures>,
    _ answer: @escaping Answer<Figures>
  ) {
    do throws(DiskFault) {
      try SideJob.start(on: loop) {
        Result<Result<Figures, Complaint>, DiskFault> { () throws(DiskFault) in
          try read(LogReader(on: disk, durable: durable))
        }
      } done: { result in
        switch result {
        case .success(let read): answer(read)
        case .failure(let fault): answer(.failure(complaint(fault)))
        }
      }
    } catch {
      answer(.failure(complaint(error)))
    }
  }

  private static func complaint(_ fault: DiskFault) -> Complaint {
    Complaint(
      "disk", "the log can't be read for figures, and nothing else is wrong with the screen: \(fault)")
  }

  /// What the visits of an experiment did: the whole log is folded.
  static func visits(of experiment: UUIDv7) -> Read<ExperimentReport> {
    { reader throws(DiskFault) in
      let start = ExperimentFold(named: experiment.description)
      var fold = try reader.fold(into: start) { $0.take($1) }
      return try fold.finish(bringing: reader.events(of:))
    }
  }

  /// What the past says to a manager's question, from the roll-ups that are kept beside the log.
  ///
  /// - Parameter settings: of the house, by key.
  static func insight(
    _ question: InsightQuestion, _ settings: [String: String], now: Timestamp
  ) -> Read<InsightAnswer> {
    { reader throws(DiskFault) in
      try RollupKeeper(reader.disk, reader, settings, now: now).answer(question)
    }
  }

  // MARK: Takings

  static func takings(of days: [BusinessDay]) -> Read<[DayTakings]> {
    { reader throws(DiskFault) in .success(try takings(of: days, reader)) }
  }

  /// Adds up business days from the orders that had events since the first of them began. Of days that lie far back, from
  /// one pass over the log: memory holds the orders of those days, and those that are open at one time.
  ///
  /// - Parameters:
  ///   - end: what took effect later is as if it had not come.
  ///   - limitEvents: with more since then, the days lie far back.
  static func takings(
    of days: [BusinessDay], until end: Timestamp = .latest, limitEvents: Int = PastReading.eventsLimit,
    _ reader: LogReader
  ) throws(DiskFault) -> [DayTakings] {
    var sums = days.map { DayTakings($0) }
    func wanted(_ stream: OrderStream) -> OrderStream? {
      sums.contains { $0.concerns(stream) } ? stream : nil
    }
    let since = days.map(\.from).min() ?? .latest
    let recent = try reader.recent(since: since, limitEvents: limitEvents)
    var streams: [OrderStream] = []
    if recent.isBounded {
      var fold = try reader.fold(into: OrderFold<OrderStream>()) {
        if $1.createdAt <= end { $0.take($1, wanted) }
      }
      let found = try fold.finish(bringing: reader.events(of:), wanted)
      streams = found.map(\.output)
    } else {
      let orders = Dictionary(grouping: recent.events.filter { $0.orderID != nil }) { $0.orderID }
      for (order, events) in orders {
        guard let order else { continue }
        let isWhole = events.contains { $0.type == .orderOpened }
        let all = isWhole ? events : try reader.events(of: order)
        streams.append(OrderStream(id: order, events: all.filter { $0.createdAt <= end }))
      }
    }
    for stream in streams { for place in sums.indices { sums[place].take(stream) } }
    return sums
  }

  /// The day that runs at a moment, as it stood then, and the one before it.
  static func takings(
    at time: Timestamp, _ settings: [String: String], _ reader: LogReader
  ) throws(DiskFault) -> [DayTakings] {
    let days = BusinessDays(of: settings)
    let day = days.day(holding: time)
    return try takings(of: [day, days.day(before: day)], until: time, reader)
  }
}

extension BusinessDays {
  /// Those of a house, by the clock of this process.
  init(of settings: [String: String]) {
    self.init(startingAt: settings[HouseSetting.dayStarts.key.string], offset: LocalTime.offsetMinutes)
  }
}
