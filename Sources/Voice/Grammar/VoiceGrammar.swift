import Events

/// The whitelist as recognisers take it, with the orders and tables that there are now: what is not in it, they can't
/// hear.
public struct VoiceGrammar: Sendable {
  public enum Format: String, CaseIterable, Sendable {
    /// JSpeech Grammar Format 1.0: pocketsphinx, Julius.
    case jsgf
    /// The list of phrases of vosk, with its word for everything else.
    case vosk
    /// GGML's BNF: whisper.cpp.
    case gbnf
    /// Keywords for sherpa-onnx, before its `text2token`.
    case sherpa
    /// One phrase a line.
    case text
  }

  private let names: SpokenNames

  public init(_ names: SpokenNames) { self.names = names }

  public func text(_ format: Format) -> String {
    switch format {
    case .jsgf: jsgf
    case .vosk: vosk
    case .gbnf: gbnf
    case .sherpa: phrases.map { Self.keyword($0) + "\n" }.joined()
    case .text: phrases.map { $0 + "\n" }.joined()
    }
  }

  // MARK: - Grammars

  /// One public rule: of several, pocketsphinx takes one by chance.
  private var jsgf: String {
    var lines = [
      "#JSGF V1.0;", "grammar galley;",
      "public <command> = [<polite>] ( \(rows.map { "<\($0.intent.rawValue)>" }.joined(separator: " | ")) ) "
        + "[<polite>];",
      "<polite> = \(PoliteWords.all.joined(separator: " | "));",
    ]
    for row in rows {
      lines.append("<\(row.intent.rawValue)> = \(templates(row).map(Self.spaced).joined(separator: " | "));")
    }
    if !names.forms.isEmpty { lines.append("<order> = \(names.forms.joined(separator: " | "));") }
    lines.append("<minutes> = \(Self.small.joined(separator: " | ")) | <tens> [<digit>];")
    lines.append("<tens> = \(Self.tens.joined(separator: " | "));")
    lines.append("<digit> = \(Self.small.prefix(9).joined(separator: " | "));")
    return lines.map { $0 + "\n" }.joined()
  }

  /// Text of whisper begins with a blank. What is none of it has a rule, so that speech is not forced into a phrase.
  private var gbnf: String {
    var lines = [
      #"root ::= " "? ( command | unk )"#, #"unk ::= "[unk]""#,
      "command ::= \(rows.map { Self.ruleName($0.intent) }.joined(separator: " | "))",
    ]
    for row in rows {
      let phrases = phrases(of: row).map(Self.gbnf)
      lines.append("\(Self.ruleName(row.intent)) ::= \(phrases.joined(separator: " | "))")
    }
    if !names.forms.isEmpty { lines.append("order ::= \(Self.quoted(names.forms))") }
    lines.append(#"minutes ::= \#(Self.quoted(Self.small)) | tens ( " " digit )?"#)
    lines.append("tens ::= \(Self.quoted(Self.tens))")
    lines.append("digit ::= \(Self.quoted(Self.small.prefix(9)))")
    return lines.map { $0 + "\n" }.joined()
  }

  private static func gbnf(_ phrase: Phrase) -> String {
    var pieces: [String] = []
    for (place, part) in phrase.parts.enumerated() {
      let gap = place == 0 ? "" : " "
      switch part {
      case .word(let word): pieces.append("\"\(gap)\(word)\"")
      case .slot(let slot): pieces += (gap.isEmpty ? [] : ["\" \""]) + [slot.rawValue]
      }
    }
    return pieces.joined(separator: " ")
  }

  private static func ruleName(_ intent: Intent) -> String { intent.rawValue.exchanging("_", for: "-") }

  private static func quoted(_ words: some Sequence<String>) -> String {
    words.map { "\"\($0)\"" }.joined(separator: " | ")
  }

  private static let small = (1...19).map { SpokenNumber.words($0)[0] }
  private static let tens = stride(from: 20, through: 90, by: 10).map { SpokenNumber.words($0)[0] }

  /// Blanks around the marks of a template, for readers that want them.
  private static func spaced(_ template: String) -> String {
    template.exchanging("|", for: " | ").exchanging("(", for: "( ").exchanging(")", for: " )")
  }

  // MARK: - Lists

  /// Delays that stand in lists, which can't say “any number”.
  static let listedMinutes = [5, 10, 15, 20, 30]

  /// Every phrase, with each live order and the usual delays in it; none of those that could be heard in two ways, like
  /// “bravo one five minutes”.
  private var phrases: [String] {
    let matcher = Matcher(names)
    return filled.filter { phrase in if case .success = matcher.match(phrase) { true } else { false } }
  }

  private var filled: [String] {
    rows.flatMap { row in
      phrases(of: row).flatMap { phrase in
        phrase.parts.reduce([""]) { made, part in
          let next: [String]
          switch part {
          case .word(let word): next = [word]
          case .slot(.order): next = names.forms
          case .slot(.minutes):
            next = Self.listedMinutes.map { SpokenNumber.words($0).joined(separator: " ") }
          }
          return made.flatMap { start in next.map { start.isEmpty ? $0 : "\(start) \($0)" } }
        }
      }
    }
  }

  private var vosk: String {
    JSON.array((phrases + ["[unk]"]).map { .string($0) }).compactText + "\n"
  }

  /// The keyword, and after `@` what is printed when it was heard.
  private static func keyword(_ phrase: String) -> String {
    let capitals = phrase.uppercased()
    return "\(capitals) @\(capitals.exchanging(" ", for: "_"))"
  }

  // MARK: - What there is

  /// Without a live order nothing can be said that names one.
  private func templates(_ row: IntentRow) -> [String] {
    row.templates.filter { !names.forms.isEmpty || !$0.holds("<order>") }
  }

  private func phrases(of row: IntentRow) -> [Phrase] {
    row.phrases.filter { !names.forms.isEmpty || !$0.slots.contains(.order) }
  }

  private var rows: [IntentRow] { IntentRow.all.filter { !templates($0).isEmpty } }
}
