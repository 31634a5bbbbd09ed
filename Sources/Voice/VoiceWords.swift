/// What is said to people of an utterance that led to nothing: what was heard, what it may have been, and what does it
/// without a voice.
public enum VoiceWords {
  /// Long enough for every phrase.
  private static let heardLimit = 80

  /// What was heard, between quotes.
  public static func heard(_ text: String) -> String {
    let short = text.prefix(heardLimit)
    return "“\(short)\(short.count < text.count ? "…" : "")”"
  }

  public static func sentence(_ rejection: Rejection, heard text: String, on surface: Surface) -> String {
    "Heard \(heard(text)): \(reason(rejection)). Nothing was changed.\(hint(rejection, on: surface))"
  }

  private static func reason(_ rejection: Rejection) -> String {
    switch rejection.reason {
    case .nothing: "nothing was said"
    case .tooLong: "that is longer than any command"
    case .otherSigns: "that has signs that no command has"
    case .unknownPart: "a part of it was not understood"
    case .noPhrase: "that is no command"
    case .gate(let confidence):
      "not sure enough (\(confidence.text), and \(Confidence.gate.text) is asked for)"
    }
  }

  /// The commands that may have been meant, each with its key or its line.
  public static func hint(_ rejection: Rejection, on surface: Surface) -> String {
    let near = rejection.near.compactMap { near in
      way(near.intent, on: surface).map { "“\(near.phrase)” (\($0))" }
    }
    guard near.isEmpty else {
      return " Was it \(near.joined(separator: " or "))? Say it again, or do it by hand."
    }
    return surface == .guest
      ? " Please use the keys below." : " See what can be said with: galley voice intents"
  }

  /// What does the same by hand; nil where this surface can't.
  public static func way(_ intent: Intent, on surface: Surface) -> String? {
    switch surface {
    case .guest: intent.row.guestKey.map { "key \($0)" }
    case .staff: intent.row.command
    }
  }
}
