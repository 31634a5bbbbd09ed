import Control
import Dining
import Events
import Host
import Venue

/// The partners that this terminal runs: errands go to them, and what they tell becomes events.
///
/// Each is a process of its own. One that hangs or dies delays nothing but itself: what it was asked for is an event, and
/// is asked for again once it is back.
final class PartnerDesk {
  private unowned let station: Station
  private let commands: [String: [String]]
  private var runners: [ExactString: PartnerRunner] = [:]
  /// Whoever waits to hear how a payment began.
  private var waiting: [PaymentID: (PartnerFault?) -> Void] = [:]
  /// Cards that guests are about to leave, by participant: nobody tells of them where no webhook comes.
  private var cards: [ParticipantID: Card] = [:]
  /// What came to the door of the house, by partner.
  private var webhooks: [ExactString: WebhookRecord] = [:]

  private var underWay = ErrandsUnderWay()
  /// Brings the house's events to them.
  private(set) lazy var streams = StreamDesk(station, self)

  private struct Card {
    let provider: ExactString
    let params: JSON
    let endsMs: Int64
  }

  private static let cardsMs: Int64 = 5_000
  private static let cardsLimitMs: Int64 = 30 * 60_000

  /// - Parameter commands: other programs for partners, by name.
  init(_ station: Station, commands: [String: [String]]) {
    self.station = station
    self.commands = commands
    station.onPublish.append { [weak self] events in self?.hear(events) }
  }

  /// Starts those that the house has on this terminal, which stays.
  func stay() {
    isStaying = true
    // Whoever asked before a restart waits still, also where nobody enabled the provider.
    if !station.venue.openErrands(of: Partner.simulated, now: station.clock.wall()).isEmpty {
      runner(Partner.simulated)?.start()
    }
    for partner in ownPartners { runner(partner.name)?.start() }
    streams.stay()
    webhooks = station.venue.shown.webhookRecords
  }

  private var ownPartners: [Partner] {
    station.venue.shown.partners.filter { $0.terminal == station.venue.identity.terminal }
  }

  func stop() {
    streams.stop()
    for runner in runners.values { runner.stop() }
  }

  func runner(of name: ExactString) -> PartnerRunner? { runners[name] }

  /// How many requests are on their way.
  var pendingCount: Int { runners.values.reduce(0) { $0 + $1.pendingCount } }

  /// Lets a single command go on until its partners have answered, and what trains the staff has had its second.
  func settle() throws {
    guard !runners.isEmpty else { return }
    settlingEndsMs = SystemClock.monotonicMs() + Self.settlingLimitMs
    quietSinceMs = SystemClock.monotonicMs()
    settleOn()
    try station.loop.run()
  }

  private func settleOn() {
    let now = SystemClock.monotonicMs()
    let isDone =
      pendingCount == 0 && station.venue.isSettled && (!isTraining || now - quietSinceMs > Self.quietMs)
    if isDone || now > settlingEndsMs { return station.loop.stop() }
    station.loop.at(now + Self.settlingStepMs, "settle") { [weak self] in self?.settleOn() }
  }

  private var settlingEndsMs: Int64 = 0
  private var quietSinceMs: Int64 = 0
  private static let settlingLimitMs: Int64 = 35_000
  private static let settlingStepMs: Int64 = 20
  private static let quietMs: Int64 = 1_000

  /// Whether the built-in provider is about to tell something: it does so within a second, or ten, or never.
  private var isTraining: Bool {
    guard runners[Partner.simulated]?.state == .running else { return false }
    return !cards.isEmpty
      || station.venue.shown.orders.values.contains { stream in
        stream.order.openPayments.contains { $0.provider == Partner.simulated && $0.state == .started }
      }
  }

  func tellScreens() { for body in station.onChange { body() } }

  // MARK: Errands

  /// One that is not ready yet asks for all that is open as soon as it is.
  func carryOut(_ errand: Errand) {
    guard let runner = runner(errand.provider) else { return told(errand.payment, .misconfigured) }
    guard runner.state == .running else { return runner.start() }
    ask(runner, errand)
  }

  private func ask(_ runner: PartnerRunner, _ errand: Errand) {
    guard underWay.give(errand) else { return }
    runner.ask(errand.kind.action, errand.params) { [weak self] result in
      self?.underWay.ended(errand)
      if case .failure(let fault) = result {
        self?.told(errand.payment, fault)
        self?.stopLater(errand)
      }
    }
  }

