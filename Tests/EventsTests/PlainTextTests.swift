import Testing

@testable import Events

@Suite struct PlainTextTests {
  @Test(arguments: [
    ("prep_minutes", "_", " ", "prep minutes"), ("aaa", "aa", "b", "ba"), ("", "a", "b", ""),
    ("abc", "", "x", "abc"),
    ("a…b…", "…", "...", "a...b..."), ("<<", "<", "\\u003c", "\\u003c\\u003c"), ("é", "e", "x", "é"),
  ])
  func everyPlaceIsExchangedOnce(_ text: String, _ part: String, _ other: String, _ expected: String) {
    #expect(text.exchanging(part, for: other) == expected)
    #expect(text.holds(part) == (part.isEmpty ? false : text.utf8.count != 0 && expected != text))
  }

  @Test func plainIsWhatTypewritersHave() {
    for text in ["", " ", "~", "Fish & chips 2"] { #expect(text.isPlain, "\(text)") }
    for text in ["é", "a\tb", "\u{7F}", "a\u{A0}b", "\u{1B}"] { #expect(!text.isPlain, "\(text)") }
  }
}
