import Foundation
import Testing

@testable import Events

@Suite struct JSONTests {
  @Test func canonicalFormsOfTheContract() throws {
    let cases = try #require(
      try JSONSerialization.jsonObject(with: Data(Vectors.bytes("canonical.json"))) as? [[String: String]])
    #expect(cases.count == 20)
    for entry in cases {
      let canonical = try JSONParser.canonical(utf8(#require(entry["in"])))
      #expect(canonical == utf8(try #require(entry["out"])), "\(entry["why"] ?? "")")
      #expect(Hex.text(SHA256.digest(canonical)) == entry["sha256"])
    }
  }

  @Test(arguments: [
    "", "{", "[1,]", "{\"a\":1,}", "01", "-0", "1.0", "1e3", "9007199254740992", "-", "+1", "NaN", "nul",
    "\"\\ud83c\"", "\"\\udf5c\"", "\"\\ud83c\\u0041\"", "\"\\x\"", "\"a", "\"\u{1}\"", "{\"a\":1,\"a\":2}",
    "{\"a\" 1}", "1 2", "\u{FEFF}1", "[1 2]", "{1:2}",
  ])
  func s4RefusesWhatRFC8259Refuses(_ text: String) {
    #expect(throws: JSONFault.self) { try JSONParser.parse(utf8(text)) }
  }

  @Test func s4RefusesDepthAndDigitsWithinBounds() {
    let deep = [UInt8](repeating: UInt8(ascii: "["), count: 10_000_000)
    #expect(throws: JSONFault.self) { try JSONParser.parse(deep) }
    let digits = [UInt8](repeating: UInt8(ascii: "9"), count: 1_000_000)
    #expect(throws: JSONFault.self) { try JSONParser.parse(digits) }
    for bad: [UInt8] in [
      [0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0xBD, 0xED, 0xB2, 0x9C], [0xF4, 0x90, 0x80, 0x80],
    ] {
      #expect(throws: JSONFault.self) { try JSONParser.parse(utf8("\"") + bad + utf8("\"")) }
    }
  }

  @Test func aReaderSkipsWhatItDoesNotKnowAndFindsWhatItDoes() throws {
    let text = #"{"a":[{"b":"x,\"}]"},[1]],"b\\":2,"c":{"d":{}},"n":-7,"o":[{"k":1},{"k":2}],"é":1}"#
    var reader = PayloadReader(utf8(text), 0..<text.utf8.count)
    #expect(reader.int("aa") == nil)
    #expect(reader.int("n") == -7)
    #expect(reader.objects("o") { $0.int("k") } == [1, 2])
    #expect(reader.text("z") == nil)
    #expect(reader.isSound)
  }

  @Test func aReaderIsUnsoundAfterAValueOfAnotherKind() {
    let text = #"{"qty":"two"}"#
    var reader = PayloadReader(utf8(text), 0..<text.utf8.count)
    #expect(reader.int("qty") == nil)
    #expect(!reader.isSound)
  }
}
