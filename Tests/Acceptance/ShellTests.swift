import Foundation
import Testing

extension Acceptance {
  /// The program as a shell's user meets it.
  @Suite struct Shell {
    private static let looks = [
      ["order", "list"], ["order", "list", "--all"], ["order", "show", "T4"], ["pay", "status", "T4"],
      ["state"],
      ["state", "--all"], ["events"], ["metrics"], ["peers"], ["menu", "list"], ["menu", "show"],
      ["menu", "example"],
      ["screen", "kitchen"], ["verify"], ["doctor"], ["config"], ["theme", "list"],
      ["complete", "order", "show", ""],
      ["order"], ["order", "open", "-h"],
    ]

    /// What only looks leaves nothing behind, not even the directory.
    @Test(arguments: looks) func `a command that only reads creates nothing`(_ words: [String]) throws {
      try ScratchHouse.with { house in
        let before = try FileManager.default.subpathsOfDirectory(atPath: house.root).sorted()
        let command = [try GalleyBinary.path(), "--data", house.root + "/nothing/at/all"] + words
        let finished = try house.launch(command).finish(within: ScratchHouse.commandLimit)
        #expect([0, 1, 3].contains(finished.status), "\(finished.errors)")
        #expect(try FileManager.default.subpathsOfDirectory(atPath: house.root).sorted() == before)
      }
    }

    @Test func `a log that is not there is said, and makes neither a sound log nor a healthy terminal`()
      throws
    {
      try ScratchHouse.with { house in
        #expect(try house.galley("verify").status == 3)
        #expect(try house.galley("doctor").status == 1)
        let list = try house.done("order", "list")
        #expect(
          list.output.hasPrefix("No orders.") && list.errors.contains("there is no log in \(house.data) yet"))
        #expect(try house.done("state").output == house.done("state", "--all").output)
      }
    }

    @Test(arguments: [false, true])
    func `--quiet answers with the short code alone`(throughSocket: Bool) throws {
      try ScratchHouse.with { house in
        if throughSocket { try house.serve() }
        let code = try house.done("order", "open", "--quiet", "--table", "T4").output
        #expect(code == "B01\n")
        try house.done(
          "order", "add", code.trimmingCharacters(in: .newlines), "--open-item", "Tea", "--price", "3")
        // With --json it is the events, as of every command that writes.
        #expect(try house.json("order", "open", "--quiet")["event_type"].string == "order_opened")
      }
    }

