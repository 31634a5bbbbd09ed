import Events

/// Commands of the kitchen and the pass: sending, bumping, recalling, delaying, acknowledging voids.
extension OrderDecider {
  func decideKitchen(_ command: OrderCommand) throws(Refusal) -> Decision {
    switch command {
    case .submit: return try submit()
    case .move(let status, let round, let items): return try move(to: status, round: round, items: items)
    case .recall(let round): return try recall(round: round)
    case .delay(let minutes):
      guard (0...Round.delayMinutesLimit).contains(minutes) else { throw .minutes(minutes) }
      guard let round = order.newestRound else { throw .nothingSent(code) }
      guard minutes != round.delayMinutes else { throw .sameDelay(code, minutes) }
      return Decision(.delayMarked) { payload in
        payload.set("delay_minutes", minutes)
        payload.set("replaces", order.lastWord(on: .delay(round: round.number)))
        payload.set("round", Int64(round.number))
      }
    case .acknowledge(let name): return try acknowledge(name)
    default: preconditionFailure("not about the kitchen: \(command)")
    }
  }

  private func submit() throws(Refusal) -> Decision {
    let cart = order.cart
    guard !cart.isEmpty else { throw .nothingToSend(code) }
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
