import Dining
import EventLog
import Events
import Host
import Venue

/// Folds the whole log for what the visits of an experiment did, on a thread of its own: the boards go on meanwhile.
enum FigureReading {
  typealias Answer = (Result<ExperimentReport, Complaint>) -> Void

  /// - Parameter durable: how far the log may be read.
  static func start(
    on loop: EventLoop, disk: PosixDisk, durable: LogPosition, of experiment: UUIDv7,
    _ answer: @escaping Answer
  ) {
    do throws(DiskFault) {
      try SideJob.start(on: loop) {
        Result<Result<ExperimentReport, Complaint>, DiskFault> { () throws(DiskFault) in
          try read(LogReader(on: disk, durable: durable), experiment)
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

  private static func read(
    _ reader: LogReader, _ experiment: UUIDv7
  ) throws(DiskFault) -> Result<ExperimentReport, Complaint> {
    let start = ExperimentFold(named: experiment.description)
    var fold = try reader.fold(into: start) { $0.take($1) }
    return try fold.finish(bringing: reader.events(of:))
  }

  private static func complaint(_ fault: DiskFault) -> Complaint {
    Complaint(
      "disk", "the log can't be read for figures, and nothing else is wrong with the screen: \(fault)")
  }
}
