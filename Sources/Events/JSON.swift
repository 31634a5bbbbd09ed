/// A JSON value in memory: menu documents, settings, reports and the reduced state.
///
/// Events don't pass through it; they keep their bytes. Numbers are integers within ±(2^53 − 1).
public enum JSON: Hashable, Sendable {
  case null
  case bool(Bool)
  case int(Int64)
  case string(String)
  case array([JSON])
  /// Members in the order in which they stood; ``canonicalBytes`` sorts them.
  case object([Member])

  public struct Member: Hashable, Sendable {
    public let key: ExactString
    public let value: JSON

    public init(_ key: String, _ value: JSON) {
      self.key = ExactString(key)
      self.value = value
    }
  }

  /// An object whose absent values (nil) are left out.
  public static func object(_ members: KeyValuePairs<String, JSON?>) -> JSON {
    .object(members.compactMap { key, value in value.map { Member(key, $0) } })
  }

  /// The member of an object; nil where there is none or this is no object.
  public subscript(key: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == ExactString(key) }?.value
  }

  public var string: String? { if case .string(let text) = self { text } else { nil } }
  public var int: Int64? { if case .int(let number) = self { number } else { nil } }
  public var bool: Bool? { if case .bool(let truth) = self { truth } else { nil } }
  public var array: [JSON]? { if case .array(let values) = self { values } else { nil } }

  /// The one text that RFC 8785 gives this value.
  public var canonicalBytes: [UInt8] {
    var bytes: [UInt8] = []
    write(to: &bytes, sorted: true)
    return bytes
  }

  /// Compact text with members in the order in which they stand.
  public var compactText: String {
    var bytes: [UInt8] = []
    write(to: &bytes, sorted: false)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// What comes from an event stands in order already.
  private static func inOrder(_ members: [Member]) -> [Member] {
    let isInOrder = zip(members, members.dropFirst()).allSatisfy {
      JSONText.precedes($0.key.string, $1.key.string)
    }
    return isInOrder ? members : members.sorted { JSONText.precedes($0.key.string, $1.key.string) }
  }

  /// Depth is bounded by ``JSONParser/depthLimit`` for what came from outside, so recursion is safe here.
  private func write(to bytes: inout [UInt8], sorted: Bool) {
    switch self {
    case .null: bytes += Array("null".utf8)
    case .bool(let truth): bytes += Array((truth ? "true" : "false").utf8)
    case .int(let number): JSONText.write(number, to: &bytes)
    case .string(let text): JSONText.write(text, to: &bytes)
    case .array(let values):
      bytes.append(UInt8(ascii: "["))
      for (index, value) in values.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        value.write(to: &bytes, sorted: sorted)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      let order = sorted ? Self.inOrder(members) : members
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in order.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        JSONText.write(member.key.string, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        member.value.write(to: &bytes, sorted: sorted)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
  public init(stringLiteral value: String) { self = .string(value) }
  public init(integerLiteral value: Int64) { self = .int(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
}
