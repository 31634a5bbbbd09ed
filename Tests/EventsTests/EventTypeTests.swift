import Testing

@testable import Events

@Suite struct EventTypeTests {
  @Test func everyTypeHasOneRow() {
    #expect(EventType.table.map(\.type) == EventType.allCases)
  }

  /// `String` calls these two the same; two terminals must not.
  @Test func textsAreToldApartByTheirBytes() {
    let composed = ExactString("Cr\u{E8}me")
    let decomposed = ExactString("Cre\u{300}me")
    #expect(composed.string == decomposed.string)
    #expect(composed != decomposed)
    #expect(Set([composed, decomposed]).count == 2)
  }
}
