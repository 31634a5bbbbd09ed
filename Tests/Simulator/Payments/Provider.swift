import Control
import Events
import Partners

/// The provider on the other side of the internet: its counter, how long an answer takes, and what it tells by itself.
final class Provider {
  private unowned let world: World
  let chance: Chance
  private(set) var counter = ProviderCounter()
  /// Which terminals its webhooks reach.
  private let doors: Doors
  private let paceMs: Int64
  /// Some answers take up to a minute, longer than anybody waits.
  var isLate = false
  /// Some calls do not arrive, and some answers do not come back.
  var isLossy = false
  /// It has trouble of its own.
  var isDown = false
  /// Calls and webhooks that are on their way, and banks that take their time.
  private var underWay = 0
  private var isMended = false

  enum Doors: CaseIterable { case none, any }

  static let webhookSecret = "whsec_simulated"
  /// How long whoever calls waits for an answer.
  private static let patienceMs = HTTPCall.limitSeconds * 1_000
  /// So often it tells a thing that nobody hears, once nothing goes wrong any more.
  private static let triesLimit = 12

  init(_ world: World) {
    self.world = world
    chance = Chance(world.options.seed, "provider")
    doors = chance.pick([.none, .any, .any])
    paceMs = chance.pick([0, 30, 400])
    counter.heedsKeys = world.options.planted != .forgetsKeys
  }

  var book: ProviderBook { counter.book }
  /// Whether it can tell a thing that nobody asks about.
  var tells: Bool { doors != .none }
  var isQuiet: Bool { underWay == 0 }
  var nowSeconds: Int64 { (World.startMs + world.timeline.nowMs) / 1_000 }

  /// Nothing goes wrong here any more, and no bank takes longer.
  func mend() {
    isMended = true
    (isLate, isLossy, isDown) = (false, false, false)
    for name in book.intentNames where book.intents[name]?.status == .processing { settle(name) }
  }

  private func after(_ ms: Int64, _ body: @escaping () -> Void) {
    underWay += 1
    world.timeline.after(ms) { [self] in
      underWay -= 1
      body()
    }
  }

  // MARK: calls

  func call(_ call: HTTPCall, _ answer: @escaping (HTTPOutcome) -> Void) {
    let there = chance.number(0...paceMs)
    guard !isLossy || !chance.oneIn(5) else { return after(Self.patienceMs) { answer(.failed) } }
    after(there) { [self] in
      // Where it has trouble, nobody knows whether it did what it was asked.
      guard !isDown || chance.oneIn(3) else { return after(paceMs) { answer(Self.trouble) } }
      let reply = counter.answer(call, nowSeconds)
      world.trace.note(-1, "provider answers", Int64(reply.status), 0, call.url)
      tellNews()
      let back = isLate && chance.oneIn(2) ? chance.number(0...60_000) : chance.number(0...paceMs)
      guard there + back < Self.patienceMs, !isLossy || !chance.oneIn(3) else {
        return after(Self.patienceMs - there) { answer(.failed) }
      }
      after(back) { [self] in
        guard !isDown else { return answer(Self.trouble) }
        answer(.answer(status: reply.status, headers: [:], body: Array(reply.json.compactText.utf8)))
      }
    }
  }

  private static let trouble = HTTPOutcome.answer(
    status: 503, headers: [:], body: Array(#"{"error":{"type":"api_error"}}"#.utf8))

  // MARK: guests

  /// A guest is at the page behind an address, with a card.
  func pay(_ page: String, _ card: ProviderBook.Card) {
    counter.book.pay(page, card, nowSeconds)
    world.trace.note(-1, "guest pays", 0, 0, "\(page) \(card.rawValue)")
    tellNews()
  }

  func attach(_ page: String, _ card: ProviderBook.Card) {
    counter.book.attach(page, card, nowSeconds)
    tellNews()
  }

  /// Somebody gives money back on the provider's own pages.
  func giveBack(_ intent: ProviderBook.Intent, _ amount: Int64) {
    guard book.refunded(intent.id) + amount <= intent.amount else { return }
    let name = counter.book.name("re")
    counter.book.give(
      ProviderBook.Refund(
        id: name, createdSeconds: nowSeconds, intent: intent.id, amount: amount, currency: intent.currency,
        metadata: .object([])))
    tellNews()
  }

  private func settleLater(_ intent: String) {
    after(chance.spread(upTo: isMended ? 5_000 : 120_000)) { [self] in settle(intent) }
  }

  private func settle(_ intent: String) {
    counter.book.settle(intent, isGood: chance.number(0...3) > 0)
    tellNews()
  }

  // MARK: webhooks

  private func tellNews() {
    let news = counter.book.news
    counter.book.news = []
    for one in news {
      if one.type == "payment_intent.processing", let id = one.object["id"]?.string { settleLater(id) }
      guard tells else { continue }
      let id = counter.book.name("evt")
      for _ in 0..<(chance.oneIn(5) ? 2 : 1) {
        deliver(one, id, afterMs: chance.spread(upTo: 60_000), tries: 0)
      }
    }
  }

  /// To one door or another, and again later until somebody has it on the disk.
  private func deliver(_ news: ProviderBook.News, _ id: String, afterMs: Int64, tries: Int) {
    guard !isMended || tries < Self.triesLimit else { return }
    after(isMended ? min(afterMs, 5_000) : afterMs) { [self] in
      var isOver = false
      func end(_ status: Int64) {
        guard !isOver else { return }
        isOver = true
        underWay -= 1
        guard status != 200 else { return }
        deliver(news, id, afterMs: Int64(1_000) << min(Int64(tries), 8), tries: tries + 1)
      }
      underWay += 1
      let own = world.boxes.filter { isMended && $0.program?.venue.runs(Desk.stripe) == true }
      let box = chance.pick(own.isEmpty ? world.boxes : own)
      let call = webhook(news, id, isThin: chance.oneIn(4))
      guard box.program != nil, !box.isFrozen else { return end(0) }
      box.soon { box.program?.desk.receive(call) { end($0) } }
      world.timeline.after(Self.patienceMs) { end(0) }
    }
  }

  private func webhook(_ news: ProviderBook.News, _ id: String, isThin: Bool) -> WebhookCall {
    let body: JSON =
      isThin
      ? .object([
        "id": .string(id), "object": "v2.core.event", "type": .string("v1." + news.type),
        "related_object": .object(["url": .string(news.path)]),
      ])
      : .object([
        "id": .string(id), "object": "event", "type": .string(news.type), "created": .int(nowSeconds),
        "data": .object(["object": news.object]),
      ])
    let bytes = Array(body.compactText.utf8)
    let signed = HMAC(key: Array(Self.webhookSecret.utf8)).code(Array("\(nowSeconds).".utf8)[...], bytes[...])
    return WebhookCall(
      adapter: "stripe", signature: "t=\(nowSeconds),v1=\(Hex.text(signed))", body: bytes)
  }
}
