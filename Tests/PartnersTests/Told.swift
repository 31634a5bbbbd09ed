import Control
import Events

@testable import Partners

/// What an adapter puts out, sorted by what it is.
struct Told {
  var acks: [String] = []
  /// Cursors, and `!` behind those that are not to come again.
  var nacks: [String] = []
  var errors: [String] = []
  var facts: [PartnerFact] = []
  var results: [PartnerAnswer] = []
  var isReady = false
  var calls: [(number: Int, call: HTTPCall)] = []
  var wakes: [(number: Int, afterMs: Int64)] = []
  var reads: [(number: Int, path: String)] = []
  var starts: [(number: Int, start: ChildStart)] = []
  var written: [String] = []
  var closed: [Int] = []
  var killed: [Int] = []
  var notes: [String] = []

  init(_ outputs: [AdapterOutput]) {
    for output in outputs {
      switch output {
      case .say(.ack(let cursor)): acks.append(cursor)
      case .say(.nack(let cursor, let error, let retry)):
        nacks.append(cursor + (retry ? "" : "!"))
        errors.append(error)
      case .say(.fact(let fact)): facts.append(fact)
      case .say(.ready): isReady = true
      case .say(let result): results.append(result)
      case .call(let number, let call): calls.append((number, call))
      case .wake(let number, let afterMs): wakes.append((number, afterMs))
      case .read(let number, let path, _): reads.append((number, path))
      case .start(let number, let start): starts.append((number, start))
      case .write(_, let bytes): written.append(String(decoding: bytes, as: UTF8.self))
      case .close(let number): closed.append(number)
      case .kill(let number): killed.append(number)
      case .note(let sentence): notes.append(sentence)
      }
    }
  }
}

/// Events as a terminal sends them.
enum Sent {
  static let now = Timestamp(clamping: 1_790_000_000_000)

  /// The CloudEvent of something that has happened to an order.
  static func event(_ number: Int, of order: String? = "A", words: String = "Käse · 12,50 €") -> JSON {
    .object([
      "specversion": "1.0", "id": .string("id-\(number)"), "source": "/venues/maple/terminals/till-00000001",
      "type": "galley.item_added.v1", "subject": order.map { .string($0) },
      "time": "2026-11-30T19:04:05.123Z", "datacontenttype": "application/json",
      "data": .object(["payload": .object(["name": .string(words)])]),
    ])
  }

  static func message(_ number: Int, of order: String? = "A") -> PartnerMessage {
    .event(cursor: "c\(number)", event(number, of: order))
  }
}
