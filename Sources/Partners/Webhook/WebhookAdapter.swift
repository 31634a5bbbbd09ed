import Control
import Events

/// Brings every event to a receiver on the web, signed as Standard Webhooks 1.0: one at a time, in order.
public struct WebhookAdapter: Adapter {
  private var receiver: WebhookReceiver?
  /// The first is the one that is under way, where one is.
  private var queue: [OutgoingEvent] = []
  private var isCalling = false
  /// The receiver wants to be left alone.
  private var isPaused = false
  /// For longer than a terminal waits for an answer: events are given back.
  private var isPausedLong = false
  private var isLeaving = false
  /// What the terminal is told since the receiver wants nothing more.
  private var farewell: PartnerFact?
  private var lastNumber = 0

  /// Events that wait: more than a terminal has under way.
  private static let queueLimit = 1024
  private static let holdMs: Int64 = 60_000
  private static let leftAlone = "the receiver wants to be left alone for a while"

  public init() {}

  public var isIdle: Bool { !isCalling }

  public mutating func handle(_ input: AdapterInput, at now: Timestamp) -> [AdapterOutput] {
    switch input {
    case .hello(let house): return begin(house)
    case .message(.event(let cursor, let event)): return take(cursor, event, at: now)
    case .message(.request(let id, _, _)): return [.fault(id, .unknown)]
    case .message(.refused(let key, _)) where key == farewell?.key: return goOn(at: now)
    case .message(.hello), .message(.recorded), .message(.refused), .message(.stop), .file, .child: return []
    case .answer(_, let outcome):
      isCalling = false
      return settle(WebhookVerdict(outcome, now: now), at: now)
    case .timer:
      isPaused = false
      isPausedLong = false
      return next(at: now)
    case .leaving:
      isLeaving = true
      return []
    }
  }

  private mutating func begin(_ house: AdapterHouse) -> [AdapterOutput] {
    do throws(WebhookReceiver.Fault) {
      receiver = try WebhookReceiver(house)
      return [.say(.ready(version: "1.0", mode: nil))]
    } catch {
      return [.note(error.sentence)]
    }
  }

  private mutating func take(_ cursor: String, _ event: JSON, at now: Timestamp) -> [AdapterOutput] {
    guard let line = OutgoingEvent(cursor: cursor, event) else { return [OutgoingEvent.senseless(cursor)] }
    guard queue.count < Self.queueLimit else {
      return [line.failed("\(Self.queueLimit) events wait already")]
    }
    guard !isPausedLong else { return [line.failed(Self.leftAlone)] }
    queue.append(line)
    // A terminal whose disk took nothing has not answered, and hears it again.
    return (farewell.map { [.say(.fact($0))] } ?? []) + next(at: now)
  }

  private mutating func next(at now: Timestamp) -> [AdapterOutput] {
    guard let receiver, let line = queue.first, !isCalling, !isPaused, !isLeaving, farewell == nil else {
      return []
    }
    isCalling = true
    lastNumber += 1
    return [.call(lastNumber, receiver.call(id: line.id, body: line.bytes, now: now))]
  }

  private mutating func settle(_ verdict: WebhookVerdict, at now: Timestamp) -> [AdapterOutput] {
    guard let line = queue.first else { return [] }
    switch verdict {
    case .delivered:
      queue.removeFirst()
      return [line.taken] + next(at: now)
    case .failed(let sentence, let pauseMs):
      queue.removeFirst()
      let said = [line.failed(sentence)] + queue.hold(back: [line.lane])
      guard pauseMs > 0 else { return said + next(at: now) }
      isPaused = true
      isPausedLong = pauseMs > Self.holdMs
      let given = isPausedLong ? queue.map { $0.failed(Self.leftAlone) } : []
      if isPausedLong { queue = [] }
      lastNumber += 1
      return said + given + [.wake(lastNumber, afterMs: pauseMs)]
    case .gone: return leaveForGood(line, at: now)
    }
  }

  /// The event is not answered: no partner is left to which it would be owed.
  private mutating func leaveForGood(_ line: OutgoingEvent, at now: Timestamp) -> [AdapterOutput] {
    let fact = PartnerFact(
      source: PaymentFacts.Source.system.rawValue, eventType: EventType.partnerDisabled.rawValue,
      entityType: EntityType.partner.rawValue, entityID: nil, orderID: nil, payload: .object([:]),
      key: "gone/\(line.id)/\(now.milliseconds)")
    farewell = fact
    return [
      .note("the receiver answered 410: it wants no more events, and gets none until it is enabled again"),
      .say(.fact(fact)),
    ]
  }

  /// The house wants it to go on: then it is a failure like another.
  private mutating func goOn(at now: Timestamp) -> [AdapterOutput] {
    farewell = nil
    return settle(.failed("the receiver answered 410", pauseMs: 0), at: now)
  }
}
