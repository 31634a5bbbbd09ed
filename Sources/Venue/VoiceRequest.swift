import Dining
import Voice

/// What is asked for by a voice, and about what a voice has done.
public enum VoiceRequest: Hashable, Sendable {
  case heard(HeardUtterance)
  /// Somebody has pressed the key for an utterance of which nobody knew how surely it was heard.
  ///
  /// - Parameter event: the ``VoiceHeard`` that is meant, by its id or the end of it; nil: the latest on that surface.
  case confirm(event: String?, surface: Surface)
  /// Takes back what a voice did last, by a key.
  case undo(surface: Surface, order: OrderName?)

  /// The command line that asks for it.
  public var line: TypedLine {
    switch self {
    case .heard(let heard):
      TypedLine(
        "voice say",
        TypedLine.flag("confidence", heard.utterance.confidence?.text) + Self.flag(heard.surface)
          + TypedLine.flag("order", heard.order?.text) + TypedLine.flag("participant", heard.participant),
        on: [heard.utterance.text])
    case .confirm(let event, let surface):
      TypedLine("voice confirm", Self.flag(surface), on: event.map { [$0] } ?? [])
    case .undo(let surface, let order):
      TypedLine("voice undo", Self.flag(surface) + TypedLine.flag("order", order?.text), on: [])
    }
  }

  private static func flag(_ surface: Surface) -> [String] { TypedLine.flag("surface", surface.rawValue) }
}

/// An utterance, with who speaks and of which order.
public struct HeardUtterance: Hashable, Sendable {
  public var utterance: Utterance
  public var surface: Surface
  /// The order that is meant where the phrase names none.
  public var order: OrderName?
  /// Which of the guests speaks, as the order names them; nil where nobody knows.
  public var participant: String?

  public init(
    _ utterance: Utterance, on surface: Surface, order: OrderName? = nil, participant: String? = nil
  ) {
    self.utterance = utterance
    self.surface = surface
    self.order = order
    self.participant = participant
  }
}
