import Foundation
import Testing

extension Acceptance {
  /// S9: every command by every role from every surface, against a table that a person wrote from the contract, section
  /// 6, “Roles”.
  @Suite struct Roles {
    /// The least role for each command line: none, kitchen (the board's own moves, which need no name), staff, manager.
    private static let table: [(line: String, least: String?)] = [
      ("order start T4", "kitchen"), ("order ready T4", "kitchen"), ("order deliver T4", "kitchen"),
      ("order recall T4", "kitchen"), ("order delay T4 5", "kitchen"), ("order rush T4", "kitchen"),
      ("order acknowledge T4", "kitchen"), ("order undo T4", "kitchen"), ("voice undo --order T4", "kitchen"),
      ("menu sold-out m01", "kitchen"),
      ("order open --table T8", "staff"), ("order change T4 --guests 3", "staff"),
      ("order place T9", "staff"),
      ("order add T4 m07", "staff"), ("order remove T4 1", "staff"), ("order quantity T4 1 1", "staff"),
      ("order alert T4 nuts", "staff"), ("order move T4 T4", "staff"), ("order complete T4", "staff"),
      ("order submit T4", "staff"), ("order bill T4", "staff"), ("order close T4", "staff"),
      ("order cancel T99 --reason gone", "staff"), ("participant join T4", "staff"),
      ("pay cash T4 1", "staff"), ("pay card T4 1", "staff"), ("pay start T99", "staff"),
      ("pay split T4 --ways 2", "staff"),
      ("pay release T4", "staff"), ("pay method T4 --participant P9", "staff"),
      ("pay arm T4 --participant P9 --max 5 --consent", "staff"), ("pay disarm T4", "staff"),
      ("pay charge T99", "staff"), ("order free T4", "staff"),
      ("menu view T4", "staff"), ("order adjust T4 tip 1", "staff"), ("order adjust T4 service 1", "staff"),
      ("order adjust T4 tax 1", "staff"), ("order adjust T4 discount 1", "manager"),
      ("order adjust T4 comp 1", "manager"), ("order reopen T99", "manager"), ("pay refund T4 1", "manager"),
      ("pay correct T4 1 1 --reason wrong", "manager"), ("menu import -", "manager"),
      ("menu snapshot", "manager"),
      ("menu publish", "manager"), ("menu activate winter", "manager"), ("menu cancel 123456", "manager"),
      (
        "experiment create --control a --variant b --allocation 50 --from now --until 23:00", "manager"
      ), ("experiment end 123456", "manager"), ("config set age_limits 5 8", "manager"),
      ("ingest -", "manager"), ("forget --before 2026-01-01T00:00:00Z", "manager"),
      ("staff add zoe --role kitchen", "manager"), ("staff remove nobody-here", "manager"),
      ("partner enable simulated", "manager"), ("partner disable nobody-here", "manager"),
      ("message contact T4 --email ana@example.org", "staff"), ("message send T4 nudge", "staff"),
      ("partner retry nobody-here", "manager"), ("partner list", nil),
      ("order show T4", nil), ("order list", nil), ("pay status T4", nil), ("menu list", nil),
      ("menu show", nil),
      ("menu versions", nil), ("menu diff live draft", nil), ("menu export --to csv", nil),
      ("experiment list", nil),
      ("state", nil), ("peers", nil), ("metrics", nil), ("staff list", nil), ("screen kitchen", nil),
      ("complete order", nil), ("voice grammar", nil), ("voice intents", nil),
      ("experiment assign 123456 --session 019a0e7c-5a10-7a7e-8c00-9d2f4f1f6a11", nil),
    ]

    /// What runs in the process of whoever gives it, and asks the terminal for nothing but where its log ends.
    private static let ofAShell: Set = [
      "kitchen", "staff", "manager", "table", "serve", "demo", "theme list", "theme show", "config",
      "config get",
      "config new-key", "peer probe", "doctor", "completion", "version", "events", "verify", "menu example",
      "menu edit", "login", "logout", "experiment report", "report day", "partner dead-letters",
      "partner schema", "export events", "export workforce",
      "export crm", "insights", "import orders",
    ]

