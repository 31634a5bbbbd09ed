import Dining
import EventLog
import Events
import Host
import Insights
import Menus
import Venue

/// Keeps the roll-ups of a log, and answers questions from them.
///
/// What is kept is brought up to the end of the log first. Where a file of it is missing, damaged or of another log, all
/// is made anew; where the disk takes nothing, or another process is writing there, the answer is made in memory.
struct RollupKeeper {
  typealias Progress = (_ doneBytes: Int64, _ allBytes: Int64) -> Void

  private let shelf: DiskShelf
  private let reader: LogReader
  private let days: BusinessDays
  private let house: InsightHouse
  private let settings: String
  private let progress: Progress

  /// - Parameters:
  ///   - settings: those of the house that make sense, by key.
  ///   - progress: told how much of the log was read.
  init(
    _ disk: any Disk, _ reader: LogReader, _ settings: [String: String], now: Timestamp,
    progress: @escaping Progress = { _, _ in }
  ) {
    shelf = DiskShelf(disk)
    self.reader = reader
    self.progress = progress
    let days = BusinessDays(of: settings)
    self.days = days
    let limits = settings[HouseSetting.ageLimits.key.string].flatMap { AgeLimits($0) } ?? AgeLimits()
    house = InsightHouse(ageLimits: limits, days: days, now: now)
    self.settings = [HouseSetting.dayStarts, .timeZone].map { setting in
      "\(setting.key)=\(settings[setting.key.string] ?? setting.usual ?? "")"
    }.joined(separator: "\n")
  }

  /// How what is kept is come by, the cheapest first.
  private enum Effort: CaseIterable {
    /// Twice: another process may have just put new files in the place of those that were read.
    case goOn, goOnAgain, anew, inMemory

    var startsAnew: Bool {
      switch self {
      case .goOn, .goOnAgain: false
      case .anew, .inMemory: true
      }
    }
  }

  /// - Returns: a complaint where the question names a version that is none.
  func answer(_ question: InsightQuestion) throws(DiskFault) -> Result<InsightAnswer, Complaint> {
    for effort in Effort.allCases {
      var rollup = try self.rollup(by: effort)
      guard !rollup.isDamaged else { continue }
      var meant = question
      if let name = question.filter.menuVersion {
        let menus = rollup.menus()
        guard !rollup.isDamaged else { continue }
        switch Self.version(name, menus) {
        case .success(let version): meant.filter.menuVersion = version
        case .failure(let complaint): return .failure(complaint)
        }
      }
      if let answer = rollup.answer(meant, house) { return .success(answer) }
    }
    return .failure(Complaint("rollup", "the log could not be summed up; look at it with: galley verify"))
  }

  /// The version that a person means by a label or by its first digits.
  private static func version(_ name: ExactString, _ menus: MenuBook) -> Result<ExactString, Complaint> {
    let found = menus.versions(named: name.string)
    guard let version = found.first else {
      return .failure(Complaint("not_found", "there is no version “\(name)”; see: galley menu versions"))
    }
    guard found.count == 1 else {
      return .failure(
        Complaint("ambiguous", "“\(name)” is the name of \(found.count) versions; give more digits"))
    }
    return .success(version.id.text)
  }

  private func rollup(by effort: Effort) throws(DiskFault) -> Rollup {
    if effort == .inMemory { shelf.stopKeeping() }
    var rollup = Rollup(shelf, days, settings: settings)
    var bookmark = effort.startsAnew ? nil : LogBookmark(rollup.mark)
    if let kept = bookmark, try !reader.fits(kept) { bookmark = nil }
    if bookmark == nil { rollup.startAnew() }
    guard bookmark?.position != reader.durable else { return rollup }
    if effort != .inMemory, shelf.startKeeping(), !effort.startsAnew {
      // Who had the lock until now may have gone further.
      let latest = Rollup(shelf, days, settings: settings)
      if let kept = LogBookmark(latest.mark), try reader.fits(kept) {
        rollup = latest
        bookmark = kept
      }
    }
    try readOn(&rollup, bookmark)
    shelf.stopKeeping()
    return rollup
  }

  /// Reads what the log has behind a bookmark, or all of it.
  private func readOn(_ rollup: inout Rollup, _ bookmark: LogBookmark?) throws(DiskFault) {
    var scan = try reader.scan(from: bookmark?.position ?? .start)
    defer { scan.close() }
    rollup.willTake(bytes: scan.totalBytes)
    var last: LogScan.Line?
    var done = 0 as Int64
    while let line = try scan.next() {
      done += line.next.segment == line.position.segment ? line.next.offset - line.position.offset : 0
      progress(done, scan.totalBytes)
      guard case .success(let event) = line.content else { continue }
      rollup.take(event)
      last = line
    }
    let mark = last.flatMap { reader.bookmark(behind: $0) } ?? bookmark
    try rollup.settle(at: mark?.bytes ?? [], bringing: reader.events(of:))
  }
}
