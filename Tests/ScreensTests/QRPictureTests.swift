import QR
import TestAids
import Testing

@testable import Screens

/// Codes on a screen. What is measured is the light of each half cell, worked out from what a terminal is told; the
/// code is compared module by module, so margin, polarity and shape are not left to a reader that forgives them.
@Suite struct QRPictureTests {
  static let link = "https://pay.house.example/p/ABCDEFGHIJKLMNOP"

  @Test("In every theme and depth a code is dark on light, with its margin", arguments: ThemeFiles.names)
  func everyTheme(name: String) throws {
    try check(ThemeFiles.theme(name), name)
  }

  /// The second has a light 0 and a dark 7 on a console; the third is of one colour.
  @Test(arguments: [
    "text = #777777 #777777", "palette = #ffffff \(grey) #000000 #ffffff \(grey) #000000",
    "palette = #808080 \(grey) #808080 #808080 \(grey) #808080", "text = #000000 #ffffff",
  ])
  func `A theme that nobody can read leaves the code as it is`(line: String) throws {
    let theme = try ThemeReader.theme("one") { _ in ThemeSource(file: "one.theme", bytes: Array(line.utf8)) }
    let isOneColour = Set(theme.palette).count == 1
    // Where the palette is not taken over, terminals have xterm's.
    let shown =
      isOneColour ? Theme(name: "one", palette: Theme.default.palette) { theme.look(of: $0) } : theme
    try check(shown, line)
  }

  private static let grey = Array(repeating: "#808080", count: 6).joined(separator: " ")

  @Test func `No theme sets the code's colours`() {
    let fault = #expect(throws: ThemeFault.self) {
      try ThemeReader.theme("one") { _ in
        ThemeSource(file: "one.theme", bytes: Array("qr = #ffffff #ffffff".utf8))
      }
    }
    #expect(fault?.description.contains("qr") == true)
    for name in ThemeFiles.names {
      let look = try? ThemeFiles.theme(name).look(of: .qr)
      #expect(look?.foreground == Paint(0xFFFFFF, of256: 231, of16: 7, of8: 7))
      #expect(look?.background == Paint(0, of256: 16, of16: 0, of8: 0))
    }
  }

  @Test(arguments: [PixelShape?.none, .half, .quarter, .full])
  func `The size is that of the modules and the margin`(pixels: PixelShape?) throws {
    let size = try QRPicture(Self.link, pixels: pixels).size
    // Version 3 has 29 modules, with the margin 37.
    let wanted =
      pixels == .full ? Size(widthColumns: 74, heightRows: 37) : Size(widthColumns: 37, heightRows: 19)
    #expect(size == wanted)
  }

  @Test(arguments: [370, 390, 410])
  func `A Checkout address takes 77 columns and 39 rows, and is read`(count: Int) throws {
    let address = AddressPictureTests.address(count)
    let picture = try QRPicture(address, pixels: .half)
    #expect(picture.size == Size(widthColumns: 77, heightRows: 39))
    #expect(try Self.read(HalfCells(picture.frame, .default, .eight)) == address)
  }

  @Test func `As plain text the light is ink, on every row to its end`() throws {
    let picture = try QRPicture(Self.link, pixels: .half)
    let lines = picture.frame.lines
    #expect(
      lines.count == 19 && lines.allSatisfy { $0.count == 37 && $0.hasPrefix("████") && $0.hasSuffix("████") }
    )
    #expect(lines[0] == String(repeating: "█", count: 37) && lines[18] == lines[0])
    // The finder pattern's first two rows: seven dark modules, then one dark, five light, one dark.
    #expect(lines[2].hasPrefix("████ ▄▄▄▄▄ "))
  }

  private func check(_ theme: Theme, _ name: String) throws {
    let code = try QRCode(Self.link)
    for pixels in [PixelShape.half, .full] {
      let picture = try QRPicture(Self.link, pixels: pixels)
      for depth in ColourDepth.allCases {
        var frame = Frame(
          size: Size(widthColumns: picture.size.widthColumns + 4, heightRows: picture.size.heightRows + 2))
        picture.draw(into: &frame, at: Position(row: 1, column: 2))
        let light = HalfCells(frame, theme, depth)
        let place = "\(name), \(depth), \(pixels)"
        // In half rows: 4 half cells are 4 modules; a module of a full block is 2 columns and 2 half rows.
        let unit = pixels == .full ? 2 : 1
        let side = code.size + 8
        for row in 0..<side * unit {
          for column in 0..<side * unit {
            let isDark = code.isDark(row: row / unit - 4, column: column / unit - 4)
            let found = light.rows[row + 2][column + 2]
            guard isDark ? found < 0.05 : found > 0.5 else {
              Issue.record("\(place): half row \(row), column \(column) has light \(found)")
              return
            }
          }
        }
        #expect(try Self.read(light) == Self.link, "\(place)")
      }
    }
  }

  /// By zbarimg, from cells of 8 × 16 pixels.
  static func read(_ light: HalfCells) throws -> String {
    let scale = 8
    let pixels = light.rows.flatMap { row in
      let line = row.flatMap { Array(repeating: UInt8(min(255, $0 * 255)), count: scale) }
      return (0..<scale).flatMap { _ in line }
    }
    let bytes = try Zbar.bytes(of: pixels, widthPixels: light.rows[0].count * scale)
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// The relative luminance of each half cell of a frame on a terminal, from the top.
struct HalfCells {
  private(set) var rows: [[Double]]

  /// Without colours the terminal is taken to have the theme's own two, as far as they are dark and light.
  init(_ frame: Frame, _ theme: Theme, _ depth: ColourDepth) {
    rows = Array(
      repeating: Array(repeating: 0, count: frame.size.widthColumns), count: 2 * frame.size.heightRows)
    let text = theme.look(of: .text)
    let isLight = Self.luminance(text.foreground.rgb) < Self.luminance(text.background.rgb)
    for row in 0..<frame.size.heightRows {
      for column in 0..<frame.size.widthColumns {
        guard let cell = frame[row, column] else { continue }
        let ink = theme.ink(of: cell.style, at: depth)
        var colours = [
          Self.shown(ink.foreground, theme) ?? (isLight ? 0 : 1),
          Self.shown(ink.background, theme) ?? (isLight ? 1 : 0),
        ]
        if ink.attributes.contains(.reverse) { colours.reverse() }
        let sign = cell.cluster.text
        rows[2 * row][column] = colours[sign == "█" || sign == "▀" ? 0 : 1]
        rows[2 * row + 1][column] = colours[sign == "█" || sign == "▄" ? 0 : 1]
      }
    }
  }

  private static func shown(_ colour: Colour?, _ theme: Theme) -> Double? {
    switch colour {
    case nil: nil
    case .index(let number): luminance(RGB(index: number, palette: theme.palette))
    case .rgb(let red, let green, let blue):
      luminance(RGB(UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue)))
    }
  }

  private static func luminance(_ colour: RGB) -> Double {
    zip(Light.linear(colour), [0.2126, 0.7152, 0.0722]).map(*).reduce(0, +)
  }
}
