import Dining
import Events
import Host
import Screens
import Venue
import Voice

/// What was said, and what a recogniser says.
extension Station {
  func run(_ question: Invocation.VoiceQuestion, _ session: Session) {
    switch question {
    case .listen(let listening): VoiceListener(listening, self, session).start()
    case .grammar(let format):
      session.print(VoiceGrammar(venue.shown.spokenNames).text(format))
      session.finish()
    case .intents:
      session.print(VoiceText.intents(json: session.wantsJSON))
      session.finish()
    }
  }

  func say(_ request: VoiceRequest, _ session: Session) {
    var request = request
    // The heart holds guests to it too; here it is for the sentences.
    if session.manner.table != nil, case .heard(var heard) = request {
      heard.surface = .guest
      request = .heard(heard)
    }
    ask(.voice(request), session) { [weak self] events, order in
      guard let self else { return }
      tellHeard(events, order, session)
      // A repeat of what was refused is refused again.
      let record = events.lazy.compactMap { VoiceHeard($0) }.first
      if let record, record.outcome != .executed {
        throw Failure(
          .refused, record.reason ?? record.outcome.rawValue,
          "\(HouseStory.line(events[0], nil, in: venue.shown) { "\($0)" }) Nothing was changed")
      }
    }
  }

  /// What was heard, what was done, and how it is taken back.
  func tellHeard(_ events: [Event], _ order: Order?, _ session: Session) {
    if session.wantsJSON {
      for event in events { session.print(event.line + [UInt8(ascii: "\n")]) }
      return
    }
    guard let change = events.first(where: { $0.type != .voiceHeard }), let order else { return }
    let heard = events.lazy.compactMap { VoiceHeard($0)?.transcript }.first
    let said = heard.map { "Heard \(VoiceWords.heard($0)): " } ?? ""
    let canUndo = venue.shown.undoableByVoice(order.id, at: clock.wall())?.id == change.id
    let seconds = venue.shown.voiceUndoMs / 1_000
    let undo = canUndo ? " (say “undo” within \(seconds) s, or: voice undo --order \(order.codeText))" : ""
    session.print(VisibleText.line("\(said)\(OrderStory.line(change, in: order))\(undo)") + "\n")
  }
}

extension Invocation {
  /// Whether a voice asks, as the audit tells it.
  var isSpoken: Bool {
    if case .change(.request(.voice)) = self { return true }
    if case .voice(.listen) = self { return true }
    return false
  }
}

/// One `voice listen` in progress: takes lines as they come, and asks for what is said, one after the other.
final class VoiceListener {
  private let listening: Invocation.VoiceListening
  private let station: Station
  private let session: Session
  private let reader: HeardLine
  private var lines = HeardLines()
  private var count = 0
  private var waiting = 0
  private var isEnded = false

  init(_ listening: Invocation.VoiceListening, _ station: Station, _ session: Session) {
    self.listening = listening
    self.station = station
    self.session = session
    reader = HeardLine(isTrusting: listening.isTrusting)
  }

  /// The session holds this object through what it hears.
  func start() {
    session.listen { [self] bytes in
      for piece in lines.take(bytes) { take(piece) }
    } end: { [self] in
      if let piece = lines.end() { take(piece) }
      isEnded = true
      finishIfDone()
    }
  }

  private func take(_ piece: HeardLines.Piece) {
    guard case .line(let line) = piece else {
      return warn("a line of more than \(HeardLines.bytesLimit) bytes was passed over")
    }
    do throws(HeardLine.Fault) {
      if let utterance = try reader.utterance(line) { ask(utterance) }
    } catch {
      warn(error.message)
    }
  }

  private func warn(_ sentence: String) { session.warn("galley: \(VisibleText.line(sentence))\n") }

  private func ask(_ utterance: Utterance) {
    count += 1
    waiting += 1
    let surface = session.manner.table == nil ? listening.surface : .guest
    let heard = HeardUtterance(
      utterance, on: surface, order: listening.order, participant: listening.participant)
    var request = station.request(.voice(.heard(heard)), session)
    // Of one key a repeat of the whole makes one for each that is said.
    request.idempotencyKey = request.idempotencyKey.map { ExactString("\($0)/\(count)") }
    station.ask(request) { [self] reply in
      waiting -= 1
      hear(reply)
      finishIfDone()
    }
  }

  private func hear(_ reply: Reply) {
    switch reply {
    case .wrote(let events, let order): station.tellHeard(events, order, session)
    case .recorded(let events, let complaint):
      station.tellHeard(events, nil, session)
      station.tell(Failure(complaint), of: session)
      if !session.wantsJSON { session.print(VisibleText.line(complaint.message) + "\n") }
    case .refused(let complaint): warn(complaint.message)
    }
  }

  private func finishIfDone() {
    if isEnded, waiting == 0 { session.finish() }
  }
}
