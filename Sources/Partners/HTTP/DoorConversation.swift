/// One connection at the door without its socket: bytes and the time go in, bytes come out.
///
/// Requests are answered one after the other: while one is being answered nothing more is read, so that whoever sends
/// many waits, and takes no more room than one.
struct DoorConversation {
  enum State {
    /// For a request, or the rest of one.
    case reading
    /// A request is whole, and whoever holds this conversation has to answer it.
    case asking(DoorRequest)
    /// The answer goes out; `isLast` where the connection ends with it.
    case answering(isLast: Bool)
    /// All is said. What still comes is thrown away until the caller ends too: a connection that is let go with bytes
    /// unread is reset, and the caller might lose the answer with it (RFC 9112, section 9.6).
    case lingering
    case over
  }

  private(set) var state: State
  /// What waits to be written.
  private(set) var unsent: [UInt8] = []
  private var parser = DoorParser()
  private let limits: DoorLimits
  /// When the request's first byte came; nil where there is none yet.
  private var beganMs: Int64?
  /// When the state was entered.
  private var sinceMs: Int64

  init(_ limits: DoorLimits, atMs: Int64) {
    self.limits = limits
    state = .reading
    sinceMs = atMs
  }

  /// One connection too many: it hears so, whatever it wants.
  static func turnedAway(_ limits: DoorLimits, atMs: Int64) -> DoorConversation {
    var conversation = DoorConversation(limits, atMs: atMs)
    conversation.say(
      DoorResponse(.unavailable, "Too many are at the door; try again later."), isLast: true, atMs)
    return conversation
  }

  var isReading: Bool {
    switch state {
    case .reading, .lingering: true
    case .asking, .answering, .over: false
    }
  }

  /// When ``pass(atMs:)`` is to be called at the latest; nil while the terminal is asked, which has a limit of its own.
  var deadlineMs: Int64? {
    switch state {
    case .reading:
      guard let beganMs else { return sinceMs + limits.idleMs }
      return beganMs + (parser.progress == .body ? limits.requestMs : limits.headMs)
    case .asking, .over: return nil
    case .answering: return sinceMs + limits.takingMs
    case .lingering: return sinceMs + limits.lingerMs
    }
  }

  /// Takes what has arrived.
  mutating func take(_ arrived: [UInt8], atMs: Int64) {
    guard case .reading = state else { return }
    parser.take(arrived)
    goOn(atMs)
  }

  /// The caller sends no more. What it left half said is not answered.
  mutating func end() { state = .over }

  /// Answers the request that is asked.
  mutating func answer(_ response: DoorResponse, atMs: Int64) {
    guard case .asking(let request) = state else { return }
    // After an error the next bytes may be anything: who made it begins anew.
    let isLast = response.status.rawValue >= 400 || !request.head.keepsOpen
    say(response, isLast: isLast, isHeadOnly: request.head.method == "HEAD", atMs)
  }

  /// So many bytes of ``unsent`` were written.
  mutating func drop(_ count: Int, atMs: Int64) {
    unsent.removeFirst(count)
    guard unsent.isEmpty, case .answering(let isLast) = state else { return }
    enter(isLast ? .lingering : .reading, atMs)
    if !isLast { goOn(atMs) }
  }

  /// Ends what has taken too long.
  mutating func pass(atMs: Int64) {
    guard let deadlineMs, atMs >= deadlineMs else { return }
    guard case .reading = state, beganMs != nil else { return end() }
    say(DoorResponse(.requestTimeout), isLast: true, atMs)
  }

  private mutating func goOn(_ atMs: Int64) {
    while case .reading = state {
      let step = parser.next()
      if beganMs == nil, parser.progress != .nothing { beganMs = atMs }
      switch step {
      case .more: return
      case .proceed: unsent += DoorResponse.proceed
      case .request(let request): enter(.asking(request), atMs)
      case .refusal(let status): say(DoorResponse(status), isLast: true, atMs)
      }
    }
  }

  private mutating func say(_ response: DoorResponse, isLast: Bool, isHeadOnly: Bool = false, _ atMs: Int64) {
    unsent += response.bytes(isLast: isLast, isHeadOnly: isHeadOnly)
    enter(.answering(isLast: isLast), atMs)
  }

  private mutating func enter(_ state: State, _ atMs: Int64) {
    self.state = state
    sinceMs = atMs
    beganMs = nil
  }
}
