/// How many colours a terminal has.
public enum ColourDepth: String, CaseIterable, Sendable {
  case none, eight, sixteen, indexed, trueColour

  /// The depth of a terminal that says it has `count` colours.
  public init(colourCount count: Int) {
    self =
      count >= 1 << 24
      ? .trueColour : count >= 256 ? .indexed : count >= 16 ? .sixteen : count >= 8 ? .eight : .none
  }
}

/// A colour as one depth of colour names it.
public enum Colour: Hashable, Sendable {
  /// A number in the terminal's palette: 0–7 and 8–15 as in ECMA-48 and its bright row, above as in xterm.
  case index(UInt8)
  case rgb(red: UInt8, green: UInt8, blue: UInt8)
}

/// One colour for every depth: the colour itself and its nearest in the palettes of 256, 16 and 8.
public struct Paint: Hashable, Sendable {
  public let rgb: RGB
  public let of256: UInt8
  public let of16: UInt8
  public let of8: UInt8

  /// `rgb` as `0xRRGGBB`; the palette numbers are masked to their depth's range.
  public init(_ rgb: UInt32, of256: UInt8, of16: UInt8, of8: UInt8) {
    self.rgb = RGB(rgb)
    self.of256 = of256
    self.of16 = of16 & 15
    self.of8 = of8 & 7
  }

  /// The colour at a depth; none where there are no colours.
  public func colour(at depth: ColourDepth) -> Colour? {
    switch depth {
    case .none: nil
    case .eight: .index(of8)
    case .sixteen: .index(of16)
    case .indexed: .index(of256)
    case .trueColour: .rgb(red: rgb.red, green: rgb.green, blue: rgb.blue)
    }
  }
}

/// How a role looks.
public struct Look: Hashable, Sendable {
  public let foreground: Paint
  public let background: Paint
  public let attributes: Attributes
  /// What stands in for the colours where there are none.
  public let attributesWithoutColours: Attributes

  public init(
    _ foreground: Paint, on background: Paint, _ attributes: Attributes = [],
    withoutColours: Attributes? = nil
  ) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
    attributesWithoutColours = withoutColours ?? attributes
  }
}

/// A look for every role.
public struct Theme: Hashable, Sendable {
  /// The name by which it is chosen.
  public let name: String
  /// The 16 colours that a Linux console is set to, so that numbers of the palette look as they are meant.
  public let palette: [RGB]
  private let looks: [Look]

  /// Asks `look` once for each role that is a theme's to choose; `palette` has 16 colours.
  public init(name: String, palette: [RGB], look: (Role) -> Look) {
    precondition(palette.count == 16)
    self.name = name
    self.palette = palette
    let code = Self.codeLook(palette, beside: look(.text))
    looks = Role.allCases.map { $0 == .qr ? code : look($0) }
  }

  /// White and black; of 8 or 16 colours 7 and 0, which are that on every terminal that has a palette of its own. Only
  /// a theme whose palette makes the two hard to tell, or turns them round, gets what is nearest in its palette.
  ///
  /// Without colours nobody knows the terminal's own two. Then it is taken to be dark where the theme is dark, and
  /// light where the theme is light, as whoever has chosen the theme can see.
  private static func codeLook(_ palette: [RGB], beside text: Look) -> Look {
    let black = RGB(0)
    let light = RGB(0xFFFFFF).nearest(of: 0...7, palette: palette)
    let dark = black.nearest(of: 0...7, palette: palette)
    // 12 : 1 with black is a light grey. In a palette of one colour there is no choice.
    let isUsual = light == dark || palette[7].contrast(to: black) > 12 && palette[0].contrast(to: black) < 2
    let (seven, zero): (UInt8, UInt8) = isUsual ? (7, 0) : (light, dark)
    let isDarkOnLight =
      text.foreground.rgb.contrast(to: black) < text.background.rgb.contrast(to: black)
    return Look(
      Paint(0xFFFFFF, of256: 231, of16: seven, of8: seven), on: Paint(0, of256: 16, of16: zero, of8: zero),
      withoutColours: isDarkOnLight ? .reverse : [])
  }

  public func look(of role: Role) -> Look {
    // Roles count from 0 in the order of `allCases`.
    looks[Int(role.rawValue)]
  }

  /// Everything a terminal is told for a style.
  public struct Ink: Hashable, Sendable {
    public let foreground: Colour?
    public let background: Colour?
    public let attributes: Attributes
  }

  /// A style at a depth of colour.
  public func ink(of style: Style, at depth: ColourDepth) -> Ink {
    let look = look(of: style.role)
    let own = depth == .none ? look.attributesWithoutColours : look.attributes
    var attributes = own.union(style.attributes)
    if attributes.contains(.drawn) { attributes.subtract([.underline, .strike, .drawn]) }
    return Ink(
      foreground: look.foreground.colour(at: depth), background: look.background.colour(at: depth),
      attributes: attributes)
  }
}
