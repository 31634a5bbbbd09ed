import Foundation
import Glibc
import Testing

extension Acceptance {
  /// The socket of one table, spoken to by hand as no screen of ours would.
  @Suite struct TableSocket {
    /// Contract, section 6, "The table's screen", and the flags that go with each: all else is refused.
    private static let theirs: [String: Set<String>] = [
      "pay start": ["participant", "share", "tip", "qr"], "pay split": ["ways"],
      "pay method": ["participant"],
      "pay arm": ["participant", "max", "scope", "consent"], "pay disarm": ["participant"],
      "order open": ["table", "guests", "type", "quiet"], "order add": ["qty", "modifier", "note"],
      "order submit": [], "order remove": [], "order quantity": [], "order undo": [], "order alert": [],
      "order bill": [], "order complete": [], "order show": ["columns"], "participant join": ["name"],
      "menu show": [], "pay status": [],
      "voice say": ["confidence", "surface", "order", "participant"],
      "voice listen": ["surface", "order", "participant", "trust"],
      "voice confirm": ["surface"], "voice undo": ["surface", "order"],
    ]

    @Test func `S9 and S19: every command with every flag is refused, but those of a table's guests`() throws
    {
      try ScratchHouse.with { house in
        try house.serve(["--table-socket", "T4"])
        try house.importSupper()
        let code = try house.sendSupper()
        try house.done("order", "add", code, "m07")
        let lines = try house.events()
        let socket = try RawSocket(house.data + "/table-T4.sock")
        let commands = try Self.commands(in: house)
        #expect(commands.count > 50 && Set(commands.map(\.name)).isSuperset(of: Self.theirs.keys))
        let common = try Self.flags(in: house.done("help").output)
        #expect(Set(common.map(\.name)).isSuperset(of: ["as", "anyway", "data", "config", "json"]))
        var tried = 0
        for command in commands {
          let words = command.name.split(separator: " ").map(String.init) + command.operands
          let own = Self.theirs[command.name]
          if own == nil {
            let answer = try socket.run(words)
            #expect(answer.status == 1, "\(words): \(answer)")
          }
          let allowed = own.map { $0.union(["json", "idempotency-key"]) } ?? []
          let asks = own != nil && command.operands.first == "T4" ? ["participant"] : []
          for flag in Self.everyFlag(commands, common) where !allowed.union(asks).contains(flag.name) {
            let answer = try socket.run(words + ["--\(flag.name)"] + (flag.hasValue ? ["T4"] : []))
            #expect(answer.status == 1 && !answer.text.isEmpty, "\(words) --\(flag.name): \(answer)")
            tried += 1
          }
        }
        #expect(tried > 2_500)
        #expect(try house.events() == lines, "nothing was written")
      }
    }

    private struct Flag: Hashable {
      let name: String
      let hasValue: Bool
    }

    private struct Command {
      let name: String
      let operands: [String]
      let flags: [Flag]
    }

