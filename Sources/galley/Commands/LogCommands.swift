import Control
import Dining
import EventLog
import Events
import Host
import Insights
import Node
import Screens
import Venue

/// Commands that read the log's files: events, verify, and all that looks back beyond what is in memory.
///
/// They run in the process of whoever gave them, not in the terminal that holds the log, so that a manager who
/// reads a million events holds up no board. All they need to know is how far the log is durable.
struct LogCommands {
  private let disk: PosixDisk
  private let reader: LogReader
  private let mark: LogMark
  private let isOnScreen: Bool

  private var identity: Identity { mark.identity }
  private var venue: String { identity.venue }

  /// - Parameters:
  ///   - mark: how far the log is durable, and what the terminal that holds it knows beside.
  ///   - isOnScreen: whether a full screen has the terminal, so that nothing may be drawn on it.
  init(_ disk: PosixDisk, _ mark: LogMark, isOnScreen: Bool = false) {
    self.disk = disk
    reader = LogReader(on: disk, durable: mark.durable)
    self.mark = mark
    self.isOnScreen = isOnScreen
  }

  /// Whether a command is one of these.
  static func run(_ invocation: Invocation) -> Bool {
    switch invocation {
    case .events, .verify, .doctor, .list(all: true), .state(all: true, _), .state(_, at: .some),
      .experiments(.report), .reportDay, .insights, .export, .partners(.deadLetters), .exportEvents:
      true
    case .importOrders(let file): file.isPreview
    case .screen(let screenshot):
      screenshot.at != nil || [TakingsWords.pane, InsightWords.pane].contains(screenshot.pane)
    case .change, .show, .list, .payStatus, .state, .ingest, .forget, .metrics, .config, .serve, .kitchen,
      .staff, .manager, .table, .version, .peers, .probe, .newKey, .help, .completion, .themeList, .themeShow,
      .demo,
      .menus,
      .experiments, .menuEdit, .menuRead, .menuExample, .complete, .staffList, .partners, .message, .logIn,
      .logOut,
      .voice:
      false
    }
  }

  func run(_ session: Session) throws {
    switch session.invocation {
    case .events(_, let order, let since): try events(order, since, session)
    case .verify: return try verify(session)
    case .doctor: return try examine(session)
    case .list: try list(session)
    case .state(let all, let at): try state(all: all, at, session)
    case .screen(let screenshot): try draw(screenshot, session)
    case .experiments(.report(let name)): try report(experiment: name, session)
    case .insights(let request): try answer(request, session)
    case .importOrders(let file):
      session.print(try ImportOrders(file, isOnScreen: isOnScreen).preview(disk, mark, session))
    case .export(let kind, let window):
      let export = try ExportReading(kind, window, venue: venue, mark.house, now: SystemClock.wall())
      session.print(try export.read(reader).compactText + "\n")
    case .reportDay(let date, let isCSV): report(try takings(of: date), isCSV: isCSV, session)
    case .partners(.deadLetters(let name)): try deadLetters(name, session)
    case .exportEvents(let since): try export(since, session)
    case .change, .show, .payStatus, .ingest, .forget, .metrics, .config, .serve, .kitchen, .staff, .manager,
      .table,
      .version,
      .peers, .probe, .newKey, .help, .completion, .themeList, .themeShow, .demo, .menus, .experiments,
      .menuEdit, .menuRead, .menuExample, .complete, .staffList, .partners, .message, .logIn, .logOut, .voice:
      preconditionFailure("not a command that reads the log")
    }
    session.finish()
  }

  /// Which lines `events` prints: those after it has caught up are held against the same.
  func isWanted(by session: Session) throws -> (Event) -> Bool {
    guard case .events(_, let name, let since) = session.invocation else { return { _ in false } }
    let order = try name.map { try find($0) }
    let start = since.map { $0.moment(.last) } ?? .earliest
    return { event in (order == nil || event.orderID == order) && event.createdAt >= start }
  }

  private func events(_ name: OrderName?, _ since: TimeName?, _ session: Session) throws {
    let isWanted = try isWanted(by: session)
    let rest = try reader.fold(into: [UInt8]()) { page, event in
      guard isWanted(event) else { return }
      page += event.line + [UInt8(ascii: "\n")]
      if page.count > 1 << 16 {
        session.print(page)
        page = []
      }
    }
    session.print(rest)
  }

  /// What partners would get, in the same order.
  private func export(_ since: TimeName?, _ session: Session) throws {
    let start = since.map { $0.moment(.last) } ?? .earliest
    let rest = try reader.fold(into: [UInt8]()) { page, event in
      guard event.createdAt >= start, let cloud = CloudEvent(event, venue: venue) else { return }
      page += cloud.line
      if page.count > 1 << 16 {
        session.print(page)
        page = []
      }
    }
    session.print(rest)
  }

