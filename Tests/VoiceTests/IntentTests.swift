import Testing

@testable import Voice

/// The whitelist: what is a phrase is what the table says, and nothing else is.
@Suite struct IntentTests {
  private static let sure = Confidence(thousandths: 1_000)

  private func judgement(_ text: String, _ confidence: Confidence? = Self.sure) -> Judgement {
    Utterance(text, confidence: confidence).judgement(UtteranceTable.names)
  }

  @Test func `the table is as large as was asked for, and each stands there once`() {
    let texts = UtteranceTable.phrases.map(\.text) + UtteranceTable.others
    #expect(texts.count >= 220 && UtteranceTable.others.count * 3 >= texts.count)
    #expect(Set(texts).count == texts.count)
    for intent in Intent.allCases { #expect(UtteranceTable.phrases.contains { $0.intent == intent }) }
  }

  @Test func `each phrase is its intent, with what is said beside it and its score`() {
    for said in UtteranceTable.phrases {
      guard case .accepted(let spoken) = judgement(said.text) else {
        Issue.record("“\(said.text)”: \(judgement(said.text))")
        continue
      }
      #expect(spoken.intent == said.intent, "\(said.text)")
      #expect(spoken.order?.text == said.order, "\(said.text)")
      #expect(spoken.minutes == said.minutes, "\(said.text)")
      #expect(spoken.score.thousandths == said.score, "\(said.text)")
    }
  }

  @Test func `nothing else is one, however surely it was heard`() {
    for text in UtteranceTable.others {
      guard case .rejected(let rejection) = judgement(text) else {
        Issue.record("“\(text)”: \(judgement(text))")
        continue
      }
      #expect(rejection.word == "grammar", "\(text)")
    }
  }

  /// Words around a phrase, and words left out of it, make it none, unless that is a phrase again.
  @Test func `a phrase inside other words is none`() {
    let known = Set(UtteranceTable.phrases.map(\.text))
    for said in UtteranceTable.phrases {
      for text in [
        "not \(said.text)", "\(said.text) now and then", "pizza \(said.text)", "\(said.text) pizza",
      ] {
        guard case .rejected = judgement(text) else {
          Issue.record("“\(text)”")
          continue
        }
        #expect(!known.contains(text))
      }
    }
  }

  @Test func `the lower of both confidences is held to 0,85`() throws {
    func outcome(_ text: String, _ thousandths: Int64) -> String {
      switch judgement(text, Confidence(thousandths: thousandths)) {
      case .accepted: "accepted"
      case .unscored: "unscored"
      case .rejected(let rejection): rejection.word
      }
    }
    #expect(outcome("same again", 850) == "accepted" && outcome("same again", 849) == "gate")
    #expect(outcome("same again", 0) == "gate" && outcome("same again", 1_000) == "accepted")
    // Seven polite words leave 0.825 of the phrase's own score.
    let polite = String(repeating: "please ", count: 7) + "undo"
    #expect(outcome(polite, 1_000) == "gate" && outcome("please undo", 850) == "accepted")
    // What is no phrase is none, before anybody asks how surely it was heard.
    #expect(outcome("order twenty pizzas", 100) == "grammar")
  }

  @Test func `without a confidence a phrase waits, and what is none does not`() {
    guard case .unscored(let spoken) = judgement("same again", nil) else { return #expect(Bool(false)) }
    #expect(spoken.intent == .addSameItem)
    guard case .rejected = judgement("order twenty pizzas", nil) else { return #expect(Bool(false)) }
  }

  @Test func `a rejection says what it may have been, nearest first`() {
    func near(_ text: String) -> [Intent] {
      guard case .rejected(let rejection) = judgement(text) else { return [] }
      return rejection.near.map(\.intent)
    }
    #expect(near("some again").first == .addSameItem && near("table four is not ready").first == .orderReady)
    #expect(near("can we get the menu").first == .requestBill && near("pay later").contains(.payNow))
    #expect(near("delay order").first == .delayOrder)
    #expect(near("turn off the lights").isEmpty && near("お会計お願いします").isEmpty)
    #expect(near("same again").isEmpty)
  }

  /// No two phrases are one, so that what somebody says has one meaning.
  @Test func `no phrase stands twice, none is empty, and single words are few`() {
    let phrases = IntentRow.all.flatMap(\.phrases)
    #expect(Set(phrases).count == phrases.count)
    #expect(phrases.filter { $0.parts.count < 2 }.map(\.description) == ["undo"])
  }

  @Test func `each phrase of the table matches as it is written`() {
    for row in IntentRow.all {
      for phrase in row.phrases {
        let text = phrase.parts.map { part in
          switch part {
          case .word(let word): word
          case .slot(.order): "table four"
          case .slot(.minutes): "ten"
          }
        }.joined(separator: " ")
        guard case .accepted(let spoken) = judgement(text) else {
          Issue.record("“\(text)”")
          continue
        }
        #expect(spoken.intent == row.intent, "\(text)")
      }
    }
  }

  @Test func `letters that rhyme may be one another, and no others`() {
    #expect(
      SpokenOrder.rhyme("D07", "B07") && SpokenOrder.rhyme("B07", "B07") && SpokenOrder.rhyme("M12", "N12"))
    #expect(
      !SpokenOrder.rhyme("D08", "B07") && !SpokenOrder.rhyme("K07", "B07") && !SpokenOrder.rhyme("X07", "B07")
    )
  }

  @Test(
    arguments: [
      ("0.85", 850), ("0.8499999", 849), ("0.849", 849), ("1", 1_000), ("1.0", 1_000), ("0", 0),
      ("0.57", 570),
      ("9.3e-1", 930), ("0.999999999999", 1_000), (".9", 900),
    ] as [(String, Int64)])
  func `a confidence is read to the thousandth below`(_ text: String, _ thousandths: Int64) {
    #expect(Confidence(text)?.thousandths == thousandths)
  }

  @Test(arguments: ["1.0001", "-0.1", "nan", "inf", "", "0,9", "high", "93", "0.9 ", "1e400"])
  func `what is no number from 0 to 1 is no confidence`(_ text: String) { #expect(Confidence(text) == nil) }
}
