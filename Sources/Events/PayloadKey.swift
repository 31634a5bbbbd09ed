/// One key of a payload: its name and what it may be as the row in ``EventType/table`` says, and the form of its value.
public struct PayloadKey: Hashable, Sendable {
  public let name: String
  public let isOptional: Bool
  /// Whether it lies in `personal`.
  public let isPersonal: Bool
  public let form: Form

  /// What a value of JSON is.
  public indirect enum Form: Hashable, Sendable {
    case text
    /// One of the words that the row lists.
    case words([String])
    /// A whole number: an amount in minor units, a count, minutes, percent, thousandths.
    case number
    case truth
    /// The id of an event, an order, an item …
    case uuid
    case moment
    case texts
    case objects([PayloadKey])
    /// A document with a description of its own.
    case document
  }

  /// The one place where the forms of keys stand; a key of one name has the same form everywhere, but for numbers of dishes.
  private static func form(of name: String, in type: EventType) -> Form? {
    switch name {
    case "from", "to": type == .quantityChanged ? .number : .text
    case "short_code", "currency", "order_type", "table_id", "menu_id", "menu_version", "arm", "label",
      "menuitem_id", "name", "note", "text", "station", "course", "reason", "kind", "provider", "trigger",
      "scope", "channel", "template", "version_id", "control", "variant", "intent", "surface", "outcome",
      "state", "transcript", "external_ref", "url", "reference", "consent_text", "role", "pin_hash",
      "terminal", "key", "value", "origin":
      .text
    case "guests", "qty", "unit_price", "price", "round", "delay_minutes", "amount", "total", "share", "tip",
      "max_amount", "allocation", "confidence":
      .number
    case "rush", "recall", "available": .truth
    case "undoes", "replaces", "alert", "activation", "event", "order", "experiment_id", "session_id",
      "participant_id", "item_id", "payment_id":
      .uuid
    case "promised_at", "starts_at", "ends_at": .moment
    case "allergens", "tables": .texts
    case "document", "snapshot", "settings": .document
    default: nil
    }
  }

  /// - Parameter text: as it stands in a row: `name?*`, and what is said of it behind that.
  private init?(_ text: Substring, in type: EventType) {
    let name = text.prefix { $0 != "?" && $0 != "*" && $0 != " " }
    var rest = text[name.endIndex...]
    isOptional = rest.first == "?"
    if isOptional { rest.removeFirst() }
    isPersonal = rest.first == "*"
    self.name = String(name)
    if let start = rest.firstIndex(of: "{"), let end = rest.lastIndex(of: "}") {
      form = .objects(Self.keys(rest[rest.index(after: start)..<end], in: type))
      return
    }
    guard let form = Self.form(of: self.name, in: type) else { return nil }
    self.form = form == .text ? Self.words(rest).map { .words($0) } ?? form : form
  }

  /// The words of a list in brackets; nil where what stands there is a remark.
  private static func words(_ text: Substring) -> [String]? {
    guard let start = text.firstIndex(of: "("), let end = text.lastIndex(of: ")") else { return nil }
    let words = text[text.index(after: start)..<end].split(separator: ",").map { word in
      String(word.drop { $0 == " " })
    }
    let areWords = words.allSatisfy { word in
      word.utf8.allSatisfy { $0 == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
    }
    return areWords && words.count > 1 ? words : nil
  }

  /// The keys of a row, or of an object in it.
  fileprivate static func keys(_ text: Substring, in type: EventType) -> [PayloadKey] {
    var depth = 0
    let parts = text.split { sign in
      if sign == "(" || sign == "[" { depth += 1 }
      if sign == ")" || sign == "]" { depth -= 1 }
      return sign == "," && depth == 0
    }
    return parts.compactMap { part in PayloadKey(part.drop { $0 == " " }, in: type) }
  }
}

extension EventType.Row {
  /// What the payload and `personal` of this type hold.
  public var keys: [PayloadKey] { PayloadKey.keys(payload[...], in: type) }
}
