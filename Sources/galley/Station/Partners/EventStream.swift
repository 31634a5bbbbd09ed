import Control
import EventLog
import Events
import Host
import Node
import Replication
import Venue

/// Brings the events of the log to one partner, and keeps on the disk how far it has come.
///
/// Decides nothing: ``Delivery`` says what is sent when. Reading is done in small pieces between what else the loop has to
/// do, writing on a thread of its own, so that a long way to go, a slow disk or a slow partner hold up no board.
final class EventStream {
  private unowned let station: Station
  private let name: ExactString
  private let runner: PartnerRunner
  private let files: DeliveryFiles
  private var delivery: Delivery
  private var scan: LogScan?
  /// Dead letters that somebody wants sent again, and for which there was no room yet.
  private var again: [DeadLetter] = []
  private var unsavedLetters: [DeadLetter] = []
  private var unsavedTaken: Set<String> = []
  private var isSaving = false
  private var isSaveDue = false
  private var news = DeliveryNews()
  private(set) var letters: DeliveryFiles.Letters
  /// Why the log or the disk keeps it from going on; nil while they do not.
  private(set) var trouble: String?
  /// What was last said of an event that was not taken; nil once one is taken.
  private(set) var lastError: String?
  /// Called when what it tells of itself has changed.
  var onChange: () -> Void = {}

  private static let linesAtOnce = 64
  private static let saveMs: Int64 = 1_000
  private static let troubleMs: Int64 = 10_000
  /// Letters that wait for the disk: with more, nothing is given up.
  private static let unsavedLimit = 256

  /// - Parameter told: how far another terminal has said that it came; nil where none has.
  init(_ station: Station, _ partner: Partner, _ runner: PartnerRunner, told: [Origin: Int64]?)
    throws(DiskFault)
  {
    self.station = station
    self.runner = runner
    name = partner.name
    files = DeliveryFiles(name.string, on: station.disk)
    let venue = station.venue.identity.venue
    let record = if let told { DeliveryRecord(settled: told) } else { try files.readRecord() }
    if let record {
      delivery = try Delivery(venue: venue, record, in: station.reader)
    } else {
      delivery = Delivery(venue: venue, after: partner.enabling)
    }
    let held = try files.readLetters()
    letters = DeliveryFiles.Letters(count: held.count, bytes: held.reduce(0) { $0 + $1.line.count })
    runner.onEvent = { [weak self] in self?.hear($0) }
    runner.onEnd = { [weak self] why in self?.interrupted(why) }
  }

  /// Events and tries since the partner was enabled.
  var counts: (delivered: Int64, failed: Int64) { (delivery.delivered, delivery.failed) }

  /// How many events of the log it has not delivered; events that no partner gets count until they are passed.
  var lagEvents: Int64 {
    guard !delivery.isSearching else { return 0 }
    let waiting = Int64(delivery.entries.count { if case .log = $0.source { true } else { false } })
    return station.venue.unread(since: delivery.seenReach) + waiting
  }

  /// Whether the partner runs and takes events.
  var isUp: Bool { runner.state == .running && !delivery.isAway }

  private var now: Instant { Instant(wall: station.clock.wall(), monotonicMs: SystemClock.monotonicMs()) }

  private func timer(_ what: String) -> String { "stream \(name) \(what)" }

  // MARK: On

  /// Reads on and sends, as far as there is something and the partner takes it.
  func goOn() {
    guard runner.state == .running else { return }
    takeAgain()
    do throws(DiskFault) {
      try read()
      trouble = nil
    } catch {
      trouble = error.description
      later(Self.troubleMs)
    }
    carryOut(delivery.next(at: now))
    if let deadline = delivery.deadlineMs {
      station.loop.at(deadline, timer("due")) { [weak self] in self?.becomeDue() }
    } else {
      station.loop.cancel(timer("due"))
    }
    tellWhetherItWorks()
  }

  private func later(_ ms: Int64) {
    station.loop.at(SystemClock.monotonicMs() + ms, timer("read")) { [weak self] in self?.goOn() }
  }

  private func becomeDue() {
    guard delivery.hangs(at: now) else { return goOn() }
    runner.giveUp("it had events and answered nothing for \(Delivery.patienceMs / 1_000) s")
  }

  private func read() throws(DiskFault) {
    var count = 0
    while delivery.room > 0, count < Self.linesAtOnce {
      guard let line = try nextLine() else { break }
      delivery.read(line)
      count += 1
    }
    if count > 0 { saveLater() }
    if count == Self.linesAtOnce { later(1) }
  }

  private func nextLine() throws(DiskFault) -> LogScan.Line? {
    if scan == nil {
      if try !delivery.stands(in: station.reader) { delivery.relocate() }
      scan = try station.reader.scan(from: delivery.place.position)
    }
    if let line = try scan?.next() { return line }
    scan = nil
    delivery.reachEnd()
    return nil
  }

  // MARK: News