    /// All commands, as `galley help` lists them.
    private static func commands(in house: ScratchHouse) throws -> [Command] {
      let names = try house.done("help").lines.filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
        .map { String($0.dropFirst(2)).replacing(#/ {2}.*/#, with: "") }
        .filter { $0.first?.isLowercase == true && !$0.hasPrefix("galley") }
      return try names.map { name in
        let page = try house.done(["help"] + name.split(separator: " ").map(String.init)).output
        let usage = page.split(separator: "\n\n").first ?? ""
        let operands = usage.dropFirst("galley \(name)".count)
          .replacing(#/\[--[^\]]*\]|--[a-z-]+ [A-Za-z0-9:|-]+/#, with: "")
          .split(whereSeparator: { !$0.isLetter })
          .map { ["CODE": "T4", "ITEM": "1", "N": "2"][String($0)] ?? "x" }
        return Command(name: name, operands: operands, flags: flags(in: page))
      }
    }

    private static func flags(in page: String) -> [Flag] {
      page.matches(of: /\n  --([a-z-]+)( [A-Za-z0-9:|-]+)?/).map {
        Flag(name: String($0.1), hasValue: $0.2 != nil)
      }
    }

    private static func everyFlag(_ commands: [Command], _ common: [Flag]) -> [Flag] {
      Array(Set(commands.flatMap(\.flags) + common)).sorted { $0.name < $1.name }
    }

    @Test func `S21: a guest opens, adds and sends, as a guest, at the menu's prices`() throws {
      try ScratchHouse.with { house in
        try house.serve(["--table-socket", "T4"])
        try house.importSupper()
        let socket = try RawSocket(house.data + "/table-T4.sock")
        for line in [
          "order open --guests 2", "participant join T4 --name Ann", "order add T4 m02 --participant P1",
          "order add T4 m07 --qty 2", "order submit T4 --participant P1",
        ] {
          let answer = try socket.run(line)
          #expect(answer.status == 0, "\(line): \(answer)")
        }
        let order = try house.show("T4")
        #expect(order["total"] == .int(Supper.pho + 2 * Supper.water))
        let person = try #require(order["participants"][0]["participant_id"].string)
        let id = try #require(order["order_id"].string)
        let events = try house.events("--order", id).map { try Json(text: $0) }
        #expect(events.allSatisfy { $0["source"] == .string("guest") })
        #expect(events.map { $0["actor"].string } == ["till", "till", person, "till", person])
        for line in ["order add T4 m02 --price 1", "order add T4 --open-item Gift --price 0.01"] {
          #expect(try socket.run(line).status == 1)
        }
        #expect(try socket.run("order add T4 m99").status == 1)
        #expect(try socket.run("menu show --json").text.contains("\"supper\""))
      }
    }

    @Test func `S9: what the kitchen has is not changed from a table, and a sending is taken back for 10 s`()
      throws
    {
      try ScratchHouse.with { house in
        try house.serve(["--table-socket", "T4"])
        try house.importSupper()
        let code = try house.sendSupper()
        let socket = try RawSocket(house.data + "/table-T4.sock")
        #expect(try socket.run("order undo T4").status == 1, "staff sent it")
        for line in ["order remove T4 1", "order quantity T4 1 1", "order quantity T4 1 5"] {
          #expect(try socket.run(line).status == 1)
        }
        for line in [
          "order add T4 m07", "order quantity T4 3 2", "order submit T4", "order undo T4",
          "order remove T4 3",
        ] {
          let answer = try socket.run(line)
          #expect(answer.status == 0, "\(line): \(answer)")
        }
        try house.done("order", "alert", code, "nuts")
        #expect(try socket.run(["order", "alert", "T4", ""]).status == 1)
        #expect(try socket.run("order alert T4 sesame").status == 0)
        #expect(try socket.run("order undo T4").status == 1)
        #expect(try house.show(code)["alerts"].elements.count == 2)
      }
    }

    @Test func `S21: an order of another table does not exist here, whichever way it is named`() throws {
      try ScratchHouse.with { house in
        try house.serve(["--table-socket", "T4"])
        try house.importSupper()
        let own = try house.open("--table", "T4")
        let other = try house.open("--table", "T5")
        try house.done("order", "add", other.code, "m03", "--note", "quietly")
        let lines = try house.events()
        let socket = try RawSocket(house.data + "/table-T4.sock")
        socket.send("A")
        var told: [UInt8] = []
        while let frame = try socket.frame() {
          told += frame.content
          if frame.kind == "S" { break }
        }
        #expect(String(decoding: told, as: UTF8.self).contains(own.id))
        for name in [
          other.code, other.id, String(other.id.suffix(6)), "T5", "t5", "5", other.code.lowercased(),
        ] {
          for line in [
            "order show", "pay status", "order add", "order submit", "order alert", "participant join",
          ] {
            let words =
              line.split(separator: " ").map(String.init) + [name] + (line == "order add" ? ["m01"] : [])
            let answer = try socket.run(words + (line == "order alert" ? ["nuts"] : []) + ["--json"])
            #expect(answer.status == 1 && answer.text.contains("not_found"), "\(words): \(answer)")
            told += answer.text.replacing("“\(name)”", with: "").utf8
          }
        }
        let text = String(decoding: told, as: UTF8.self)
        for word in [other.id, "\"\(other.code)\"", "quietly", "Tantanmen,"] {
          #expect(!text.contains(word), "\(word)")
        }
        #expect(try house.events() == lines)
      }
    }

    @Test func `08: the first touch begins the table's visit, once, and an untouched screen is none`() throws
    {
      try ScratchHouse.with { house in
        try house.serve(["--table-socket", "T4"])
        try house.importSupper()
        func views() throws -> [Json] {
          try house.events().map { try Json(text: $0) }.filter { $0["event_type"] == .string("menu_viewed") }
        }
        let screens = try (1...2).map { _ in try RawSocket(house.data + "/table-T4.sock") }
        for screen in screens { screen.send("A") }
        #expect(try screens[0].run("menu show").status == 0)
        #expect(try views().isEmpty)
        for screen in screens + screens { screen.send("H") }
        for screen in screens { #expect(try screen.run("menu show").status == 0) }
        try waitUntil("the visit to be written") { try views().count == 1 }
        #expect(try screens[1].run("order open").status == 0)
        let view = try #require(try views().first)
        #expect(view["source"] == .string("guest") && view["payload"]["table_id"] == .string("T4"))
        let opened = try Json(text: try #require(house.events().last))
        #expect(opened["payload"]["session_id"] == view["entity_id"])
        #expect(try views().count == 1)
      }
    }

    @Test func `S4: whoever does not speak as a screen is let go, and the house goes on`() throws {
      try ScratchHouse.with { house in
        let serve = try house.serve(["--table-socket", "T4"])
        try house.importSupper()
        let path = house.data + "/table-T4.sock"
        let wrong: [(String, (RawSocket) -> Void)] = [
          ("bytes that are none", { $0.send([UInt8](repeating: 0xFF, count: 64)) }),
          ("a frame of a gibibyte", { $0.send([0x52, 0x40, 0, 0, 0]) }),
          ("a command of 17 KiB", { $0.send("R", [UInt8](repeating: 0x20, count: 17 << 10)) }),
          ("no list of words", { $0.send("R", Array("{}".utf8)) }), ("input", { $0.send("I", [1]) }),
          ("the log's position", { $0.send("F") }), ("another table", { $0.send("T", Array("T5".utf8)) }),
          ("event lines", { $0.send("L", Array("{}\n".utf8)) }),
        ]
        for (what, send) in wrong {
          let socket = try RawSocket(path)
          send(socket)
          #expect(try socket.frame() == nil, "\(what)")
        }
        #expect(!UnixSocket.answers(at: house.data + "/table-T5.sock"))
        // A seventeenth screen is one too many.
        let screens = try (1...16).map { _ in try RawSocket(path) }
        for screen in screens { #expect(try screen.run("menu show").status == 0) }
        #expect(try RawSocket(path).frame() == nil)
        #expect(try screens[0].run("menu show").status == 0)
        #expect(serve.advance(milliseconds: 0) == nil)
      }
    }

    @Test func `S10 and S12: the socket is this user's alone, and takes no other file's place`() throws {
      try ScratchHouse.with { house in
        let path = house.data + "/table-T4.sock"
        let serve = try house.serve(["--table-socket", "T4"])
        #expect(try mode(of: path) == 0o600)
        serve.signal(SIGTERM)
        #expect(try serve.exit(within: 10) == 0)
        #expect(!FileManager.default.fileExists(atPath: path), "it goes with the terminal")
        let victim = try house.file("victim", "mine\n")
        for make in [{ symlink(victim, path) }, { link(victim, path) }, { mkdir(path, 0o700) }] {
          #expect(make() == 0)
          let refused = try house.galley("serve", "--table-socket", "T4")
          #expect(refused.status == 3 && refused.errors.contains("table-T4.sock"), "\(refused.errors)")
          #expect(try bytes(of: victim) == Array("mine\n".utf8))
          #expect(remove(path) == 0)
        }
        for name in ["../T4", "T/4", "", "T 4", "Ü"] {
          let refused = try house.galley("serve", "--table-socket", name)
          #expect(
            refused.status == 2 && refused.errors.contains("no name for a table's screen"),
            "\(refused.errors)")
        }
      }
    }
  }
}
