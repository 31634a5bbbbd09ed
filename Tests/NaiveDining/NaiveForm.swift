import Foundation

/// What the contract's table says of each payload, in a form short enough to be checked against it by eye.
///
/// `key kind`, `?` for one that may be absent; kinds: text, id (a UUIDv7), int, bool, time, list.
enum NaiveForm {
  typealias Object = NaiveOrder.Object

  static let fields: [String: String] = [
    "order_opened":
      "arm text?, currency text, experiment_id id?, guests int?, menu_id text?, menu_version text?, "
      + "order_type text, promised_at time?, session_id id?, short_code text, table_id text?",
    "order_moved": "table_id text, undoes id?",
    "order_cancelled": "reason text",
    "order_changed": "guests int?, order_type text?, promised_at time?, undoes id?",
    "order_reopened": "undoes id",
    "participant_joined": "label text",
    "participant_left": "",
    "item_added":
      "allergens list?, course text?, menu_version text?, menuitem_id text, modifiers list?, name text, "
      + "participant_id id?, qty int, station text?, unit_price int",
    "item_removed": "reason text?, undoes id?",
    "item_restored": "undoes id",
    "quantity_changed": "from int, to int, undoes id?",
    "void_acknowledged": "",
    "status_changed": "from text, items list, recall bool?, round int?, to text, undoes id?",
    "alert_set": "undoes id?",
    "alert_cleared": "alert id, undoes id?",
    "rush_set": "rush bool, undoes id?",
    "delay_marked": "delay_minutes int, round int?, undoes id?",
    "adjustment_added": "amount int, kind text, label text?",
    "adjustment_removed": "undoes id",
    "bill_requested": "from text, total int",
    "bill_withdrawn": "reason text, undoes id?",
    "bill_viewed": "",
    "split_agreed": "shares list, total int",
    "payment_requested":
      "amount int, participant_id id?, payment_id id, provider text, share int?, tip int?, trigger text?",
    "payment_started": "external_ref text, payment_id id, state text?, url text?",
    "payment_failed": "payment_id id, reason text",
    "payment_cancelled": "payment_id id, reason text",
    "paid":
      "amount int, external_ref text?, participant_id id?, payment_id id, provider text, reason text?, share int?",
    "refunded": "amount int, external_ref text?, payment_id id, reason text?",
    "payment_method_attached": "provider text, reference text",
    "payment_method_detached": "",
    "autopay_armed": "consent_text text, max_amount int, scope text",
    "autopay_disarmed": "reason text",
    "autopay_attempted": "amount int, payment_id id, trigger text",
    "meal_completed": "",
    "table_freed": "reason text, table_id text",
    "message_sent": "channel text, template text",
    "message_failed": "channel text, reason text, template text",
  ]

  /// Whether a payload holds what the table says, within bounds that make sense.
  static func isSound(_ event: Object) -> Bool {
    let type = event["event_type"] as? String ?? ""
    let payload = event["payload"] as? Object ?? [:]
    guard let row = fields[type] else { return false }
    for field in row.split(separator: ", ") {
      let words = field.split(separator: " ").map(String.init)
      let isOptional = words[1].hasSuffix("?")
      guard let value = payload[words[0]] else {
        if isOptional { continue }
        return false
      }
      if !isValue(value, isOptional ? String(words[1].dropLast()) : words[1]) { return false }
    }
    return isWithinBounds(type, payload)
  }

  private static func isValue(_ value: Any, _ kind: String) -> Bool {
    let isBool = (value as? NSNumber).map { String(cString: $0.objCType) == "c" } ?? false
    switch kind {
    case "text": return value is String
    case "int": return !isBool && value is Int64
    case "bool": return isBool
    case "list": return value is [Any]
    case "id":
      return isMade(value, like: "xxxxxxxx-xxxx-7xxx-vxxx-xxxxxxxxxxxx")
    default: return isMade(value, like: "0000-00-00T00:00:00.000Z")
    }
  }

  /// Whether it is text of this form: `x` stands for a digit of a hexadecimal number, `v` for 8, 9, a or b, `0` for a
  /// digit, anything else for itself.
  private static func isMade(_ value: Any, like form: String) -> Bool {
    guard let text = value as? String, text.utf8.count == form.utf8.count else { return false }
    return zip(text.utf8, form.utf8).allSatisfy { sign, place in
      switch Character(UnicodeScalar(place)) {
      case "x": "0123456789abcdef".utf8.contains(sign)
      case "v": "89ab".utf8.contains(sign)
      case "0": "0123456789".utf8.contains(sign)
      default: sign == place
      }
    }
  }

  private static func isWithinBounds(_ type: String, _ payload: Object) -> Bool {
    func int(_ key: String) -> Int64? { payload[key] as? Int64 }
    func isIn(_ key: String, _ range: ClosedRange<Int64>) -> Bool { int(key).map(range.contains) ?? true }
    switch type {
    case "item_added": return isIn("qty", 1...999) && isIn("unit_price", 0...NaiveOrder.most)
    case "quantity_changed": return isIn("to", 1...999)
    case "order_changed":
      let said = ["guests", "order_type", "promised_at", "undoes"]
      guard said.contains(where: { payload[$0] != nil }) else { return false }
      let types = ["dine_in", "takeaway", "delivery"]
      return isIn("guests", 0...9_999) && (payload["order_type"] as? String).map(types.contains) ?? true
    case "delay_marked": return isIn("delay_minutes", 0...1_440) && isIn("round", 1...999)
    case "payment_requested", "paid", "refunded", "autopay_attempted":
      return isIn("tip", 0...max(0, int("amount") ?? 0)) && isIn("amount", 0...NaiveOrder.most)
        && isIn("share", 1...NaiveOrder.most)
    case "status_changed": return isIn("round", 1...999) && isMove(payload)
    case "split_agreed":
      let shares = (payload["shares"] as? [Object] ?? []).compactMap { $0["amount"] as? Int64 }
      return shares.reduce(Decimal(0)) { $0 + Decimal($1) } == Decimal(int("total") ?? 0)
    default: return true
    }
  }

  /// Closing names nothing; a move names something; going back says what it takes back.
  private static func isMove(_ payload: Object) -> Bool {
    let items = payload["items"] as? [Any] ?? []
    guard payload["to"] as? String != "closed" else { return items.isEmpty }
    guard let to = NaiveOrder.steps.firstIndex(of: payload["to"] as? String ?? ""),
      let from = NaiveOrder.steps.firstIndex(of: payload["from"] as? String ?? ""), !items.isEmpty
    else { return false }
    return payload["undoes"] != nil || (payload["recall"] as? Bool != true && to > 0 && to >= from)
  }
}
