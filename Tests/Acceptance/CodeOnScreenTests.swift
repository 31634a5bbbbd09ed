import Foundation
import TestAids
import Testing

extension Sweeps {
  /// The code that leads a guest to a payment, as a camera before a real terminal sees it: zbarimg reads the whole
  /// captured screen, and what it forgives and a telephone does not is measured.
  @Suite struct CodeOnScreen {
    /// An address, and the window that has room for its code.
    private struct Case {
      let table: String
      let bytes: Int
      let columns: Int
      let rows: Int
    }

    private static let short = Case(table: "T4", bytes: 40, columns: 80, rows: 24)
    private static let long = Case(table: "T5", bytes: 400, columns: 120, rows: 42)

    /// What a terminal is told of its colours.
    private enum Depth: String, CaseIterable {
      case trueColour = "TERM=tmux-direct COLORTERM=truecolor"
      case many = "TERM=tmux-256color"
      case eight = "TERM=screen"
      case none = "TERM=tmux-256color NO_COLOR=1"
    }

    /// A theme, with the colours of a terminal that looks like it.
    private struct Look {
      let theme: String
      let ink: UInt32
      let ground: UInt32
    }

    @Test func `07: the code is read off a table's screen, in every theme and depth`() throws {
      try Self.withBills { house in
        try Self.sweep(house, [Self.short, Self.long]) { house, place in ["table", place.table] }
      }
    }

    @Test func `07: pay start --qr prints the code whole, in every theme and depth`() throws {
      try Self.withBills { house in
        // A command asks for no more than eight colours.
        try Self.sweep(house, [Self.short, Self.long], [.eight, .none], thenWaits: true) { _, place in
          ["pay", "start", place.table, "--qr"]
        }
      }
    }

    @Test func `07: the console shows the code to a guest who leans over, in every theme`() throws {
      try Self.withBills { house in
        // The colours are the table's; two depths show that they are.
        try Self.sweep(house, [Self.long], [.trueColour, .none]) { _, _ in
          ["staff"]
        } press: { screen, place in
          try screen.waitFor(text: place.table)
          try screen.type("pay start \(place.table)")
          try screen.press("Enter")
        }
      }
    }

    @Test func `a waiter types pay start, and sees the guest's payment come in`() throws {
      try Self.withBills { house in
        let staff = try house.screen("staff", columns: 120, rows: 40)
        try staff.waitFor(text: "T5")
        try staff.type("pay start T5")
        try staff.press("Enter")
        try staff.waitFor(text: "Scan this to pay")
        let capture = Capture(try staff.styledScreen(), columns: 120, ink: 0xE4E4E4, ground: 0x121212)
        _ = try SeenCode(on: capture)
        #expect(try Self.read(capture) == Self.address(Self.long, house))
        try house.done("pay", "release", "T5")
        try staff.waitFor("the payment that was stopped") { $0.contains("Not paid") && !$0.contains("█") }
        try staff.press("Escape")
        try staff.waitFor("the board") { $0.contains("T4") && $0.contains("T5") }
      }
    }

    @Test func `a font with whole blocks alone gets a code of whole blocks`() throws {
      try Self.withBills { house in
        let place = Case(table: "T4", bytes: 40, columns: 120, rows: 42)
        let screen = try house.screen("--letters", "full", "table", "T4", columns: 120, rows: 42)
        try screen.waitFor("the code") { Self.isWhole($0) }
        let capture = Capture(try screen.styledScreen(), columns: 120, ink: 0xE4E4E4, ground: 0x121212)
        // Of each module the upper half of its left column.
        let every = Capture(
          rows: stride(from: 0, to: capture.rows.count - 1, by: 2).map { row in
            stride(from: 0, to: 119, by: 2).map { capture.rows[row][$0] }
          })
        _ = try SeenCode(on: every)
        #expect(try Self.read(capture) == Self.address(place, house))
      }
    }

