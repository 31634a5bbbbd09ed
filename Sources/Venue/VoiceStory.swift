import Dining
import Events
import Voice

/// Says what came of something that was said.
public enum VoiceStory {
  public static func line(_ heard: VoiceHeard, in house: House) -> String {
    let words = heard.transcript.map { VoiceWords.heard($0) } ?? "words that were erased"
    let order = heard.order.flatMap { house.orders[$0]?.order.codeText }.map { " for \($0)" } ?? ""
    let what = heard.intent.map { ", \($0.rawValue.exchanging("_", for: " "))" } ?? ""
    return "Heard \(words)\(order)\(what): \(outcome(heard))."
  }

  private static func outcome(_ heard: VoiceHeard) -> String {
    switch heard.outcome {
    case .executed: "done"
    case .rejected: heard.reason == "gate" ? "not sure enough" : "no command"
    case .refused: heard.reason == "role" ? "not theirs to ask" : "not as the order stands"
    case .unscored: "waits for a key"
    }
  }
}
