/// Something that was said, as a recogniser heard it.
public struct Utterance: Hashable, Sendable {
  public let text: String
  /// How sure the recogniser is; nil where it says nothing that can be counted on.
  public let confidence: Confidence?

  public init(_ text: String, confidence: Confidence?) {
    self.text = text
    self.confidence = confidence
  }
}

/// An utterance that is a phrase of the whitelist.
public struct Spoken: Hashable, Sendable {
  public let intent: Intent
  public let order: SpokenOrder?
  public let minutes: Int64?
  /// How exactly it was the phrase: 1 where nothing was passed over or put in.
  public let score: Confidence
}

/// Why an utterance leads to nothing.
public struct Rejection: Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    case nothing, tooLong, otherSigns
    /// The recogniser did not understand a part.
    case unknownPart
    /// It is no phrase.
    case noPhrase
    /// It is one, and not surely enough.
    case gate(Confidence)
  }

  public let reason: Reason
  /// The phrase that it was, where it was one.
  public let spoken: Spoken?
  /// What it may have been, nearest first.
  public let near: [Near]

  /// A phrase that was perhaps meant.
  public struct Near: Hashable, Sendable {
    public let intent: Intent
    public let phrase: Phrase
  }

  /// The word that stands in the event (contract, section 6): what is not understood is grammar's to say.
  public var word: String { if case .gate = reason { "gate" } else { "grammar" } }
}

/// What an utterance comes to, before anybody asks who said it and how the order stands.
public enum Judgement: Hashable, Sendable {
  case accepted(Spoken)
  /// A phrase, of which nobody knows how surely: it waits for a key.
  case unscored(Spoken)
  case rejected(Rejection)
}

extension Utterance {
  /// Judges the words first, then the confidence: the lower of the recogniser's and the phrase's own counts.
  public func judgement(_ names: SpokenNames) -> Judgement {
    let spoken: Spoken
    switch Matcher(names).match(text) {
    case .failure(let rejection): return .rejected(rejection)
    case .success(let match): spoken = match
    }
    guard let confidence else { return .unscored(spoken) }
    let counted = min(confidence, spoken.score)
    guard counted >= .gate else {
      let near = Rejection.Near(intent: spoken.intent, phrase: spoken.intent.row.phrases[0])
      return .rejected(Rejection(reason: .gate(counted), spoken: spoken, near: [near]))
    }
    return .accepted(spoken)
  }
}

extension Rejection: Error {}