    @Test(arguments: [false, true])
    func `lists stand in columns on a terminal and in sentences elsewhere`(throughSocket: Bool) throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        if throughSocket { try house.serve() }
        let code = try house.done("order", "open", "--quiet", "--table", "T4", "--guests", "2").output
          .trimmingCharacters(in: .newlines)
        try house.done("order", "add", code, "m01", "--qty", "2")
        // A23: what only the waiter knows of is counted.
        #expect(
          try house.done("order", "list").output.hasPrefix("\(code) at T4: opened, 1 item, 1 not sent, "))
        for words in [["order", "list"], ["order", "list", "--all"]] {
          let lines = try house.done(words + ["--columns"]).lines
          #expect(
            lines.count == 2 && lines[0].hasPrefix("CODE  TABLE  GUESTS  STATUS  OPENED  ITEMS  NOT SENT"))
          #expect(lines.last?.hasPrefix("\(code)   T4          2  opened  ") == true, "\(lines)")
        }
        let bash = try Programs.find("bash", package: "bash")
        let line = house.commandLine(["order", "list"]).joined(separator: " ") + "; read"
        let shell = try house.terminal(columns: 80, rows: 24, running: [bash, "-c", line])
        try shell.waitFor("a table with headings") {
          $0.contains("CODE  TABLE") && $0.contains("\(code)   T4")
        }
        let page = try house.done("order", "show", code, "--columns").lines
        #expect(page.contains { $0.hasPrefix("#  QTY  DISH") } && page.contains { $0.contains("1    2  ") })
        #expect(try house.json("order", "show", code, "--columns")["short_code"].string == code)
      }
    }

    @Test func `the menu can be seen, and the example is one`() throws {
      try ScratchHouse.with { house in
        #expect(try house.galley("menu", "show").status == 1)
        #expect(try house.done("menu", "list").output.contains("galley menu example"))
        let path = try house.file("dinner.json", house.done("menu", "example").outputBytes)
        try house.done("menu", "import", path)
        try house.done("menu", "sold-out", "fries")
        let list = try house.done("menu", "list").lines
        #expect(
          list.contains("burger  Burger             17.90")
            && list.contains { $0.hasSuffix("4.50  sold out") })
        let dishes = try house.jsonLines("menu", "list")
        let fries = try #require(dishes.first { $0["id"].string == "fries" })
        #expect(
          fries["sold_out"] == .bool(true) && fries["price"].int == 450 && fries["section"].string == "grill")
        let page = try house.done("menu", "show").output
        for part in ["From the grill", "no onions", "bacon +2.00", "fri, sat 17:30 to 23:00", "SOLD OUT"] {
          #expect(page.contains(part), "\(part)")
        }
        // What is shown as JSON is what can be imported.
        let shown = try house.file("shown.json", house.done("menu", "show", "--json").outputBytes)
        try house.done("menu", "import", shown)
        #expect(
          try house.done("menu", "show", "--json").output == String(contentsOfFile: shown, encoding: .utf8))
      }
    }

    /// A19: any word was a zone, and the board's clock went wrong without a word.
    @Test func `a time zone is one that this machine knows`() throws {
      try ScratchHouse.with { house in
        for zone in ["Mars/Base", "UTC+2", "Europe", "leapseconds", "../etc/passwd"] {
          let refused = try house.refused("config", "set", "time_zone", zone)
          #expect(refused.errors.contains(zone), "\(refused.errors)")
        }
        #expect(
          try house.refused("config", "set", "time_zone", "europe/viena").errors
            .contains("did you mean Europe/Vienna?"))
        #expect(
          try house.done("complete", "config", "set", "time_zone", "Europe/Vie").lines == ["Europe/Vienna"])
        #expect(try house.galley("config", "get", "time_zone").status == 1)
        try house.done("config", "set", "time_zone", "Asia/Dubai")
        #expect(try house.done("config", "get", "time_zone").output == "Asia/Dubai\n")
        let json = try house.json("config", "get", "time_zone")
        #expect(json["value"].string == "Asia/Dubai" && json["source"]["from"].string == "log")
        #expect(try house.done("config", "get", "venue").output == "maple\n")
        #expect(try house.refused("config", "get", "time_zon").errors.contains("did you mean time_zone?"))
        #expect(
          try house.done("config").output.contains("\n# the log of the house\ntime_zone = Asia/Dubai\n"))
      }
      try ScratchHouse.with(settings: ScratchHouse.names + "time_zone = Mars/Base\n") { house in
        let refused = try house.galley("order", "open")
        #expect(
          refused.status == 2 && refused.errors.contains("galley.conf, line 4")
            && refused.errors.contains("Mars"))
      }
    }

    /// E4: bytes that are no text became marks, and two keys one.
    @Test(arguments: [
      ("order open --idempotency-key $'k\\xe8'", "argument 6"),
      ("--data $'caf\\xe9' order open", "argument 4"),
      ("order open --table=$'\\xff'", "argument 5"), ("order alert T4 $'nuts \\xc3'", "argument 6"),
    ])
    func `an argument that is no UTF-8 is refused by its place`(_ words: String, _ place: String) throws {
      try ScratchHouse.with { house in
        let bash = try Programs.find("bash", package: "bash")
        let line = "cd '\(house.root)' && exec '\(try GalleyBinary.path())' --data '\(house.data)' \(words)"
        let finished = try house.launch([bash, "-c", line]).finish(within: ScratchHouse.commandLimit)
        #expect(finished.status == 2 && finished.errors.contains(place), "\(finished.errors)")
        #expect(!FileManager.default.fileExists(atPath: house.data + "/log"))
        #expect(
          try FileManager.default.contentsOfDirectory(atPath: house.root).sorted() == [
            "data", "home", "tmp", "xdg",
          ])
      }
    }

    @Test func `a directory that the environment names in other bytes is refused`() throws {
      try ScratchHouse.with { house in
        let bash = try Programs.find("bash", package: "bash")
        let line =
          "cd '\(house.root)' && GALLEY_DATA=$'caf\\xe9' exec '\(try GalleyBinary.path())' order open"
        let finished = try house.launch([bash, "-c", line]).finish(within: ScratchHouse.commandLimit)
        #expect(finished.status == 2 && finished.errors.contains("GALLEY_DATA"), "\(finished.errors)")
      }
    }

    @Test(arguments: [false, true])
    func `completion offers what the house has`(throughSocket: Bool) throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        if throughSocket { try house.serve() }
        try house.done("order", "open", "--table", "T4")
        #expect(try house.done("complete", "order", "show", "").lines == ["B01", "T4"])
        #expect(try house.done("complete", "--", "order", "open", "--table", "T").lines == ["T4"])
        #expect(try house.done("complete", "order", "add", "B01", "m0").lines.contains("m01"))
        let elsewhere = [
          try GalleyBinary.path(), "complete", "--", "--data", house.data, "order", "show", "B",
        ]
        #expect(try house.launch(elsewhere).finish(within: ScratchHouse.commandLimit).lines == ["B01"])
      }
    }

    /// E3: which history counted depended on which file came first.
    @Test(arguments: [[0, 1], [1, 0]]) func `ingest keeps both histories of one name`(_ order: [Int]) throws {
      func event(_ second: Int, _ table: String) -> String {
        let id = "01a1f866-0d00-7000-8000-00000000000\(second)"
        return #"{"created_at":"2026-11-20T19:00:0\#(second).000Z","order_id":"\#(id)","#
          + #""event_type":"order_opened","entity_type":"order","payload":{"short_code":"C0\#(second)","#
          + #""currency":"EUR","order_type":"dine_in","table_id":"\#(table)"}}"#
      }
      let histories = [
        try IndependentCheck.forge(origin: "bar-00000001", events: "\(event(1, "T1")),\(event(2, "T2"))"),
        try IndependentCheck.forge(origin: "bar-00000001", events: "\(event(3, "T3")),\(event(4, "T4"))"),
      ]
      try ScratchHouse.with { house in
        for (place, history) in order.map({ histories[$0] }).enumerated() {
          let file = try house.file("\(place)", history.map { $0 + "\n" }.joined())
          let report = try house.json("ingest", file)
          #expect(report["new"].int == 2 && report["waiting"].int == 0, "\(report)")
        }
        #expect(try Set(house.events()) == Set(histories.joined()))
        #expect(
          try house.jsonLines("order", "list").compactMap { $0["table_id"].string } == [
            "T1", "T2", "T3", "T4",
          ])
        #expect(try house.galley("verify").status == 0)
        // E6: a terminal that holds a stranger's fork says so.
        let doctor = try house.galley("doctor")
        #expect(
          doctor.status == 1 && doctor.output.contains("bar-00000001") && doctor.output.contains("copied"))
      }
    }

    /// What the README tells a newcomer to type, from installing to a closed order, as it stands there.
    @Test func `the steps of the README work`() throws {
      try ScratchHouse.with { house in
        let readme = try String(contentsOf: Checkout.root.appending(path: "README.md"), encoding: .utf8)
        let use = try #require(readme.range(of: "## Use it"))
        let blocks = readme[use.upperBound...].components(separatedBy: "```")
        try #require(blocks.count > 4 && blocks[1].hasPrefix("sh\n") && blocks[3].hasPrefix("sh\n"))
        let steps = (blocks[1].dropFirst(3) + blocks[3].dropFirst(3))
          .replacingOccurrences(of: "galley kitchen ", with: "galley screen kitchen ")
          .replacingOccurrences(of: ".build/release/galley", with: try GalleyBinary.path())
          .replacingOccurrences(of: "/usr/local/bin/", with: "\(house.root)/bin/")
          .replacingOccurrences(of: "/usr/", with: "\(house.root)/usr/")
          .replacingOccurrences(of: "dinner.json", with: "\(house.root)/dinner.json")
        try makeDirectory(house.root + "/bin")
        let bash = try Programs.find("bash", package: "bash")
        let script = "set -eu; PATH='\(house.root)/bin':$PATH; cd '\(Checkout.root.path)'\n\(steps)"
        let finished = try house.launch([bash, "-c", script]).finish(within: 60)
        #expect(finished.status == 0, "\(finished.output)\(finished.errors)")
        #expect(FileManager.default.fileExists(atPath: house.root + "/usr/local/share/man/man1/galley.1"))
        #expect(
          FileManager.default.fileExists(atPath: house.root + "/usr/local/share/man/man5/galley.conf.5"))
        #expect(finished.output.hasSuffix(": closed\n"), "\(finished.output)")
      }
    }

    /// E1: an event that makes no sense made an order of nothing.
    @Test func `what nobody opened is no order`() throws {
      let line = try IndependentCheck.forge(
        origin: "bar-00000001",
        events:
          #"{"created_at":"2026-11-20T19:00:00.000Z","order_id":"01a1f866-0d00-7000-8000-000000000001","#
          + #""event_type":"status_changed","entity_type":"order","payload":{"from":1,"to":"eaten"}}"#)
      try ScratchHouse.with { house in
        try house.done("ingest", try house.file("line", line[0] + "\n"))
        #expect(try house.done("order", "list", "--all").output.isEmpty)
        #expect(try house.jsonLines("order", "list", "--all").isEmpty)
      }
    }
  }
}
