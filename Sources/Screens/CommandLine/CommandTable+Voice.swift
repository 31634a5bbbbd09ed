import Dining
import Events
import Venue
import Voice

/// What is said aloud: the whitelist, and nothing else.
extension CommandTable {
  static let voice: [Command] = [
    Command(
      "voice say TEXT…",
      flags: [
        Flag("confidence X", "how surely it was heard, 0 to 1; without it a key must confirm"), surface,
        speakersOrder, .participant,
      ], guests: .ofTheirTable(["confidence", "surface", "order", "participant"]),
      "Do what was said, where it is one of the phrases of the whitelist and was heard surely enough.",
      example: "voice say \"same again\" --confidence 0.93 --surface guest --order T4"
    ) { arguments, operands throws(UsageFault) in
      let utterance = Utterance(operands[0], confidence: try confidence(arguments))
      return .change(
        .request(
          .voice(
            .heard(
              HeardUtterance(
                utterance, on: try surface(arguments), order: arguments.value("order").map { OrderName($0) },
                participant: arguments.value("participant"))))))
    },
    Command(
      "voice listen",
      flags: [
        surface, speakersOrder, .participant,
        Flag("trust", "take the recogniser's number as it is"),
      ], guests: .ofTheirTable(["surface", "order", "participant", "trust"]),
      "Do what a recogniser prints on standard input, line by line as it comes.",
      example: "voice listen --order T4"
    ) { arguments, _ throws(UsageFault) in
      .voice(
        .listen(
          Invocation.VoiceListening(
            surface: try surface(arguments), order: arguments.value("order").map { OrderName($0) },
            participant: arguments.value("participant"), isTrusting: arguments.has("trust"))))
    },
    Command(
      "voice confirm EVENT?", flags: [surface], guests: .ofTheirTable(["surface"]),
      "Do what was heard last, nobody knows how surely: within 10 s.", example: "voice confirm"
    ) { arguments, operands throws(UsageFault) in
      .change(.request(.voice(.confirm(event: operands.first, surface: try surface(arguments)))))
    },
    Command(
      "voice undo", flags: [surface, speakersOrder], guests: .ofTheirTable(["surface", "order"]),
      "Take back what a voice did last, as long as that can be.", example: "voice undo --order T4"
    ) { arguments, _ throws(UsageFault) in
      let order = arguments.value("order").map { OrderName($0) }
      return .change(.request(.voice(.undo(surface: try surface(arguments), order: order))))
    },
    Command(
      "voice grammar",
      flags: [Flag("format \(formats)", "for which recogniser; jsgf where it is left out")],
      "The whitelist for a recogniser, with the live codes and tables in it.",
      example: "voice grammar --format vosk"
    ) { arguments, _ throws(UsageFault) in
      guard let word = arguments.value("format") else { return .voice(.grammar(.jsgf)) }
      guard let format = VoiceGrammar.Format(rawValue: word) else {
        throw UsageFault(
          "--format: “\(word)” is none of \(formats.split(separator: "|").joined(separator: ", "))")
      }
      return .voice(.grammar(format))
    },
    Command(
      "voice intents", "What can be said: every phrase, whose it is, and what does the same by hand.",
      example: "voice intents --json"
    ) { _, _ in .voice(.intents) },
  ]

  private static let formats = VoiceGrammar.Format.allCases.map(\.rawValue).joined(separator: "|")
  private static let surface = Flag("surface guest|staff", "who speaks; staff where it is left out")
  private static let speakersOrder = Flag("order CODE", "the order that is meant where the phrase names none")

  private static func surface(_ arguments: Arguments) throws(UsageFault) -> Surface {
    guard let word = arguments.value("surface") else { return .staff }
    guard let surface = Surface(rawValue: word) else {
      throw UsageFault("--surface: “\(word)” is none of guest, staff")
    }
    return surface
  }

  /// A number outside of 0 to 1 is no confidence, and leaves the utterance without.
  private static func confidence(_ arguments: Arguments) throws(UsageFault) -> Confidence? {
    guard let text = arguments.value("confidence") else { return nil }
    guard Double(text) != nil else {
      throw UsageFault("--confidence: “\(text)” is no number; write it like 0.93")
    }
    return Confidence(text)
  }
}
