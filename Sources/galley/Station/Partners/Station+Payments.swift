import Control
import Dining
import Events
import Host
import Screens
import Venue

/// Payments that a provider takes, as a command asks for them: the wish is on the disk before the provider hears of it,
/// and whoever asked waits for what comes of it.
extension Station {
  func startPayment(
    _ name: OrderName, _ target: PaymentTarget, tip: String?, wantsCode: Bool, _ session: Session
  ) {
    ask(request(.change(name, .pay(.start(target, tip: tip))), session)) { [weak self] reply in
      switch reply {
      case .refused(let complaint), .recorded(_, let complaint): session.fail(Failure(complaint))
      case .wrote(let events, let order):
        guard let self, let order, let payment = Self.payment(of: events) else { return session.finish() }
        nudge(payment, order)
        partners.whenBegun(payment, of: order.id) { [weak self] fault in
          self?.tellBegun(payment, of: order.id, events, fault, wantsCode: wantsCode, session)
        }
      }
    }
  }

  private static func payment(of events: [Event]) -> PaymentID? {
    events.first { $0.type == .paymentRequested }?.entityUUID.map { PaymentID($0) }
  }

  /// Who asks once more for a page that has not come is not left to wait for it; and a guest whose bank wants them to
  /// confirm it does so now.
  private func nudge(_ payment: PaymentID, _ order: Order) {
    switch order.payments.first(where: { $0.id == payment })?.state {
    case .requested, .needsGuest: venue.nudge(payment, of: order.id).map(partners.carryOut)
    case .started, .processing, .failed, .cancelled, .paid, nil: break
    }
  }

  private func tellBegun(
    _ id: PaymentID, of orderID: OrderID, _ written: [Event], _ fault: PartnerFault?, wantsCode: Bool,
    _ session: Session
  ) {
    guard let stream = venue.shown.orders[orderID],
      let payment = stream.order.payments.first(where: { $0.id == id })
    else { return session.finish() }
    let events = stream.events.filter { event in
      written.contains { $0.id == event.id } || event.entityUUID == id.uuid
    }
    if session.wantsJSON {
      for event in events { session.print(event.line + [UInt8(ascii: "\n")]) }
    }
    if let fault { return session.fail(Failure(.network, fault.rawValue, fault.words)) }
    guard payment.state != .failed else {
      return session.fail(
        Failure(
          .network, "failed",
          "\(stream.order.codeText): \(PaymentWords.aloud(payment.failure ?? "")); try again, or take it another way"
        ))
    }
    if !session.wantsJSON { session.print(text(of: payment, stream.order, wantsCode: wantsCode, session)) }
    session.finish()
  }

  private func text(of payment: Payment, _ order: Order, wantsCode: Bool, _ session: Session) -> String {
    let amount = OrderText.amount(payment.amount, order)
    guard payment.isOpen, let url = payLinks.address(of: payment) else {
      return VisibleText.line("\(order.codeText): \(amount), \(payment.words)") + "\n"
    }
    let isOfTests = partners.runner(of: payment.provider)?.mode == "test"
    let training = payment.provider == Partner.simulated ? "training" : isOfTests ? "a key for tests" : nil
    let note = training.map { " (\($0): no money moves)" } ?? ""
    let line = VisibleText.line("\(order.codeText): \(amount) to be paid at \(url)\(note)") + "\n"
    guard wantsCode else { return line }
    guard let picture = try? QRPicture(url, pixels: nil) else {
      return line + "This address is too long for a QR code.\n"
    }
    // The code stands last: what a long address scrolls away is the address.
    return line + Self.text(picture, session) + Self.roomWords(picture.size)
  }

  /// Where a person looks, in the two colours that telephones want; else in blocks, as they are right on a ground like
  /// the theme's.
  private static func text(_ picture: QRPicture, _ session: Session) -> String {
    picture.frame.ansi(theme: session.theme(), depth: session.manner.wantsColours ? .eight : .none)
  }

  /// The window of whoever asked is not known here: a code that not every window has room for says what it wants. Two
  /// rows are this sentence and the shell's next line.
  private static func roomWords(_ size: Size) -> String {
    let rows = size.heightRows + 2
    guard rows > smallestRows || size.widthColumns > smallestColumns else { return "" }
    return "The code wants a window of \(size.widthColumns) columns and \(rows) rows.\n"
  }

  private static let (smallestColumns, smallestRows) = (80, 24)

  /// A page where a guest leaves a card: what comes of it is told by the provider.
  func keepCard(_ name: OrderName, participant: String, _ session: Session) throws {
    let order = try find(name, at: session.manner.table).order
    let id: ParticipantID
    do throws(Refusal) { id = try order.participant(named: participant) } catch {
      throw Failure(Complaint(error))
    }
    guard let opening = order.opening, order.closing == nil else {
      throw Failure(Complaint(.closed(order.codeText)))
    }
    guard let provider = venue.shown.providerToAsk else { throw Failure(.noProvider) }
    let params = JSON.object([
      "currency": .string(opening.currency.code.string), "order_id": .string(order.id.description),
      "participant_id": .string(id.description), "short_code": .string(opening.shortCode.string),
    ])
    partners.ask(provider, .startMethod, params) { [weak self] result in
      switch result {
      case .failure(let fault): session.fail(Failure(.network, fault.rawValue, fault.words))
      case .success(let value):
        guard let url = value["url"]?.string else {
          return session.fail(Failure(.network, "impossible", PartnerFault.impossible.words))
        }
        self?.partners.watchCard(id, provider, params.adding("external_ref", value["external_ref"]))
        session.print(
          session.wantsJSON
            ? JSON.object(["url": .string(url)]).compactText + "\n"
            : VisibleText.line("\(order.codeText): a card is left at \(url)") + "\n")
        session.finish()
      }
    }
  }

  /// Gives money back: by the provider that holds it where that runs here, else by hand.
  func refund(_ name: OrderName, _ amount: String, _ refunding: Refunding, _ session: Session) {
    let action = Request.Action.change(name, .refund(amount: amount, refunding))
    let asked = request(action, session)
    let wish: ProviderRefund
    switch RefundWay(asked, in: venue, at: clock.moment()) {
    case .byHand: return ask(action, session)
    case .elsewhere(let partner):
      let note =
        "\(partner.name) runs on \(partner.terminal) and was not asked: give the money back by hand, or on its pages."
      if !session.wantsJSON { session.print(VisibleText.line(note) + "\n") }
      return ask(action, session)
    case .provider(let found): wish = found
    }
    partners.ask(wish.provider, .refund, wish.params) { [weak self] result in
      switch result {
      case .failure(let fault): session.fail(Failure(.network, fault.rawValue, fault.words))
      case .success(let value):
        let done = wish.done(value, asked)
        guard case .said(let action) = done.content else { return session.finish() }
        session.manner.idempotencyKey = done.idempotencyKey
        self?.ask(action, session)
      }
    }
  }
}

extension JSON {
  /// The same object with one more member.
  fileprivate func adding(_ key: String, _ value: JSON?) -> JSON {
    guard case .object(let members) = self, let value else { return self }
    return .object(members + [Member(key, value)])
  }
}