    @Test func `400 bytes at 80×24 say what is missing`() throws {
      try Self.withBills { house in
        let address = try Self.address(Self.long, house)
        let table = try house.screen("table", "T5", columns: 80, rows: 24)
        try table.waitFor(text: "The QR code wants a window of 80 columns and 41 rows")
        let shown = try table.screen()
        #expect(shown.contains("this one has 80 and 24."), "\(shown)")
        #expect(shown.filter { !$0.isWhitespace }.contains(address), "\(shown)")
        #expect(!shown.contains("█"), "\(shown)")
        // What it wants is enough.
        try table.resize(columns: 80, rows: 41)
        try table.waitFor("the code") { Self.isWhole($0) }
        let capture = Capture(try table.styledScreen(), columns: 80, ink: 0xE4E4E4, ground: 0x121212)
        _ = try SeenCode(on: capture)
        #expect(try Self.read(capture) == address)

        let command = house.commandLine(["pay", "start", "T5", "--qr"])
        let shell = try house.terminal(
          columns: 80, rows: 24, running: ["sh", "-c", "\(Self.quoted(command)); exec cat"])
        try shell.waitFor(text: "The code wants a window of 77 columns and 41 rows.")
      }
    }

    @Test func `the house's short link is what a small window shows`() throws {
      try Self.withBills(link: "https://pay.house.example") { house in
        let table = try house.screen("table", "T5", columns: 80, rows: 24)
        try table.waitFor("the code") { Self.isWhole($0) }
        let capture = Capture(try table.styledScreen(), columns: 80, ink: 0xE4E4E4, ground: 0x121212)
        _ = try SeenCode(on: capture)
        let read = try Self.read(capture)
        #expect(read.wholeMatch(of: /https:\/\/pay\.house\.example\/p\/[A-Z2-7]{16}/) != nil, "\(read)")
      }
    }
  }
}

extension Sweeps.CodeOnScreen {
  /// Two tables at the bill, each with a payment begun: T4 with an address of 40 bytes, T5 with one of 400.
  private static func withBills(link: String? = nil, _ body: (ScratchHouse) throws -> Void) throws {
    let python = try Programs.find("python3", package: "python3")
    let settings =
      ScratchHouse.names + "partner.pay.command = \(python) \(Checkout.script("code_partner.py"))\n"
      + (link.map { "pay.link_base = \($0)\n" } ?? "")
    try ScratchHouse.with(settings: settings) { house in
      try house.serve()
      try house.importSupper()
      let secret = try house.file("secret", "none\n")
      try house.done("partner", "enable", "stripe", "--name", "pay", "--secret-key-file", secret)
      for place in [short, long] {
        let code = try house.open("--table", place.table).code
        let price = "\(place.bytes / 100).\(place.bytes % 100 < 10 ? "0" : "")\(place.bytes % 100)"
        try house.done("order", "add", code, "--open-item", "Soup", "--price", price)
        try house.done("order", "submit", code)
        try house.done("order", "bill", code)
        try house.done("pay", "start", code)
      }
      try describeDirectColour(in: house)
      try body(house)
    }
  }

  /// tmux with direct colour, as ncurses-term has it: made here, so that the test does not hang on that package.
  private static func describeDirectColour(in house: ScratchHouse) throws {
    let entry = try house.file(
      "direct.ti",
      """
      tmux-direct|tmux with direct colour for a test,
      \tRGB, colors#0x1000000, pairs#0x7FFF, op=\\E[39;49m,
      \tsetab=\\E[%?%p1%{8}%<%t4%p1%d%e48;2;%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%d%;m,
      \tsetaf=\\E[%?%p1%{8}%<%t3%p1%d%e38;2;%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%d%;m,
      \tinitc@, oc@, setf@, setb@, ccc@, use=tmux-256color,

      """)
    let tic = try Programs.find("tic", package: "ncurses-bin")
    let made = try house.launch([tic, "-x", "-o", "\(house.root)/terminfo", entry]).finish(within: 10)
    guard made.status == 0 else { throw Failure("tic: \(made.errors)") }
  }

