import Foundation
import Testing

extension Acceptance {
  /// Document 08 of the roadmap, each sentence of it, on the built program.
  @Suite struct Experiments {
    @Test
    func
      `GIVEN a menu has at least two immutable versions WHEN an owner creates an experiment with control V1 and variant V2 THEN the system persists an experiment record with allocation rules and a time window`()
      throws
    {
      try ScratchHouse.with { house in
        let (usual, special) = try house.twoVersions()
        let created = try house.experiment(allocation: 30)
        #expect(created["event_type"].string == "experiment_created")
        let payload = created["payload"]
        #expect(payload["control"].string == usual && payload["variant"].string == special)
        #expect(payload["allocation"].int == 30 && payload["menu_id"].string == "supper")
        #expect(payload["starts_at"].string != nil && payload["ends_at"].string != nil)
        // It is there after a restart, and in the state that every terminal has.
        let id = try #require(created["entity_id"].string)
        #expect(try house.jsonLines("experiment", "list").map { $0["experiment_id"].string } == [id])
        #expect(try house.json("state")["experiments"][id]["allocation"].int == 30)
        for (words, code) in [
          (["--control", "usual", "--variant", "usual"], "experiment"),
          (["--control", "usual", "--variant", "special"], "experiment_overlap"),
        ] {
          let refused = try house.refused(
            "experiment", "create", "--json", "--allocation", "50", "--from", "now", "--until",
            "2031-01-01T00:00:00Z", words[0], words[1], words[2], words[3])
          #expect(refused.errors.contains("\"\(code)\""), "\(refused.errors)")
        }
      }
    }

    @Test
    func
      `GIVEN an experiment is active and a customer opens the smart menu WHEN version assignment is computed THEN the customer is deterministically assigned to control or variant based on the session id`()
      throws
    {
      try ScratchHouse.with { house in
        let (usual, special) = try house.twoVersions()
        let id = try #require(house.experiment()["entity_id"].string)
        var arms: Set<String> = []
        for number in 0..<20 {
          let session = "019aaaaa-0000-7000-8000-0000000000\(10 + number)"
          // By another program in another language: the first 8 bytes of SHA-256, as the contract has it.
          let script = """
            import hashlib; n = int.from_bytes(hashlib.sha256(b"\(id)\\n\(session)").digest()[:8], "big")
            print("variant" if n % 10000 < 50 * 100 else "control")
            """
          let wanted = try Programs.python(["-c", script]).output.trimmingCharacters(in: .newlines)
          let assigned = try house.json("experiment", "assign", id, "--session", session)
          let version = wanted == "variant" ? special : usual
          #expect(assigned["arm"].string == wanted && assigned["version_id"].string == version)
          #expect(assigned["experiment_id"].string == id && assigned["session_id"].string == session)
          #expect(try house.json("menu", "show", "--session", session)["version_id"].string == version)
          arms.insert(wanted)
        }
        #expect(arms.count == 2)
        #expect(try !house.done("events").output.contains("exposure_recorded"), "asking records nothing")
      }
    }

    @Test
    func
      `GIVEN a customer refreshes the page WHEN version assignment is re-computed THEN the same customer receives the same version during the experiment window`()
      throws
    {
      try ScratchHouse.with { house in
        _ = try house.twoVersions()
        _ = try house.experiment()
        let tables = (1...6).map { "T\($0)" }
        for table in tables { try house.done("menu", "view", table) }
        let seen = try tables.map { try house.json("menu", "show", "--table", $0)["version_id"] }
        for table in tables { try house.done("menu", "view", table) }
        let serve = try house.serve()
        #expect(try tables.map { try house.json("menu", "show", "--table", $0)["version_id"] } == seen)
        serve.signal(SIGKILL)
        _ = try serve.finish(within: 10)
        #expect(try tables.map { try house.json("menu", "show", "--table", $0)["version_id"] } == seen)
        // A dish is written from what its table sees, whoever orders it.
        for (table, version) in zip(tables, seen) {
          try house.done("order", "open", "--table", table)
          #expect(try house.json("order", "add", table, "soup")["payload"]["menu_version"] == version)
        }
      }
    }

    @Test
    func
      `GIVEN a customer receives the variant version WHEN the menu is rendered THEN an exposure event is recorded with menu_id version_id experiment_id session_id and timestamp`()
      throws
    {
      try ScratchHouse.with { house in
        let (usual, special) = try house.twoVersions()
        let id = try #require(house.experiment()["entity_id"].string)
        for table in 1...8 { try house.done("menu", "view", "T\(table)") }
        for table in 1...8 { try house.done("menu", "view", "T\(table)") }
        let events = try house.done("events").lines.map { try Json(text: $0) }
        let exposures = events.filter { $0["event_type"].string == "exposure_recorded" }
        #expect(exposures.count == 8, "once for each session, for both arms")
        for exposure in exposures {
          let payload = exposure["payload"]
          #expect(payload["experiment_id"].string == id && payload["menu_id"].string == "supper")
          #expect(payload["session_id"] == exposure["entity_id"] && exposure["created_at"].string != nil)
          #expect(payload["version_id"].string == (payload["arm"].string == "variant" ? special : usual))
        }
        #expect(Set(exposures.map { $0["payload"]["arm"].string }) == ["control", "variant"])
        let report = try house.json("experiment", "report", id)
        #expect(report["arms"].elements.map { $0["arm"].string } == ["control", "variant"])
        #expect(report["arms"].elements.compactMap { $0["visits"].int }.reduce(0, +) == 8)
        #expect(report["enough_data"] == .bool(false))
      }
    }

    @Test
    func
      `GIVEN the experiment window ends WHEN a customer opens the smart menu THEN the system serves the default active version and no longer assigns variants`()
      throws
    {
      try ScratchHouse.with { house in
        let (usual, _) = try house.twoVersions()
        try house.done("menu", "activate", "usual")
        let end = Date(timeIntervalSinceNow: 4)
        let id = try #require(house.experiment(allocation: 99, until: end)["entity_id"].string)
        try house.done("menu", "view", "T1")
        let before = try house.json("menu", "show", "--table", "T1")["version_id"]
        let session = "019aaaaa-0000-7000-8000-000000000010"
        let later = end.formatted(.iso8601)
        #expect(
          try house.json("menu", "show", "--session", session, "--at", later)["version_id"].string == usual)
        try waitUntil("the window to end") { Date() >= end }
        try house.done("menu", "view", "T2")
        #expect(try house.json("menu", "show", "--table", "T2")["version_id"].string == usual)
        #expect(
          try house.json("menu", "show", "--table", "T1")["version_id"] == before, "a visit keeps its version"
        )
        let report = try house.json("experiment", "report", id)
        #expect(report["arms"].elements.compactMap { $0["visits"].int }.reduce(0, +) == 1)
        // Versions are never removed.
        #expect(try house.jsonLines("menu", "versions").count == 2)
      }
    }
  }
}

extension ScratchHouse {
  /// An experiment with `usual` and `special`, from now on.
  func experiment(allocation: Int = 50, until end: Date = Date(timeIntervalSinceNow: 3_600)) throws -> Json {
    try json(
      "experiment", "create", "--control", "usual", "--variant", "special", "--allocation", "\(allocation)",
      "--from", "now", "--until", end.formatted(.iso8601))
  }
}
