import Control
import Events

/// Stripe, as a pure value: makes the calls of each request's steps, makes them again where that may help, and tells
/// what came of them.
public struct StripeAdapter: Adapter {
  /// One request that is being worked on.
  struct Job: Sendable {
    let id: String
    let isWebhook: Bool
    /// What it is about: requests about one payment are done one after the other, as they came.
    let lane: String?
    /// The event that a webhook brought.
    var eventID: String?
  }

  private struct Call: Sendable {
    let job: Job
    let call: StripeCall
    let then: @Sendable (StripeReply) -> StripeStep
    let begun: Timestamp
    var tries = 1
  }

  private struct Request: Sendable {
    let id: String
    let action: String
    let params: JSON
  }

  private var account: StripeAccount?
  private var calls: [Int: Call] = [:]
  /// Calls that wait for their next try, by the timer that wakes them.
  private var waiting: [Int: Call] = [:]
  /// Requests that wait for the one before them.
  private var lanes: [String: [Request]] = [:]
  private var receipts = WebhookReceipts()
  private var lastNumber = 0

  public init() {}

  public var isIdle: Bool { calls.isEmpty && waiting.isEmpty && receipts.isEmpty }

  public mutating func handle(_ input: AdapterInput, at now: Timestamp) -> [AdapterOutput] {
    switch input {
    case .hello(let house): return begin(house)
    case .message(.request(let id, let action, let params)):
      return take(Request(id: id, action: action, params: params), at: now)
    case .message(.event(let cursor, _)): return [.say(.ack(cursor: cursor))]
    case .message(.recorded(let key)), .message(.refused(let key, _)):
      return receipts.answered(key).map { .done($0, WebhookReceipts.taken) }
    case .message(.hello), .message(.stop), .file, .child, .leaving: return []
    case .answer(let number, let outcome):
      guard let call = calls.removeValue(forKey: number) else { return [] }
      return reply(StripeReply(outcome), to: call, at: now)
    case .timer(let number):
      if let call = waiting.removeValue(forKey: number) { return make(call) }
      return receipts.expire(number).map {
        [.done($0, WebhookReceipts.refusal(500, "unreachable", isSigned: true))]
      } ?? []
    }
  }

  private mutating func begin(_ house: AdapterHouse) -> [AdapterOutput] {
    do throws(StripeAccount.Fault) {
      let account = try StripeAccount(house)
      self.account = account
      return [.say(.ready(version: StripeCall.version, mode: account.mode.rawValue))]
    } catch {
      return [.note(error.sentence)]
    }
  }

  private mutating func take(_ request: Request, at now: Timestamp) -> [AdapterOutput] {
    guard let account else { return [.fault(request.id, .misconfigured)] }
    if request.action == PartnerAction.receiveWebhook.rawValue { return receive(request, account, at: now) }
    let lane = request.params["payment_id"]?.string ?? request.params["participant_id"]?.string
    if let lane {
      if lanes[lane] != nil {
        lanes[lane]?.append(request)
        return []
      }
      lanes[lane] = []
    }
    let desk = StripeDesk(venue: account.venue, flow: account.flow, now: now)
    let job = Job(id: request.id, isWebhook: false, lane: lane)
    return run(desk.step(request.action, request.params) ?? .fault(.unknown), job, at: now)
  }

  private mutating func receive(
    _ request: Request, _ account: StripeAccount, at now: Timestamp
  ) -> [AdapterOutput] {
    guard let secret = account.webhookSecret else {
      return [.done(request.id, WebhookReceipts.refusal(500, "no_secret", isSigned: false))]
    }
    guard let call = WebhookCall(request.params) else {
      return [.done(request.id, WebhookReceipts.refusal(400, "signature", isSigned: false))]
    }
    switch StripeSignature.judge(call.signature, call.body, secret: secret, now: now) {
    case .wrong: return [.done(request.id, WebhookReceipts.refusal(400, "signature", isSigned: false))]
    case .stale: return [.done(request.id, WebhookReceipts.refusal(400, "stale", isSigned: true))]
    case .right: break
    }
    // What Stripe has signed and nobody here can read would come for three days, and be no clearer.
    guard let event = StripeJSON.read(call.body), let news = StripeDesk.News(event, now: now),
      !receipts.knows(news.id)
    else { return [.done(request.id, WebhookReceipts.taken)] }
    let desk = StripeDesk(venue: account.venue, flow: account.flow, now: now, source: .webhook)
    return run(desk.step(news), Job(id: request.id, isWebhook: true, lane: nil, eventID: news.id), at: now)
  }

  private mutating func run(_ step: StripeStep, _ job: Job, at now: Timestamp) -> [AdapterOutput] {
    switch step {
    case .ask(let call, let then): return make(Call(job: job, call: call, then: then, begun: now))
    case .end(let facts, let result):
      let told: [AdapterOutput] = facts.map { .say(.fact($0)) }
      return told + finish(job, facts, result) + next(in: job.lane, at: now)
    }
  }

  private mutating func make(_ call: Call) -> [AdapterOutput] {
    guard let account else { return [] }
    lastNumber += 1
    calls[lastNumber] = call
    return [.call(lastNumber, call.call.http(account))]
  }

  private mutating func reply(_ reply: StripeReply, to call: Call, at now: Timestamp) -> [AdapterOutput] {
    guard case .later(let wishMs) = reply,
      let pauseMs = StripeRetry.pauseMs(
        tries: call.tries, elapsedMs: now.milliseconds - call.begun.milliseconds, wishMs: wishMs)
    else { return run(call.then(reply), call.job, at: now) }
    var again = call
    again.tries += 1
    lastNumber += 1
    waiting[lastNumber] = again
    return [.wake(lastNumber, afterMs: pauseMs)]
  }

  private mutating func finish(_ job: Job, _ facts: [PartnerFact], _ result: StripeResult) -> [AdapterOutput]
  {
    switch result {
    case .fault(let fault):
      // Stripe sends it again, and then it may be found out what it is about.
      return job.isWebhook
        ? [.done(job.id, WebhookReceipts.refusal(500, "unreachable", isSigned: true))]
        : [.fault(job.id, fault)]
    case .done(let value):
      guard job.isWebhook else { return [.done(job.id, value)] }
      lastNumber += 1
      let isWaited = receipts.wait(
        job.id, eventID: job.eventID ?? "", keys: Set(facts.map(\.key)), timer: lastNumber)
      return isWaited
        ? [.wake(lastNumber, afterMs: WebhookReceipts.patienceMs)] : [.done(job.id, WebhookReceipts.taken)]
    }
  }

  private mutating func next(in lane: String?, at now: Timestamp) -> [AdapterOutput] {
    guard let lane, var queue = lanes.removeValue(forKey: lane), !queue.isEmpty else { return [] }
    let request = queue.removeFirst()
    let outputs = take(request, at: now)
    // The request holds the lane while it is worked on, and has let it go where it was done at once.
    if lanes[lane] != nil {
      lanes[lane]?.append(contentsOf: queue)
      return outputs
    }
    return outputs + queue.flatMap { take($0, at: now) }
  }
}
