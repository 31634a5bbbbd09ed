import Dining
import Events

/// Orders as programs write them: an object, or one on each line.
///
/// What is not known is refused: a misspelt quantity would be one dish in place of three.
public struct PlacementReader {
  /// Understands a time as people write it; nil where it is none.
  let time: (String) -> Timestamp?

  /// Bytes of what is read: fifty full orders fit.
  public static let bytesLimit = 1 << 20

  public init(time: @escaping (String) -> Timestamp?) { self.time = time }

  /// Why it can't be read, in a sentence; nothing was done.
  public struct Fault: Error, Hashable, Sendable {
    public let message: String
  }

  public func read(_ bytes: [UInt8]) throws(Fault) -> [Placement] {
    guard bytes.count <= Self.bytesLimit else { throw Fault(message: "more than \(Self.bytesLimit) bytes") }
    let values = try values(bytes)
    guard !values.isEmpty else {
      throw Fault(message: "nothing was read; give a line of text, or a JSON object on standard input")
    }
    guard values.count <= Placement.ordersLimit else {
      throw Fault(message: "\(values.count) orders at once; \(Placement.ordersLimit) are the most")
    }
    var placements: [Placement] = []
    for (place, value) in values.enumerated() {
      do throws(Fault) {
        placements.append(try placement(value))
      } catch {
        throw values.count == 1 ? error : Fault(message: "order \(place + 1): \(error.message)")
      }
    }
    let count = placements.reduce(0) { $0 + $1.items.count }
    guard count <= Placement.allItemsLimit else {
      throw Fault(message: "\(count) dishes at once; \(Placement.allItemsLimit) are the most")
    }
    return placements
  }

  /// One value over as many lines as it takes, or one on each line.
  private func values(_ bytes: [UInt8]) throws(Fault) -> [JSON] {
    let why: JSONFault
    do throws(JSONFault) {
      return [try JSONParser.parse(bytes)]
    } catch {
      why = error
    }
    var values: [JSON] = []
    for (place, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .enumerated()
    {
      guard line.contains(where: { $0 > UInt8(ascii: " ") }) else { continue }
      guard let value = try? JSONParser.parse(Array(line)) else {
        // What begins with no whole line is one object over several, or meant to be.
        throw Fault(
          message: values.isEmpty
            ? "no JSON object, at byte \(why.offset): \(why.reason)" : "line \(place + 1) is no JSON object")
      }
      values.append(value)
    }
    return values
  }

  private func placement(_ json: JSON) throws(Fault) -> Placement {
    let fields = try Fields(
      json, "an order",
      [
        "table", "type", "guests", "promised", "name", "alert", "items", "submit", "order",
      ])
    guard let list = fields.json["items"]?.array else {
      throw Fault(message: "items: give an array of dishes")
    }
    guard list.count <= Placement.itemsLimit else {
      throw Fault(message: "items: \(list.count) dishes on one order; \(Placement.itemsLimit) are the most")
    }
    var items: [Placement.Item] = []
    for (place, value) in list.enumerated() {
      do throws(Fault) {
        items.append(try item(value))
      } catch {
        throw Fault(message: "items, dish \(place + 1): \(error.message)")
      }
    }
    return Placement(
      try target(fields), guestName: try fields.text("name"), alert: try fields.text("alert"), items: items,
      sends: try fields.bool("submit") ?? true)
  }

  private func target(_ fields: Fields) throws(Fault) -> Placement.Target {
    let table = try fields.text("table")
    let guests = try fields.number("guests")
    let word = try fields.text("type")
    let promised = try fields.text("promised")
    if let order = try fields.text("order") {
      guard table == nil, guests == nil, word == nil, promised == nil else {
        throw Fault(message: "order names one that is open: table, guests, type and promised are its own")
      }
      return .existing(OrderName(order))
    }
    guard let type = OrderType(rawValue: word ?? OrderType.dineIn.rawValue) else {
      throw Fault(message: "type: “\(word ?? "")” is none of dine_in, takeaway, delivery")
    }
    var promisedAt: Timestamp?
    if let promised {
      guard let time = time(promised) else {
        throw Fault(message: "promised: “\(promised)” is no time; write 19:30 or 2026-11-22T19:30:00Z")
      }
      promisedAt = time
    }
    return .new(table: table, type: type, guests: guests, promisedAt: promisedAt)
  }

  private func item(_ json: JSON) throws(Fault) -> Placement.Item {
    let fields = try Fields(
      json, "a dish",
      [
        "menuitem_id", "name", "price", "qty", "modifiers", "note", "participant",
      ])
    let extras = OrderRequest.Extras(
      quantity: try fields.number("qty") ?? 1, modifiers: try fields.texts("modifiers"),
      note: try fields.text("note"), participant: try fields.text("participant"))
    let name = try fields.text("name")
    let price = try fields.number("price")
    if let id = try fields.text("menuitem_id") {
      guard price == nil, name == nil else {
        throw Fault(message: "menuitem_id has its name and price from the menu; leave them out, or the id")
      }
      return Placement.Item(.menu(id), extras)
    }
    guard let name, let price else {
      throw Fault(message: "give menuitem_id, or name and price of a dish that is not on the menu")
    }
    guard price >= 0, let money = Money(minor: price) else { throw Fault(message: "price: \(price) is none") }
    return Placement.Item(.open(name: name, price: money), extras)
  }
}

/// The members of an object, each of one kind.
private struct Fields {
  typealias Fault = PlacementReader.Fault
  let json: JSON

