import Menus

/// The forms in which recognisers print what they heard.
enum RecogniserFormat: CaseIterable {
  /// `{"text":"same again","confidence":0.93}`
  case galley
  /// Vosk, whose API also hands out what is not final.
  case vosk
  /// pocketsphinx 5, `pocketsphinx live`: short keys, a probability for the phrase.
  case pocketsphinx
  /// sherpa-onnx: a keyword that was spotted, or speech with its tokens.
  case sherpa
  /// whisper.cpp: `whisper-cli -oj` and `-ojf`, or the server's `verbose_json`.
  case whisper

  /// Which form a line has; nil where it is none that is known.
  static func of(_ value: ForeignValue) -> RecogniserFormat? {
    let keys = Set(value.members.map(\.key))
    if keys.contains("keyword") || keys.contains("text") && keys.contains("tokens") { return .sherpa }
    if keys.contains("transcription") || keys.contains("segments") { return .whisper }
    if keys.contains("partial") || keys.contains("result") || keys.contains("alternatives") { return .vosk }
    if keys.contains("t"), keys.contains("p") || keys.contains("w") || keys.contains("b") {
      return .pocketsphinx
    }
    return keys.contains("text") ? .galley : nil
  }

  /// Whether its numbers say nothing of how surely a phrase was heard, or there are none (measured; field notes).
  var saysNothing: Bool {
    switch self {
    case .pocketsphinx, .sherpa: true
    case .galley, .vosk, .whisper: false
    }
  }

  /// What was heard; nil where it is not final.
  func heard(_ value: ForeignValue) -> HeardSpeech? {
    switch self {
    case .galley:
      return value.string("text").map { HeardSpeech(text: $0, confidence: value.certainty("confidence")) }
    case .pocketsphinx:
      return value.string("t").map { HeardSpeech(text: $0, confidence: value.certainty("p")) }
    case .vosk: return vosk(value)
    case .sherpa:
      guard value["is_final"]?.isTrue != false else { return nil }
      // A phrase of the keywords file stands there with what joins its words.
      let keyword = value.string("keyword").map { $0.split(separator: "_").joined(separator: " ") }
      return (keyword ?? value.string("text")).map { HeardSpeech(text: $0) }
    case .whisper: return whisper(value)
    }
  }

  /// The best of several, whose own number is no share of one but a score without a bound.
  private func vosk(_ value: ForeignValue) -> HeardSpeech? {
    guard value["partial"] == nil else { return nil }
    guard let best = value["alternatives"].map({ $0.values.first }) ?? value, let text = best.string("text")
    else { return nil }
    guard let words = best["result"]?.values else { return HeardSpeech(text: text) }
    let numbers = words.map { $0.number("conf") }
    let isWhole = words.count == text.split(separator: " ").count
    return HeardSpeech(text: text, confidence: isWhole ? .words(numbers) : .none)
  }

  /// Pieces of speech with their tokens, or segments with their words.
  private func whisper(_ value: ForeignValue) -> HeardSpeech? {
    let pieces = (value["transcription"] ?? value["segments"])?.values ?? []
    let text = pieces.compactMap { $0.string("text") }.joined()
    let parts = pieces.map { piece -> [ForeignValue] in
      // Marks of time and of beginnings are no words.
      let tokens = piece["tokens"]?.values.filter { $0.string("text")?.hasPrefix("[_") == false } ?? []
      return piece["words"]?.values ?? tokens
    }
    guard !parts.contains(where: \.isEmpty) else { return HeardSpeech(text: text) }
    let numbers = parts.flatMap { $0 }.map { $0.number("probability") ?? $0.number("p") }
    return HeardSpeech(text: text, confidence: numbers.isEmpty ? .none : .words(numbers))
  }
}

extension ForeignValue {
  fileprivate func string(_ key: String) -> String? {
    guard case .text(let text)? = self[key]?.kind else { return nil }
    return text
  }

  fileprivate func number(_ key: String) -> String? {
    guard case .number(let text)? = self[key]?.kind else { return nil }
    return text
  }

  fileprivate func certainty(_ key: String) -> HeardSpeech.Certainty {
    number(key).map { .whole($0) } ?? .none
  }
}