    /// What is judged by what was heard, and always leaves a record.
    private static let spoken: Set = ["voice say", "voice listen", "voice confirm"]

    private static let refusals: Set = ["login", "role"]

    /// What a role gets of a line; nil: allowed, whatever else is said to it.
    private static func wanted(_ least: String?, _ person: Person?) -> String? {
      guard let least else { return nil }
      guard let person else { return least == "kitchen" ? nil : "login" }
      let order = ["kitchen", "staff", "manager"]
      let isEnough = (order.firstIndex(of: person.role) ?? 0) >= (order.firstIndex(of: least) ?? 0)
      return isEnough ? nil : "role"
    }

    private static func words(_ line: String) -> [String] { line.split(separator: " ").map(String.init) }

    /// Two words where there is such a command, else one.
    private static func name(_ line: String, in names: Set<String>) -> String {
      let two = words(line).prefix(2).joined(separator: " ")
      return names.contains(two) ? two : words(line)[0]
    }

    /// Gives a line and holds the answer, the log and the audit file against the table.
    private static func hold(
      _ line: String, _ least: String?, _ person: Person?, _ surface: String, in house: ScratchHouse,
      _ give: ([String]) throws -> RawSocket.Answer
    ) throws {
      let (bytes, told) = (try house.logBytes(), house.auditBytes())
      let answer = try give(words(line) + ["--json"])
      let error = answer.text.splitLines.last.flatMap { try? Json(text: $0)["error"]["code"].string } ?? nil
      let code = error.flatMap { refusals.contains($0) ? $0 : nil }
      let who = person?.rawValue ?? "nobody"
      #expect(code == wanted(least, person), "\(line) by \(who) from \(surface): \(answer)")
      let lines = try house.audit(from: told)
      guard let code else { return #expect(lines.isEmpty, "\(line) by \(who): \(lines)") }
      #expect(answer.status == 1 && !answer.text.contains("\"event_type\""))
      #expect(try house.logBytes() == bytes, "\(line) by \(who) wrote something")
      let entry = try #require(lines.first)
      #expect(lines.count == 1 && entry["reason"] == .string(code) && entry["surface"] == .string(surface))
      #expect(entry["who"] == .string(person?.rawValue ?? "till"), "\(entry)")
      #expect(entry["what"].string?.hasPrefix(words(line)[0]) == true && entry["at"].string?.count == 24)
    }

    /// A house that serves, with an order at T4 that has a sent dish and one in the cart, and its three people.
    private static func with(_ body: (ScratchHouse) throws -> Void) throws {
      try ScratchHouse.with { house in
        try house.serve(["--table-socket", "T4"])
        try house.importSupper()
        let code = try house.sendSupper()
        try house.done("order", "add", code, "m07")
        try house.hire()
        try body(house)
      }
    }

    @Test func `the table has every command`() throws {
      try ScratchHouse.with { house in
        let names = Set(
          try house.done("help").lines.filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
            .map { String($0.dropFirst(2)).replacing(#/ {2}.*/#, with: "") }
            .filter { $0.first?.isLowercase == true && !$0.hasPrefix("galley") })
        let tabled = Set(Self.table.map { Self.name($0.line, in: names) })
        let others = Self.ofAShell.union(Self.spoken)
        #expect(
          tabled.union(others) == names && tabled.isDisjoint(with: others),
          "\(names.symmetricDifference(tabled.union(others)))")
      }
    }

    @Test func `S9: every command by every role at the control socket`() throws {
      try Self.with { house in
        for (line, least) in Self.table {
          for person in [nil] + Person.allCases.map(Optional.some) {
            try Self.hold(line, least, person, "socket", in: house) { words in
              try RawSocket(house.socket).run(
                words + (person.map { ["--as", $0.rawValue] } ?? []), pin: person?.pin)
            }
          }
        }
      }
    }

    @Test func `S9: every command by every role from a screen`() throws {
      try Self.with { house in
        for person in [nil] + Person.allCases.map(Optional.some) {
          var pass: [UInt8] = []
          if let person {
            pass = try #require(try RawSocket(house.socket).logIn(person.rawValue, pin: person.pin))
          }
          for (line, least) in Self.table {
            try Self.hold(line, least, person, "screen", in: house) { words in
              try RawSocket(house.socket).run(words, pass: pass)
            }
          }
        }
      }
    }

    @Test(arguments: [false, true])
    func `S9: a command of each kind by every role from a shell`(_ serves: Bool) throws {
      try ScratchHouse.with { house in
        if serves { try house.serve() }
        try house.importSupper()
        let code = try house.sendSupper()
        try house.done("order", "add", code, "m07")
        try house.hire()
        for line in [
          "order rush T4", "order add T4 m07", "order adjust T4 discount 1", "order list",
        ] {
          let least = try #require(Self.table.first { $0.line == line }).least
          for person in [nil] + Person.allCases.map(Optional.some) {
            try Self.hold(line, least, person, "shell", in: house) { words in
              let done = try person.map { try house.give(words, as: $0) } ?? house.galley(words)
              return RawSocket.Answer(status: Int(done.status), text: done.output + done.errors)
            }
          }
        }
      }
    }

    @Test func `S9: a guest's command that is none leaves a line in the audit and no event`() throws {
      try Self.with { house in
        let (bytes, socket) = (try house.logBytes(), try RawSocket(house.data + "/table-T4.sock"))
        let lines = [
          "order rush T4", "staff remove max", "order list --as max", "order adjust T4 discount 5",
        ]
        for line in lines { #expect(try socket.run(line).status == 1, "\(line)") }
        #expect(try house.logBytes() == bytes)
        let told = try house.audit()
        #expect(told.map { $0["surface"].string } == Array(repeating: "table", count: lines.count))
        #expect(Set(told.map { $0["who"].string }) == ["T4"])
        #expect(told.map { $0["reason"].string } == Array(repeating: "only_staff", count: lines.count))
        #expect(try socket.run("order add T4 m07").status == 0, "guests need no name")
      }
    }

    @Test func `S9: what is said is for whom the command is for, and what is refused is on record`() throws {
      try Self.with { house in
        for (words, least) in [
          ("order ready table four", "kitchen"), ("delay table four by ten minutes", "kitchen"),
          ("same again", "staff"), ("the bill", "staff"),
        ] {
          for person in [nil] + Person.allCases.map(Optional.some) {
            let (events, told) = (try house.events().count, house.auditBytes())
            let answer = try RawSocket(house.socket).run(
              ["voice", "say", "--confidence", "0.95", "--order", "T4", "--json"]
                + (person.map { ["--as", $0.rawValue] } ?? []) + [words], pin: person?.pin)
            let error =
              answer.text.splitLines.last.flatMap { try? Json(text: $0)["error"]["code"].string } ?? nil
            // A staff member's voice always has a name.
            let wanted = person == nil ? "role" : Self.wanted(least, person)
            #expect(
              (error == "role" ? "role" : nil) == wanted,
              "\(words) by \(person?.rawValue ?? "nobody"): \(answer)")
            guard wanted != nil else { continue }
            let written = try house.events().dropFirst(events).map { try Json(text: $0) }
            #expect(written.map { $0["event_type"].string } == ["voice_heard"])
            #expect(written.first?["payload"]["outcome"] == .string("refused"))
            let lines = try house.audit(from: told)
            #expect(lines.map { $0["surface"].string } == ["voice"] && lines[0]["reason"] == .string("role"))
          }
        }
      }
    }

    @Test func `with board_login the board's own moves need a name too`() throws {
      try Self.with { house in
        let set = try house.give(["config", "set", "board_login", "yes"], as: .max)
        #expect(set.status == 0)
        #expect(try house.code(house.refused("order", "start", "T4", "--json")) == "login")
        #expect(try house.give(["order", "start", "T4"], as: .kim).status == 0)
      }
    }
  }
}
