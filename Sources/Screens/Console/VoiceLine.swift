import Dining
import Events
import Venue
import Voice

/// What a voice of the staff was heard to say last, what came of it, and the key that goes with it: drawn below the pane
/// for as long as the key does something.
struct VoiceLine: Hashable, Sendable {
  enum Key: Hashable, Sendable {
    /// Does what was heard.
    case yes
    /// Takes it back.
    case undo
  }

  let heard: EventID
  let order: OrderID?
  let text: String
  let isError: Bool
  /// The key that does something now, and until when.
  let key: Key?
  let endsAt: Timestamp

  /// How long an answer without a key is shown: nothing stands there for longer than ten seconds.
  static let shownMs: Int64 = 10_000

  /// - Parameter person: who would press the key; nil for nobody by name.
  /// - Returns: nil where nothing was said lately.
  init?(_ view: View, for person: StaffMember? = nil) {
    let now = view.wall
    guard let heard = view.house.heard(by: .staff, at: now, within: Self.shownMs) else { return nil }
    let said = heard.transcript.map { VoiceWords.heard($0) } ?? "That"
    let stream = heard.order.flatMap { view.house.orders[$0] }
    self.heard = heard.event
    order = heard.order
    switch heard.outcome {
    case .executed:
      let change = heard.made.flatMap { stream?.event($0) }
      let done = change.flatMap { change in stream.map { OrderStory.line(change, in: $0.order) } }
      let isUndone =
        heard.made.map { made in stream?.events.contains { $0.undoes == made } ?? false } ?? false
      text = "\(said) · \(isUndone ? "taken back: " : "")\(done ?? "done")"
      isError = false
      let undoable = heard.order.flatMap { view.house.undoableByVoice($0, at: now) }
      key = undoable != nil && undoable?.id == heard.made ? .undo : nil
      endsAt = heard.at.advanced(byMilliseconds: key == nil ? Self.shownMs : view.house.voiceUndoMs)
    case .unscored:
      let code = stream.map { "\($0.order.codeText): " } ?? ""
      text = "\(said)? \(Self.told(heard, person, view) ?? code + (heard.intent?.row.help ?? ""))"
      isError = false
      key = view.house.isWaiting(heard, at: now) ? .yes : nil
      endsAt = heard.waitsUntil
    case .rejected:
      text =
        "\(said) \(heard.reason == "gate" ? "was not heard surely enough" : "is no command").\(Self.hint(heard, view))"
      isError = true
      key = nil
      endsAt = heard.at.advanced(byMilliseconds: Self.shownMs)
    case .refused:
      text = VoiceStory.line(heard, in: view.house)
      isError = true
      key = nil
      endsAt = heard.at.advanced(byMilliseconds: Self.shownMs)
    }
  }

  /// What the key would do, by the rules that ship; nil where it would be refused.
  private static func told(_ heard: VoiceHeard, _ person: StaffMember?, _ view: View) -> String? {
    var request = Request(
      .voice(.confirm(event: heard.event.description, surface: .staff)), actor: person?.name)
    request.role = person?.role
    guard
      case .would(let events, let order?) = Rehearsal(
        request, in: view.house, as: view.identity, at: view.moment),
      let change = events.first, change.type != .voiceHeard
    else { return nil }
    return OrderStory.line(change, in: order)
  }

  private static func hint(_ heard: VoiceHeard, _ view: View) -> String {
    guard let text = heard.transcript,
      case .rejected(let rejection) = Utterance(text, confidence: heard.confidence).judgement(
        view.house.spokenNames)
    else { return "" }
    return VoiceWords.hint(rejection, on: .staff)
  }

  /// Whole seconds that are left, at least 1.
  func seconds(_ view: View) -> Int64 { max(1, (endsAt.milliseconds - view.wall.milliseconds + 999) / 1_000) }
}

extension Event {
  /// The change that it takes back; nil for none.
  fileprivate var undoes: EventID? {
    var fields = payload
    return fields.identifier("undoes")
  }
}

extension Console {
  /// Why the key of the voice line does nothing now.
  func whyNoVoice(_ key: VoiceLine.Key, _ view: View) -> String? {
    if let reason = readOnlyReason(view) { return reason }
    if VoiceLine(view)?.key == key { return nil }
    return switch key {
    case .yes: "nothing that was said waits for a key"
    case .undo: "no voice has just changed anything"
    }
  }

  func confirmVoice(_ view: View) -> [ConsoleEffect] {
    guard let line = VoiceLine(view), line.key == .yes else { return [] }
    return [.request(.voice(.confirm(event: line.heard.description, surface: .staff)))]
  }

  func undoVoice(_ view: View) -> [ConsoleEffect] {
    guard let line = VoiceLine(view), line.key == .undo, let order = line.order else { return [] }
    return [.request(.voice(.undo(surface: .staff, order: OrderName(order.description))))]
  }
}
