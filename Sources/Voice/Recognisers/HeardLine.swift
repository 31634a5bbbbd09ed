import Events
import Menus

/// What a recogniser prints, read: `voice listen` takes the lines of five of them, our own, and plain text.
///
/// Which one it is, the keys of the line tell. What is not yet final, and silence, is nothing.
public struct HeardLine: Sendable {
  /// Whether the recogniser's number is taken as it is (`--trust`).
  private let isTrusting: Bool

  public init(isTrusting: Bool = false) { self.isTrusting = isTrusting }

  /// Why a line is none.
  public struct Fault: Error, Hashable, Sendable {
    /// For people.
    public let message: String
  }

  /// What was said; nil where a line says nothing that is final.
  public func utterance(_ line: [UInt8]) throws(Fault) -> Utterance? {
    guard line.first(where: { !Self.isBlank($0) }) == UInt8(ascii: "{") else { return plain(line) }
    let value: ForeignValue
    do {
      value = try ForeignJSON.read(line)
    } catch {
      throw Fault(message: "a line that begins like JSON and is none was passed over")
    }
    guard let format = RecogniserFormat.of(value) else {
      throw Fault(message: "a line of JSON without a text of a form that is known was passed over")
    }
    guard let heard = format.heard(value), !heard.isSilence else { return nil }
    return Utterance(heard.text, confidence: confidence(heard, format))
  }

  /// Text as it stands: nobody says how surely it was heard.
  private func plain(_ line: [UInt8]) -> Utterance? {
    let text = String(decoding: line, as: UTF8.self)
    return HeardSpeech(text: text).isSilence ? nil : Utterance(text, confidence: nil)
  }

  private func confidence(_ heard: HeardSpeech, _ format: RecogniserFormat) -> Confidence? {
    guard isTrusting || !format.saysNothing, let least = heard.confidence.least else { return nil }
    // Near certainty for each word is what a recogniser says that has no other choice (field notes of November 2026).
    if case .words = heard.confidence, !isTrusting, least == .full { return nil }
    return least
  }

  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}

/// What a recogniser says that it heard, and how surely.
struct HeardSpeech {
  /// Numbers as they stood.
  enum Certainty {
    case none
    /// One for the whole.
    case whole(String)
    /// One for each word; nil for a word without.
    case words([String?])

    /// The least of them; nil where one is missing or is none.
    var least: Confidence? {
      switch self {
      case .none: return nil
      case .whole(let number): return Confidence(number)
      case .words(let numbers):
        let known = numbers.compactMap { $0.flatMap { Confidence($0) } }
        return known.count == numbers.count ? known.min() : nil
      }
    }
  }

  let text: String
  var confidence = Certainty.none

  /// Nothing, or what stands for it.
  var isSilence: Bool {
    let words = text.split(whereSeparator: \.isWhitespace)
    return words.isEmpty || words == ["[BLANK_AUDIO]"]
  }
}
