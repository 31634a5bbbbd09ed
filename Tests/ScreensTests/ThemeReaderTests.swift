import Testing

@testable import Screens

/// Theme files: what they say, and what is said of those that make no sense (S18).
@Suite struct ThemeReaderTests {
  private func theme(_ files: [String: String], _ name: String = "one") throws(ThemeFault) -> Theme {
    try ThemeReader.theme(name) { wanted in
      files[wanted].map { ThemeSource(file: "/x/\(wanted).theme", bytes: Array($0.utf8)) }
    }
  }

  private func fault(_ files: [String: String], _ name: String = "one") -> ThemeFault? {
    do throws(ThemeFault) {
      _ = try theme(files, name)
      return nil
    } catch {
      return error
    }
  }

  @Test func theDefaultThemesFileIsTheBuiltInTheme() throws {
    let source = try ThemeFiles.source("default")
    let document = try ThemeDocument(file: source.file, bytes: source.bytes)
    #expect(Set(document.rows.keys) == Set(Role.themed))
    let read = try ThemeReader.theme("copy") { _ in source }
    #expect(read.palette == Theme.default.palette)
    for role in Role.allCases { #expect(read.look(of: role) == Theme.default.look(of: role), "\(role)") }
  }

  @Test func coloursNumbersAndAttributes() throws {
    let theme = try theme([
      "one": "# a comment = #\n\n  codeNew =\t#5fd7ff/81/14/6 #000000/16/0/0 bold underline | reverse \r\n"
    ])
    let look = theme.look(of: .codeNew)
    #expect(look.foreground == Paint(0x5FD7FF, of256: 81, of16: 14, of8: 6))
    #expect(look.background == Paint(0x000000, of256: 16, of16: 0, of8: 0))
    #expect(look.attributes == [.bold, .underline] && look.attributesWithoutColours == .reverse)
    #expect(theme.name == "one" && theme.look(of: .text) == Theme.default.look(of: .text))
  }

  @Test func withoutABarTheAttributesStayAndAnEmptyOneTakesThemAll() throws {
    let theme = try theme(["one": "key = #ffffff #000000 bold\nhelp = #ffffff #000000 strike |"])
    #expect(theme.look(of: .key).attributesWithoutColours == .bold)
    #expect(theme.look(of: .help).attributes == .strike)
    #expect(theme.look(of: .help).attributesWithoutColours.isEmpty)
  }

  /// By hand: pure red is 196 of xterm's cube; of the palette below red is 9 of 16, and 1 of the first 8.
  @Test func numbersThatAreNotGivenAreTheNearest() throws {
    let grey = Array(repeating: "#808080", count: 6).joined(separator: " ")
    let theme = try theme([
      "one": "key = #ff0000 #000000\npalette = #000000 #aa0000 \(grey) #101010 #fe0000 \(grey)"
    ])
    #expect(theme.look(of: .key).foreground == Paint(0xFF0000, of256: 196, of16: 9, of8: 1))
    #expect(theme.look(of: .key).background == Paint(0x000000, of256: 16, of16: 0, of8: 0))
  }

  @Test func whatWouldComeOutLikeItsBackgroundIsMadeReadable() throws {
    let theme = try theme(["one": "key = #fe0000 #ff0000"])
    let look = theme.look(of: .key)
    // Of the built-in palette white is read best on its dark red.
    #expect(
      look.foreground.of16 == 15 && look.foreground.of8 == 7 && look.foreground.of256 != look.background.of256
    )
  }

  @Test func aThemeInheritsWhatItDoesNotSay() throws {
    let files = [
      "one": "inherits = two\nkey = #111111 #222222\n",
      "two": "key = #333333 #444444\nhelp = #555555 #666666",
    ]
    let theme = try theme(files)
    #expect(theme.look(of: .key).foreground.rgb == RGB(0x111111))
    #expect(theme.look(of: .help).foreground.rgb == RGB(0x555555))
    #expect(theme.look(of: .text) == Theme.default.look(of: .text))
    #expect(theme.palette == Theme.default.palette)
  }

  @Test func defaultIsBuiltInWhateverLiesAbout() throws {
    #expect(try theme(["default": "nonsense"], "default") == Theme.default)
  }

