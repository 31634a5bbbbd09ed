import Events

/// What `import orders --json` prints.
extension OrderImport {
  /// How many orders a preview shows.
  public static let ordersShown = 3

  /// What was understood. Amounts are in minor units.
  ///
  /// - Parameter written: what was brought into the log; nil of a preview, which shows the first orders instead.
  public func json(written: ImportedEvents?) -> JSON {
    let shown = orders.prefix(Self.ordersShown).map(\.json)
    return .object([
      "columns": .object(columns.map { JSON.Member($0.field.rawValue, .string($0.column)) }),
      "unused": .array(unused.map { .string($0) }), "currency": .string(currency.code.string),
      "orders": .int(Int64(orders.count)), "dishes": .int(Int64(dishCount)), "total": .int(total),
      "from": from.map { .string($0.description) }, "until": until.map { .string($0.description) },
      "prices_of_menu": .int(Int64(pricesOfMenu)), "refused_count": .int(Int64(refusedCount)),
      "refused": .array(
        refusals.map { .object(["line": .int(Int64($0.line)), "reason": .string($0.reason)]) }),
      "new_orders": written.map { .int(Int64($0.orders)) },
      "new_dishes": written.map { .int(Int64($0.dishes)) },
      "new_events": written.map { .int(Int64($0.events)) },
      "old_dishes": written.map { .int(Int64($0.oldDishes)) },
      "first": written == nil ? .array(shown) : nil,
    ])
  }
}

extension ImportedOrder {
  fileprivate var json: JSON {
    .object([
      "order_id": .string(name), "line": .int(Int64(line)), "created_at": .string(openedAt.description),
      "order_type": type.map { .string($0.rawValue) }, "table_id": table.map { .string($0.string) },
      "guests": guests.map { .int($0) }, "paid_at": paidAt.map { .string($0.description) },
      "total": .int(total.minor),
      "dishes": .array(
        dishes.map { dish in
          .object([
            "menuitem_id": .string(dish.dish.menuitemID.string), "name": .string(dish.dish.name),
            "qty": .int(dish.quantity), "unit_price": .int(dish.dish.unitPrice.minor),
            "sent_at": .string(dish.wasSentAt.description),
            "ready_at": dish.readyAt.map { .string($0.description) },
          ])
        }),
    ])
  }
}
