import Dining
import Events
import Venue

/// What keys and touches do about a bill that is out.
extension TableConsole {
  func payChoices(_ view: TableView) -> [PayChoice] {
    view.current.map { PayChoice.all(of: $0, autopay: view.paying.autopay, person: person) } ?? []
  }

  /// The rows of the page that is shown.
  private func payRows(_ view: TableView) -> Int {
    switch page {
    case .pay: payChoices(view).count
    case .tip: TipChoice.allCases.count
    case .consent: 2
    case .welcome, .menu, .dish, .order, .bill, .split, .code, .name, .allergy, .goodbye: 0
    }
  }

  mutating func movePay(_ key: Key, _ view: TableView) {
    hush()
    marked = Self.moved(marked, key, count: payRows(view))
  }

  /// The row with a digit is marked; where that is all there is to it, it is taken too.
  mutating func takePay(_ key: Key, _ view: TableView) -> [TableEffect] {
    guard let digit = key.digit, digit <= payRows(view) else { return [] }
    return takePay(row: digit - 1, view)
  }

  mutating func takePay(row: Int, _ view: TableView) -> [TableEffect] {
    marked = row
    // Nobody agrees to words that they have not seen: those of the row are shown first.
    guard page != .consent else { return [] }
    if let reason = whyNoPaying(view) {
      say(reason, isError: true, at: view.now)
      return []
    }
    return takePayRow(view)
  }

  func whyNoCard(_ view: TableView) -> String? {
    if let reason = whyNotFromHere(view) { return reason }
    guard view.paying.autopay != nil else { return TableWords.noCards }
    return payChoices(view).isEmpty ? whyCartStops(view) ?? TableWords.nothingToPay : nil
  }

  mutating func showCards() {
    hush()
    open(.pay)
  }

  func whyNoPaying(_ view: TableView) -> String? {
    if queue.holds(\.isOfPayment) { return TableWords.oneMoment }
    if let reason = whyNotFromHere(view) { return reason }
    guard let order = view.current, page == .pay, let choice = payChoice(view) else { return nil }
    switch choice {
    case .share(let number):
      guard let share = order.shares.first(where: { $0.number == number }) else { return nil }
      if order.due(share) == .zero { return TableWords.sharePaid }
      return somebodyPays(order) { $0 == nil }
    case .all: return somebodyPays(order) { $0 != nil }
    case .split: return somebodyPays(order) { _ in true }
    case .leaveCard, .agree, .endAgreement, .whoPays: return nil
    }
  }

  /// What is being paid can't be paid twice, nor divided.
  private func somebodyPays(_ order: Order, _ isInTheWay: (Int64?) -> Bool) -> String? {
    let isPaying = order.openPayments.contains { $0.isAutomatic || isInTheWay($0.share) }
    return isPaying ? TableWords.somebodyPays : nil
  }

  private func payChoice(_ view: TableView) -> PayChoice? {
    let choices = payChoices(view)
    return choices.isEmpty ? nil : choices[max(0, min(marked, choices.count - 1))]
  }

  mutating func takePayRow(_ view: TableView) -> [TableEffect] {
    hush()
    guard let order = view.current else { return [] }
    if page == .tip { return start(order, view) }
    switch payChoice(view) {
    case .all: begin(nil, order)
    case .share(let number): begin(number, order)
    case .split:
      paying.ways = max(2, Int64(order.present.count))
      open(.split)
    case .leaveCard(let id):
      guard let label = order.participant(id)?.label.string else { return [] }
      paying.person = id
      return ask(.keepCard(label), view: view)
    case .agree(let id):
      paying.person = id
      open(.consent)
    case .endAgreement(let id):
      guard let label = order.participant(id)?.label.string else { return [] }
      return ask(.pay(.disarm(participant: label)), view: view)
    case .whoPays: nextPerson(view)
    case nil: break
    }
    return []
  }

  /// - Parameter order: whose first part that is not paid is marked.
  private mutating func open(_ wanted: TablePage, _ order: Order? = nil) {
    page = wanted
    marked =
      order.map { order in
        order.isSplitStale ? 0 : order.shares.firstIndex { order.due($0) > .zero } ?? order.shares.count
      } ?? 0
  }

  /// A payment that is begun has a code already, and its tip was chosen.
  private mutating func begin(_ share: Int64?, _ order: Order) {
    paying.share = share
    open(openPayment(order) == nil ? .tip : .code)
  }

  /// What the tip and the code are about.
  private var payTarget: PaymentTarget { paying.share.map { .share($0) } ?? .order }

  private mutating func start(_ order: Order, _ view: TableView) -> [TableEffect] {
    guard let currency = order.opening?.currency else { return [] }
    let choice = TipChoice.allCases[max(0, min(marked, TipChoice.allCases.count - 1))]
    let tip = choice.amount(of: payDue(order), currency)
    open(.code)
    return ask(.pay(.start(payTarget, tip: tip == .zero ? nil : currency.text(tip))), view: view)
  }

  /// What the chosen part comes to, without a tip.
  func payDue(_ order: Order) -> Money {
    let share = order.shares.first { $0.number == paying.share }
    return share.map(order.due) ?? order.remaining
  }

  /// The payment of the chosen part that somebody can still make.
  func openPayment(_ order: Order) -> Payment? {
    order.openPayments.last { !$0.isAutomatic && $0.share == paying.share }
  }

  func whyNoFurtherTry(_ view: TableView) -> String? {
    if let reason = whyNoPaying(view) { return reason }
    switch view.current.flatMap(openPayment)?.state {
    case .requested, .needsGuest: return nil
    case .started, .processing, .failed, .cancelled, .paid, nil: return TableWords.justWait
    }
  }