  /// Says on standard error when the partner goes away, and when it is back.
  private func tellWhetherItWorks() {
    guard isUp else { return fell(lastError ?? "it takes no events") }
    if let awayMs = news.works(atMs: SystemClock.monotonicMs()) {
      StandardStreams.warn(
        "galley: partner \(name) is back after \(awayMs / 1_000) s: \(delivery.delivered) events were delivered, "
          + "\(lagEvents) wait, \(delivery.failed) tries have failed\n")
    }
    if let due = news.dueMs {
      station.loop.at(due, timer("news")) { [weak self] in self?.goOn() }
    }
  }

  private func fell(_ why: String) {
    guard news.fell(atMs: SystemClock.monotonicMs()) else { return }
    StandardStreams.warn(
      "galley: partner \(name) is away: \(VisibleText.line(why)). Its events are kept and wait, \(lagEvents) of them "
        + "now; \(delivery.delivered) were delivered, \(delivery.failed) tries have failed\n")
  }

  // MARK: Answers

  private func hear(_ answer: PartnerRunner.EventAnswer) {
    switch answer {
    case .ack(let cursor):
      lastError = nil
      carryOut(delivery.acknowledge(cursor, at: now))
    case .nack(let cursor, let error, let retry):
      lastError = error
      carryOut(delivery.refuse(cursor, error, isFinal: !retry, mayBury: mayBury, at: now))
    }
    saveLater()
    goOn()
  }

  private func interrupted(_ why: String) {
    station.loop.cancel(timer("due"))
    carryOut(delivery.interrupt(why, mayBury: mayBury, at: now))
    fell(why)
    onChange()
  }

  private var mayBury: Bool {
    let unsaved = unsavedLetters.reduce(0) { $0 + $1.line.count }
    return unsavedLetters.count < Self.unsavedLimit
      && letters.bytes + unsaved < DeliveryFiles.lettersLimitBytes
  }

  private func carryOut(_ effects: [Delivery.Effect]) {
    for effect in effects {
      switch effect {
      case .send(let cursor, let event): runner.send(.event(cursor: cursor, event))
      case .bury(let letter):
        unsavedLetters.append(letter)
        StandardStreams.warn(
          "galley: partner \(name): event \(letter.id) is given up at try \(letter.tries), and kept in "
            + "\(DeliveryFiles.lettersFolder)/\(name).jsonl: \(VisibleText.line(letter.error))\n")
      case .unbury(let id): unsavedTaken.insert(id)
      }
    }
  }

  // MARK: Again

  /// What waits is sent now, and the dead letters once more.
  ///
  /// - Returns: how many letters that are.
  func retry() throws(DiskFault) -> Int {
    again = try files.readLetters() + unsavedLetters
    let count = again.count
    delivery.retry([])
    goOn()
    return count
  }

  private func takeAgain() {
    guard !again.isEmpty, delivery.room > 0 else { return }
    let taken = again.prefix(delivery.room)
    again.removeFirst(taken.count)
    delivery.retry(Array(taken))
  }

  // MARK: Keeping

  private func saveLater() {
    guard !isSaveDue else { return }
    isSaveDue = true
    station.loop.at(SystemClock.monotonicMs() + Self.saveMs, timer("save")) { [weak self] in self?.save() }
  }

  private func save() {
    guard !isSaving else { return saveAfterwards() }
    isSaveDue = false
    guard !delivery.isSearching else { return }
    let job = job
    isSaving = true
    do throws(DiskFault) {
      try SideJob.start(on: station.loop) {
        Result<DeliveryFiles.Letters, DiskFault> { () throws(DiskFault) in try job.run() }
      } done: { [weak self] in
        self?.saved(job, $0)
      }
    } catch {
      saved(job, .failure(error))
    }
    onChange()
  }

  private var job: Job {
    Job(
      files: files, letters: unsavedLetters, taken: unsavedTaken, held: letters,
      record: DeliveryRecord(delivery))
  }

  private func saveAfterwards() {
    isSaveDue = false
    saveLater()
  }

  private func saved(_ job: Job, _ result: Result<DeliveryFiles.Letters, DiskFault>) {
    isSaving = false
    switch result {
    case .success(let found):
      letters = found
      unsavedLetters.removeFirst(job.letters.count)
      unsavedTaken.subtract(job.taken)
      // Not before the letters are on the disk: who goes on from here never asks for them again.
      station.tell(DeliveredReach(partner: name.string, reach: job.record.settled))
      onChange()
    case .failure(let fault):
      trouble = fault.description
      saveLater()
    }
  }

  /// What is written at one time: letters before the record, which says that they need not be sent again.
  private struct Job: Sendable {
    let files: DeliveryFiles
    let letters: [DeadLetter]
    let taken: Set<String>
    let held: DeliveryFiles.Letters
    let record: DeliveryRecord

    func run() throws(DiskFault) -> DeliveryFiles.Letters {
      let isSame = letters.isEmpty && taken.isEmpty
      let found = isSame ? held : try files.change(adding: letters, removing: taken)
      try files.write(record)
      return found
    }
  }

  /// Lets go of it. What is being written is not waited for: an older record only makes some events come twice.
  func stop() {
    for what in ["due", "read", "save", "news"] { station.loop.cancel(timer(what)) }
    runner.onEvent = { _ in }
    runner.onEnd = { _ in }
    scan?.close()
    scan = nil
    guard !isSaving, !delivery.isSearching else { return }
    _ = try? job.run()
  }
}
