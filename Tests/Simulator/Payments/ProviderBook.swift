import Events

/// A provider's own book, as Stripe keeps one: what it was asked to take, what it has taken, and what it gave back.
///
/// A pure value with rules of its own: nothing of the house's is looked at. What the house wrote on a thing is kept with
/// it as it came.
struct ProviderBook {
  /// Where a guest pays or leaves a card, once.
  struct Page {
    let id: String
    let createdSeconds: Int64
    let endsSeconds: Int64
    let isSetup: Bool
    /// In minor units; nothing where a card is left.
    let amount: Int64
    let currency: String
    let customer: String?
    let metadata: JSON
    /// For the intent that paying it makes.
    let ofIntent: JSON
    var status = Status.open
    var isPaid = false
    /// Of the payment, or of the card that was left.
    var intent: String?

    enum Status: String { case open, complete, expired }
  }

  /// Money that is to be taken.
  struct Intent {
    let id: String
    let createdSeconds: Int64
    let amount: Int64
    let currency: String
    let customer: String?
    let metadata: JSON
    var status = Status.open
    var error: JSON?
    var charge: String?

    enum Status: String {
      case open = "requires_payment_method"
      case processing, succeeded, canceled
    }
  }

  /// A card that a guest has left.
  struct Setup {
    let id: String
    let customer: String
    let method: String
    let metadata: JSON
  }

  struct Refund {
    let id: String
    let createdSeconds: Int64
    let intent: String
    let amount: Int64
    let currency: String
    let metadata: JSON
  }

  /// Something that the provider tells by itself, as it stood then.
  struct News {
    let type: String
    let object: JSON
    let path: String
  }

  /// How a guest's card does.
  enum Card: String, CaseIterable { case good, declined, slow, guest }

  private(set) var pages: [String: Page] = [:]
  private(set) var intents: [String: Intent] = [:]
  private(set) var setups: [String: Setup] = [:]
  private(set) var refunds: [Refund] = []
  /// In the order in which they were made.
  private(set) var pageNames: [String] = []
  private(set) var intentNames: [String] = []
  /// What is to be told, oldest first.
  var news: [News] = []
  private var count = 0

  mutating func name(_ prefix: String) -> String {
    count += 1
    return "\(prefix)_\(count)"
  }

  /// Those that took the guest's money.
  var captures: [Intent] { intentNames.compactMap { intents[$0] }.filter { $0.status == .succeeded } }

  mutating func add(_ page: Page) {
    pages[page.id] = page
    pageNames.append(page.id)
  }

  mutating func add(_ intent: Intent) {
    intents[intent.id] = intent
    intentNames.append(intent.id)
  }

  /// A page whose time is over is closed when somebody looks.
  mutating func page(_ id: String, _ nowSeconds: Int64) -> Page? {
    if let page = pages[id], page.status == .open, page.endsSeconds <= nowSeconds { expire(id) }
    return pages[id]
  }

  mutating func expire(_ id: String) {
    pages[id]?.status = .expired
    if let intent = pages[id]?.intent, pages[id]?.isSetup == false { intents[intent]?.status = .canceled }
    tell("checkout.session.expired", page: id)
  }

  mutating func cancel(_ intent: String) {
    intents[intent]?.status = .canceled
    tell("payment_intent.canceled", intent: intent)
  }

  mutating func give(_ refund: Refund) {
    refunds.append(refund)
    news.append(News(type: "refund.created", object: Self.json(refund), path: "/v1/refunds/\(refund.id)"))
  }

  func refunded(_ intent: String) -> Int64 {
    refunds.reduce(0) { $0 + ($1.intent == intent ? $1.amount : 0) }
  }

  mutating func tell(_ type: String, page id: String) {
    guard let page = pages[id] else { return }
    news.append(News(type: type, object: json(page), path: "/v1/checkout/sessions/\(id)"))
  }

  mutating func tell(_ type: String, intent id: String) {
    guard let intent = intents[id] else { return }
    news.append(News(type: type, object: Self.json(intent), path: "/v1/payment_intents/\(id)"))
  }
}

// MARK: what guests and banks do

extension ProviderBook {
  /// A guest pays at a page.
  mutating func pay(_ id: String, _ card: Card, _ nowSeconds: Int64) {
    guard let page = page(id, nowSeconds), page.status == .open, !page.isSetup else { return }
    let name: String
    if let begun = page.intent {
      name = begun
    } else {
      name = self.name("pi")
      add(
        Intent(
          id: name, createdSeconds: nowSeconds, amount: page.amount, currency: page.currency, customer: nil,
          metadata: page.ofIntent))
      pages[id]?.intent = name
    }
    switch card {
    case .good:
      capture(name)
      pages[id]?.status = .complete
      pages[id]?.isPaid = true
      tell("checkout.session.completed", page: id)
    case .declined, .guest: decline(name, .declined)
    case .slow:
      intents[name]?.status = .processing
      pages[id]?.status = .complete
      tell("payment_intent.processing", intent: name)
      tell("checkout.session.completed", page: id)
    }
  }

  /// A card on file is charged.
  mutating func charge(_ intent: Intent, _ card: Card) {
    add(intent)
    switch card {
    case .good: capture(intent.id)
    case .declined, .guest: decline(intent.id, card)
    case .slow:
      intents[intent.id]?.status = .processing
      tell("payment_intent.processing", intent: intent.id)
    }
  }

  /// A bank that took its time has made up its mind.
  mutating func settle(_ id: String, isGood: Bool) {
    guard intents[id]?.status == .processing else { return }
    let page = pageNames.first { pages[$0]?.intent == id }
    if isGood {
      capture(id)
      if let page {
        pages[page]?.isPaid = true
        tell("checkout.session.async_payment_succeeded", page: page)
      }
    } else {
      decline(id, .declined)
      if let page { tell("checkout.session.async_payment_failed", page: page) }
    }
  }

  /// A guest leaves a card.
  mutating func attach(_ id: String, _ card: Card, _ nowSeconds: Int64) {
    guard let page = page(id, nowSeconds), page.status == .open, page.isSetup, let customer = page.customer
    else { return }
    let setup = Setup(
      id: name("seti"), customer: customer, method: name("pm_\(card.rawValue)"), metadata: page.ofIntent)
    setups[setup.id] = setup
    pages[id]?.status = .complete
    pages[id]?.intent = setup.id
    news.append(
      News(
        type: "setup_intent.succeeded", object: Self.json(setup), path: "/v1/setup_intents/\(setup.id)"))
  }

  private mutating func capture(_ id: String) {
    intents[id]?.status = .succeeded
    intents[id]?.error = nil
    let charge = name("ch")
    intents[id]?.charge = charge
    tell("payment_intent.succeeded", intent: id)
  }

  private mutating func decline(_ id: String, _ card: Card) {
    let charge = name("ch")
    let code = card == .guest ? "authentication_required" : "card_declined"
    intents[id]?.status = .open
    intents[id]?.charge = charge
    intents[id]?.error = .object([
      "type": "card_error", "code": .string(code), "charge": .string(charge), "message": "words of its own",
    ])
    tell("payment_intent.payment_failed", intent: id)
  }
}
