import Foundation
import Testing

extension Acceptance {
  /// What other programs read: metrics, completion, settings, pictures of the screen.
  @Suite struct Outputs {
    @Test(arguments: [false, true])
    func `metrics are Prometheus text`(throughSocket: Bool) throws {
      try ScratchHouse.with { house in
        if throughSocket { _ = try house.serve() }
        try house.done("order", "open")
        let lines = try house.done("metrics").lines
        for line in lines { #expect(PrometheusText.allows(line), "\(line)") }
        #expect(lines.contains { $0.hasPrefix("galley_") })
      }
    }

    @Test func `doctor finds nothing wrong with a sound house, config shows its settings`() throws {
      try ScratchHouse.with { house in
        try house.done("order", "open")
        let doctor = try house.galley("doctor")
        #expect(doctor.status == 0, "\(doctor.output)\(doctor.errors)")
        let config = try house.done("config").output
        for word in ["venue", "maple", "till"] { #expect(config.contains(word), "\(word)") }
      }
    }

    @Test func `S18: a settings file that cannot be read right is told with file and line`() throws {
      try ScratchHouse.with(settings: "venue = maple\nthis is no setting\n") { house in
        let refusal = try house.galley("order", "open")
        #expect(refusal.status != 0)
        #expect(refusal.errors.contains("galley.conf") && refusal.errors.contains("2"), "\(refusal.errors)")
        #expect(refusal.lines.isEmpty)
      }
    }

    @Test func `S18: a menu that is no menu is refused with its file, and the old one goes on`() throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        let half = String(Supper.menu.prefix(Supper.menu.count / 2))
        for (name, content) in [("empty", ""), ("half", half), ("binary", "\u{0}\u{1}\u{2}"), ("list", "[]")]
        {
          let path = try house.file("\(name).json", content)
          let refusal = try house.refused("menu", "import", path)
          #expect(refusal.errors.contains("\(name).json"), "\(refusal.errors)")
        }
        _ = try house.sendSupper()
      }
    }

    @Test func `bash takes its completion, zsh and fish get theirs`() throws {
      try ScratchHouse.with { house in
        let bash = try Programs.find("bash", package: "bash")
        let script = try house.file("completion", house.done("completion", "bash").outputBytes)
        #expect(try house.launch([bash, "-n", script]).finish(within: 10).status == 0)
        let sourced = try house.launch([bash, "-c", "source \"$0\" && complete -p galley", script])
        #expect(try sourced.finish(within: 10).status == 0)
        #expect(try house.done("completion", "zsh").output.contains("#compdef galley"))
        #expect(try house.done("completion", "fish").output.contains("complete -c galley"))
        #expect(try house.galley("completion", "tcsh").status == 2)
      }
    }

    @Test(arguments: [[80, 24], [120, 34], [240, 67], [40, 12], [120, 40]])
    func `screen draws any size as text, ANSI and SVG without a terminal`(size: [Int]) throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        let code = try house.sendSupper()
        func drawn(_ format: String) throws -> String {
          try house.done("screen", "kitchen", "--size", "\(size[0])x\(size[1])", "--format", format).output
        }
        let text = try drawn("text")
        let rows = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast()
        #expect(rows.count == size[1], "H lines, each ended")
        #expect(rows.allSatisfy { $0.last != 0x20 }, "trailing blanks are cut")
        #expect(rows.allSatisfy { Substring($0).count <= size[0] })
        #expect(text.contains(code))
        #expect(!text.contains("\u{1B}"))
        #expect(try drawn("ansi").contains("\u{1B}["))
        let svg = try drawn("svg")
        let parse =
          "import sys, xml.etree.ElementTree as x; assert x.parse(sys.stdin).getroot().tag.endswith('svg')"
        let parsed = try Programs.python(["-c", parse], input: house.file("screen.svg", svg))
        #expect(parsed.status == 0, "\(parsed.errors)")
        #expect(svg.contains(code))
        // A timer may tick between two pictures.
        try waitUntil("text to be what is drawn where no format is asked for") {
          try house.done("screen", "kitchen", "--size", "\(size[0])x\(size[1])").output == drawn("text")
        }
      }
    }
  }
}
