import Events

/// Turns a command that meets an order into one change or one refusal.
///
/// `time` is what the event will carry, so that identifiers made here fit it.
public struct OrderDecider {
  let order: Order
  let author: Author
  let time: Timestamp
  /// Whether a dish of the menu can't be had at the moment.
  let isSoldOut: @Sendable (ExactString) -> Bool

  public init(
    order: Order, author: Author, time: Timestamp,
    isSoldOut: @escaping @Sendable (ExactString) -> Bool = { _ in false }
  ) {
    self.order = order
    self.author = author
    self.time = time
    self.isSoldOut = isSoldOut
  }

  public func decide(_ command: OrderCommand) throws(Refusal) -> Decision {
    try check(command.terms)
    switch command {
    case .open(let opening): return try open(opening)
    case .item(let command): return try decide(command)
    case .kitchen(let command): return try decide(command)
    case .money(let command): return try decide(command)
    case .service(let command): return try decide(command)
    case .pay(let command): return try decide(command)
    case .priced(let command): return try decide(command)
    case .own(let command): return try decide(command)
    }
  }

  /// Whether this author may give a command, and this order takes it.
  private func check(_ terms: CommandTerms) throws(Refusal) {
    switch terms {
    case .newOrder, .always: return
    case .guestsToo: break
    case .staff, .staffAfterClosing: if author.source == .guest { throw .onlyStaff }
    }
    guard order.opening != nil else { throw .notOpened(code) }
    guard order.closing == nil || terms == .staffAfterClosing else {
      throw order.isCancelled ? .cancelled(code) : .closed(code)
    }
  }

  /// Refuses what is only warned of, until somebody wants it all the same.
  func warn(_ refusal: Refusal) throws(Refusal) {
    guard author.isAnyway else { throw refusal }
  }

  var code: String { order.codeText }

  func newID() -> UUIDv7 { UUIDv7(at: time, random: author.entityRandom) }

  /// Personal data with the salt that its digest needs.
  func personal(_ key: StaticString, _ text: String?) -> PayloadWriter? {
    text.map { PayloadWriter(personal: key, $0, salt: author.salt) }
  }

  func check(_ text: String?, _ what: String) throws(Refusal) {
    guard let text else { return }
    guard !text.isEmpty else { throw .emptyText(what) }
    guard text.utf8.count <= OrderCommand.textBytesLimit else {
      throw .tooLong(what, limit: OrderCommand.textBytesLimit)
    }
  }

  func check(guests: Int64?) throws(Refusal) {
    if let guests, !(1...OrderCommand.Opening.guestLimit).contains(guests) { throw .guests(guests) }
  }

  /// A promise is for the minute that runs or a later one, and for no day that nobody thinks of yet.
  func check(promise: Timestamp?) throws(Refusal) {
    guard let promise else { return }
    let thisMinute = time.milliseconds - time.milliseconds % 60_000
    guard promise.milliseconds >= thisMinute else { throw .promisePassed }
    guard promise.milliseconds <= time.milliseconds + OrderCommand.Opening.promiseMilliseconds else {
      throw .promiseTooFar
    }
  }

  private func open(_ opening: OrderCommand.Opening) throws(Refusal) -> Decision {
    guard order.opening == nil else { throw .noChange("\(code) is open already") }
    try check(opening.table?.string, "the table")
    try check(guests: opening.guests)
    try check(promise: opening.promisedAt)
    return Decision(.orderOpened) { payload in
      payload.set("arm", opening.arm)
      payload.set("currency", opening.currency.code)
      payload.set("experiment_id", opening.experiment)
      payload.set("guests", opening.guests)
      payload.set("menu_id", opening.menuID)
      payload.set("menu_version", opening.menuVersion)
      payload.set("order_type", opening.type.rawValue)
      payload.set("promised_at", opening.promisedAt)
      payload.set("session_id", opening.session)
      payload.set("short_code", opening.shortCode)
      payload.set("table_id", opening.table)
    }
  }
}
