/// Writes the object of a payload, one key after the other in ascending order, in canonical form.
///
/// The code that calls it names the keys and keeps their order: a key out of order stops the program at its first
/// use. Values that are nil are left out.
public struct PayloadWriter: Sendable {
  /// Without the outer braces.
  private var bytes: [UInt8] = []
  private var lastKey: StaticKey?

  /// Most payloads fit, so they are written without moving.
  private static let usualBytes = 224

  public init() {}

  /// What names or describes a person, with the salt that its digest needs.
  public init(personal key: StaticString, _ text: String, salt: RandomBits) {
    var digits: [UInt8] = []
    Fingerprint(high: salt.high, low: salt.low).write(to: &digits)
    let saltText = String(decoding: digits, as: UTF8.self)
    // Keys stand in ascending order: note and name before salt, text and transcript after it.
    let isBeforeSalt = key.utf8Start.pointee < UInt8(ascii: "s")
    if isBeforeSalt { set(key, text) }
    set("salt", saltText)
    if !isBeforeSalt { set(key, text) }
  }

  /// The object's bytes so far, closed.
  public var object: [UInt8] {
    var object: [UInt8] = []
    object.reserveCapacity(bytes.count + 2)
    write(to: &object)
    return object
  }

  func write(to line: inout [UInt8]) {
    line.append(UInt8(ascii: "{"))
    line += bytes
    line.append(UInt8(ascii: "}"))
  }

  public mutating func set(_ key: StaticString, _ value: Int64?) {
    guard let value else { return }
    begin(key)
    JSONText.write(value, to: &bytes)
  }

  public mutating func set(_ key: StaticString, _ value: Bool?) {
    guard let value else { return }
    begin(key)
    bytes.append(contentsOf: (value ? StaticKey("true") : StaticKey("false")).bytes)
  }

  public mutating func set(_ key: StaticString, _ value: String?) {
    guard let value else { return }
    begin(key)
    JSONText.write(value, to: &bytes)
  }

  public mutating func set(_ key: StaticString, _ value: ExactString?) { set(key, value?.string) }

  public mutating func set(_ key: StaticString, _ value: UUIDv7?) {
    guard let value else { return }
    begin(key)
    bytes.append(UInt8(ascii: "\""))
    value.write(to: &bytes)
    bytes.append(UInt8(ascii: "\""))
  }

  public mutating func set<Subject>(_ key: StaticString, _ value: Identifier<Subject>?) {
    set(key, value?.uuid)
  }

  public mutating func set(_ key: StaticString, _ value: Timestamp?) {
    guard let value else { return }
    begin(key)
    bytes.append(UInt8(ascii: "\""))
    value.write(to: &bytes)
    bytes.append(UInt8(ascii: "\""))
  }

  public mutating func set(_ key: StaticString, _ values: [String]?) {
    guard let values else { return }
    list(key, values) { text, bytes in JSONText.write(text, to: &bytes) }
  }

  /// A list of objects.
  public mutating func set(_ key: StaticString, _ objects: [PayloadWriter]?) {
    guard let objects else { return }
    list(key, objects) { object, bytes in object.write(to: &bytes) }
  }

  /// A whole document, in canonical form.
  public mutating func set(_ key: StaticString, _ value: JSON?) {
    guard let value else { return }
    begin(key)
    bytes += value.canonicalBytes
  }

  private mutating func list<Element>(
    _ key: StaticString, _ values: [Element], _ write: (Element, inout [UInt8]) -> Void
  ) {
    begin(key)
    bytes.append(UInt8(ascii: "["))
    for (index, value) in values.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      write(value, &bytes)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  private mutating func begin(_ key: StaticString) {
    let next = StaticKey(key)
    if let lastKey {
      precondition(lastKey < next, "payload keys out of order")
      bytes.append(UInt8(ascii: ","))
    } else {
      bytes.reserveCapacity(Self.usualBytes)
    }
    lastKey = next
    bytes.append(UInt8(ascii: "\""))
    bytes.append(contentsOf: next.bytes)
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
  }
}

/// A key that the program itself knows: plain ASCII without escapes, so that bytes are its order.
struct StaticKey: Sendable {
  private let text: StaticString

  init(_ text: StaticString) { self.text = text }

  var bytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
  }

  static func < (left: Self, right: Self) -> Bool { left.bytes.lexicographicallyPrecedes(right.bytes) }
}
