import Events

/// Values of which the last that was said counts, whatever order the words arrive in: settings, staff.
struct LastWord<Value: Sendable>: Sendable {
  private var words: [ExactString: (at: StreamMoment, value: Value)] = [:]

  subscript(key: ExactString) -> Value? { words[key]?.value }

  mutating func say(_ key: ExactString, _ value: Value, at moment: StreamMoment) {
    if let said = words[key], moment < said.at { return }
    words[key] = (moment, value)
  }

  /// All keys in order of their bytes, with their values.
  var all: [(key: ExactString, value: Value)] {
    words.sorted { $0.key < $1.key }.map { ($0.key, $0.value.value) }
  }
}