  private static func address(_ place: Case, _ house: ScratchHouse) throws -> String {
    let started = try house.jsonLines("events", "--order", place.table)
      .last { $0["event_type"] == .string("payment_started") }
    guard let url = started?["payload"]["url"].string, url.utf8.count == place.bytes else {
      throw Failure("\(place.table) has no address of \(place.bytes) bytes: \(String(describing: started))")
    }
    return url
  }

  /// Those of the checkout, with what each writes its text in; the built-in one has no file.
  private static func looks() throws -> [Look] {
    let folder = Checkout.root.appendingPathComponent("themes")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
      $0.hasSuffix(".theme")
    }
    var looks = [Look(theme: "default", ink: 0xE4E4E4, ground: 0x121212)]
    for file in files.sorted() where file != "default.theme" {
      let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
      let line = text.firstMatch(of: /(?m)^text = #([0-9a-f]{6})\S* #([0-9a-f]{6})/)
      let colours = line.flatMap { line in
        UInt32(line.1, radix: 16).flatMap { ink in UInt32(line.2, radix: 16).map { (ink, $0) } }
      }
      // One that does not say has those of what it inherits.
      let (ink, ground) = colours ?? (looks[0].ink, looks[0].ground)
      looks.append(Look(theme: String(file.dropLast(".theme".count)), ink: ink, ground: ground))
    }
    return looks
  }

  /// Every place in every theme and depth, all of them at once.
  ///
  /// - Parameter thenWaits: whether the command ends by itself, and the terminal is to stay.
  private static func sweep(
    _ house: ScratchHouse, _ places: [Case], _ depths: [Depth] = Depth.allCases, thenWaits: Bool = false,
    _ words: (ScratchHouse, Case) -> [String], press: (Tmux, Case) throws -> Void = { _, _ in }
  ) throws {
    var read: [[UInt8]: String] = [:]
    for place in places {
      let address = try address(place, house)
      let screens = try looks().flatMap { look in
        try depths.map { depth in
          let command = house.commandLine(["--theme", look.theme] + words(house, place))
          let script = thenWaits ? "\(quoted(command)); echo \(end); exec cat" : "exec \(quoted(command))"
          let screen = try house.terminal(
            columns: place.columns, rows: place.rows,
            running: ["env", "TERMINFO=\(house.root)/terminfo"]
              + depth.rawValue.split(separator: " ").map(String.init) + ["sh", "-c", script])
          return (look, depth, screen)
        }
      }
      for (_, _, screen) in screens { try press(screen, place) }
      for (look, depth, screen) in screens {
        defer { screen.close() }
        let name = "\(place.bytes) bytes, \(look.theme), \(depth)"
        try screen.waitFor("a code, \(name)") { thenWaits ? $0.contains(Self.end) : isWhole($0) }
        let capture = Capture(
          try screen.styledScreen(), columns: place.columns, ink: look.ink, ground: look.ground)
        do { _ = try SeenCode(on: capture) } catch { Issue.record("\(name): \(error)") }
        let (light, _) = capture.pixels
        let text = try read[light] ?? Self.read(capture)
        read[light] = text
        if text != address { Issue.record("\(name): read as “\(text)”") }
      }
    }
  }

  /// A page is drawn from the top: below its code the keys stand, or the status line.
  private static func isWhole(_ screen: String) -> Bool {
    guard screen.contains("Scan this to pay"), let last = screen.splitLines.last else { return false }
    return last.contains("Esc back") || last.contains("Back") || last.contains("all saved")
  }

  /// What stands below all that a command printed.
  private static let end = "end-of-output"

  private static func quoted(_ command: [String]) -> String {
    command.map { "'\($0)'" }.joined(separator: " ")
  }

  private static func read(_ capture: Capture) throws -> String {
    let (light, width) = capture.pixels
    return String(decoding: try Zbar.bytes(of: light, widthPixels: width), as: UTF8.self)
  }
}
