import Foundation

/// A JSON value with the short ways in that tests need: `order["items"][0]["status"].string`.
///
/// A missing key or index gives `.null`, so that an expectation fails and says so instead of the test crashing.
enum Json: Decodable, Hashable, Sendable {
  case null
  case bool(Bool)
  case int(Int)
  /// A number that is no integer: rates alone.
  case number(Double)
  case string(String)
  case array([Json])
  case object([String: Json])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Int.self) {
      self = .int(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([Json].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: Json].self))
    }
  }

  /// The value of one JSON text.
  init(text: String) throws {
    do {
      self = try JSONDecoder().decode(Json.self, from: Data(text.utf8))
    } catch {
      throw Failure("this is no JSON: \(text.prefix(400))")
    }
  }

  subscript(key: String) -> Json {
    if case .object(let members) = self { return members[key] ?? .null }
    return .null
  }

  subscript(index: Int) -> Json {
    if case .array(let elements) = self, elements.indices.contains(index) { return elements[index] }
    return .null
  }

  var string: String? {
    if case .string(let value) = self { return value }
    return nil
  }

  var int: Int? {
    if case .int(let value) = self { return value }
    return nil
  }

  var bool: Bool? {
    if case .bool(let value) = self { return value }
    return nil
  }

  var elements: [Json] {
    if case .array(let value) = self { return value }
    return []
  }

  var keys: Set<String> {
    if case .object(let members) = self { return Set(members.keys) }
    return []
  }
}
