import Foundation
import FoundationXML
import Testing

@testable import Screens

@Suite struct OutputTests {
  private let sample: Frame = {
    var frame = Frame(size: Size(widthColumns: 12, heightRows: 2))
    frame.write("B07 <&>", at: Position(row: 0, column: 0), style: Style(.codeReady))
    frame.write("日\u{1B}", at: Position(row: 1, column: 1), style: Style(.text, .underline))
    return frame
  }()

  @Test("Text has a line for each row, blanks at the ends cut")
  func text() {
    #expect(sample.text == "B07 <&>\n 日␛\n")
  }

  @Test(
    "S7: ANSI holds no sequence but select-graphic-rendition, in every depth", arguments: ColourDepth.allCases
  )
  func ansi(depth: ColourDepth) {
    let text = sample.ansi(depth: depth)
    let withoutSGR = text.replacing(/\u{1B}\[[0-9;]*m/, with: "")
    #expect(!withoutSGR.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    let lines = withoutSGR.split(separator: "\n").map { $0.replacing(/[ ]+$/, with: "") }
    #expect(lines.map(String.init) == sample.lines)
  }

  @Test("ANSI names colours as its depth does")
  func ansiColours() {
    // codeReady is bold 87FF5F on 121212: palette 119 on 233, 10 on 0, 2 on 0.
    #expect(sample.ansi(depth: .trueColour).hasPrefix("\u{1B}[1;38;2;135;255;95;48;2;18;18;18mB07"))
    #expect(sample.ansi(depth: .indexed).hasPrefix("\u{1B}[1;38;5;119;48;5;233mB07"))
    #expect(sample.ansi(depth: .sixteen).hasPrefix("\u{1B}[1;92;40mB07"))
    #expect(sample.ansi(depth: .eight).hasPrefix("\u{1B}[1;32;40mB07"))
    #expect(sample.ansi(depth: .none).hasPrefix("\u{1B}[1mB07"))
  }

  @Test("SVG is well-formed XML and holds the frame's words")
  func svg() throws {
    let reader = WordsReader()
    let parser = XMLParser(data: Data(sample.svg().utf8))
    parser.delegate = reader
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    #expect(reader.words == ["B07", "<&>", "日", "␛"])
  }
}

@Suite struct LinesInPicturesTests {
  @Test("A line in a picture has no gaps: it is one rectangle from edge to edge")
  func lines() {
    var frame = Frame(size: Size(widthColumns: 3, heightRows: 2))
    frame.horizontalRule(at: Position(row: 0, column: 0), lengthColumns: 3, style: Style(.rule))
    frame.write("█▄", at: Position(row: 1, column: 0), style: Style(.text))
    let svg = frame.svg()
    // A cell is 9 × 18: the line is 27 wide in the middle of the first row, the blocks touch.
    #expect(svg.contains("\"M0 8h27v1h-27z\""))
    #expect(svg.contains("\"M0 18h9v18h-9zM9 27h9v9h-9z\""))
    #expect(!svg.contains("<text"))
  }

  /// The left half of a cell's 9 columns is 4 wide and the right one 5, each half of its 18 rows 9 high.
  @Test(
    "Quarters and eighths of a cell touch in a picture",
    arguments: [
      ("▘", "M0 0h4v9h-4z"), ("▝", "M4 0h5v9h-5z"), ("▀", "M0 0h9v9h-9z"), ("▖", "M0 9h4v9h-4z"),
      ("▌", "M0 0h4v18h-4z"), ("▞", "M4 0h5v9h-5zM0 9h4v9h-4z"), ("▛", "M0 0h9v9h-9zM0 9h4v9h-4z"),
      ("▗", "M4 9h5v9h-5z"), ("▚", "M0 0h4v9h-4zM4 9h5v9h-5z"), ("▐", "M4 0h5v18h-5z"),
      ("▜", "M0 0h9v9h-9zM4 9h5v9h-5z"), ("▄", "M0 9h9v9h-9z"), ("▙", "M0 0h4v9h-4zM0 9h9v9h-9z"),
      ("▟", "M4 0h5v9h-5zM0 9h9v9h-9z"), ("█", "M0 0h9v18h-9z"),
      // Parts of plots: of 18 rows an eighth is 2.25, of 9 columns 1.125, rounded.
      ("▁", "M0 16h9v2h-9z"), ("▃", "M0 11h9v7h-9z"), ("▇", "M0 2h9v16h-9z"), ("▏", "M0 0h1v18h-1z"),
      ("▊", "M0 0h7v18h-7z"), ("▔", "M0 0h9v2h-9z"), ("▕", "M8 0h1v18h-1z"),
    ])
  func quarters(block: String, path: String) {
    var frame = Frame(size: Size(widthColumns: 1, heightRows: 1))
    frame.write(block, at: Position(row: 0, column: 0), style: Style(.text))
    #expect(frame.svg().contains("\"\(path)\""))
  }
}

private final class WordsReader: NSObject, XMLParserDelegate {
  var words: [String] = []
  private var isText = false

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    isText = name == "text"
    if isText { words.append("") }
  }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?)
  {
    isText = false
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    if isText { words[words.count - 1] += string }
  }
}
