import Control
import Events
import Host
import Replication
import Screens
import Venue

/// What a full screen stands on: the log in this process, or the terminal that holds it.
protocol Backend: AnyObject {
  /// Whose log it is; nil until that is known.
  var identity: Identity? { get }
  /// What is on the disk.
  var house: House { get }
  /// How it stands with what was to be kept, who else shows it, and what the start found.
  var truth: Truth { get }
  /// How it stands with the other terminals.
  var mesh: MeshStatus { get }
  /// How it stands with the partners that the terminal of the log runs.
  var partners: [PartnerStatus] { get }
  /// Why nothing can be changed; nil when it can.
  var readOnlyBecause: String? { get }
  /// Asks for a change that a key stands for.
  func request(_ action: Request.Action, _ answer: @escaping (Reply) -> Void)
  /// Does what a person typed.
  func run(_ words: [String], _ answer: @escaping (TypedAnswer) -> Void)
  /// Looks at somebody's PIN; from a right one on, what is asked for here is asked by them.
  func logIn(_ name: String, _ pin: [UInt8], _ answer: @escaping (Complaint?) -> Void)
  /// From now on nobody by name asks.
  func logOut()
  /// Reads what the log holds from a moment on, for the time scrubber.
  func past(since: Timestamp, _ answer: @escaping PastReading.Answer)
  /// Reads figures from the log, for the manager's panes.
  func figures<Figures>(
    _ read: @escaping FigureReading.Read<Figures>, _ answer: @escaping FigureReading.Answer<Figures>)
  func close()
}

/// What came of a typed command.
struct TypedAnswer {
  var text = ""
  var isError = false
}

/// Gathers the frames of an answer until its end.
final class AnswerCollector {
  private var answer = TypedAnswer()
  private var output: [UInt8] = []
  private let done: (TypedAnswer) -> Void

  /// What a screen can show of an answer: more is for a shell.
  private static let bytesLimit = 1 << 20

  init(_ done: @escaping (TypedAnswer) -> Void) { self.done = done }

  func take(_ frame: ControlFrame) {
    switch frame.kind {
    case .output, .error:
      if output.count + frame.content.count <= Self.bytesLimit { output += frame.content }
    case .exit:
      answer.isError = frame.exitStatus != 0
      answer.text = String(decoding: output, as: UTF8.self)
      // On a screen it is clear who speaks.
      if answer.isError, answer.text.hasPrefix("galley: ") { answer.text.removeFirst("galley: ".count) }
      done(answer)
    case .run, .input, .inputEnd, .attach, .follow, .position, .identity, .lines, .caughtUp, .peers, .banner,
      .partners,
      .table, .touch, .menu, .tableState, .surface, .askPin, .askNewPin, .pin, .logIn, .pass, .logOut,
      .webhook, .payLink:
      break
    }
  }
}

/// The log is held here.
final class LocalBackend: Backend {
  private let station: Station
  private let server: Server
  private var pass: [UInt8]?

  init(_ station: Station, _ server: Server) {
    self.station = station
    self.server = server
  }

  var identity: Identity? { station.venue.identity }
  var house: House { station.venue.shown }
  var truth: Truth {
    Truth(log: log, peers: .onThisLog(server.followerCount + 1), found: station.startWarnings)
  }

  var mesh: MeshStatus { station.meshStatus }
  var partners: [PartnerStatus] { station.partners.statuses }

  private var log: Truth.Log {
    if let words = station.health.readOnlyBecause { return .readOnly(words) }
    if let words = station.health.trouble { return .failing(words) }
    let pending = station.venue.pendingCount
    return pending == 0 ? .saved : .saving(pending)
  }

  var readOnlyBecause: String? { station.health.readOnlyBecause }

  func request(_ action: Request.Action, _ answer: @escaping (Reply) -> Void) {
    station.ask(action, pass: pass, answer)
  }

  func run(_ words: [String], _ answer: @escaping (TypedAnswer) -> Void) {
    let collector = AnswerCollector(answer)
    do {
      let session = try Session(words: words, on: .screen, pass: pass) { collector.take($0) }
      guard LogCommands.run(session.invocation) else { return station.runTyped(session) }
      let commands = LogCommands(station.disk, station.mark, isOnScreen: true)
      try commands.run(session)
    } catch {
      let failure = Failure(error)
      collector.take(ControlFrame(.error, failure.message))
      collector.take(.exit(failure.status.rawValue))
    }
  }

  func logIn(_ name: String, _ pin: [UInt8], _ answer: @escaping (Complaint?) -> Void) {
    logOut()
    station.logIn(name, pin) { [weak self] result in
      switch result {
      case .success(let pass):
        self?.pass = pass
        answer(nil)
      case .failure(let failure): answer(Complaint(failure.code, failure.message))
      }
    }
  }

  func logOut() {
    if let pass { station.doorman.end(pass) }
    pass = nil
  }

  func past(since: Timestamp, _ answer: @escaping PastReading.Answer) {
    PastReading.start(
      on: station.loop, disk: station.disk, durable: station.reader.durable, house: house, since: since,
      answer)
  }

  func figures<Figures>(
    _ read: @escaping FigureReading.Read<Figures>, _ answer: @escaping FigureReading.Answer<Figures>
  ) {
    FigureReading.start(
      on: station.loop, disk: station.disk, durable: station.reader.durable, read, answer)
  }

  func close() { station.close() }
}