  private func deadLetters(_ name: String?, _ session: Session) throws {
    let names = try name.map { [$0] } ?? DeliveryFiles.names(on: disk)
    for name in names {
      for letter in try DeliveryFiles(name, on: disk).readLetters() {
        session.print(
          session.wantsJSON ? letter.json(of: name).compactText + "\n" : PartnerText.line(letter, of: name))
      }
    }
  }

  /// Every order, by id. One that nobody opened, as far as is known here, is none.
  private func list(_ session: Session) throws {
    if session.manner.wantsColumns, !session.wantsJSON {
      return session.print(OrderTable.text(try orders(OrderTable.row)))
    }
    let lines = try orders { session.wantsJSON ? $0.summary.compactText + "\n" : OrderText.line($0) }
    for line in lines { session.print(line) }
  }

  /// What is to be said of every order, by id.
  private func orders<Output: Sendable>(_ output: (Order) -> Output) throws -> [Output] {
    func made(_ stream: OrderStream) -> Output? { stream.order.opening.map { _ in output(stream.order) } }
    var fold = try reader.fold(into: OrderFold<Output>()) { $0.take($1, made) }
    return try fold.finish(bringing: reader.events(of:), made).map(\.output)
  }

  private func state(all: Bool, _ at: TimeName?, _ session: Session) throws {
    let start = StateFold(until: at?.moment(.last) ?? .latest, isWhole: all)
    var fold = try reader.fold(into: start) { $0.take($1) }
    session.print(try fold.finish(bringing: reader.events(of:)) + [UInt8(ascii: "\n")])
  }

  /// - Parameter date: as the command line has looked at it.
  private func takings(of date: String?) throws -> DayTakings {
    let days = BusinessDays(of: mark.house)
    let day = date.flatMap { days.day(named: $0) } ?? days.day(holding: SystemClock.wall())
    return try FigureReading.takings(of: [day], reader)[0]
  }

  private func report(_ day: DayTakings, isCSV: Bool, _ session: Session) {
    let now = SystemClock.wall()
    if isCSV {
      session.print(day.csv)
    } else if session.wantsJSON {
      session.print(day.jsonLines)
    } else {
      session.print(TakingsText.text(day, now: now))
    }
  }

  private func answer(_ request: InsightRequest, _ session: Session) throws {
    let now = SystemClock.wall()
    let question = try request.question(now: now, BusinessDays(of: mark.house))
    var progress = Progress("insights", isWanted: !isOnScreen)
    let keeper = RollupKeeper(disk, reader, mark.house, now: now) { progress.show($0, of: $1) }
    let found = try keeper.answer(question)
    progress.clear()
    switch found {
    case .failure(let complaint): throw Failure(complaint)
    case .success(let answer):
      if let path = request.svgPath { try InsightPicture.write(answer, to: path) }
      let isCSV = request.isCSV
      session.print(isCSV ? answer.csv : session.wantsJSON ? answer.jsonLine : InsightText.text(answer))
    }
  }

  private func report(experiment name: String, _ session: Session) throws {
    var fold = try reader.fold(into: ExperimentFold(named: name)) { $0.take($1) }
    switch try fold.finish(bringing: reader.events(of:)) {
    case .failure(let complaint): throw Failure(complaint)
    case .success(let report):
      session.print(session.wantsJSON ? report.jsonText + "\n" : ExperimentText.report(report))
    }
  }

  /// What was known at a moment, as if nothing had come later.
  func house(at time: Timestamp) throws -> House {
    var (house, late) = try reader.fold(into: (House(), Set<OrderID>())) { known, event in
      guard event.createdAt <= time else { return }
      if let order = known.0.unloadedOrder(of: event) { known.1.insert(order) } else { known.0.insert(event) }
    }
    for order in late.sorted() {
      house.load(order, try reader.events(of: order).filter { $0.createdAt <= time })
    }
    return house
  }

  private func find(_ name: OrderName) throws -> OrderID {
    if let id = UUIDv7(name.text) { return OrderID(id) }
    let house = try house(at: .latest)
    switch name.meaning(in: house) {
    case .order(let id): return id
    case .none: throw Failure(.unknownOrder(name))
    case .several(let ids):
      throw Failure(Complaint.ambiguousOrder(name, ids, in: house, now: SystemClock.wall()))
    }
  }

  private func verification() throws -> Verification.Report {
    var progress = Progress("verify", isWanted: !isOnScreen)
    var verification = try Verification(on: disk, venue: venue, durable: reader.durable)
    while try verification.step() { progress.show(verification.report.bytes, of: verification.totalBytes) }
    progress.clear()
    return verification.report
  }

