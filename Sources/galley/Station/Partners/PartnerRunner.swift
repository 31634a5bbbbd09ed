import Control
import Events
import Host
import Venue

/// One partner that this terminal runs: a process that is started when it is wanted, and again after it has died.
///
/// What it is asked for while it is not there waits for it, and after a time is told to be out of reach.
final class PartnerRunner {
  enum State: String {
    /// Nobody has wanted it yet.
    case stopped
    /// Begun, and not ready; or about to be begun again.
    case waiting
    case running

    /// As people and programs are told it.
    var shown: PartnerStatus.State {
      switch self {
      case .stopped: .stopped
      case .waiting: .waiting
      case .running: .running
      }
    }
  }

  let name: String
  private let loop: EventLoop
  private let command: [String]
  private let hello: PartnerMessage
  private var process: LineProcess?
  private var pending: [String: (Result<JSON, PartnerFault>) -> Void] = [:]
  /// What waits for it to be ready.
  private var queue: [PartnerMessage] = []
  private var lastRequest = 0
  /// How often it has ended since it last worked for a minute.
  private var failures = 0
  private var readyAtMs: Int64?
  private(set) var state = State.stopped { didSet { if state != oldValue { onChange() } } }
  /// What keeps it from working, in words; nil while it works.
  private var trouble: String? { didSet { if trouble != oldValue { onChange() } } }
  /// What it tells of itself.
  private(set) var version: String?
  private(set) var mode: String?
  var onReady: () -> Void = {}
  /// Called when it runs or not, or works or not, other than before.
  var onChange: () -> Void = {}
  /// Gets a fact, and gives back what is said to it; nil: nothing.
  var onFact: (PartnerFact, @escaping (PartnerMessage?) -> Void) -> Void = { _, _ in }
  /// Gets what it says of events.
  var onEvent: (EventAnswer) -> Void = { _ in }
  /// Called when its process has ended, with why.
  var onEnd: (String) -> Void = { _ in }

  enum EventAnswer {
    case ack(cursor: String)
    case nack(cursor: String, error: String, retry: Bool)
  }

  /// A provider answers within 20 s, or never; its adapter waits so long, and so do its own tries after it.
  private static let requestMs: Int64 = 40_000
  /// It says that it is ready before it asks anybody anything.
  private static let readyMs: Int64 = 10_000
  /// It is begun again after 1, 2, 4 … 60 s.
  private static let againMs: Int64 = 1_000
  private static let againLimitMs: Int64 = 60_000

  /// - Parameter command: the program and its arguments.
  init(_ name: String, _ command: [String], hello: PartnerMessage, on loop: EventLoop) {
    self.name = name
    self.command = command
    self.hello = hello
    self.loop = loop
  }

  /// What went wrong last; of one that is not ready also why, where it has said so on standard error.
  var lastError: String? {
    let said = state == .waiting ? process?.lastComplaint ?? "" : ""
    return said.isEmpty ? trouble : said
  }

  /// How many requests it has not answered.
  var pendingCount: Int { pending.count }

  func start() {
    guard state == .stopped else { return }
    begin()
  }

  func stop() {
    state = .stopped
    loop.cancel(deadline("again"))
    loop.cancel(deadline("ready"))
    process?.send(PartnerMessage.stop.line)
    process?.stop()
    fail(.unreachable)
  }

  func ask(_ action: PartnerAction, _ params: JSON, _ answer: @escaping (Result<JSON, PartnerFault>) -> Void)
  {
    start()
    lastRequest += 1
    let id = "\(lastRequest)"
    pending[id] = answer
    loop.at(SystemClock.monotonicMs() + Self.requestMs, deadline(id)) { [weak self] in
      self?.giveUp(onRequest: id)
    }
    let request = PartnerMessage.request(id: id, action: action.rawValue, params: params)
    if state == .running { process?.send(request.line) } else { queue.append(request) }
  }

  /// Says something to it while it runs; what is not heard is said again by whoever wants it heard.
  func send(_ message: PartnerMessage) {
    if state == .running { process?.send(message.line) }
  }

  /// One that does not answer hangs: it is ended, and begun again.
  func giveUp(_ why: String) {
    if state == .running { process?.end(why) }
  }

