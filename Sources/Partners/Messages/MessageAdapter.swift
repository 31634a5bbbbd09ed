import Control
import Events

/// How messages leave the house: one of the providers.
protocol MessageCarrier: Sendable {
  static var channel: ContactChannel { get }

  /// Messages that may be on their way at a time.
  static var width: Int { get }

  /// Sends one; what becomes of it comes in under the same number.
  func send(_ number: Int, _ ask: MessageAsk, to address: String, at now: Timestamp) -> [AdapterOutput]

  /// - Returns: nil where it says nothing about a message.
  func verdict(_ input: AdapterInput) -> (number: Int, MessageVerdict)?

  /// What can be told of a message's form, beside that it was sent.
  func value(_ ask: MessageAsk) -> JSON?
}

/// What became of one try.
enum MessageVerdict: Hashable, Sendable {
  case sent
  case failed(MessageReason)
  /// It may work in a while.
  case later
  /// None will work before somebody changes something.
  case fault(PartnerFault)
}

/// Why a guest got no message, in galley's own codes.
enum MessageReason: String, Sendable {
  case noAddress = "no_address"
  /// The address is none, or nobody's.
  case address
  /// Its owner wants none.
  case withdrawn
  /// The provider does not send this.
  case refused
  /// For a day nobody took it.
  case unreachable
}

/// Sends guests what they have asked for, to the addresses that they have left, and tells what became of it.
///
/// The rest of the stream is nothing to it.
struct MessageAdapter<Carrier: MessageCarrier>: Adapter {
  /// One message that is not done.
  private struct Job {
    let ask: MessageAsk
    /// The request that waits for the end of the first try.
    var request: String?
    var tries = 0
  }

  private enum Stage {
    case looking
    case sending(masked: String)
  }

  /// - Parameter house: how it is set up.
  let makeCarrier: @Sendable (AdapterHouse) throws(MessageFault) -> Carrier
  private var setUp: (carrier: Carrier, contacts: String)?
  private var jobs: [String: Job] = [:]
  /// Numbers of tries, and of which message they are.
  private var under: [Int: (key: String, stage: Stage)] = [:]
  /// Timers of further tries.
  private var later: [Int: String] = [:]
  /// Messages that wait for others.
  private var line: [String] = []
  private var done = DoneMessages()
  private var isLeaving = false
  private var lastNumber = 0

  private static var jobsLimit: Int { 256 }
  /// Minutes to each further try: a day in all.
  private static var pausesMinutes: [Int64] { [1, 5, 15, 60, 120, 240, 480, 480] }

  init(_ makeCarrier: @escaping @Sendable (AdapterHouse) throws(MessageFault) -> Carrier) {
    self.makeCarrier = makeCarrier
  }

  var isIdle: Bool { under.isEmpty }

  mutating func handle(_ input: AdapterInput, at now: Timestamp) -> [AdapterOutput] {
    switch input {
    case .hello(let house): return begin(house)
    case .message(.event(let cursor, _)): return [.say(.ack(cursor: cursor))]
    case .message(.request(let id, let action, let params)): return take(id, action, params)
    case .message(.hello), .message(.recorded), .message(.refused), .message(.stop): return []
    case .file(let number, let content): return look(number, content, at: now)
    case .answer, .child: return hear(input)
    case .timer(let number):
      if under[number] != nil { return [.kill(number)] }
      guard let key = later.removeValue(forKey: number) else { return [] }
      line.append(key)
      return next()
    case .leaving:
      isLeaving = true
      return []
    }
  }

  private mutating func begin(_ house: AdapterHouse) -> [AdapterOutput] {
    do throws(MessageFault) {
      guard let contacts = house.settings[AdapterHouse.contactsFile] else {
        throw MessageFault(sentence: "the setting \(AdapterHouse.contactsFile) is missing; nothing is sent")
      }
      setUp = (try makeCarrier(house), contacts)
      return [.say(.ready(version: nil, mode: nil))]
    } catch {
      return [.note(error.sentence)]
    }
  }

  private mutating func take(_ id: String, _ action: String, _ params: JSON) -> [AdapterOutput] {
    guard setUp != nil else { return [.fault(id, .misconfigured)] }
    guard action == PartnerAction.sendMessage.rawValue else { return [.fault(id, .unknown)] }
    guard let ask = MessageAsk(params) else { return [.fault(id, .impossible)] }
    if let fact = done[ask.key] { return [.say(.fact(fact)), .done(id)] }
    // The fact comes when the try that is under way, or a later one, is over.
    guard jobs[ask.key] == nil else { return [.done(id)] }
    guard jobs.count < Self.jobsLimit else { return [.fault(id, .unreachable)] }
    jobs[ask.key] = Job(ask: ask, request: id)
    line.append(ask.key)
    return next() + (jobs[ask.key].map { waits($0) } ?? [])
  }

