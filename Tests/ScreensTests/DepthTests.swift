import Testing

@testable import Screens

/// Every picture of the board in every depth of colour: what goes to a terminal is read back by rules of its own.
@Suite struct DepthTests {
  @Test(
    "Each size and number of tickets in each depth: every cell has its character and its look",
    arguments: GoldenTests.sizes, ColourDepth.allCases)
  func everyCell(size: (Int, Int), depth: ColourDepth) throws {
    var looks: [Style: PaintedCells.Look] = [:]
    for tickets in GoldenTests.ticketCounts {
      let frame = Evenings.board(tickets, size.0, size.1)
      let rows = frame.ansi(depth: depth).split(separator: "\n", omittingEmptySubsequences: false)
      for row in 0..<size.1 {
        var cells = PaintedCells(rows[row])
        for column in 0..<size.0 {
          let cell = try #require(frame[row, column])
          guard !cell.isContinuation else { continue }
          let (look, character) = cells.next(cell.cluster.text)
          let wanted =
            looks[cell.style] ?? PaintedCells.Look(Theme.default.ink(of: cell.style, at: depth))
          looks[cell.style] = wanted
          guard character == cell.cluster.text, look == wanted else {
            Issue.record("\(size), \(tickets) tickets, \(depth): row \(row), column \(column): \(look)")
            return
          }
        }
      }
    }
  }

  @Test("Each theme's look for every role in every depth, as kept", arguments: [Theme.default])
  func inks(theme: Theme) throws {
    let lines = ColourDepth.allCases.flatMap { depth in
      Role.allCases.map { role in
        let ink = theme.ink(of: Style(role), at: depth)
        return "\(depth) \(role): \(PaintedCells.Look(ink).text)\n"
      }
    }
    try Golden.compare(lines.joined(), "theme-\(theme.name)")
  }
}

/// A line with select-graphic-rendition sequences, read from left to right.
private struct PaintedCells {
  private var rest: Substring
  private var look = Look()

  /// What a terminal would show a character in.
  struct Look: Equatable {
    var marks: Set<String> = []
    var foreground = "own"
    var background = "own"

    var text: String { "\(foreground) on \(background) \(marks.sorted().joined(separator: " "))" }
  }

  init(_ line: Substring) { rest = line }

  /// The look in force and the next character, which is as long as the one that is expected.
  mutating func next(_ expected: String) -> (Look, String) {
    while rest.unicodeScalars.first == "\u{1B}", let end = rest.firstIndex(of: "m") {
      take(rest[rest.index(rest.startIndex, offsetBy: 2)..<end].split(separator: ";").compactMap { Int($0) })
      rest = rest[rest.index(after: end)...]
    }
    let scalars = rest.unicodeScalars.prefix(expected.unicodeScalars.count)
    rest = rest[scalars.endIndex...]
    return (look, String(String.UnicodeScalarView(scalars)))
  }

  /// ECMA-48 8.3.117 and, for 38 and 48, ISO 8613-6.
  private mutating func take(_ codes: [Int]) {
    var codes = codes[...]
    if codes.isEmpty { look = Look() }
    while let code = codes.popFirst() {
      switch code {
      case 0: look = Look()
      case 1: look.marks.insert("bold")
      case 4: look.marks.insert("underline")
      case 7: look.marks.insert("reverse")
      case 9: look.marks.insert("strike")
      case 30...37: look.foreground = "\(code - 30)"
      case 40...47: look.background = "\(code - 40)"
      case 90...97: look.foreground = "\(code - 90 + 8)"
      case 100...107: look.background = "\(code - 100 + 8)"
      case 38, 48:
        let isIndex = codes.popFirst() == 5
        let numbers = codes.prefix(isIndex ? 1 : 3)
        codes = codes.dropFirst(numbers.count)
        let colour = numbers.map(String.init).joined(separator: ",")
        if code == 38 { look.foreground = colour } else { look.background = colour }
      default: look.marks.insert("unknown \(code)")
      }
    }
  }
}

extension PaintedCells.Look {
  /// What an ink asks for.
  fileprivate init(_ ink: Theme.Ink) {
    let names: [(Attributes, String)] = [
      (.bold, "bold"), (.underline, "underline"), (.reverse, "reverse"), (.strike, "strike"),
    ]
    marks = Set(names.filter { ink.attributes.contains($0.0) }.map(\.1))
    foreground = Self.name(ink.foreground)
    background = Self.name(ink.background)
  }

  private static func name(_ colour: Colour?) -> String {
    switch colour {
    case nil: "own"
    case .index(let index): "\(index)"
    case .rgb(let red, let green, let blue): "\(red),\(green),\(blue)"
    }
  }
}
