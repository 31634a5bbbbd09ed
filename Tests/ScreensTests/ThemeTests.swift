import Foundation
import Testing

@testable import Screens

@Suite struct ThemeTests {
  @Test("Contrast of what is read from afar is at least 7:1 (WCAG 2.2, 1.4.6)", arguments: Role.allCases)
  func contrast(role: Role) {
    // Lines are decoration: 1.4.11 does not ask anything of them.
    guard role != .rule else { return }
    let look = Theme.default.look(of: role)
    let lights = [luminance(look.foreground), luminance(look.background)].sorted()
    #expect((lights[1] + 0.05) / (lights[0] + 0.05) >= 7)
  }

  @Test("The colours of 256 are the true colours", arguments: Role.allCases)
  func palette(role: Role) {
    let look = Theme.default.look(of: role)
    for paint in [look.foreground, look.background] {
      #expect(xterm(paint.of256) == [paint.red, paint.green, paint.blue])
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
      (256, .indexed), (0x100_0000, .indexed),
    ])
  func depths(count: Int, depth: ColourDepth) {
    #expect(ColourDepth(colourCount: count) == depth)
  }

  /// Relative luminance as WCAG 2.2 defines it.
  private func luminance(_ paint: Paint) -> Double {
    let parts = [paint.red, paint.green, paint.blue].map { byte -> Double in
      let value = Double(byte) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }

  /// xterm's 256colres: a cube of six levels, then 24 greys.
  private func xterm(_ index: UInt8) -> [UInt8] {
    if index >= 232 { return Array(repeating: 8 + 10 * (index - 232), count: 3) }
    let levels: [UInt8] = [0, 95, 135, 175, 215, 255]
    let cube = Int(index) - 16
    return [levels[cube / 36], levels[cube / 6 % 6], levels[cube % 6]]
  }
}