  /// A payment that the provider has not begun, or that wants the guest once more: it is asked again.
  mutating func payAgain(_ view: TableView) -> [TableEffect] {
    hush()
    return ask(.pay(.start(payTarget, tip: nil)), view: view)
  }
}

/// The split, and what somebody agrees to.
extension TableConsole {
  /// A share is one of the smallest coin at least.
  private func waysLimit(_ view: TableView) -> Int64 {
    max(2, min(EvenSplit.waysLimit, view.current?.remaining.minor ?? 2))
  }

  mutating func changeWays(_ key: Key, _ view: TableView) {
    hush()
    let isFewer = [.left, .down, .character("-")].contains(key)
    paying.ways = max(2, min(waysLimit(view), paying.ways + (isFewer ? -1 : 1)))
  }

  /// A digit is so many at once.
  mutating func setWays(_ key: Key, _ view: TableView) {
    hush()
    guard let digit = key.digit else { return }
    paying.ways = max(2, min(waysLimit(view), Int64(digit)))
  }

  mutating func split(_ view: TableView) -> [TableEffect] {
    hush()
    open(.pay)
    return ask(.pay(.split(ways: paying.ways)), view: view)
  }

  /// What somebody would agree to, as it is marked: all of the order, or their share of it.
  func agreement(_ view: TableView) -> Agreement? {
    guard let order = view.current, let moment = view.paying.autopay, let currency = order.opening?.currency,
      let one = paying.person.flatMap({ order.participant($0) })
    else { return nil }
    let coversOrder = marked == 0
    let most = order.autopayDue(one.id, coversOrder: coversOrder)
    return Agreement(
      who: one.label.string, most: currency.text(most), coversOrder: coversOrder, isDue: most > .zero,
      words: AutopayWords.consent(
        who: one.label.string, order: order.codeText, most: "\(currency.text(most)) \(currency.code.string)",
        coversOrder: coversOrder, moment: moment))
  }

  struct Agreement: Hashable, Sendable {
    let who: String
    let most: String
    let coversOrder: Bool
    let isDue: Bool
    /// The very words that are kept with the consent.
    let words: String
  }

  func whyNoConsent(_ view: TableView) -> String? {
    if let reason = whyNoPaying(view) { return reason }
    return agreement(view)?.isDue == true ? nil : TableWords.sharePaid
  }

  mutating func agree(_ view: TableView) -> [TableEffect] {
    hush()
    guard let agreed = agreement(view) else { return [] }
    open(.pay)
    let arming = PayRequest.arm(
      participant: agreed.who, most: agreed.most, coversOrder: agreed.coversOrder, isConsent: true)
    return ask(.pay(arming), view: view)
  }
}

/// What the order changes by itself on the pages of the bill.
extension TableConsole {
  /// A bill that comes out is shown, unless somebody is in the middle of something; a payment that is begun shows its
  /// code. So a screen that is started anew shows what it showed before.
  mutating func followPay(_ view: TableView) {
    guard let order = view.current, order.isPayVisible else { return followEarly(view) }
    if page == .bill { open(.pay, order) }
    if paying.bill != order.billRequest {
      paying = PayDraft(bill: order.billRequest)
      if !page.isForm || page.isOfPayment { open(.pay, order) }
    }
    guard page.isOfPayment else { return }
    let newest = order.openPayments.last { !$0.isAutomatic }
    if page == .pay, let newest, newest.id != paying.seen {
      paying.share = newest.share
      open(.code)
    }
    if page == .code || page == .pay, let newest { paying.seen = newest.id }
    if page == .code { followCode(order, view) }
  }

  /// Before the bill somebody may leave a card and agree, and no more; a bill that was taken back is over.
  private mutating func followEarly(_ view: TableView) {
    guard page.isOfPayment, paying.bill == nil, let order = view.current, !payChoices(view).isEmpty else {
      if page.isOfPayment { open(.bill) }
      paying = PayDraft()
      return
    }
    if page == .code { followCode(order, view) }
  }

  private mutating func followCode(_ order: Order, _ view: TableView) {
    if paying.card != nil {
      guard paying.person.flatMap({ order.participant($0) })?.paymentMethod != nil else { return }
      paying.card = nil
      return open(.consent)
    }
    if let payment = openPayment(order) {
      paying.watched = payment.id
      return
    }
    guard !queue.holds(\.isOfPayment) else { return }
    open(.pay, order)
    if let over = order.payments.first(where: { $0.id == paying.watched }) {
      let amount = PriceTag(order.opening?.currency.code ?? "").text(over.amount)
      say(TableWords.ended(over, amount), isError: over.state != .paid, at: view.now)
    }
    paying.watched = nil
  }

  /// Call it after a picture was drawn: that a bill was seen is known once it was.
  public mutating func shown(_ view: TableView) -> [TableEffect] {
    guard page.isOfPayment, let order = view.current, order.isPayVisible, !order.isBillViewed,
      view.closedBecause == nil,
      paying.told != order.billRequest
    else { return [] }
    paying.told = order.billRequest
    return [.touch]
  }
}

extension TableConsole {
  /// Shows where a card is left: the provider's answer, which is no part of the order.
  mutating func showCard(_ answer: String, _ view: TableView) {
    let address = (try? JSONParser.parse(Array(answer.utf8)))?["url"]?.string
    guard let address else { return say(TableWords.cardRefused, isError: true, at: view.now) }
    guard page.isOfPayment else { return }
    paying.card = address
    open(.code)
  }
}
