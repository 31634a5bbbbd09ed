import Events

@testable import Dining

/// Commands without their groups, so that tests read like an evening.
extension OrderCommand {
  static let submit = kitchen(.submit)
  static let undo = service(.undo)
  static let complete = service(.complete)
  static let bill = money(.bill)
  static let withdrawBill = money(.withdrawBill)
  static let close = money(.close)
  static let viewBill = own(.viewBill)

  static func join(name: String?) -> Self { .item(.join(name: name)) }
  static func remove(_ item: ItemName, reason: String?) -> Self { .item(.remove(item, reason: reason)) }
  static func quantity(_ item: ItemName, _ count: Int64) -> Self { .item(.quantity(item, count)) }

  static func move(to step: KitchenStep, round: Int?, items: [ItemName]) -> Self {
    .kitchen(.move(to: step, round: round, items: items))
  }

  static func recall(round: Int?) -> Self { .kitchen(.recall(round: round)) }
  static func delay(minutes: Int64) -> Self { .kitchen(.delay(minutes: minutes)) }
  static func rush(_ rush: Bool) -> Self { .kitchen(.rush(rush)) }
  static func acknowledge(_ item: ItemName?) -> Self { .kitchen(.acknowledge(item)) }

  static func alert(_ text: String) -> Self { .service(.alert(text)) }
  static func moveTable(_ table: ExactString) -> Self { .service(.moveTable(table)) }
  static func cancel(reason: String) -> Self { .service(.cancel(reason: reason)) }
  static func freeTable(reason: String) -> Self { .own(.freeTable(reason: reason)) }

  static func add(_ addition: Addition) -> Self { .priced(.add(addition)) }

  static func adjust(_ kind: Adjustment.Kind, _ amount: Money, label: String?) -> Self {
    .priced(.adjust(kind, amount, label: label))
  }

  static func payCash(_ amount: Money, _ target: PaymentTarget) -> Self {
    .priced(.payCash(amount, target))
  }
}

extension Order {
  /// All that is known of an order, personal data too, with its conflicts as `state` prints them.
  var report: JSON { report(conflicts: conflicts.map { .object($0.members) }) }
}
