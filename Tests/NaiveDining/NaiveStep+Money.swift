import Foundation

/// What the naive model makes of the bill and its payments.
extension NaiveStep {
  func onMoney() {
    switch kind {
    case "adjustment_added":
      if !fits(Decimal(payload["amount"] as? Int64 ?? 0)) { return complain() }
      var adjustment = payload
      adjustment["event_id"] = id
      order.adjustments.append(adjustment)
      if order.isClosed,
        order.cancelled != nil || order.remaining > 0 || order.held > max(0, order.total)
      {
        complain()
      }
      hold("")
    case "adjustment_removed":
      guard let undoes,
        let place = order.adjustments.firstIndex(where: { $0["event_id"] as? String == undoes })
      else {
        if !order.undone.contains(undoes ?? "") { complain() }
        return
      }
      if !fits(Decimal(-(order.adjustments[place]["amount"] as? Int64 ?? 0))) { return complain() }
      order.adjustments.remove(at: place)
      release(undoes)
    case "bill_requested":
      if order.isClosed { return complain() }
      if order.billBy != nil { return }
      order.billBy = id
      hold("")
    case "bill_withdrawn":
      if order.isClosed { return complain() }
      guard let request = order.billBy else {
        if !order.undone.contains(undoes ?? "") { complain() }
        return
      }
      if let undoes, undoes != request { return complain() }
      if order.taken > 0, order.remaining == 0 { complain() }
      order.billBy = nil
      release(request)
    case "split_agreed":
      let shares = payload["shares"] as? [Object] ?? []
      say("shares", isSame: (shares as NSArray) == (order.shares as NSArray))
      order.shares = shares
      order.split = id
      order.splitParty = order.party
      hold("")
    case "bill_viewed", "message_sent", "message_failed": break
    case "autopay_attempted":
      let asked = payload["payment_id"] as? String
      if !order.payments.contains(where: { $0["payment_id"] as? String == asked }) { complain() }
    default: onPayment()
    }
  }

  private func onPayment() {
    let key = payload["payment_id"] as? String ?? ""
    let amount = payload["amount"] as? Int64 ?? 0
    let place = order.payments.firstIndex { $0["payment_id"] as? String == key }
    let isPaid = place.map { order.payments[$0]["state"] as? String == "paid" } ?? false
    var payment = place.map { order.payments[$0] } ?? ["payment_id": key]
    func merge(_ keys: String...) { for key in keys { payment[key] = payload[key] ?? payment[key] } }
    switch kind {
    case "payment_requested":
      if place != nil { return }
      merge("provider", "amount", "share", "participant_id")
      if payload["tip"] as? Int64 ?? 0 > 0 { payment["tip"] = payload["tip"] }
      payment["state"] = "requested"
      order.splitOf[key] = order.split
    case "paid":
      if isPaid {
        if payment["amount"] as? Int64 != amount { complain() }
        return
      }
      if order.taken > NaiveOrder.most - amount { return complain() }
      if amount > order.remaining + (payment["tip"] as? Int64 ?? 0) || order.isClosed { complain() }
      if place == nil { order.splitOf[key] = order.split }
      merge("provider", "amount", "external_ref", "share", "participant_id")
      payment["state"] = "paid"
      payment["reason"] = nil
    case "refunded":
      let ref = payload["external_ref"] as? String
      if !isPaid {
        order.earlyRefunds[key, default: []].append(event)
        return complain()
      }
      if let ref, !order.refunds.insert("\(key) \(ref)").inserted { return }
      let sum = (payment["refunded"] as? Int64 ?? 0) + amount
      if sum > payment["amount"] as? Int64 ?? 0 { return complain() }
      payment["refunded"] = sum == 0 ? nil : sum
    default:
      if place == nil { return complain() }
      if isPaid { return }
      let isStopped = payment["state"] as? String == "cancelled" && kind == "payment_started"
      if !isStopped { payment["state"] = String(kind.dropFirst("payment_".count)) }
      if kind == "payment_started" {
        payment["external_ref"] = payload["external_ref"]
        let waits = payload["state"] as? String ?? ""
        if !isStopped, ["needs_guest", "processing"].contains(waits) { payment["state"] = waits }
      } else {
        payment["reason"] = payload["reason"]
      }
    }
    let wasPaid = order.bill == "paid"
    if let place { order.payments[place] = payment } else { order.payments.append(payment) }
    if kind == "refunded", wasPaid, order.remaining > 0 { order.billBy = order.billBy ?? id }
    hold("")
    guard kind == "paid" else { return }
    for early in order.earlyRefunds.removeValue(forKey: key) ?? [] {
      order.conflicts.removeAll { $0.id == early["id"] as? String }
      NaiveStep(order: order, event: early).onPayment()
    }
  }
}
