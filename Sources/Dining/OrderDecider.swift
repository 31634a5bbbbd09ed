import Events

/// Turns a command that meets an order into one change or one refusal.
///
/// `time` is what the event will carry, so that identifiers made here fit it.
public struct OrderDecider {
  let order: Order
  let author: Author
  let time: Timestamp

  public init(order: Order, author: Author, time: Timestamp) {
    self.order = order
    self.author = author
    self.time = time
  }

  public func decide(_ command: OrderCommand) throws(Refusal) -> Decision {
    if author.source == .guest, !command.isForGuests { throw .onlyStaff }
    if case .open(let opening) = command { return try open(opening) }
    guard order.opening != nil else { throw .notOpened(code) }
    try checkOpen(for: command)
    switch command {
    case .open, .add, .remove, .quantity, .join: return try decideItem(command)
    case .submit, .move, .recall, .delay, .acknowledge: return try decideKitchen(command)
    case .undo: return try undo()
    default: return try decideOrder(command)
    }
  }

  var code: String { order.codeText }

  func newID() -> UUIDv7 { UUIDv7(at: time, random: author.entityRandom) }

  /// Personal data with the salt that its digest needs.
  func personal(_ key: StaticString, _ text: String?) -> PayloadWriter? {
    guard let text else { return nil }
    var salt: [UInt8] = []
    Fingerprint(high: author.salt.high, low: author.salt.low).write(to: &salt)
    let saltText = String(decoding: salt, as: UTF8.self)
    var personal = PayloadWriter()
    // Keys stand in ascending order: note and name before salt, text after it.
    let isBeforeSalt = key.utf8Start.pointee < UInt8(ascii: "s")
    if isBeforeSalt { personal.set(key, text) }
    personal.set("salt", saltText)
    if !isBeforeSalt { personal.set(key, text) }
    return personal
  }

  func check(_ text: String?, _ what: String) throws(Refusal) {
    guard let text else { return }
    guard !text.isEmpty else { throw .emptyText(what) }
    guard text.utf8.count <= OrderCommand.textBytesLimit else {
      throw .tooLong(what, limit: OrderCommand.textBytesLimit)
    }
  }

  /// A closed order takes nothing but what is said about its table and its voids.
  private func checkOpen(for command: OrderCommand) throws(Refusal) {
    guard order.closing != nil else { return }
    switch command {
    case .freeTable, .acknowledge: return
    default: throw .closed(code)
    }
  }

  private func open(_ opening: OrderCommand.Opening) throws(Refusal) -> Decision {
    guard order.opening == nil else { throw .alreadyOpened(code) }
    try check(opening.table?.string, "the table")
    if let guests = opening.guests, !(0...OrderFact.guestLimit).contains(guests) { throw .quantity(guests) }
    return Decision(.orderOpened) { payload in
      payload.set("currency", opening.currency.code)
      payload.set("guests", opening.guests)
      payload.set("menu_id", opening.menuID)
      payload.set("order_type", opening.type.rawValue)
      payload.set("promised_at", opening.promisedAt)
      payload.set("short_code", opening.shortCode)
      payload.set("table_id", opening.table)
    }
  }

  private func decideOrder(_ command: OrderCommand) throws(Refusal) -> Decision {
    switch command {
    case .alert(let text): return try alert(text)
    case .moveTable(let table): return try moveTable(to: table)
    case .rush(let rush):
      guard rush != order.isRushed else { throw rush ? .alreadyRushed(code) : .notRushed(code) }
      return Decision(.rushSet) { $0.set("rush", rush) }
    case .complete:
      guard order.mealCompletedAt == nil else { throw .alreadyComplete(code) }
      return Decision(.mealCompleted)
    case .cancel(let reason):
      try check(reason, "the reason")
      guard order.taken == .zero else { throw .moneyTaken(code) }
      guard order.totalHolds(adding: -order.itemsTotal) else { throw .noAmount(code) }
      return Decision(.orderCancelled) { $0.set("reason", reason) }
    case .freeTable(let reason):
      try check(reason, "the reason")
      guard let table = order.tableID else { throw .noTable(code) }
      guard order.tableFreedAt == nil else { throw .alreadyFreed(code) }
      return Decision(.tableFreed) { payload in
        payload.set("reason", reason)
        payload.set("table_id", table)
      }
    default: return try decideMoney(command)
    }
  }

  /// An empty text takes the alert off, and is no personal data.
  private func alert(_ text: String) throws(Refusal) -> Decision {
    if text.isEmpty {
      guard order.alert != nil else { throw .noAlert(code) }
      return Decision(.alertSet) { $0.set("replaces", order.lastWord(on: .alert)) }
    }
    try check(text, "the alert")
    return Decision(.alertSet, personal: personal("text", text)) {
      $0.set("replaces", order.lastWord(on: .alert))
    }
  }

  private func moveTable(to table: ExactString) throws(Refusal) -> Decision {
    try check(table.string, "the table")
    guard table != order.tableID else { throw .sameTable(code, table.string) }
    return Decision(.orderMoved) { payload in
      payload.set("replaces", order.lastWord(on: .table))
      payload.set("table_id", table)
    }
  }
}