  private func giveUp(onRequest id: String) {
    settle(id, .failure(.unreachable))
    giveUp("it did not answer within \(Self.requestMs / 1_000) s")
  }

  private func begin() {
    state = .waiting
    loop.at(SystemClock.monotonicMs() + Self.readyMs, deadline("ready")) { [weak self] in
      self?.process?.end("it was not ready within \(Self.readyMs / 1_000) s")
    }
    let hearer = LineProcess.Hearer(
      onLine: { [weak self] in self?.hear($0) }, onEnd: { [weak self] in self?.ended($0) })
    do throws(SystemFault) {
      process = try LineProcess(
        command, on: loop, name: name, lineLimit: PartnerMessage.lineLimit, hearer)
      process?.send(hello.line)
    } catch {
      ended(error.description)
    }
  }

  /// What is no answer is left alone: a partner in any language may say more.
  private func hear(_ line: [UInt8]) {
    guard let answer = PartnerAnswer(line: line) else { return }
    switch answer {
    case .ready(let version, let mode):
      self.version = version
      self.mode = mode
      becomeReady()
    case .result(let id, ok: true, let value, _): settle(id, .success(value ?? .object([:])))
    case .result(let id, ok: false, _, let error):
      settle(id, .failure(error.flatMap { PartnerFault(rawValue: $0) } ?? .impossible))
    case .fact(let fact):
      onFact(fact) { [weak self] message in
        if let message { self?.process?.send(message.line) }
      }
    case .ack(let cursor): onEvent(.ack(cursor: cursor))
    case .nack(let cursor, let error, let retry): onEvent(.nack(cursor: cursor, error: error, retry: retry))
    }
  }

  private func becomeReady() {
    loop.cancel(deadline("ready"))
    state = .running
    readyAtMs = SystemClock.monotonicMs()
    trouble = nil
    for message in queue { process?.send(message.line) }
    queue = []
    onReady()
  }

  private func settle(_ id: String, _ result: Result<JSON, PartnerFault>) {
    guard let answer = pending.removeValue(forKey: id) else { return }
    loop.cancel(deadline(id))
    switch result {
    case .success: trouble = nil
    case .failure(let fault) where fault.isOfPartner: trouble = fault.words
    case .failure: break
    }
    answer(result)
  }

  /// What it was asked for is told to be out of reach: whoever asked gives it again, and it does the same.
  private func ended(_ why: String) {
    let said = process?.lastComplaint ?? ""
    trouble = said.isEmpty ? why : said
    process = nil
    queue = []
    loop.cancel(deadline("ready"))
    fail(.unreachable)
    onEnd(trouble ?? why)
    guard state != .stopped else { return }
    state = .waiting
    // One that says that it is ready and ends at once has mended nothing.
    if let since = readyAtMs, SystemClock.monotonicMs() - since >= Self.againLimitMs { failures = 0 }
    readyAtMs = nil
    let waitMs = min(Self.againLimitMs, Self.againMs << min(failures, 10))
    failures += 1
    loop.at(SystemClock.monotonicMs() + waitMs, deadline("again")) { [weak self] in self?.begin() }
  }

  private func fail(_ fault: PartnerFault) {
    let told = pending
    pending = [:]
    for id in told.keys { loop.cancel(deadline(id)) }
    for (_, answer) in told.sorted(by: { $0.key < $1.key }) { answer(.failure(fault)) }
  }

  private func deadline(_ what: String) -> String { "partner \(name) \(what)" }
}

extension PartnerFault {
  /// Whether the next request will fare no better.
  fileprivate var isOfPartner: Bool {
    switch self {
    case .unreachable, .unauthorized, .misconfigured: true
    case .impossible, .unknown: false
    }
  }

  /// What happened and what to do, as somebody is told it.
  var words: String {
    switch self {
    case .unreachable:
      "the provider did not answer; the same command again is harmless, or take it another way"
    case .unauthorized: "the provider does not accept the key of this house; see: galley partner list"
    case .misconfigured: "the partner is not set up as it has to be; see: galley partner list"
    case .impossible: "the provider does not do that for this payment"
    case .unknown: "the partner that runs here does not know how"
    }
  }
}
