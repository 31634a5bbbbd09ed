import Dining
import Events

/// How people write the name of a table: `T4`, `t4`, ` T4` and `4` are one.
public enum TableName {
  /// What all spellings of one table have in common: small letters without blanks, of a numbered table its number.
  public static func key(_ text: String) -> String {
    let plain = text.lowercased().filter { !$0.isWhitespace }
    for prefix in ["table", "t"] where plain.hasPrefix(prefix) {
      let rest = plain.dropFirst(prefix.count)
      if isNumber(rest) { return String(rest) }
    }
    return plain
  }

  /// Whether two names are of one table.
  public static func areSame(_ one: ExactString, _ other: ExactString) -> Bool {
    key(one.string) == key(other.string)
  }

  /// How an order says which table it is at: as the house has written it before, else without blanks around it.
  ///
  /// A number alone is `T4` where the house's other numbered tables are written so.
  static func spelling(_ text: String, in house: House) -> ExactString {
    let key = key(text)
    let known = house.orders.values.compactMap { order in
      order.order.tableID.map { (name: $0, opened: order.order.opening?.createdAt ?? .earliest) }
    }.sorted { ($0.opened, $0.name) < ($1.opened, $1.name) }.map(\.name)
    if let same = known.last(where: { Self.key($0.string) == key }) { return same }
    let plain = String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    guard isNumber(Substring(key)) else { return ExactString(plain) }
    let isBare = plain == key
    let others = known.filter { isNumber(Substring(Self.key($0.string))) }
    return ExactString(isBare && !others.contains { $0.string.hasPrefix("T") } ? key : "T\(key)")
  }

  static func isNumber(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}

extension House {
  /// The live orders at a table, by when they were opened.
  func live(atTable text: String) -> [Order] {
    let key = TableName.key(text)
    return live.filter { $0.tableID.map { TableName.key($0.string) == key } ?? false }
  }

  /// Whether any order in memory was ever at a table.
  func hasTable(_ text: String) -> Bool {
    let key = TableName.key(text)
    return orders.values.contains { $0.order.tableID.map { TableName.key($0.string) == key } ?? false }
  }

  /// The order that was opened last at a table which nobody has freed, paid or not.
  func lastSeated(atTable text: String) -> Order? {
    let key = TableName.key(text)
    return orders.values.map(\.order).filter { order in
      order.opening != nil && order.closing == nil && order.tableFreedAt == nil
        && order.tableID.map { TableName.key($0.string) == key } ?? false
    }.max { left, right in
      (left.opening?.createdAt ?? .earliest, left.id) < (right.opening?.createdAt ?? .earliest, right.id)
    }
  }
}

extension Complaint {
  /// What tells an order from another at the same table: code, age, covers.
  static func words(_ order: Order, now: Timestamp) -> String {
    let opened = order.opening?.createdAt ?? now
    let minutes = max(0, now.milliseconds - opened.milliseconds) / 60_000
    let covers = order.opening?.guests.map { ", \($0) \($0 == 1 ? "guest" : "guests")" } ?? ""
    return "\(order.codeText), open for \(minutes) min\(covers)"
  }
}