  @Test func s18WhatMakesNoSenseIsOneSentenceWithItsLine() {
    let colours = "#000000 #ffffff"
    let cases: [(String, Int, ThemeFault.Reason)] = [
      ("\nkey", 2, .noEquals), ("a b = \(colours)", 1, .noEquals), (" = \(colours)", 1, .noEquals),
      ("ink = \(colours)", 1, .unknownRole("ink")), ("Key = \(colours)", 1, .unknownRole("Key")),
      ("key = \(colours)\nkey = \(colours)", 2, .twice("key")), ("key =", 1, .tooFewColours("key")),
      ("key = #000000", 1, .tooFewColours("key")), ("key = red #000000", 1, .noColour("red")),
      ("key = #00000 #000000", 1, .noColour("#00000")), ("key = #+00000 #000000", 1, .noColour("#+00000")),
      ("key = #000000/1/2 #000000", 1, .noColour("#000000/1/2")),
      ("key = #000000/256/1/1 #000000", 1, .noColour("#000000/256/1/1")),
      ("key = #000000/1/16/1 #000000", 1, .noColour("#000000/1/16/1")),
      ("key = #000000/1/1/8 #000000", 1, .noColour("#000000/1/1/8")),
      ("key = #000000/1/1/+1 #000000", 1, .noColour("#000000/1/1/+1")),
      ("key = \(colours) italic", 1, .unknownAttribute("italic")),
      ("key = \(colours) bold # note", 1, .unknownAttribute("#")),
      ("key = \(colours) bold | | bold", 1, .unknownAttribute("|")),
      ("palette = \(colours)", 1, .noPalette(count: 2)),
      ("palette = \(colours)\npalette =", 1, .noPalette(count: 2)),
      ("key = \(colours)\0", 1, .noText), ("inherits = ../two", 1, .noName("../two")),
      ("inherits =", 1, .noName("")), ("\ninherits = three", 2, .missing("three")),
      ("inherits = default\ninherits = two", 2, .twice("inherits")), ("inherits = one", 1, .circle("one")),
    ]
    for (text, line, reason) in cases {
      let said = fault(["one": text])
      #expect(said == ThemeFault(file: "/x/one.theme", line: line, reason), "\(text)")
      let sentence = said?.description ?? ""
      #expect(sentence.hasPrefix("/x/one.theme, line \(line): ") && !sentence.contains("\n"))
    }
  }

  @Test func s18WhatIsNoTextIsRefused() {
    let bytes = Array("key = #000000 #ffffff\n".utf8) + [0xFF, 0xFE]
    let error = #expect(throws: ThemeFault.self) {
      try ThemeReader.theme("one") { _ in ThemeSource(file: "one.theme", bytes: bytes) }
    }
    #expect(error == ThemeFault(file: "one.theme", line: 2, .noText))
  }

  @Test func aFileOf64KiBIsReadAndOneOfAByteMoreIsNot() {
    let limit = 64 << 10
    let full = "#" + String(repeating: "x", count: limit - 1)
    #expect(fault(["one": full]) == nil)
    #expect(fault(["one": full + "x"]) == ThemeFault(file: "/x/one.theme", .tooLong))
  }

  @Test func themesInheritEightDeepAndNotNine() {
    var files: [String: String] = [:]
    for number in 1...8 { files["t\(number)"] = "inherits = t\(number + 1)" }
    files["t8"] = "inherits = default"
    #expect(fault(files, "t1") == nil)
    files["t8"] = "inherits = t9"
    files["t9"] = ""
    #expect(fault(files, "t1") == ThemeFault(file: "/x/t8.theme", line: 1, .tooDeep))
  }

  @Test func aCircleOfSeveralIsRefused() {
    let files = ["one": "inherits = two", "two": "\ninherits = one"]
    #expect(fault(files) == ThemeFault(file: "/x/two.theme", line: 2, .circle("one")))
  }

  @Test(arguments: ["", "Light", "a/b", "..", "a.b", "ä", String(repeating: "a", count: 41)])
  func aNameThatCouldBeAPathIsNone(name: String) {
    #expect(!ThemeReader.isName(name))
    #expect(fault([:], name) == ThemeFault(file: "", .noName(name)))
  }
}