  /// What is wrong with this terminal: what it knows itself, what lies in quarantine, what the log's bytes say.
  private func examine(_ session: Session) throws {
    var findings = mark.findings
    for name in try disk.names(in: "quarantine").sorted()
    where !mark.findings.contains(where: { $0.message.holds(name) }) {
      findings.append(
        Finding(
          "quarantine",
          "quarantine/\(name) holds bytes that were cut off the log; look at it, then move it away"))
    }
    var events = 0 as Int64
    do {
      let report = try verification()
      events = report.events
      findings += report.findings.map { finding in
        Finding("log", "\(finding.file), byte \(finding.offset), \(finding.length) bytes: \(finding.message)")
      }
      findings += try copies()
    } catch {
      // A log that can't even be read is what a doctor is asked about.
      findings.append(Finding("log", Failure(error).message))
    }
    if session.wantsJSON {
      for finding in findings { session.print(finding.json.compactText + "\n") }
    } else if findings.isEmpty {
      session.print(
        "All is well: \(identity.terminal) of \(venue), \(events) events in \(disk.root).\n")
    } else {
      for finding in findings { session.print(VisibleText.line(finding.message) + "\n") }
    }
    if !session.wantsJSON {
      for sentence in mark.partners { session.print(VisibleText.line(sentence) + "\n") }
    }
    session.finish(status: findings.isEmpty ? 0 : Failure.Status.refused.rawValue)
  }

  /// Names under which two boxes have written and still may.
  private func copies() throws -> [Finding] {
    let survey = try reader.fold(into: ForkSurvey(venue: venue)) { $0.take($1) }
    return survey.open.map { origin in
      Finding(
        "copied",
        "Two boxes have written as \(origin): a disk was copied, or a backup runs beside its original. Both histories "
          + "are kept. Give one of the two boxes a data directory of its own.")
    }
  }

  private func verify(_ session: Session) throws {
    let report = try verification()
    session.print(session.wantsJSON ? report.json.compactText + "\n" : report.sentence)
    session.finish(status: report.findings.isEmpty ? 0 : Failure.Status.disk.rawValue)
  }

  /// What the pane of insights opens with.
  private func takingsOfWeek(at now: Timestamp) throws -> InsightAnswer {
    let window = InsightSpan.days(7).window(at: now, BusinessDays(of: mark.house))
    return try RollupKeeper(disk, reader, mark.house, now: now).answer(InsightQuestion(.takings, window))
      .mapError { Failure($0) }.get()
  }

  private func draw(_ screenshot: Invocation.Screenshot, _ session: Session) throws {
    let now = SystemClock.wall()
    let time = screenshot.at?.moment(.last) ?? now
    let house = try house(at: time)
    let isOfTakings = screenshot.pane == TakingsWords.pane
    let isOfInsights = screenshot.pane == InsightWords.pane && screenshot.at == nil
    session.print(
      try Picture.draw(
        screenshot, house: house, identity: identity, now: time, seenAt: screenshot.at.map { _ in now },
        takings: isOfTakings ? FigureReading.takings(at: time, mark.house, reader) : [],
        insight: isOfInsights ? try takingsOfWeek(at: now) : nil,
        theme: session.theme(), settings: session.settings))
  }
}

extension Verification.Report {
  /// What `verify --json` prints.
  var json: JSON {
    .object([
      "events": .int(events), "origins": .int(Int64(origins)), "bytes": .int(bytes),
      "findings": .array(
        findings.map { finding in
          .object([
            "file": .string(finding.file), "offset": .int(finding.offset), "length": .int(finding.length),
            "code": .string(finding.code.rawValue), "message": .string(finding.message),
          ])
        }),
    ])
  }

  var sentence: String {
    let counts = "\(events) events of \(origins) origins in \(bytes) bytes"
    guard !findings.isEmpty else { return "\(counts): every hash and chain is right.\n" }
    let lines = findings.map {
      "\($0.file), byte \($0.offset), \($0.length) bytes: \($0.code.rawValue): \($0.message)\n"
    }
    return "\(counts): \(findings.count) findings.\n" + lines.joined()
  }
}

/// Something that is wrong with a terminal, for `doctor`.
struct Finding: Hashable {
  let code: String
  let message: String

  init(_ code: String, _ message: String) {
    self.code = code
    self.message = message
  }

  init?(_ json: JSON) {
    guard let code = json["code"]?.string, let message = json["message"]?.string else { return nil }
    self.init(code, message)
  }

  var json: JSON { .object(["code": .string(code), "message": .string(message)]) }
}
