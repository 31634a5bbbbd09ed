import Control
import Dining
import Events
import Partners
import Venue

/// The partners of a terminal: what ``PartnerDesk`` is to the program. What is decided here ships (`Venue/Payments`).
final class Desk {
  private unowned let box: Box
  private unowned let program: Program
  private var processes: [ExactString: PartnerProcess] = [:]
  private var underWay = ErrandsUnderWay()

  static let stripe: ExactString = "stripe"

  init(_ box: Box, _ program: Program) {
    self.box = box
    self.program = program
  }

  var isQuiet: Bool { processes.values.allSatisfy(\.isQuiet) }

  private var venue: Venue { program.venue }

  /// Whoever asked before a restart waits still.
  func stay() {
    if !venue.openErrands(of: Partner.simulated, now: box.wall()).isEmpty {
      process(Partner.simulated)?.start()
    }
    for partner in venue.shown.partners { process(partner.name)?.start() }
  }

  /// One of its processes is to die after so many steps, or the terminal with it.
  func planDeath(steps: Int64, isOfTerminal: Bool) {
    for name in processes.keys.sorted() { processes[name]?.plannedDeath = (steps, isOfTerminal) }
  }

  // MARK: errands

  func carryOut(_ errand: Errand) {
    guard let process = process(errand.provider) else { return }
    guard process.state == .running else { return process.start() }
    give(errand, to: process)
  }

  private func give(_ errand: Errand, to process: PartnerProcess) {
    guard underWay.give(errand) else { return }
    box.world.trace.note(box.index, "errand", 0, 0, "\(errand.kind.action.rawValue) \(errand.payment)")
    process.ask(errand.kind.action, errand.params) { [weak self] result in
      self?.underWay.ended(errand)
      if case .failure = result { self?.stopLater(errand) }
    }
  }

  private func stopLater(_ errand: Errand) {
    guard errand.kind == .cancel else { return }
    box.after(ErrandsUnderWay.againMs) { [weak self] in
      guard let self, let again = venue.stopAgain(errand, now: box.wall()) else { return }
      carryOut(again)
    }
  }

  /// Asks a partner for something that is no payment's errand.
  func ask(
    _ name: ExactString, _ action: PartnerAction, _ params: JSON,
    _ answer: @escaping (Result<JSON, PartnerFault>) -> Void
  ) {
    guard let process = process(name) else { return answer(.failure(.misconfigured)) }
    process.ask(action, params, answer)
  }

  private func process(_ name: ExactString) -> PartnerProcess? {
    if let process = processes[name] { return process }
    guard venue.runs(name) else { return nil }
    let house = AdapterHouse(
      venue: venue.identity.venue, settings: ["api_base": ProviderCounter.base],
      secrets: ["secret_key_file": "sk_test_simulated", "webhook_secret_file": Provider.webhookSecret])
    let process = PartnerProcess(name, house, box)
    process.onReady = { [weak self, weak process] in
      guard let self, let process else { return }
      for errand in venue.openErrands(of: name, now: box.wall()) { give(errand, to: process) }
    }
    process.onFact = { [weak self] fact, answer in self?.take(fact, of: name, answer) }
    processes[name] = process
    return process
  }

  func hear(_ events: [Event]) {
    for event in events where event.type == .partnerEnabled || event.type == .partnerDisabled {
      guard let text = event.entityID?.text else { continue }
      let name = ExactString(text)
      processes.removeValue(forKey: name)?.stop()
      if event.type == .partnerEnabled { process(name)?.start() }
    }
  }

  // MARK: facts

  private func take(
    _ fact: PartnerFact, of name: ExactString, _ answer: @escaping (PartnerMessage?) -> Void
  ) {
    guard let request = Request(fact, of: name) else {
      return answer(.refused(key: fact.key, reason: "it makes no sense"))
    }
    program.ask(request) { [box] reply in
      let message = PartnerMessage.answer(to: fact, reply)
      box.world.trace.note(
        box.index, "hears a fact", 0, 0, "\(fact.key): \(message?.json["type"]?.string ?? "-")")
      answer(message)
    }
  }

  /// What the provider has sent to this terminal's door; `answer` gets the HTTP status.
  func receive(_ call: WebhookCall, _ answer: @escaping (Int64) -> Void) {
    guard venue.shown.partner(Self.stripe) != nil, venue.runs(Self.stripe) else { return answer(503) }
    ask(Self.stripe, .receiveWebhook, call.json) { result in
      guard case .success(let value) = result else { return answer(503) }
      answer(value["status"]?.int ?? 500)
    }
  }
}
