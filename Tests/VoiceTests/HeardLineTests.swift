import Foundation
import Testing

@testable import Voice

/// What recognisers print, read: the forms with their recorded samples, and every way in which a line is none.
@Suite struct HeardLineTests {
  private func utterance(_ line: String, trusting: Bool = false) throws -> Utterance? {
    try HeardLine(isTrusting: trusting).utterance(Array(line.utf8))
  }

  /// A line, what was said, its confidence in thousandths, and that with `--trust`.
  private static let lines: [(line: String, text: String?, sure: Int64?, trusted: Int64?)] = [
    (#"{"text":"same again","confidence":0.93}"#, "same again", 930, 930),
    (#"{"confidence":1,"text":"undo"}"#, "undo", 1_000, 1_000),
    (#"{"text":"undo","confidence":1.7}"#, "undo", nil, nil),
    (#"{"text":"undo","confidence":-0.1}"#, "undo", nil, nil),
    (#"{"text":"undo","confidence":"0.9"}"#, "undo", nil, nil),
    (#"{"text":"undo","confidence":null}"#, "undo", nil, nil),
    (#"{"text":"undo"}"#, "undo", nil, nil), (#"{"text":""}"#, nil, nil, nil),
    // vosk: the least of the words counts, and near certainty for every word is none.
    (
      #"{"result":[{"conf":0.98,"word":"same"},{"conf":0.87,"word":"again"}],"text":"same again"}"#,
      "same again", 870, 870
    ),
    (
      #"{"result":[{"conf":1.0,"word":"same"},{"conf":1,"word":"again"}],"text":"same again"}"#, "same again",
      nil, 1_000
    ),
    (
      #"{"result":[{"conf":1.0,"word":"same"},{"conf":0.99,"word":"again"}],"text":"same again"}"#,
      "same again", 990, 990
    ),
    (#"{"result":[{"conf":0.98,"word":"same"}],"text":"same again"}"#, "same again", nil, nil),
    (
      #"{"result":[{"conf":0.98,"word":"same"},{"word":"again"}],"text":"same again"}"#, "same again", nil,
      nil
    ),
    (#"{"result":[{"conf":98,"word":"undo"}],"text":"undo"}"#, "undo", nil, nil),
    (#"{"partial":"same a"}"#, nil, nil, nil), (#"{"partial":"","text":"undo"}"#, nil, nil, nil),
    (
      #"{"alternatives":[{"confidence":312.4,"text":"undo"},{"confidence":200.1,"text":"and do"}]}"#, "undo",
      nil, nil
    ),
    (
      #"{"alternatives":[{"confidence":312.4,"text":"undo","result":[{"word":"undo","conf":0.9}]}]}"#, "undo",
      900, 900
    ),
    (#"{"alternatives":[{"confidence":0.0,"text":""}]}"#, nil, nil, nil),
    // pocketsphinx: its numbers say nothing, unless somebody trusts them.
    (#"{"b":0.000,"d":1.070,"p":0.933,"t":"undo","w":[{"b":0,"d":1,"p":0.9,"t":"undo"}]}"#, "undo", nil, 933),
    (#"{"b":0.000,"d":1.070,"p":1.000,"t":"same again"}"#, "same again", nil, 1_000),
    (#"{"b":0.000,"d":1.070,"p":0.1,"t":""}"#, nil, nil, nil),
    // sherpa-onnx has none.
    (
      #"{"start_time":0.00,"keyword":"SAME_AGAIN","timestamps":[0.4],"tokens":["S"]}"#, "SAME AGAIN", nil, nil
    ),
    (#"{"text":" undo","tokens":[" un","do"],"timestamps":[0.1,0.3],"is_final":true}"#, " undo", nil, nil),
    (#"{"text":" un","tokens":[" un"],"timestamps":[0.1],"is_final":false}"#, nil, nil, nil),
    // whisper.cpp
    (
      #"{"transcription":[{"text":" Undo.","tokens":[{"text":"[_BEG_]","p":0.4},{"text":" Undo","p":0.91},{"text":".","p":0.88}]}]}"#,
      " Undo.", 880, 880
    ),
    (#"{"transcription":[{"text":" Undo."}]}"#, " Undo.", nil, nil),
    (#"{"transcription":[{"text":" [BLANK_AUDIO]"}]}"#, nil, nil, nil),
    (#"{"transcription":[]}"#, nil, nil, nil),
    (
      #"{"segments":[{"text":" The bill","words":[{"word":" The","probability":0.9},{"word":" bill","probability":0.86}]}],"text":"The bill"}"#,
      " The bill", 860, 860
    ),
    (#"{"segments":[{"text":" The bill","tokens":[50364,440]}],"text":"The bill"}"#, " The bill", nil, nil),
    // Plain text.
    ("same again", "same again", nil, nil), ("", nil, nil, nil), ("   ", nil, nil, nil),
    ("[\"undo\"]", "[\"undo\"]", nil, nil),
  ]

  @Test func `each line says what it says, and no more surely than it may`() throws {
    for (line, text, sure, trusted) in Self.lines {
      let heard = try utterance(line)
      #expect(heard?.text == text, "\(line)")
      #expect(heard?.confidence?.thousandths == sure, "\(line)")
      #expect(try utterance(line, trusting: true)?.confidence?.thousandths == trusted, "\(line)")
    }
  }

  @Test(arguments: [
    "{", "{}", "{\"text\":", #"{"text":"undo"} undo"#, #"{"text":"undo","text":"pay now"}"#, #"{"x":"undo"}"#,
    #"{"text":"a "quoted" word"}"#, "{\"text\":\"un\u{1}do\"}", "{\"t\":\"undo\"}",
    "{\"text\":" + String(repeating: "[", count: 60) + String(repeating: "]", count: 60) + "}",
  ])
  func `what begins like JSON and is none is a fault, and no text`(_ line: String) {
    #expect(throws: HeardLine.Fault.self) { try utterance(line) }
  }

  /// The samples beside this file; who made each stands in `Samples/README.md`.
  @Test func `the recorded samples say what was spoken`() throws {
    let folder = try #require(Bundle.module.url(forResource: "Samples", withExtension: nil))
    let expected: [(file: String, heard: [String])] = [
      ("pocketsphinx.jsonl", ["undo", "another one please", "order ready table four", "table four ready"]),
      ("vosk.jsonl", ["더", "더", "계산", "하나 하나 더"]),
      ("vosk-alternatives.jsonl", ["더"]),
      ("sherpa.jsonl", ["SAME AGAIN", " same again"]), ("whisper.jsonl", [" Same again.", " Pay now."]),
    ]
    for (file, wanted) in expected {
      var lines = HeardLines()
      let pieces =
        lines.take(Array(try Data(contentsOf: folder.appending(path: file))))
        + [lines.end()].compactMap { $0 }
      let heard = try pieces.compactMap { piece -> Utterance? in
        guard case .line(let line) = piece else { return nil }
        return try HeardLine().utterance(line)
      }
      #expect(heard.map(\.text) == wanted, "\(file)")
      if file.hasPrefix("pocket") || file.hasPrefix("sherpa") {
        #expect(heard.allSatisfy { $0.confidence == nil }, "\(file)")
      }
    }
  }
}

/// Bytes become lines, however they come.
@Suite struct HeardLinesTests {
  private static func pieces(_ text: String, by size: Int) -> [String] {
    var lines = HeardLines()
    var found: [HeardLines.Piece] = []
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      found += lines.take(Array(rest.prefix(size)))
      rest = rest.dropFirst(size)
    }
    if let last = lines.end() { found.append(last) }
    return found.map { piece in
      switch piece {
      case .line(let bytes): String(decoding: bytes, as: UTF8.self)
      case .tooLong: "too long"
      }
    }
  }

  @Test(arguments: [1, 2, 7, 1_000]) func `lines and objects of several lines come whole`(_ size: Int) {
    let object =
      "{\n  \"result\" : [{\n      \"conf\" : 1.0,\n \"word\" : \"a } b\" }],\n  \"text\" : \"a\\\"b\"\n}"
    let text = "same again\n\n\(object)\nundo }{ [\r\n  {\"text\":\"undo\"}\nend"
    let wanted = ["same again", object, "undo }{ [", "  {\"text\":\"undo\"}", "end"]
    #expect(Self.pieces(text, by: size) == wanted)
  }

  /// A recogniser that is killed in the middle of a line does not swallow what the next one says.
  @Test func `a line that breaks off in a string ends there`() {
    #expect(
      Self.pieces("{\"text\":\"same\n{\"text\":\"undo\"}\n", by: 5) == [
        "{\"text\":\"same", "{\"text\":\"undo\"}",
      ])
  }

  @Test(arguments: [1, 7, 4_096]) func `half an object of JSON makes nobody deaf to what the next one says`(
    _ size: Int
  ) {
    let whole = "{\"text\":\"undo\"}"
    #expect(
      Self.pieces("{\"text\":\n\(whole)\nsame again\n", by: size) == ["{\"text\":\n", whole, "same again"])
    #expect(Self.pieces("{\nready\n", by: size) == ["{\n", "ready"])
    // As vosk and whisper write it: indented, and its end at the line's start.
    let pretty = "{\n  \"result\" : [{\n      \"conf\" : 0.9\n    }],\n\"text\" : \"undo\"\n}"
    #expect(Self.pieces("\(pretty)\n", by: size) == [pretty])
  }

  @Test func `a line may end as other systems end it`() {
    #expect(Self.pieces("undo\r\n\r\n", by: 3) == ["undo"])
  }

  @Test(arguments: ["0x1", "1p0", "nan", "inf", " 1", "1_0"]) func `what JSON writes as no number is none`(
    _ text: String
  ) {
    #expect(Confidence(text) == nil)
  }

  @Test(arguments: [1, 4_096]) func `a line without an end is passed over, and what follows is heard`(
    _ size: Int
  ) {
    let long = String(repeating: "a", count: HeardLines.bytesLimit + 1)
    let open = "{" + String(repeating: "[", count: HeardLines.bytesLimit)
    #expect(
      Self.pieces("\(long)\nundo\n\(open)\nundo\n", by: size) == ["too long", "undo", "too long", "undo"])
    let longest = String(repeating: "a", count: HeardLines.bytesLimit)
    #expect(Self.pieces("\(longest)\n", by: size) == [longest])
  }
}
