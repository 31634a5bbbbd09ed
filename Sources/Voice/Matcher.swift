/// Finds the one phrase that an utterance is: the whole of it, never a part.
struct Matcher {
  private let names: SpokenNames

  init(_ names: SpokenNames) { self.names = names }

  /// What each polite word that is passed over takes off the score, in thousandths: seven of them are too many.
  private static let politeCost = 25
  /// What it takes off that something was put in.
  private static let assumedCost = 50
  private static let nearLimit = 3

  func match(_ text: String) -> Result<Spoken, Rejection> {
    let heard: SpokenWords
    do throws(SpokenWords.Fault) {
      heard = try SpokenWords(text)
    } catch {
      return .failure(Rejection(reason: Self.reason(error), spoken: nil, near: []))
    }
    let (words, ignored) = heard.withoutPolite()
    var found: [Spoken] = []
    for row in IntentRow.all {
      for phrase in row.phrases where !heard.isQuestion || phrase.isQuestion {
        guard let spoken = spoken(words, row.intent, phrase, ignored) else { continue }
        if !found.contains(spoken) { found.append(spoken) }
      }
    }
    // Two meanings are none.
    guard found.count == 1 else {
      return .failure(Rejection(reason: .noPhrase, spoken: nil, near: near(words)))
    }
    return .success(found[0])
  }

  private static func reason(_ fault: SpokenWords.Fault) -> Rejection.Reason {
    switch fault {
    case .nothing: .nothing
    case .tooLong: .tooLong
    case .otherSigns: .otherSigns
    case .unknownPart: .unknownPart
    }
  }

  /// What a phrase makes of the words; nil where it is not the whole of them.
  private func spoken(
    _ words: ArraySlice<String>, _ intent: Intent, _ phrase: Phrase, _ ignored: Int
  ) -> Spoken? {
    var rest = words
    var order: SpokenOrder?
    var minutes: Int64?
    for part in phrase.parts {
      switch part {
      case .word(let word):
        guard rest.first == word || word == "minutes" && rest.first == "minute" && minutes == 1 else {
          return nil
        }
        rest = rest.dropFirst()
      case .slot(.order):
        guard let (named, count) = names.order(rest) else { return nil }
        order = named
        rest = rest.dropFirst(count)
      case .slot(.minutes):
        guard let (number, count) = SpokenNumber.read(rest), number <= SpokenNumber.wordsLimit else {
          return nil
        }
        minutes = Int64(number)
        rest = rest.dropFirst(count)
      }
    }
    guard rest.isEmpty else { return nil }
    let score = Confidence.full.less(
      ignored * Self.politeCost + (order?.isAssumed == true ? Self.assumedCost : 0))
    return Spoken(intent: intent, order: order, minutes: minutes, score: score)
  }

  /// The phrases that are the fewest words away, each intent once; none where most would have to be other words.
  private func near(_ words: ArraySlice<String>) -> [Rejection.Near] {
    let best = IntentRow.all.compactMap { row -> (slips: Int, near: Rejection.Near)? in
      let compared = row.phrases.map { (slips: slips(words, $0), phrase: $0) }
      guard let nearest = compared.min(by: { $0.slips < $1.slips }),
        nearest.slips * 2 <= max(words.count, nearest.phrase.parts.count)
      else { return nil }
      return (nearest.slips, Rejection.Near(intent: row.intent, phrase: nearest.phrase))
    }
    return best.sorted { $0.slips < $1.slips }.prefix(Self.nearLimit).map(\.near)
  }

  /// How many words are too many, too few or others: the distance of Levenshtein, in words. A slot counts as one word.
  private func slips(_ words: ArraySlice<String>, _ phrase: Phrase) -> Int {
    let words = Array(words)
    var row = Array(0...words.count)
    for part in phrase.parts {
      var next = [row[0] + 1]
      for place in words.indices {
        let isSame: Bool
        switch part {
        case .word(let word): isSame = words[place] == word
        case .slot(.order): isSame = names.order(words[place...]) != nil || words[place] == "table"
        case .slot(.minutes): isSame = SpokenNumber.read(words[place...]) != nil
        }
        next.append(min(row[place + 1] + 1, next[place] + 1, row[place] + (isSame ? 0 : 1)))
      }
      row = next
    }
    return row[words.count]
  }
}
