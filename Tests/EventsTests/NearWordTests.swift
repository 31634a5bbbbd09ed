import Events
import Testing

/// How far a word may be from one that is known to be taken for it.
@Suite struct NearWordTests {
  @Test(arguments: [
    ("burgr", "burger"), ("bruger", "burger"), ("BURGER", "burger"), ("burgers", "burger"),
    ("fires", "fries"),
    ("friess", "fries"), ("soop", "soup"), ("t4", "T4"), ("4", "T4"), ("crème brulee", "crème brûlée"),
  ])
  func aSlipIsSeen(_ typed: String, _ meant: String) {
    #expect(NearWord.nearest(to: typed, in: ["soup", "fries", "burger", "T4", "crème brûlée"]) == meant)
  }

  @Test(arguments: ["", "tea", "soup of the day", "fritto misto", "T14", "T5", "44", "b"])
  func whatIsFarIsNotGuessed(_ typed: String) {
    #expect(NearWord.nearest(to: typed, in: ["soup", "fries", "burger", "T4"]) == nil)
  }

  @Test func theFewestSlipsWinAndThenTheFirst() {
    #expect(NearWord.nearest(to: "lists", in: ["lisp", "list", "lasts"]) == "list")
    #expect(NearWord.nearest(to: "cat", in: ["bat", "hat"]) == "bat")
  }

  @Test func longWordsAreNotCompared() {
    let long = String(repeating: "a", count: 65)
    #expect(NearWord.nearest(to: long, in: [long]) == nil)
    #expect(NearWord.nearest(to: String(long.dropLast()), in: [String(long.dropLast())]) != nil)
  }

  @Test func theQuestionEndsASentence() {
    #expect(NearWord.question(about: "soop", in: ["soup"]) == "; did you mean soup?")
    #expect(NearWord.question(about: "stew", in: ["soup"]).isEmpty)
  }
}
