import Dining
import Events
import Voice

/// What an utterance comes to in this house, at this moment.
struct Hearing {
  var heard: HeardUtterance
  var spoken: Spoken?
  /// The order that is meant, where it could be told.
  var target: OrderStream?
  var participant: ParticipantID?
  /// The dish that it is about.
  var dish: ExactString?
  /// The utterance that waited for a key, where this confirms one.
  var confirms: VoiceHeard?
  var outcome: Outcome

  enum Outcome {
    case executed(OrderCommand)
    case rejected(Rejection)
    /// By who asks, or by how the order stands.
    case refused(isOfRole: Bool, Complaint)
    case unscored

    var word: VoiceHeard.Outcome {
      switch self {
      case .executed: .executed
      case .rejected: .rejected
      case .refused: .refused
      case .unscored: .unscored
      }
    }

    /// As the contract's section 6 has it.
    var reason: String? {
      switch self {
      case .executed, .unscored: nil
      case .rejected(let rejection): rejection.word
      case .refused(let isOfRole, _): isOfRole ? "role" : "state"
      }
    }
  }

  /// Longer than any command, and enough to see what was said instead.
  private static let transcriptBytes = 200

  /// What is kept of the words: no control characters, and no more than ``transcriptBytes``.
  var transcript: String {
    var kept = String.UnicodeScalarView()
    var bytes = 0
    for scalar in heard.utterance.text.unicodeScalars {
      bytes += UTF8.width(scalar)
      guard bytes <= Self.transcriptBytes else { break }
      kept.append(scalar.properties.generalCategory == .control ? " " : scalar)
    }
    return String(kept)
  }

  /// What is said to people where nothing was changed.
  var complaint: Complaint? {
    let text = heard.utterance.text
    switch outcome {
    case .executed: return nil
    case .rejected(let rejection):
      return Complaint(
        rejection.word, VoiceWords.sentence(rejection, heard: text, on: heard.surface))
    case .refused(let isOfRole, let complaint):
      let hand = spoken.flatMap { VoiceWords.way($0.intent, on: heard.surface) }
      let way = hand.map { " By hand: \($0)" } ?? ""
      return Complaint(
        isOfRole ? "role" : complaint.code,
        "Heard \(VoiceWords.heard(text)): \(complaint.message). Nothing was changed.\(way)")
    case .unscored:
      let help = spoken.map { $0.intent.row.help } ?? ""
      let seconds = VoiceHeard.confirmMs / 1_000
      return Complaint(
        "unscored",
        "Heard \(VoiceWords.heard(text)), and nobody knows how surely: nothing was changed. \(help) "
          + "To do it, within \(seconds) s: voice confirm")
    }
  }
}
