import Testing

@testable import Screens

@Suite struct ThemeTests {
  @Test("The colours of 256 are the true colours", arguments: Role.allCases)
  func palette(role: Role) {
    let look = Theme.default.look(of: role)
    for paint in [look.foreground, look.background] {
      #expect(paint.rgb == RGB(index: paint.of256, palette: Theme.default.palette))
      #expect((16...255).contains(paint.of256), "the first 16 are the user's to choose")
    }
  }

  @Test("Text can be told from its ground at every depth", arguments: Role.allCases)
  func legible(role: Role) {
    for depth in ColourDepth.allCases where depth != .none {
      let ink = Theme.default.ink(of: Style(role), at: depth)
      #expect(ink.foreground != ink.background)
    }
  }

  @Test("Without colours, what must be seen has an attribute of its own")
  func withoutColours() {
    let plain = Theme.default.ink(of: Style(.text), at: .none)
    #expect(plain.foreground == nil && plain.background == nil && plain.attributes.isEmpty)
    for role in [Role.ageWarm, .ageLate, .allergen, .alert, .rush, .void, .selected, .banner] {
      #expect(!Theme.default.ink(of: Style(role), at: .none).attributes.isEmpty, "\(role)")
    }
    #expect(
      Theme.default.ink(of: Style(.title, .underline), at: .none).attributes == [.bold, .underline])
  }

  @Test(
    "A terminal's count of colours is a depth",
    arguments: [
      (-1, ColourDepth.none), (0, .none), (2, .none), (8, .eight), (16, .sixteen), (88, .sixteen),
      (256, .indexed), (0x100_0000, .trueColour),
    ])
  func depths(count: Int, depth: ColourDepth) {
    #expect(ColourDepth(colourCount: count) == depth)
  }
}
