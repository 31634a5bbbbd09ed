import Events

/// The same payloads by our own writer.
extension PayloadMirror {
  var written: PayloadWriter {
    var payload = PayloadWriter()
    switch self {
    case .opened(let opened):
      payload.set("currency", opened.currency)
      payload.set("guests", opened.guests)
      payload.set("order_type", opened.orderType)
      payload.set("short_code", opened.shortCode)
      payload.set("table_id", opened.tableID)
    case .joined(let joined): payload.set("label", joined.label)
    case .added(let added): Self.write(added, to: &payload)
    case .moved(let moved): Self.write(moved, to: &payload)
    case .rushed(let rushed): payload.set("rush", rushed.rush)
    case .delayed(let delayed):
      payload.set("delay_minutes", delayed.delayMinutes)
      payload.set("round", delayed.round)
    case .billed(let billed):
      payload.set("from", billed.from)
      payload.set("total", billed.total)
    case .paid(let paid):
      payload.set("amount", paid.amount)
      payload.set("payment_id", paid.paymentID)
      payload.set("provider", paid.provider)
    case .freed(let freed):
      payload.set("reason", freed.reason)
      payload.set("table_id", freed.tableID)
    case .empty: break
    }
    return payload
  }

  private static func write(_ added: Added, to payload: inout PayloadWriter) {
    payload.set("allergens", added.allergens)
    payload.set("course", added.course)
    payload.set("menuitem_id", added.menuitemID)
    payload.set(
      "modifiers",
      added.modifiers?.map { modifier in
        var inner = PayloadWriter()
        inner.set("name", modifier.name)
        inner.set("price", modifier.price)
        return inner
      })
    payload.set("name", added.name)
    payload.set("participant_id", added.participantID)
    payload.set("qty", added.qty)
    payload.set("station", added.station)
    payload.set("unit_price", added.unitPrice)
  }

  private static func write(_ moved: Moved, to payload: inout PayloadWriter) {
    payload.set("from", moved.from)
    payload.set(
      "items",
      moved.items.map { item in
        var inner = PayloadWriter()
        inner.set("from", item.from)
        inner.set("item_id", item.itemID)
        return inner
      })
    payload.set("recall", moved.recall)
    payload.set("round", moved.round)
    payload.set("to", moved.to)
    payload.set("undoes", moved.undoes)
  }
}

extension LineMirror.Personal {
  var written: PayloadWriter {
    var personal = PayloadWriter()
    personal.set("name", name)
    personal.set("note", note)
    personal.set("salt", salt)
    personal.set("text", text)
    return personal
  }
}
