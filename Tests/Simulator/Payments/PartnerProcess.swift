import Control
import Events
import Partners

/// A partner's process beside a terminal: the shipped adapter with the time and the internet of this world, begun again
/// when it has died. What it knew is then gone.
final class PartnerProcess {
  private unowned let box: Box
  private let name: ExactString
  private let house: AdapterHouse
  private var adapter: any Adapter
  private var pending: [Int: (Result<JSON, PartnerFault>) -> Void] = [:]
  private var queue: [PartnerMessage] = []
  private var lastRequest = 0
  private var failures = 0
  /// Counts processes: what one has begun does not reach the next.
  private var life = 0
  private(set) var state = State.stopped
  /// After so many steps it dies, or its terminal does.
  var plannedDeath: (steps: Int64, isOfTerminal: Bool)?
  var onReady: () -> Void = {}
  var onFact: (PartnerFact, @escaping (PartnerMessage?) -> Void) -> Void = { _, _ in }

  enum State { case stopped, waiting, running }

  /// As ``PartnerRunner`` has it.
  private static let requestMs: Int64 = 40_000
  private static let againLimitMs: Int64 = 60_000

  init(_ name: ExactString, _ house: AdapterHouse, _ box: Box) {
    self.name = name
    self.house = house
    self.box = box
    adapter = Self.adapter(name)
  }

  private static func adapter(_ name: ExactString) -> any Adapter {
    name == "stripe" ? StripeAdapter() : SimulatedAdapter()
  }

  var isQuiet: Bool { pending.isEmpty && adapter.isIdle }

  func start() {
    guard state == .stopped else { return }
    begin()
  }

  func stop() {
    state = .stopped
    life += 1
    failPending()
  }

  func ask(_ action: PartnerAction, _ params: JSON, _ answer: @escaping (Result<JSON, PartnerFault>) -> Void)
  {
    start()
    lastRequest += 1
    let id = lastRequest
    pending[id] = answer
    box.after(Self.requestMs) { [weak self] in self?.pending.removeValue(forKey: id)?(.failure(.unreachable))
    }
    let request = PartnerMessage.request(id: "\(id)", action: action.rawValue, params: params)
    if state == .running { send(request) } else { queue.append(request) }
  }

  /// It is gone, whatever it was doing, and is begun again after a while.
  func die() {
    guard state != .stopped else { return }
    box.world.trace.note(box.index, "partner dies")
    life += 1
    state = .waiting
    queue = []
    failPending()
    let waitMs = min(Self.againLimitMs, Int64(1_000) << min(failures, 10))
    failures += 1
    box.after(waitMs) { [weak self] in
      guard let self, state == .waiting else { return }
      begin()
    }
  }

  private func failPending() {
    let told = pending
    pending = [:]
    for (_, answer) in told.sorted(by: { $0.key < $1.key }) { answer(.failure(.unreachable)) }
  }

  private func begin() {
    state = .waiting
    life += 1
    adapter = Self.adapter(name)
    later(box.chance.number(0...200)) { $0.handle(.hello($0.house)) }
  }

  /// Something that happens to this process, unless it has died meanwhile.
  private func later(_ ms: Int64, _ body: @escaping (PartnerProcess) -> Void) {
    let mine = life
    box.after(ms) { [weak self] in
      guard let self, life == mine, !dies() else { return }
      body(self)
    }
  }

  /// Counts a step towards a death that is planned.
  private func dies() -> Bool {
    guard let death = plannedDeath else { return false }
    plannedDeath?.steps -= 1
    guard death.steps <= 0 else { return false }
    plannedDeath = nil
    guard death.isOfTerminal else {
      die()
      return true
    }
    box.die(nil)
    box.startLater()
    return true
  }

  private func send(_ message: PartnerMessage) { later(0) { $0.handle(.message(message)) } }

  private func handle(_ input: AdapterInput) {
    for output in adapter.handle(input, at: box.wall()) {
      switch output {
      case .say(let answer): later(0) { $0.hear(answer) }
      case .call(let number, let call):
        let (mine, boxLife) = (life, box.life)
        box.world.provider.call(call) { [weak self, box] outcome in
          guard box.life == boxLife, let self, life == mine else { return }
          later(0) { $0.handle(.answer(call: number, outcome)) }
        }
      case .wake(let number, let afterMs): later(afterMs) { $0.handle(.timer(number)) }
      case .note: break
      case .read, .start, .write, .close, .kill:
        preconditionFailure("a provider of payments reads no files and starts no programs")
      }
    }
  }

  private func hear(_ answer: PartnerAnswer) {
    switch answer {
    case .ready:
      state = .running
      failures = 0
      let waiting = queue
      queue = []
      for message in waiting { send(message) }
      onReady()
    case .result(let id, let ok, let value, let error):
      guard let id = Int(id), let answer = pending.removeValue(forKey: id) else { return }
      if ok { return answer(.success(value ?? .object([]))) }
      answer(.failure(error.flatMap { PartnerFault(rawValue: $0) } ?? .impossible))
    case .fact(let fact):
      onFact(fact) { [weak self] message in
        if let message, let self, state == .running { send(message) }
      }
    case .ack, .nack: break
    }
  }
}
