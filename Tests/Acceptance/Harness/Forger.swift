/// Many event lines of another terminal, right in every hash: an evening that is all one long list of orders.
enum Forger {
  /// Long, so that a few thousand lines fill a segment of 4 MiB.
  private static let note = String(repeating: " of table and chair", count: 35)

  /// The evening that most tests take a beginning of: hashing it takes a second or more.
  private static let evening = Result { try forged(7_000, origin: "bar-00000001") }

  /// - Parameter count: how many lines; every second one carries something personal.
  ///
  /// - Parameter areOver: whether the last event of each order cancels it.
  static func lines(
    _ count: Int, origin: String = "bar-00000001", areOver: Bool = false
  ) throws -> String {
    let isUsual = origin == "bar-00000001" && count <= 7_000 && !areOver
    let lines = try isUsual ? evening.get() : forged(count, origin: origin, areOver: areOver)
    return lines.prefix(count).map { $0 + "\n" }.joined()
  }

  private static func forged(_ count: Int, origin: String, areOver: Bool = false) throws -> [String] {
    let events = (0..<count).map { place in
      let order = "01a1f866-0d00-7000-8000-" + padded(place / 10, 12)
      let time =
        "2026-11-20T\(padded(10 + place / 36_000, 2)):\(padded(place / 600 % 60, 2)):\(padded(place / 10 % 60, 2)).\(padded(place % 10 * 100, 3))Z"
      let head = #""created_at":"\#(time)","order_id":"\#(order)","#
      guard place % 10 > 0 else {
        return "{" + head
          + #""event_type":"order_opened","entity_type":"order","payload":{"short_code":"C\#(padded(place / 10 % 100, 2))","currency":"EUR","order_type":"dine_in","table_id":"T\#(place / 10)"}}"#
      }
      if areOver, place % 10 == 9 {
        return "{" + head
          + #""event_type":"order_cancelled","entity_type":"order","payload":{"reason":"left"}}"#
      }
      let item = "01a1f866-0d00-7000-9000-" + padded(place, 12)
      let personal =
        place.isMultiple(of: 2)
        ? #","personal":{"note":"for guest \#(place)\#(note)","salt":"\#(padded(place, 32))"}"# : ""
      return "{" + head
        + #""event_type":"item_added","entity_type":"item","entity_id":"\#(item)","payload":{"menuitem_id":"m01","name":"Dish \#(place), of a name as long as most of those that are found on a carte","qty":1,"unit_price":650}\#(personal)}"#
    }
    return try IndependentCheck.forge(origin: origin, events: events.joined(separator: ","))
  }

  private static func padded(_ number: Int, _ digits: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
