import Events

/// An event of the stream on its way out, until it is delivered for good.
struct OutgoingEvent: Hashable, Sendable {
  let cursor: String
  /// Of the CloudEvent.
  let id: String
  /// What it must not overtake: the events of the same order, or those of none.
  let lane: String
  /// The CloudEvent as it came: compact, its keys in their order, without a newline.
  let bytes: [UInt8]

  /// An id goes into headers and lines.
  private static let idBytes = 255

  /// - Returns: nil where it has no id that can be told.
  init?(cursor: String, _ event: JSON) {
    guard let id = event["id"]?.string, !id.isEmpty, id.utf8.count <= Self.idBytes, id.isPlain,
      !id.holds(" ")
    else { return nil }
    self.cursor = cursor
    self.id = id
    lane = event["subject"]?.string ?? ""
    bytes = Array(event.compactText.utf8)
  }

  /// What is said of one without an id: it will have none the next time either.
  static func senseless(_ cursor: String) -> AdapterOutput {
    .say(.nack(cursor: cursor, error: "the event has no id that can be told", retry: false))
  }

  var taken: AdapterOutput { .say(.ack(cursor: cursor)) }

  func failed(_ sentence: String) -> AdapterOutput {
    .say(.nack(cursor: cursor, error: sentence, retry: true))
  }
}

extension [OutgoingEvent] {
  /// Takes those out that may not go before one that has failed.
  ///
  /// - Returns: what is said of them.
  mutating func hold(back lanes: Set<String>) -> [AdapterOutput] {
    let held = filter { lanes.contains($0.lane) }
    removeAll { lanes.contains($0.lane) }
    return held.map { $0.failed("an earlier event of the same order was not delivered") }
  }
}