  /// A request is not left open behind others: the terminal would take that for a partner that hangs.
  private mutating func waits(_ job: Job) -> [AdapterOutput] {
    guard line.contains(job.ask.key), let id = job.request else { return [] }
    jobs[job.ask.key]?.request = nil
    return [.done(id)]
  }

  private mutating func next() -> [AdapterOutput] {
    var outputs: [AdapterOutput] = []
    while let contacts = setUp?.contacts, !isLeaving, under.count < Carrier.width, let key = line.first {
      line.removeFirst()
      lastNumber += 1
      under[lastNumber] = (key, .looking)
      outputs.append(.read(lastNumber, path: contacts, limitBytes: ContactBook.limitBytes))
    }
    return outputs
  }
}

extension MessageAdapter {
  private mutating func look(_ number: Int, _ content: FileContent, at now: Timestamp) -> [AdapterOutput] {
    guard let (key, _) = under[number], let job = jobs[key], let carrier = setUp?.carrier else { return [] }
    let book: ContactBook
    switch content {
    case .bytes(let bytes): book = ContactBook(bytes)
    case .missing: book = ContactBook([])
    case .refused:
      return [.note("the file of addresses can't be read, or others than its owner may read it")]
        + end(number, .fault(.misconfigured))
    }
    guard let address = book.address(of: job.ask, by: Carrier.channel) else {
      return end(number, .failed(.noAddress))
    }
    guard Carrier.channel.accepts(address) else { return end(number, .failed(.address)) }
    under[number] = (key, .sending(masked: Carrier.channel.masked(address)))
    return carrier.send(number, job.ask, to: address, at: now)
  }

  private mutating func hear(_ input: AdapterInput) -> [AdapterOutput] {
    guard let (number, verdict) = setUp?.carrier.verdict(input), let at = under[number] else { return [] }
    guard verdict != .sent, case .sending(let masked) = at.stage else { return end(number, verdict) }
    return [.note("a message to \(masked) was not taken: \(verdict.words)")] + end(number, verdict)
  }

  private mutating func end(_ number: Int, _ verdict: MessageVerdict) -> [AdapterOutput] {
    guard let key = under.removeValue(forKey: number)?.key, var job = jobs[key] else { return [] }
    job.tries += 1
    var outputs: [AdapterOutput] = []
    let request = job.request
    job.request = nil
    switch verdict {
    case .sent: outputs = finish(job, nil)
    case .failed(let reason): outputs = finish(job, reason)
    case .later where job.tries > Self.pausesMinutes.count: outputs = finish(job, .unreachable)
    case .later:
      jobs[key] = job
      lastNumber += 1
      later[lastNumber] = key
      outputs = [.wake(lastNumber, afterMs: Self.pausesMinutes[job.tries - 1] * 60_000)]
    case .fault(let fault):
      jobs[key] = nil
      return (request.map { [.fault($0, fault)] } ?? []) + next()
    }
    let value = verdict == .sent ? setUp?.carrier.value(job.ask) : nil
    return outputs + (request.map { [.done($0, value)] } ?? []) + next()
  }

  private mutating func finish(_ job: Job, _ reason: MessageReason?) -> [AdapterOutput] {
    let ask = job.ask
    let fact = PartnerFact(
      source: PaymentFacts.Source.system.rawValue,
      eventType: (reason == nil ? EventType.messageSent : .messageFailed).rawValue,
      entityType: EntityType.order.rawValue, entityID: nil, orderID: ask.orderID,
      payload: .object([
        "channel": .string(Carrier.channel.rawValue), "reason": reason.map { .string($0.rawValue) },
        "template": .string(ask.template.rawValue),
      ]),
      key: ask.key)
    jobs[ask.key] = nil
    done.keep(fact)
    return [.say(.fact(fact))]
  }
}

extension MessageVerdict {
  /// As a sentence goes on.
  fileprivate var words: String {
    switch self {
    case .sent: "it was sent"
    case .failed(let reason): reason.rawValue
    case .later: "it is tried again"
    case .fault(let fault): fault.rawValue
    }
  }
}

/// Why messages can't be sent, in a sentence that holds nothing of a secret.
struct MessageFault: Error {
  let sentence: String
}

/// The messages that are done, for who asks again.
struct DoneMessages: Sendable {
  private var facts: [String: PartnerFact] = [:]
  private var order: [String] = []

  /// Of an older one the log knows.
  private static let limit = 1000

  subscript(key: String) -> PartnerFact? { facts[key] }

  mutating func keep(_ fact: PartnerFact) {
    if facts.updateValue(fact, forKey: fact.key) == nil { order.append(fact.key) }
    if order.count > Self.limit { facts[order.removeFirst()] = nil }
  }
}
