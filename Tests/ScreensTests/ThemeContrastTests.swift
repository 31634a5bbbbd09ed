import Testing

@testable import Screens

/// What each theme of the checkout promises to eyes.
@Suite struct ThemeContrastTests {
  @Test("A contrast is that of WCAG 2.2")
  func formula() {
    #expect(abs(RGB(0).contrast(to: RGB(0xFFFFFF)) - 21) < 1e-9)
    // The grey that WCAG's techniques name as the lightest that is read on white at 4.5:1.
    #expect(abs(RGB(0x767676).contrast(to: RGB(0xFFFFFF)) - 4.54) < 0.005)
    for value in stride(from: UInt32(0), through: 0xFFFFFF, by: 65_521) {
      let colours = (RGB(value), RGB(0xFFFFFF - value))
      #expect(
        abs(colours.0.contrast(to: colours.1) - Light.contrast(colours.0, colours.1)) < 1e-9, "\(value)")
    }
  }

  @Test("Each role is read at each depth of colour", arguments: ThemeFiles.names)
  func contrast(name: String) throws {
    let theme = try ThemeFiles.theme(name)
    for role in Role.allCases {
      let least: Double = role == .rule ? 3 : role.isReadFromAfar ? 7 : 4.5
      for depth in ColourDepth.allCases where depth != .none {
        let ink = theme.ink(of: Style(role), at: depth)
        let foreground = try #require(
          shown(ink.foreground, depth, theme, isBold: ink.attributes.contains(.bold)))
        let background = try #require(shown(ink.background, depth, theme, isBold: false))
        let found = Light.contrast(foreground, background)
        #expect(found >= least, "\(name), \(role.name) at \(depth): \(found)")
      }
    }
  }

  /// A console of 8 colours draws bold letters in the bright row of its palette.
  private func shown(_ colour: Colour?, _ depth: ColourDepth, _ theme: Theme, isBold: Bool) -> RGB? {
    switch colour {
    case .rgb(let red, let green, let blue): RGB(UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue))
    case .index(let index):
      RGB(index: depth == .eight && isBold ? index + 8 : index, palette: theme.palette)
    case nil: nil
    }
  }

  /// What is read from afar, as the issue lists it.
  @Test func whatIsReadFromAfar() {
    let near: [Role] = [
      .dim, .rule, .allergenCalm, .focus, .pane, .paneChosen, .statusLine, .prompt, .help, .key,
    ]
    #expect(Role.allCases.filter { !$0.isReadFromAfar } == near)
  }

  /// Simulated as Viénot, Brettel and Mollon do ("Digital video colourmaps for checking the legibility of displays
  /// by dichromats", Color Research and Application 24, 1999), their matrices in linear sRGB; CIE 1976 distance.
  @Test(
    "Without red or green the three columns and the three ages stay apart",
    arguments: [
      [[0.11238, 0.88762, 0], [0.11238, 0.88762, 0], [0.00401, -0.00401, 1]],
      [[0.29275, 0.70725, 0], [0.29275, 0.70725, 0], [-0.02234, 0.02234, 1]],
    ])
  func colourSafe(matrix: [[Double]]) throws {
    let theme = try ThemeFiles.theme("colour-safe")
    for roles in [[Role.codeNew, .codeCooking, .codeReady], [.ageCalm, .ageWarm, .ageLate]] {
      for depth in [ColourDepth.trueColour, .indexed, .sixteen] {
        let seen = try roles.map { role in
          let seen = try #require(sign(of: role, in: theme, depth))
          return Light.lab(Light.product(matrix, Light.linear(seen)))
        }
        for (one, other) in [(0, 1), (0, 2), (1, 2)] {
          #expect(
            Light.distance(seen[one], seen[other]) > 40, "\(roles[one]) and \(roles[other]) at \(depth)")
        }
      }
    }
  }

  /// The colour by which a role is known: its fill, or that of its letters where they stand on the screen's ground.
  private func sign(of role: Role, in theme: Theme, _ depth: ColourDepth) -> RGB? {
    let ink = theme.ink(of: Style(role), at: depth)
    let isFilled = ink.background != theme.ink(of: Style(.text), at: depth).background
    return shown(isFilled ? ink.background : ink.foreground, depth, theme, isBold: false)
  }

  @Test("Where there are no colours, attributes tell what must be told", arguments: ThemeFiles.names)
  func attributesAlone(name: String) throws {
    let theme = try ThemeFiles.theme(name)
    let roles: [Role] = [.ageCalm, .ageWarm, .ageLate, .void, .selected, .banner]
    let depths: [ColourDepth] = name == "mono" ? ColourDepth.allCases : [.none]
    for depth in depths {
      let looks = roles.map { theme.ink(of: Style($0), at: depth).attributes }
      #expect(Set(looks).count == roles.count, "\(name) at \(depth): \(looks.map(\.text))")
    }
  }
}
