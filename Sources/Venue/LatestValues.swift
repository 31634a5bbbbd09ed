import Events

/// The latest value of each key, in whatever order the events that set them arrive: settings, staff.
struct LatestValues<Value: Sendable>: Sendable {
  private var words: [ExactString: (at: StreamMoment, hash: Fingerprint, value: Value)] = [:]

  subscript(key: ExactString) -> Value? { words[key]?.value }

  /// Takes a value, unless a later event has set another.
  ///
  /// - Parameter event: the one that sets it. Of two events under one id, which only a broken box writes, the one
  ///   with the lesser hash holds on every terminal.
  mutating func say(_ key: ExactString, _ value: Value, _ event: Event) {
    if let said = words[key], (event.moment, said.hash) < (said.at, event.hash) { return }
    words[key] = (event.moment, event.hash, value)
  }

  /// All keys in order of their bytes, with their values.
  var all: [(key: ExactString, value: Value)] {
    words.sorted { $0.key < $1.key }.map { ($0.key, $0.value.value) }
  }
}
