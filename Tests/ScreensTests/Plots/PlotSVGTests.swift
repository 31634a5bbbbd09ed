import Foundation
import Insights
import TestAids
import Testing

@testable import Screens

/// Pictures as SVG, read by Python's `xml.etree`: an XML parser that is not ours.
@Suite struct PlotSVGTests {
  struct Read: Decodable {
    let tags: [String]
    let texts: [String]
    let titles: [String]
    /// Class, x, y, width and height of each rectangle.
    let boxes: [[String]]
    let size: [String]
  }

  private struct Missing: Error, CustomStringConvertible {
    let description: String
  }

  private static let script = """
    import json, sys
    import xml.etree.ElementTree as tree
    def local(tag): return tag.split('}')[1]
    answers = []
    for document in sys.stdin.buffer.read().split(b'\\0'):
      root = tree.fromstring(document)
      every = list(root.iter())
      answers.append({
        'tags': sorted(set(local(each.tag) for each in every)),
        'texts': [''.join(each.itertext()) for each in every if local(each.tag) == 'text'],
        'titles': [each.text or '' for each in every if local(each.tag) == 'title'],
        'boxes': [[each.get(name, '') for name in ('class', 'x', 'y', 'width', 'height')]
                  for each in every if local(each.tag) == 'rect'],
        'size': root.get('viewBox').split()[2:]})
    json.dump(answers, sys.stdout)
    """

  private static func read(_ documents: [String]) throws -> [Read] {
    let path = "/usr/bin/python3"
    guard FileManager.default.isExecutableFile(atPath: path) else {
      throw Missing(description: "python3 is not here: apt-get install -y python3")
    }
    return try ScratchFolder.with { folder in
      let file = try folder.write(Array(documents.joined(separator: "\0").utf8), "plots")
      let process = Process()
      process.executableURL = URL(filePath: path)
      process.arguments = ["-c", script]
      process.standardInput = try FileHandle(forReadingFrom: URL(filePath: file))
      let pipe = Pipe()
      process.standardOutput = pipe
      try process.run()
      let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0, "xml.etree refuses a document")
      return try JSONDecoder().decode([Read].self, from: output)
    }
  }

  @Test func `every picture is well-formed XML without scripts, and nothing is beside the sheet`() throws {
    var plots = RandomPlots(seed: 5)
    let documents = (0..<120).map { number in
      PlotSVG.document((0..<number % 4).map { _ in plots.next() }, title: RandomPlots.names[number % 11])
    }
    let allowed: Set = ["svg", "title", "style", "rect", "text", "tspan", "line"]
    for (number, read) in try Self.read(documents).enumerated() {
      #expect(Set(read.tags).isSubset(of: allowed), "\(number)")
      let size = read.size.compactMap(Int.init)
      for box in read.boxes {
        let numbers = box.dropFirst().map { Int($0) ?? 0 }
        #expect(numbers.allSatisfy { $0 >= 0 }, "\(number): \(box)")
        #expect(numbers[0] + numbers[2] <= size[0] && numbers[1] + numbers[3] <= size[1], "\(number): \(box)")
      }
    }
  }

  @Test func `text is escaped and names from anywhere are harmless`() throws {
    let plot = Plot(
      "<b>&", .count, .bars([.init("</text><script>x</script>", 3), .init("\u{1B}[31m]]>", 1)]))
    let document = PlotSVG.document([plot], title: "\u{0}\u{FFFE}&amp;")
    let read = try #require(try Self.read([document]).first)
    #expect(read.texts.contains("</text><script>x</script>") && read.texts.contains("␛[31m]]>"))
    #expect(!read.tags.contains("script"))
    #expect(read.titles.first?.hasSuffix("&amp;") == true)
  }

  @Test func `bars are as long as they are large, and only nought is nothing`() throws {
    let values: [Int64] = [400, 200, 100, 1, 0]
    let plot = Plot("t", .count, .bars(values.map { .init("n", $0) }))
    let read = try #require(try Self.read([PlotSVG.document([plot], title: "t")]).first)
    let widths = read.boxes.filter { $0[0] == "ink" }.compactMap { Int($0[3]) }
    try #require(widths.count == 5)
    // By one scale, to the pixel.
    #expect(abs(widths[0] - widths[1] * 2) <= 2 && abs(widths[1] - widths[2] * 2) <= 2)
    #expect(widths[3] >= 1 && widths[4] == 0 && widths[0] > 300)
  }

  @Test func `scales, words and shades are those of the screen`() throws {
    let series = Plot("Orders", .seconds, .series([.init("Mon", 600), .init("Tue", nil), .init("Wed", 270)]))
    let heat = Plot(
      "Busy", .count, .heatMap(rows: ["Mon"], columns: ["18", "19"], values: [[10, 40]]))
    let read = try #require(try Self.read([PlotSVG.document([series, heat], title: "Week")]).first)
    let ticks = PlotScale([600, 270], .seconds, ticks: 6).ticks.map { PlotWords(.seconds).tick($0) }
    for text in ticks + ["Mon", "Wed", "to 10", "to 40", "Orders min:s"] {
      #expect(read.texts.contains(text), "\(text)")
    }
    #expect(read.titles.contains("Wed: 4:30") && read.titles.contains("Mon 19: 40"))
    #expect(read.boxes.filter { $0[0] == "ink" && $0[4] != "14" }.count == 4)
  }

  @Test func `it is light on dark for who prefers that, and asks nobody for anything`() {
    let document = PlotSVG.document([Plot("t", .count, .bars([.init("a", 1)]))], title: "t")
    #expect(document.contains("prefers-color-scheme: dark") && document.contains("viewBox="))
    #expect(!document.contains("href") && !document.contains("url(") && !document.contains("@import"))
    #expect(document.components(separatedBy: "http").count == 2, "the namespace alone")
  }
}
