import EventLog
import Events
import Host
import Screens
import Venue

/// `ingest`: lines of other terminals, batch by batch, each on the disk before the next is looked at.
extension Station {
  /// Lines of one batch: enough for one sync to carry many, few enough that nobody waits for them.
  private static let batchLines = 2_000

  func ingest(_ session: Session) {
    guard let intake = intake(for: session, byOrder: false) else { return }
    session.listen({ intake.take($0) }, end: { intake.end() })
  }

  /// Takes the lines that an import has made of past orders, an empty line after each order. Whoever gives the command
  /// makes them, once they are told how far the log goes; until they are done no other lines come in.
  func importOrders(_ session: Session) throws {
    guard session.surface != .screen else {
      throw UsageFault("that is done in a shell: type it there, after “galley”")
    }
    guard let intake = intake(for: session, byOrder: true) else { return }
    session.listen({ intake.take($0) }, end: { intake.end() })
    session.tell(mark)
  }

  private func intake(for session: Session, byOrder: Bool) -> Intake? {
    // What waits and what is counted belong to one run.
    guard intake?.isFinished != false else {
      session.fail(
        Failure(.refused, "busy", "another ingest or import is running; try again when it is done"))
      return nil
    }
    ingestion.begin(held: venue.tips)
    let intake = Intake(station: self, session: session, byOrder: byOrder)
    self.intake = intake
    return intake
  }

  /// Cuts input into lines and feeds them to the ingestion.
  final class Intake {
    private unowned let station: Station
    private let session: Session
    private var partial: [UInt8] = []
    /// The line in progress is longer than any may be: its bytes are counted as one refused line.
    private var isOverlong = false
    private var lines: [(number: Int, bytes: [UInt8])] = []
    /// Whether an empty line ends what is only kept together: half an order is nothing that a board should show.
    private let byOrder: Bool
    /// How many of the lines stand before each such end.
    private var ends: [Int] = []
    private var count = 0
    private var isBusy = false
    private var hasEnded = false
    private var hasLooked = false

    var isFinished: Bool { session.isFinished }

    fileprivate init(station: Station, session: Session, byOrder: Bool) {
      self.station = station
      self.session = session
      self.byOrder = byOrder
    }

    fileprivate func take(_ bytes: [UInt8]) {
      var rest = bytes[...]
      while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
        append(rest[..<end])
        finishLine()
        rest = rest[(end + 1)...]
      }
      append(rest)
      work()
    }

    fileprivate func end() {
      if !partial.isEmpty || isOverlong { finishLine() }
      hasEnded = true
      work()
    }

    private func append(_ bytes: ArraySlice<UInt8>) {
      if partial.count + bytes.count >= Event.lineBytesLimit { isOverlong = true }
      partial = isOverlong ? [] : partial + bytes
    }

    private func finishLine() {
      count += 1
      // A line as long as the limit is refused for its size without being kept.
      let bytes = isOverlong ? [UInt8](repeating: 0, count: Event.lineBytesLimit) : partial
      if isOverlong || !partial.isEmpty {
        lines.append((count, bytes))
      } else if byOrder {
        ends.append(lines.count)
      }
      partial = []
      isOverlong = false
    }

    private func work() {
      guard !isBusy else { return }
      // Even without a line there may be some that waited and that the log has by now.
      let next = nextCount
      guard next > 0 || (hasEnded && !hasLooked) else {
        if hasEnded { finish() }
        return
      }
      hasLooked = true
      let piece = Array(lines.prefix(next))
      lines.removeFirst(next)
      ends = ends.filter { $0 > next }.map { $0 - next }
      let batch = station.ingestion.take(piece, held: station.venue.tips)
      isBusy = true
      keep(batch.admitted) { self.settle(batch) }
    }

    /// How many lines are looked at next.
    private var nextCount: Int {
      guard byOrder, !hasEnded || !ends.isEmpty else { return min(lines.count, Station.batchLines) }
      return ends.last { $0 <= Station.batchLines } ?? ends.first ?? 0
    }

    private func keep(_ events: [Event], _ done: @escaping () -> Void) {
      guard !events.isEmpty else { return done() }
      station.keep(events) { reply in
        if case .refused(let complaint) = reply { self.giveUp(complaint) } else { done() }
      }
    }

    private func settle(_ batch: Ingestion.Batch) {
      do {
        let reader = station.reader
        let venue = station.venue.identity.venue
        let admitted = try station.ingestion.settle(batch.doubtful, held: station.venue.tips) {
          event throws(DiskFault) in try reader.standing(of: event, venue: venue)
        }
        keep(admitted) {
          self.isBusy = false
          self.work()
        }
      } catch {
        session.fail(Failure(error))
      }
    }

    /// The disk took nothing of a batch: what had waited for its lines waits again.
    private func giveUp(_ complaint: Complaint) {
      do {
        station.ingestion = Ingestion(waiting: try WaitingLines(on: station.disk).load())
        session.fail(Failure(complaint))
      } catch {
        session.fail(Failure(error))
      }
    }

    private func finish() {
      guard !session.isFinished else { return }
      station.ingestion.finish()
      let report = station.ingestion.report
      do {
        try WaitingLines(on: station.disk).store(station.ingestion.waitingLines)
      } catch {
        return session.fail(Failure(error))
      }
      guard !byOrder else { return finishImport(report) }
      session.print(session.wantsJSON ? report.json.compactText + "\n" : sentence(report))
      session.finish(status: report.refused.isEmpty ? 0 : Failure.Status.refused.rawValue)
    }

    /// What came in is told by whoever made the lines.
    private func finishImport(_ report: Ingestion.Report) {
      guard let first = report.refused.first else { return session.finish() }
      session.fail(
        Failure(
          .refused, first.fault.code.rawValue,
          "\(report.refused.count) of the lines were refused, the first since \(first.fault.reason); \(report.new) are "
            + "in the log, and the same import again brings the rest"))
    }

    private func sentence(_ report: Ingestion.Report) -> String {
      let counts =
        "\(report.new) new, \(report.old) old, \(report.waiting) waiting, \(report.refused.count) refused"
      let refusals = report.refused.map { "line \($0.line): \($0.fault.code.rawValue): \($0.fault.reason)\n" }
      return counts + "\n" + refusals.joined()
    }
  }
}

extension LogReader {
  /// Whether the log holds an event, or the one before it.
  fileprivate func standing(of event: Event, venue: String) throws(DiskFault) -> Ingestion.Standing {
    if try hashes(of: event.origin, seq: event.seq).contains(event.hash) { return .held }
    return try isForkPoint(of: event, venue: venue) ? .fork : .unknown
  }
}
