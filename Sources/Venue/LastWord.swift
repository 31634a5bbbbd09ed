import Events

/// Values of which the last that was said counts, whatever order the words arrive in: settings, staff.
struct LastWord<Value: Sendable>: Sendable {
  private var words: [ExactString: (at: StreamMoment, hash: Fingerprint, value: Value)] = [:]

  subscript(key: ExactString) -> Value? { words[key]?.value }

  /// - Parameter event: what said it. Of two under one id, a broken box's work, the lesser hash holds everywhere.
  mutating func say(_ key: ExactString, _ value: Value, _ event: Event) {
    if let said = words[key], (event.moment, said.hash) < (said.at, event.hash) { return }
    words[key] = (event.moment, event.hash, value)
  }

  /// All keys in order of their bytes, with their values.
  var all: [(key: ExactString, value: Value)] {
    words.sorted { $0.key < $1.key }.map { ($0.key, $0.value.value) }
  }
}