  private func stopLater(_ errand: Errand) {
    guard errand.kind == .cancel else { return }
    let atMs = SystemClock.monotonicMs() + ErrandsUnderWay.againMs
    station.loop.at(atMs, "stop \(errand.payment)") { [weak self] in
      guard let self, let again = station.venue.stopAgain(errand, now: station.clock.wall()) else { return }
      carryOut(again)
    }
  }

  /// Asks a partner for something that is no payment's errand.
  func ask(
    _ name: ExactString, _ action: PartnerAction, _ params: JSON,
    _ answer: @escaping (Result<JSON, PartnerFault>) -> Void
  ) {
    guard let runner = runner(name) else { return answer(.failure(.misconfigured)) }
    runner.ask(action, params, answer)
  }

  /// `answer` is called once the payment has begun in any way, or can't; and at the latest when its partner gives up.
  func whenBegun(_ payment: PaymentID, of order: OrderID, _ answer: @escaping (PartnerFault?) -> Void) {
    guard isWaiting(payment, order) else { return answer(nil) }
    waiting[payment] = answer
    station.loop.at(SystemClock.monotonicMs() + Self.begunMs, "payment \(payment)") { [weak self] in
      self?.told(payment, .unreachable)
    }
  }

  /// As long as a person waits at a till.
  private static let begunMs: Int64 = 30_000

  private func isWaiting(_ payment: PaymentID, _ order: OrderID) -> Bool {
    station.venue.shown.orders[order]?.order.payments.first { $0.id == payment }?.state == .requested
  }

  private func told(_ payment: PaymentID, _ fault: PartnerFault?) {
    station.loop.cancel("payment \(payment)")
    waiting.removeValue(forKey: payment)?(fault)
  }

  // MARK: Runners

  /// How it stands with those that run here.
  var statuses: [PartnerStatus] {
    station.venue.shown.partners.filter { runsHere($0) }.map(status(of:))
  }

  /// How it stands with all that the house has, as far as it is known here.
  var allStatuses: [PartnerStatus] {
    station.venue.shown.partners.map(status(of:))
      + station.venue.shown.formerPartners.map { partner in
        var status = PartnerStatus(partner.name, isRunning: false, state: .disabled)
        status.adapter = partner.adapter
        status.terminal = partner.terminal
        return status
      }
  }

  private func runsHere(_ partner: Partner) -> Bool {
    partner.terminal == station.venue.identity.terminal || streams.standsIn(for: partner.name)
  }

  private func status(of partner: Partner) -> PartnerStatus {
    let runner = runners[partner.name]
    let stream = streams.stream(of: partner.name)
    var status = PartnerStatus(
      partner.name, isRunning: runner?.state == .running, state: runner?.state.shown,
      version: runner?.version,
      mode: runner?.mode, lastError: runner?.lastError ?? stream?.trouble)
    status.adapter = partner.adapter
    status.terminal = runsHere(partner) ? station.venue.identity.terminal : partner.terminal
    if let stream {
      status.delivered = stream.counts.delivered
      status.failed = stream.counts.failed
      status.dead = Int64(stream.letters.count)
      status.lagEvents = stream.lagEvents
      if status.lastError == nil, stream.lagEvents > 0 { status.lastError = stream.lastError }
    }
    status.take(webhooks[partner.name] ?? WebhookRecord(), awaitsWebhooks: partner.awaitsWebhooks)
    return status
  }

  /// The runner of a partner that this terminal runs; nil where another does, or there is none.
  func runner(_ name: ExactString) -> PartnerRunner? {
    if let runner = runners[name] { return runner }
    guard station.venue.runs(name) || streams.standsIn(for: name) else { return nil }
    let identity = station.venue.identity
    let partner = station.venue.shown.partner(name)
    let adapter = partner?.adapter ?? name.string
    let hello = PartnerMessage.hello(
      adapter: adapter, venue: identity.venue, terminal: identity.terminal,
      settings: partner.map { station.settings(of: $0) } ?? .object([:]))
    let command = commands[name.string] ?? [Self.program, adapter]
    let runner = PartnerRunner(name.string, command, hello: hello, on: station.loop)
    runner.onReady = { [weak self] in
      self?.askForOpen(name)
      self?.streams.stream(of: name)?.goOn()
    }
    runner.onChange = { [weak self] in self?.tellScreens() }
    runner.onFact = { [weak self] fact, answer in self?.take(fact, of: name, answer) }
    runners[name] = runner
    return runner
  }

