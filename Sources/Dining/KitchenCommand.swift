import Events

/// What is asked of the kitchen and the pass: sending, bumping, recalling, delaying, rushing, voids that were seen.
public enum KitchenCommand: Hashable, Sendable {
  case submit
  case move(to: KitchenStep, round: Int?, items: [ItemName])
  case recall(round: Int?)
  case delay(minutes: Int64)
  case rush(Bool)
  case acknowledge(ItemName?)

  var terms: CommandTerms {
    switch self {
    case .submit: .guestsToo
    case .move, .recall, .delay, .rush: .staff
    case .acknowledge: .staffAfterClosing
    }
  }

  /// The command line that asks for it.
  public func line(on order: String) -> TypedLine {
    switch self {
    case .submit: TypedLine("order submit", on: [order])
    case .move(let step, let round, let items):
      TypedLine(
        "order \(step.verb)", Self.flag(round) + items.flatMap { TypedLine.flag("item", $0.text) },
        on: [order])
    case .recall(let round): TypedLine("order recall", Self.flag(round), on: [order])
    case .delay(let minutes): TypedLine("order delay", on: [order, "\(minutes)"])
    case .rush(let rush): TypedLine("order rush", rush ? [] : ["--off"], on: [order])
    case .acknowledge(let item):
      TypedLine("order acknowledge", on: [order] + (item.map { [$0.text] } ?? []))
    }
  }

  private static func flag(_ round: Int?) -> [String] { TypedLine.flag("round", round.map { "\($0)" }) }
}

/// A step forward that the kitchen or the pass makes with dishes.
public enum KitchenStep: CaseIterable, Sendable {
  case preparing, ready, delivered

  /// The step that leads to a status; nil where sending or nobody leads there.
  public init?(to status: KitchenStatus) {
    guard let step = Self.allCases.first(where: { $0.status == status }) else { return nil }
    self = step
  }

  public var status: KitchenStatus {
    switch self {
    case .preparing: .preparing
    case .ready: .ready
    case .delivered: .delivered
    }
  }

  /// The word of the command that makes it.
  public var verb: String {
    switch self {
    case .preparing: "start"
    case .ready: "ready"
    case .delivered: "deliver"
    }
  }
}

extension OrderDecider {
  func decide(_ command: KitchenCommand) throws(Refusal) -> Decision {
    switch command {
    case .submit: return try submit()
    case .move(let step, let round, let items): return try move(to: step.status, round: round, items: items)
    case .recall(let round): return try recall(round: round)
    case .delay(let minutes): return try delay(minutes)
    case .rush(let rush):
      guard rush != order.isRushed else {
        throw .noChange(rush ? "\(code) is rushed already" : "\(code) is not rushed")
      }
      return Decision(.rushSet) { $0.set("rush", rush) }
    case .acknowledge(let name): return try acknowledge(name)
    }
  }

  private func delay(_ minutes: Int64) throws(Refusal) -> Decision {
    guard (0...Round.delayMinutesLimit).contains(minutes) else { throw .minutes(minutes) }
    guard let round = order.newestRound else { throw .nothingSent(code) }
    guard minutes != round.delayMinutes else {
      throw .noChange("\(code) is delayed by \(minutes) minutes already")
    }
    return Decision(.delayMarked) { payload in
      payload.set("delay_minutes", minutes)
      payload.set("replaces", order.lastWord(on: .delay(round: round.number)))
      payload.set("round", Int64(round.number))
    }
  }

  private func submit() throws(Refusal) -> Decision {
    let cart = order.cart
    guard !cart.isEmpty else { throw .nothingToSend(code) }
    if let item = cart.first(where: { isSoldOut($0.dish.menuitemID) }) {
      throw .soldOut(item.dish.name, on: code)
    }
    let number = (order.rounds.last?.number ?? 0) + 1
    guard number <= OrderFact.roundLimit else { throw .tooManyRounds(Int(OrderFact.roundLimit)) }
    return statusChanged(cart, to: .ordered, round: number)
  }

  private func move(to status: KitchenStatus, round number: Int?, items names: [ItemName]) throws(Refusal)
    -> Decision
  {
    var candidates = try sent(inRound: number)
    if !names.isEmpty {
      candidates = []
      for name in names {
        let item = try name.item(in: order)
        guard !item.isRemoved else { throw .alreadyRemoved(item.dish.name) }
        if !candidates.contains(where: { $0.id == item.id }) { candidates.append(item) }
      }
    }
    let moving = candidates.filter { $0.round != nil && $0.status < status }
    guard !moving.isEmpty else { throw .nothingToMove(code, status) }
    return statusChanged(moving, to: status, round: Self.commonRound(moving))
  }

  /// Standing items that the kitchen has, of one round or of all.
  private func sent(inRound number: Int?) throws(Refusal) -> [Item] {
    let sent = order.standing.filter { $0.round != nil }
    guard let number else {
      guard !order.rounds.isEmpty else { throw .nothingSent(code) }
      return sent
    }
    guard order.round(number) != nil else { throw .noSuchRound(number, code) }
    return sent.filter { $0.round == number }
  }

  private func recall(round number: Int?) throws(Refusal) -> Decision {
    if let number, order.round(number) == nil { throw .noSuchRound(number, code) }
    guard let (event, back) = order.recallable(round: number) else { throw .nothingToRecall(code) }
    return statusChanged(
      back.items, to: back.to, round: Self.commonRound(back.items), isRecall: true, undoes: event)
  }

  private func acknowledge(_ name: ItemName?) throws(Refusal) -> Decision {
    let item =
      try name.map { name throws(Refusal) in try name.item(in: order, isMeant: \.isPendingVoid) }
      ?? order.items.first { $0.isPendingVoid }
    guard let item, item.isPendingVoid else { throw .nothingToAcknowledge(code) }
    return Decision(.voidAcknowledged, .item, item.id.uuid)
  }

  /// Names the items that the person saw, with the state that each had.
  func statusChanged(
    _ items: [Item], to: KitchenStatus, round: Int?, isRecall: Bool = false, undoes: EventID? = nil
  ) -> Decision {
    let from = items.map(\.status).min() ?? .opened
    return Decision(.statusChanged) { payload in
      payload.set("from", from.rawValue)
      payload.set("items", items.map(Self.named))
      payload.set("recall", isRecall ? true : nil)
      payload.set("round", round.map { Int64($0) })
      payload.set("to", to.rawValue)
      payload.set("undoes", undoes)
    }
  }

  private static func named(_ item: Item) -> PayloadWriter {
    var payload = PayloadWriter()
    payload.set("from", item.status.rawValue)
    payload.set("item_id", item.id)
    return payload
  }

  static func commonRound(_ items: [Item]) -> Int? {
    let rounds = Set(items.map(\.round))
    return rounds.count == 1 ? rounds.first ?? nil : nil
  }
}
