/// Reads an object of a line that ``EventDecoder`` has passed, key after key in ascending order.
///
/// Ask for keys in their order: each look-up goes on from the last one, so that a payload is walked once. A key
/// that is asked for too late would look absent, so a debug build stops there. A value of another kind than asked
/// for makes the whole payload unsound.
public struct PayloadReader {
  private let bytes: [UInt8]
  private var position: Int
  /// False once a value was not what it must be: such an event makes no sense and has no effect.
  public private(set) var isSound = true
  private var keys = KeyOrder()

  init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    position = range.isEmpty ? bytes.count : range.lowerBound + 1
  }

  /// An integer, nil where the key is absent.
  public mutating func int(_ key: StaticString) -> Int64? {
    read(key) { cursor in
      let value = cursor.scanner.integer()
      cursor.skipValue()
      return value
    }
  }

  public mutating func bool(_ key: StaticString) -> Bool? {
    read(key) { cursor in
      if cursor.scanner.take("true") { return true }
      if cursor.scanner.take("false") { return false }
      cursor.skipValue()
      return nil
    }
  }

  public mutating func text(_ key: StaticString) -> String? {
    read(key) { cursor in cursor.string().map { JSONText.unescaped(cursor.scanner.bytes, $0) } }
  }

  /// Which word of a list stands there; nil, too, for one that is not in it.
  public mutating func word(_ key: StaticString, of list: WordList) -> Int? {
    let found: Int?? = read(key) { cursor in
      cursor.string().map { list.index(of: cursor.scanner.bytes.part($0)) }
    }
    return found ?? nil
  }

  public mutating func exact(_ key: StaticString) -> ExactString? { text(key).map { ExactString($0) } }

  public mutating func uuid(_ key: StaticString) -> UUIDv7? {
    read(key) { cursor in
      if let id = cursor.scanner.uuid() { return id }
      cursor.skipValue()
      return nil
    }
  }

  @inlinable
  public mutating func identifier<Subject>(_ key: StaticString) -> Identifier<Subject>? {
    uuid(key).map { Identifier($0) }
  }

  public mutating func time(_ key: StaticString) -> Timestamp? {
    read(key) { cursor in cursor.string().flatMap { Timestamp(text: cursor.scanner.bytes, at: $0) } }
  }

  public mutating func texts(_ key: StaticString) -> [String]? {
    read(key) { cursor in
      guard cursor.enterList() else { return nil }
      var texts: [String]? = []
      while cursor.isBeforeElement() {
        guard let range = cursor.string() else {
          texts = nil
          continue
        }
        texts?.append(JSONText.unescaped(cursor.scanner.bytes, range))
      }
      return texts
    }
  }

  /// A list of objects, each read by `read`; unsound where one of them is.
  @inlinable
  public mutating func objects<Value>(
    _ key: StaticString, _ read: (inout PayloadReader) -> Value?
  ) -> [Value]? {
    guard enterList(key) else { return nil }
    var values: [Value] = []
    while isBeforeElement() {
      guard enterObject() else { continue }
      if let value = read(&self) { values.append(value) } else { refuse() }
      leaveObject()
    }
    return isSound ? values : nil
  }

  /// A whole document.
  public mutating func json(_ key: StaticString) -> JSON? {
    read(key) { cursor in
      let start = cursor.scanner.position
      cursor.skipValue()
      let text = cursor.scanner.bytes.part(start..<cursor.scanner.position)
      return try? JSONParser.parse(Array(text))
    }
  }

  /// Says that what was read makes no sense.
  public mutating func refuse() { isSound = false }

  /// Reads the value of a key, where it stands; `read` steps over it whatever it is.
  @inline(__always)
  private mutating func read<Value>(
    _ key: StaticString, _ read: (inout PayloadCursor) -> Value?
  ) -> Value? {
    keys.ask(key)
    let found: (value: Value?, isThere: Bool) = step { cursor in
      cursor.seek(key) ? (read(&cursor), true) : (nil, false)
    }
    if found.isThere, found.value == nil { isSound = false }
    return found.value
  }

  /// Works with numbers of its own, so that the bytes need not be held on to while it does.
  @inline(__always)
  private mutating func step<Result>(_ body: (inout PayloadCursor) -> Result) -> Result {
    let start = position
    let (result, end) = ByteView.over(bytes) { view in
      var cursor = PayloadCursor(view, at: start)
      let result = body(&cursor)
      return (result, cursor.scanner.position)
    }
    position = end
    return result
  }

  @usableFromInline
  mutating func enterList(_ key: StaticString) -> Bool {
    read(key) { cursor in cursor.enterList() ? true : nil } ?? false
  }

  @usableFromInline
  mutating func isBeforeElement() -> Bool { step { cursor in cursor.isBeforeElement() } }

  /// Steps into the object that stands here, so that its keys are the ones that are asked for; false, and it is
  /// stepped over, where something else stands.
  @usableFromInline
  mutating func enterObject() -> Bool {
    let isObject = step { cursor in
      guard cursor.scanner.next == UInt8(ascii: "{") else {
        cursor.skipValue()
        return false
      }
      cursor.scanner.position += 1
      return true
    }
    if isObject { keys.enter() } else { isSound = false }
    return isObject
  }

  /// Steps over what was not asked for, and out of the object.
  @usableFromInline
  mutating func leaveObject() {
    keys.leave()
    step { cursor in cursor.leave() }
  }
}

/// Watches in debug builds that the keys of each object are asked for in ascending order; a release does without.
private struct KeyOrder {
  #if DEBUG
    /// The last key of the object that is read, and of those around it; nil where none was asked for yet.
    private var last: StaticKey?
    private var outer: [StaticKey?] = []

    mutating func ask(_ text: StaticString) {
      let key = StaticKey(text)
      assert(last.map { $0 < key } ?? true, "“\(text)” is asked for after a key that stands behind it")
      last = key
    }

    mutating func enter() {
      outer.append(last)
      last = nil
    }

    mutating func leave() { last = outer.removeLast() }
  #else
    func ask(_ key: StaticString) {}
    func enter() {}
    func leave() {}
  #endif
}