  /// Beside this program, else in `PATH`.
  private static var program: String {
    guard let own = ThisProcess.executablePath, let end = own.lastIndex(of: "/") else {
      return "galley-partner"
    }
    return "\(own[..<end])/galley-partner"
  }

  private func askForOpen(_ name: ExactString) {
    guard let runner = runners[name] else { return }
    for errand in station.venue.openErrands(of: name, now: station.clock.wall()) { ask(runner, errand) }
  }

  private func hear(_ events: [Event]) {
    defer { streams.goOn() }
    for event in events {
      switch event.type {
      case .partnerEnabled, .partnerDisabled:
        if let name = event.entityID?.text { begin(ExactString(name), again: event.type == .partnerEnabled) }
      case .paymentStarted, .paymentFailed, .paymentCancelled, .paid:
        if let id = event.entityUUID { told(PaymentID(id), nil) }
        if event.type == .paid, event.source == .system, !isCharge(event) {
          webhooks[event.actor, default: WebhookRecord()].notePaidUntold()
        }
      case .paymentMethodAttached:
        if let id = event.entityUUID { cards[ParticipantID(id)] = nil }
      default: break
      }
    }
  }

  /// Its settings are others now, or it is no partner any more.
  private func begin(_ name: ExactString, again: Bool) {
    streams.end(name, forGood: !again)
    stopRunner(of: name)
    // What did not fit or was not told was so with the secret before.
    webhooks[name] = WebhookRecord(lastAt: webhooks[name]?.lastAt)
    guard isStaying else { return }
    if again { runner(name)?.start() }
    streams.review()
  }

  func stopRunner(of name: ExactString) { runners.removeValue(forKey: name)?.stop() }

  /// A card on file is paid by the answer to the charge itself: nobody had to be told.
  private func isCharge(_ paid: Event) -> Bool {
    let order = paid.orderID.flatMap { station.venue.shown.orders[$0]?.order }
    return order?.payments.first { $0.id.uuid == paid.entityUUID }?.isAutomatic == true
  }

  /// Whether this terminal stays: a single command starts what it needs and no more.
  private var isStaying = false

  // MARK: Facts

  private func take(_ fact: PartnerFact, of name: ExactString, _ answer: @escaping (PartnerMessage?) -> Void)
  {
    quietSinceMs = SystemClock.monotonicMs()
    guard let request = Request(fact, of: name) else {
      return answer(.refused(key: fact.key, reason: "it makes no sense"))
    }
    station.ask(request) { reply in answer(PartnerMessage.answer(to: fact, reply)) }
  }

  /// What a provider has sent to the door of the house; `answer` gets the HTTP status.
  func receive(_ call: WebhookCall, _ answer: @escaping (Int64) -> Void) {
    guard let partner = ownPartners.first(where: { $0.adapter == call.adapter }) else { return answer(503) }
    ask(partner.name, .receiveWebhook, call.json) { [weak self] result in
      guard let self, case .success(let value) = result else { return answer(503) }
      webhooks[partner.name, default: WebhookRecord()].take(value, at: station.clock.wall())
      tellScreens()
      answer(value["status"]?.int ?? 500)
    }
  }

  // MARK: Cards

  func watchCard(_ participant: ParticipantID, _ provider: ExactString, _ params: JSON) {
    cards[participant] = Card(
      provider: provider, params: params, endsMs: SystemClock.monotonicMs() + Self.cardsLimitMs)
    checkCardsLater()
  }

  private func checkCardsLater() {
    station.loop.at(SystemClock.monotonicMs() + Self.cardsMs, "cards") { [weak self] in self?.checkCards() }
  }

  private func checkCards() {
    let now = SystemClock.monotonicMs()
    cards = cards.filter { $0.value.endsMs > now }
    guard !cards.isEmpty else { return }
    for (_, card) in cards.sorted(by: { $0.key < $1.key }) {
      ask(card.provider, .checkMethod, card.params) { _ in }
    }
    checkCardsLater()
  }
}
