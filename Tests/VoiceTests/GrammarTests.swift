import Testing

@testable import Events
@testable import Voice

/// What recognisers are given: each thing that it lets them hear is a phrase, with the live orders alone.
@Suite struct GrammarTests {
  private static let names = SpokenNames(codes: ["B07", "K30", "V104"], tables: ["T4", "Terrace 2"])
  private func text(_ format: VoiceGrammar.Format, _ names: SpokenNames = Self.names) -> String {
    VoiceGrammar(names).text(format)
  }

  @Test func `every line of the lists is a phrase, and says no order that is not there`() throws {
    let listed = text(.text).split(separator: "\n").map(String.init)
    #expect(listed.count > 300 && Set(listed).count == listed.count)
    var orders: Set<String> = []
    for line in listed {
      guard case .accepted(let spoken) = Utterance(line, confidence: Confidence("1")).judgement(Self.names)
      else {
        Issue.record("“\(line)”")
        continue
      }
      if let order = spoken.order?.text { orders.insert(order) }
    }
    #expect(orders == ["B07", "K30", "V104", "T4", "Terrace 2"])
  }

  @Test func `the list for vosk is JSON and ends with its word for what is none of it`() throws {
    let json = try JSONParser.parse(Array(text(.vosk).utf8))
    let list = try #require(json.array).compactMap(\.string)
    #expect(
      list.last == "[unk]"
        && list.dropLast().elementsEqual(text(.text).split(separator: "\n").map(String.init)))
  }

  @Test func `keywords for sherpa come back as phrases`() throws {
    for line in text(.sherpa).split(separator: "\n").prefix(40) {
      let parts = line.split(separator: "@")
      let heard = try HeardLine().utterance(Array(#"{"keyword":"\#(parts[1])"}"#.utf8))
      #expect(heard?.text == String(parts[0].dropLast()), "\(line)")
      guard case .unscored? = heard?.judgement(Self.names) else { return #expect(Bool(false), "\(line)") }
    }
  }

  @Test func `JSGF has one public rule, and each rule that is named is there once`() {
    let lines = text(.jsgf).split(separator: "\n").map(String.init)
    #expect(lines[0] == "#JSGF V1.0;" && lines[1] == "grammar galley;")
    #expect(lines.filter { $0.hasPrefix("public ") }.count == 1 && lines.allSatisfy { $0.hasSuffix(";") })
    let defined = lines.dropFirst(2).map {
      $0.split(separator: "=")[0].drop { $0 != "<" }.filter { $0 != " " }
    }
    let used = Set(lines.dropFirst(2).flatMap { Self.rules($0.split(separator: "=", maxSplits: 1)[1]) })
    #expect(Set(defined).count == defined.count)
    #expect(used.union(["<command>"]) == Set(defined.map { String($0) }))
  }

  private static func rules(_ text: Substring) -> [String] {
    text.split(separator: "<").dropFirst().map { "<" + $0.prefix { $0 != ">" } + ">" }
  }

  @Test func `each rule of the BNF is there, with one for what is none of it`() {
    let lines = text(.gbnf).split(separator: "\n").map(String.init)
    #expect(lines[0].hasPrefix("root ::= ") && lines[1] == #"unk ::= "[unk]""#)
    let names = lines.map { String($0.prefix { $0 != " " }) }
    #expect(names.contains("order") && names.contains("minutes") && Set(names).count == names.count)
  }

  @Test func `without a live order nothing that names one is in it`() {
    for format in VoiceGrammar.Format.allCases {
      let bare = text(format, SpokenNames())
      #expect(
        !bare.holds("<order>") && !bare.holds("ready") && !bare.lowercased().holds("table"), "\(format)")
    }
  }

  @Test func `how codes and tables are said`() {
    #expect(
      SpokenNames.forms(ofCode: "B07") == [
        "bravo zero seven", "bravo oh seven", "bravo seven", "b zero seven", "b oh seven", "b seven",
      ])
    #expect(SpokenNames.forms(ofCode: "K30").contains("kilo thirty"))
    #expect(
      SpokenNames.forms(ofCode: "V104") == [
        "victor one zero four", "victor one oh four", "v one zero four", "v one oh four",
      ])
    #expect(
      SpokenNames.forms(ofTable: "T4") == ["table four"]
        && SpokenNames.forms(ofTable: "25") == ["table twenty five"])
    #expect(
      SpokenNames.forms(ofTable: "Terrace 2") == ["table terrace two"]
        && SpokenNames.forms(ofTable: "桌").isEmpty)
  }
}
