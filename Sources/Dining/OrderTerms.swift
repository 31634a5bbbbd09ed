import Events

/// What is said of an order at its opening and may be said anew: how many they are, how the meal leaves the house, when.
public struct OrderTerms: Hashable, Sendable {
  public var guests: Int64?
  public var type: OrderType?
  public var promisedAt: Timestamp?

  /// - Parameters: nil where something stays as it is.
  public init(guests: Int64? = nil, type: OrderType? = nil, promisedAt: Timestamp? = nil) {
    self.guests = guests
    self.type = type
    self.promisedAt = promisedAt
  }

  init(_ opening: Order.Opening) {
    self.init(guests: opening.guests, type: opening.type, promisedAt: opening.promisedAt)
  }

  /// Whether both say something of the same, and not the same.
  func contradicts(_ other: OrderTerms) -> Bool {
    func differ<Value: Equatable>(_ left: Value?, _ right: Value?) -> Bool {
      left != nil && right != nil && left != right
    }
    return differ(guests, other.guests) || differ(type, other.type) || differ(promisedAt, other.promisedAt)
  }

  /// These, and those before where these say nothing.
  func over(_ before: OrderTerms) -> OrderTerms {
    OrderTerms(
      guests: guests ?? before.guests, type: type ?? before.type,
      promisedAt: promisedAt ?? before.promisedAt)
  }

  /// What of these is not so already.
  func beyond(_ now: OrderTerms) -> OrderTerms {
    OrderTerms(
      guests: guests == now.guests ? nil : guests, type: type == now.type ? nil : type,
      promisedAt: promisedAt == now.promisedAt ? nil : promisedAt)
  }
}

extension Order {
  /// Takes new terms. An undo puts back what stood before the change that it names, also where that was nothing, which
  /// no payload can carry.
  mutating func changeTerms(_ terms: OrderTerms, _ earlier: OrderFact.Earlier, _ event: Event) {
    guard let opening else { return list(event, .notOpened) }
    let before = OrderTerms(opening)
    if let undoes = earlier.undoes {
      let undone = changes.last { $0.event == undoes }?.kind
      guard mayTakeBack(undoes, on: .terms, event), case .termsChanged(let restored)? = undone else { return }
      takeBack(undoes)
      set(restored)
    } else if terms.over(before) != before {
      note(event, .termsChanged(before: before))
      set(terms.over(before))
    }
    say(event, on: .terms, earlier, isSame: !terms.contradicts(lastTerms))
    lastTerms = terms
  }

  private mutating func set(_ terms: OrderTerms) {
    opening?.guests = terms.guests
    opening?.promisedAt = terms.promisedAt
    if let type = terms.type { opening?.type = type }
  }

  /// Takes back a closing: the table is taken again. A cancelled order's dishes were thrown away.
  mutating func reopen(_ undoes: EventID, _ event: Event) {
    if undone.contains(undoes) { return }
    guard let closing, closing.event == undoes, !isCancelled else { return list(event, .unknownChange) }
    self.closing = nil
    tableFreedAt = nil
    // What was struck since nobody had served it is wanted again.
    for index in items.indices { items[index].fewer.removeAll { $0.event == undoes } }
    takeBack(undoes)
    note(event, .final)
  }
}

extension OrderFact {
  static func change(_ fields: inout PayloadReader) -> OrderFact? {
    let guests = fields.int("guests")
    let word = fields.text("order_type")
    let promised = fields.time("promised_at")
    let replaces = replaced(&fields)
    let undoes: EventID? = fields.identifier("undoes")
    let type = word.flatMap(OrderType.init)
    let terms = OrderTerms(guests: guests, type: type, promisedAt: promised)
    let isNumber = guests.map { (0...guestLimit).contains($0) } ?? true
    guard terms != OrderTerms() || undoes != nil, (word == nil) == (type == nil), isNumber else { return nil }
    return .changed(terms, Earlier(replaces: replaces, undoes: undoes))
  }
}

extension OrderDecider {
  func change(_ terms: OrderTerms) throws(Refusal) -> Decision {
    try check(guests: terms.guests)
    try check(promise: terms.promisedAt)
    let new = order.opening.map { terms.beyond(OrderTerms($0)) } ?? terms
    guard new != OrderTerms() else { throw .noChange("\(code) is so already") }
    return write(new, replaces: order.lastWord(on: .terms), undoes: nil)
  }

  func undoTerms(_ before: OrderTerms, _ event: EventID) -> Decision {
    let restored = order.opening.map { before.beyond(OrderTerms($0)) } ?? before
    let last = order.lastWord(on: .terms)
    return write(restored, replaces: last == event ? nil : last, undoes: event)
  }

  private func write(_ terms: OrderTerms, replaces: EventID?, undoes: EventID?) -> Decision {
    Decision(.orderChanged) { payload in
      payload.set("guests", terms.guests)
      payload.set("order_type", terms.type?.rawValue)
      payload.set("promised_at", terms.promisedAt)
      payload.set("replaces", replaces)
      payload.set("undoes", undoes)
    }
  }

  func reopen() throws(Refusal) -> Decision {
    guard let closing = order.closing else { throw .noChange("\(code) is open") }
    guard !order.isCancelled else { throw .cancelled(code) }
    return Decision(.orderReopened) { $0.set("undoes", closing.event) }
  }
}

extension Teller {
  func tell(_ terms: OrderTerms, _ earlier: OrderFact.Earlier) -> String {
    let said = [
      terms.guests.map { "for \($0)" }, terms.type.map(words), terms.promisedAt.map { _ in "promised anew" },
    ].compactMap { $0 }
    let what = said.isEmpty ? "as it was" : said.joined(separator: ", ")
    return (earlier.undoes == nil ? "now " : "again ") + what
  }

  func words(_ type: OrderType) -> String {
    switch type {
    case .dineIn: "dine-in"
    case .takeaway: "takeaway"
    case .delivery: "for delivery"
    }
  }
}
