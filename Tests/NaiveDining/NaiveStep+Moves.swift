import Events

/// What the naive model makes of `status_changed` and `delay_marked`.
extension NaiveStep {
  func move() {
    guard let to = NaiveOrder.steps.firstIndex(of: payload["to"] as? String ?? "") else {
      if order.isClosed { return }
      if order.remaining > 0 || order.standing.contains(where: { $0.round == nil }) { complain() }
      for item in order.standing { item.strike(item.qty, by: id) }
      order.isClosed = true
      order.closedBy = id
      return hold("")
    }
    let named = (payload["items"] as? [Object] ?? []).map { item in
      (
        id: item["item_id"] as? String ?? "",
        from: NaiveOrder.steps.firstIndex(of: item["from"] as? String ?? "") ?? 0
      )
    }
    if let undoes { return goBack(named, undoes) }
    let round = to == 1 ? payload["round"] as? Int64 : nil
    var moved: [String: Int] = [:]
    var overtaken: [String] = []
    for (id, from) in named {
      guard let item = order.item(id), item.removedBy == nil else {
        complain()
        continue
      }
      if let round {
        if item.round != nil { continue }
        item.round = round
        item.status = 1
        item.backBy = nil
        moved[id] = 0
      } else if item.round == nil {
        complain()
      } else if item.status < to {
        if let back = item.backBy, from > item.status { overtaken.append(back) }
        moved[id] = from < to ? from : item.status
        item.status = to
        item.backBy = nil
      }
    }
    for back in overtaken where !order.overtaken.contains(back + id) {
      order.overtaken.insert(back + id)
      order.conflicts.append((back, false))
    }
    if moved.isEmpty { return }
    order.moves[id] = (to, moved)
    if let round {
      if order.rounds[round] == nil { order.rounds[round] = (writtenAt, 0) }
      if order.isClosed { complain() }
    }
    if round != nil { order.sendings[id] = createdAt }
    hold("")
  }

  private func goBack(_ named: [(id: String, from: Int)], _ undoes: String) {
    guard let move = order.moves[undoes] else { return complain() }
    let items = named.compactMap { order.item($0.id) }
    if items.count < named.count { return complain() }
    if items.contains(where: { $0.removedBy != nil || move.from[$0.id] == nil }) { return complain() }
    if items.allSatisfy({ $0.status == move.from[$0.id] }) { return }
    let isStill = named.allSatisfy { order.item($0.id)?.status == $0.from && $0.from == move.to }
    if order.undone.contains(undoes) || !isStill { return complain() }
    let sent = order.sendings[undoes].flatMap { Timestamp($0) }?.milliseconds ?? 0
    let isLate = (Timestamp(createdAt)?.milliseconds ?? 0) - sent > 10_000
    for item in items {
      if payload["to"] as? String == "opened", isLate { item.strike(item.qty, by: id) }
      item.status = move.from[item.id] ?? 0
      item.backBy = id
      if item.status == 0 { item.round = nil }
    }
    dropEmptyRounds()
    release(undoes)
  }

  func dropEmptyRounds() {
    for number in order.rounds.keys
    where !order.items.contains(where: { $0.round == number || $0.hasVoid(in: number) }) {
      order.rounds[number] = nil
      order.force.removeAll { $0.about == "delay \(number)" }
      order.lastWords["delay \(number)"] = nil
    }
  }

  func delay() {
    let number = payload["round"] as? Int64 ?? order.rounds.keys.max() ?? 0
    if order.rounds[number] == nil { return complain() }
    let minutes = payload["delay_minutes"] as? Int64 ?? 0
    let isNews = minutes != order.rounds[number]?.delay
    if mayChange("delay \(number)", isNews: isNews) {
      say("delay \(number)", isSame: !isNews)
      order.rounds[number]?.delay = minutes
    }
  }
}