  /// The most modifiers of one dish.
  static let listLimit = 50

  init(_ json: JSON, _ what: String, _ known: Set<String>) throws(Fault) {
    guard case .object(let members) = json else { throw Fault(message: "\(what) is a JSON object") }
    for member in members where !known.contains(member.key.string) {
      throw Fault(
        message: "\(what) has no “\(member.key.string)”; it has \(known.sorted().joined(separator: ", "))")
    }
    self.json = json
  }

  private func value(_ key: String) -> JSON? { json[key] == .null ? nil : json[key] }

  func text(_ key: String) throws(Fault) -> String? {
    guard let value = value(key) else { return nil }
    return try Self.text(value, key)
  }

  func texts(_ key: String) throws(Fault) -> [String] {
    guard let value = value(key) else { return [] }
    guard let list = value.array, list.count <= Self.listLimit else {
      throw Fault(message: "\(key): give an array of at most \(Self.listLimit) texts")
    }
    var texts: [String] = []
    for value in list { texts.append(try Self.text(value, key)) }
    return texts
  }

  /// A text without control characters, as on a command line.
  private static func text(_ value: JSON, _ key: String) throws(Fault) -> String {
    guard let text = value.string else { throw Fault(message: "\(key): give a text") }
    let hasControl = text.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }
    guard !hasControl else { throw Fault(message: "\(key) has a control character") }
    return text
  }

  func number(_ key: String) throws(Fault) -> Int64? {
    guard let value = value(key) else { return nil }
    guard let number = value.int else { throw Fault(message: "\(key): give a whole number") }
    return number
  }

  func bool(_ key: String) throws(Fault) -> Bool? {
    guard let value = value(key) else { return nil }
    guard let bool = value.bool else { throw Fault(message: "\(key): give true or false") }
    return bool
  }
}

extension Placement {
  /// The same as it is read.
  var json: JSON {
    var members: [(String, JSON?)] = []
    switch target {
    case .existing(let name): members.append(("order", .string(name.text)))
    case .new(let table, let type, let guests, let promisedAt):
      members += [
        ("table", table.map { .string($0) }), ("type", .string(type.rawValue)),
        ("guests", guests.map { .int($0) }),
        ("promised", promisedAt.map { .string($0.description) }),
      ]
    }
    members += [
      ("name", guestName.map { .string($0) }), ("alert", alert.map { .string($0) }),
      ("items", .array(items.map(\.json))), ("submit", .bool(sends)),
    ]
    return .object(members.compactMap { key, value in value.map { JSON.Member(key, $0) } })
  }

  /// One line for each, as a terminal that holds the log reads them.
  static func lines(_ placements: [Placement]) -> [UInt8] {
    placements.flatMap { $0.json.canonicalBytes + [UInt8(ascii: "\n")] }
  }
}

extension Placement.Item {
  fileprivate var json: JSON {
    var members: [(String, JSON?)] = []
    switch dish {
    case .menu(let id): members.append(("menuitem_id", .string(id)))
    case .open(let name, let price): members += [("name", .string(name)), ("price", .int(price.minor))]
    }
    members += [
      ("qty", .int(extras.quantity)), ("modifiers", .array(extras.modifiers.map { .string($0) })),
      ("note", extras.note.map { .string($0) }), ("participant", extras.participant.map { .string($0) }),
    ]
    return .object(members.compactMap { key, value in value.map { JSON.Member(key, $0) } })
  }
}
