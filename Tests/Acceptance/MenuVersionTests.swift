import Foundation
import Testing

extension Acceptance {
  /// Documents 02 and 08 of the roadmap, each sentence of theirs, on the built program.
  @Suite struct MenuVersions {
    // MARK: Document 02

    @Test
    func
      `GIVEN a menu with sections and items WHEN a user creates a new menu version THEN a MenuVersion is created containing an immutable snapshot of all sections items and menu metadata`()
      throws
    {
      try ScratchHouse.with { house in
        try house.importSupper()
        let shown = try house.json("menu", "show")
        let version = try house.json("menu", "snapshot", "--label", "first")
        #expect(version["event_type"].string == "menu_version_created" && version["source"].string == "staff")
        let snapshot = version["payload"]["snapshot"]
        for key in ["menu_id", "name", "currency", "sections"] {
          #expect(snapshot[key] == shown[key], "\(key)")
        }
        #expect(version["payload"]["version_id"] == shown["version_id"])
        // The same content twice makes nothing new.
        let count = try house.done("events").lines.count
        #expect(try house.json("menu", "snapshot", "--label", "second")["id"] == version["id"])
        #expect(try house.done("events").lines.count == count)
        let listed = try house.jsonLines("menu", "versions")
        #expect(
          listed.count == 1 && listed[0]["label"].string == "first" && listed[0]["actor"].string == "till")
      }
    }

    @Test
    func `GIVEN an existing MenuVersion WHEN a user attempts to edit it THEN the system prevents mutation`()
      throws
    {
      try ScratchHouse.with { house in
        try house.importSupper()
        let version = try house.json("menu", "snapshot", "--label", "first")
        let id = try #require(version["payload"]["version_id"].string)
        let refused = try house.refused("menu", "edit", "first")
        #expect(refused.errors.contains("menu snapshot"), "it says how to make a new one: \(refused.errors)")
        try house.importDocument(price: 1)
        let taken = try house.refused("menu", "snapshot", "--label", "first")
        #expect(taken.errors.contains("never changed"))
        // Another terminal's event under its name is kept and has no effect.
        let forged = try IndependentCheck.forge(
          origin: "bar-0000abcd",
          events: """
            {"created_at":"2026-11-29T12:00:00.000Z","event_type":"menu_version_created","entity_type":"menu",
            "entity_id":"supper","source":"staff","actor":"bar","payload":{"version_id":"\(id)",
            "snapshot":{"menu_id":"supper","name":"Forged","currency":"EUR","sections":[]}}}
            """)
        let path = try house.file("forged.jsonl", Array((forged.joined(separator: "\n") + "\n").utf8))
        try house.done("ingest", path)
        #expect(try house.json("menu", "diff", "first", id)["changed_menu"].elements.isEmpty)
        try house.done("menu", "activate", "first")
        #expect(try house.json("menu", "show")["version_id"].string == id)
      }
    }

    @Test
    func
      `GIVEN two menu versions A and B WHEN the diff is requested THEN the system returns a deterministic diff of sections items and changed fields`()
      throws
    {
      try ScratchHouse.with { house in
        let old = """
          {"menu_id":"m","name":"M","currency":"EUR","sections":[
          {"id":"s1","name":"Starters","items":[{"id":"a","name":"A","price":100},{"id":"b","name":"B","price":200}]},
          {"id":"s2","name":"Mains","items":[{"id":"c","name":"C","price":300}]}]}
          """
        let new = """
          {"menu_id":"m","name":"M","currency":"EUR","sections":[
          {"id":"s1","name":"To start","items":[{"id":"a","name":"A","price":150,"description":"new"}]},
          {"id":"s3","name":"Sweets","items":[{"id":"d","name":"D","price":400},{"id":"b","name":"B","price":200,
          "available":[{"days":["fri"],"from":"17:00","until":"22:00"}]}]}]}
          """
        for (text, label) in [(old, "A"), (new, "B")] {
          try house.done("menu", "import", house.file("menu.json", Array(text.utf8)))
          try house.done("menu", "snapshot", "--label", label)
        }
        let diff = try house.json("menu", "diff", "A", "B")
        #expect(
          diff["added_sections"].elements.compactMap(\.string) == ["s3"]
            && diff["removed_sections"].elements.compactMap(\.string) == ["s2"])
        #expect(
          diff["added_items"].elements.compactMap(\.string) == ["d"]
            && diff["removed_items"].elements.compactMap(\.string) == ["c"])
        #expect(diff["moved_items"].elements.map { $0["id"].string } == ["b"])
        #expect(diff["changed_sections"].elements.map { $0["to"].string } == ["To start"])
        #expect(
          diff["changed_items"].elements.map { "\($0["id"].string ?? "") \($0["field"].string ?? "")" }
            == ["a description", "a price", "b available"])
        // The same answer from a running terminal, and as often as it is asked.
        let text = try house.done("menu", "diff", "A", "B", "--json").output
        try house.serve()
        #expect(try house.done("menu", "diff", "A", "B", "--json").output == text)
        let lines = try house.done("menu", "diff", "A", "B").lines
        #expect(lines.contains("+ section Sweets (s3)") && lines.contains("~ A (a): price 1.00 → 1.50"))
        #expect(lines.contains("> B (b): from Starters (s1) to Sweets (s3)"), "\(lines)")
      }
    }

    @Test
    func
      `GIVEN a menu version with an activation window WHEN the current time is within the window THEN the smart menu displays that version`()
      throws
    {
      try ScratchHouse.with { house in
        let (usual, special) = try house.twoVersions()
        try house.done("menu", "activate", "usual")
        let (begin, end) = (Self.time(-60), Self.time(3_600))
        try house.done("menu", "activate", "special", "--from", begin, "--until", end)
        #expect(try house.json("menu", "show", "--table", "T4")["version_id"].string == special)
        #expect(try house.json("menu", "show", "--at", begin)["version_id"].string == special)
        // Half-open: the moment of the end is outside.
        #expect(try house.json("menu", "show", "--at", end)["version_id"].string == usual)
        let why = try house.json("menu", "show", "--why")["considered"].elements
        #expect(why.map { $0["version_id"].string } == [special, usual])
        #expect(why[0]["reason"].string?.hasPrefix("in force: from ") == true)
        #expect(why[1]["reason"].string?.hasSuffix("special lies over it") == true)
        // What is ordered now is written from it.
        try house.done("order", "open", "--table", "T4")
        let added = try house.json("order", "add", "T4", "soup")["payload"]
        #expect(added["menu_version"].string == special && added["unit_price"].int == 200)
      }
    }

    @Test
    func
      `GIVEN a menu version with an activation window WHEN the current time is outside the window THEN the smart menu displays the default active version`()
      throws
    {
      try ScratchHouse.with { house in
        let (usual, special) = try house.twoVersions()
        try house.done("menu", "activate", "usual")
        // A window of a moment: nobody presses a key, and after it what stood before stands again.
        try house.done("menu", "activate", "special", "--from", Self.time(-5), "--until", Self.time(4))
        #expect(try house.json("menu", "show")["version_id"].string == special)
        // A draft that was imported meanwhile does not come into force because the window ends.
        try house.importDocument(price: 999)
        try waitUntil("the window to end") {
          try house.json("menu", "show")["version_id"].string != special
        }
        #expect(try house.json("menu", "show")["version_id"].string == usual)
        try house.serve()
        #expect(try house.json("menu", "show", "--at", Self.time(3_600))["version_id"].string == usual)
        #expect(try house.json("menu", "show", "--at", Self.time(-3))["version_id"].string == special)
      }
    }

    /// F37: the right version at once at the start, also where nobody was there when the window began.
    @Test func `F37 a window that begins while every box is off is in force at the start`() throws {
      try ScratchHouse.with { house in
        let (_, special) = try house.twoVersions()
        try house.done("menu", "activate", "usual")
        let serve = try house.serve()
        let begin = Date(timeIntervalSinceNow: 2)
        try house.done(
          "menu", "activate", "special", "--from", begin.formatted(.iso8601), "--until", Self.time(3_600))
        serve.signal(SIGKILL)
        _ = try serve.finish(within: 10)
        try waitUntil("the window to begin") { Date() >= begin }
        try house.serve()
        #expect(try house.json("menu", "show")["version_id"].string == special)
      }
    }

    /// Found by a stranger: equal times of day were no window, and a flag was explained as another command's.
    @Test func `times of day are the next such time, and the next after it`() throws {
      try ScratchHouse.with { house in
        _ = try house.twoVersions()
        let day = try house.json("menu", "activate", "special", "--from", "05:00", "--until", "05:00")[
          "payload"]
        let (from, until) = (try #require(day["starts_at"].string), try #require(day["ends_at"].string))
        #expect(from.hasSuffix("T05:00:00.000Z") && until.hasSuffix("T05:00:00.000Z") && from < until)
        let night = try house.json("menu", "activate", "special", "--from", "22:00", "--until", "02:00")[
          "payload"]
        #expect(night["starts_at"].string?.hasSuffix("T22:00:00.000Z") == true)
        #expect(night["ends_at"].string?.hasSuffix("T02:00:00.000Z") == true)
        let flag = try house.refused("menu", "activate", "usual", "--from", status: [2])
        #expect(flag.errors.contains("comes into force"), "\(flag.errors)")
        let folder = try house.refused("menu", "import", house.root)
        #expect(
          folder.errors.contains("Is a directory") && folder.errors.contains(house.root), "\(folder.errors)")
        // A label that is not given is told.
        #expect(try house.done("menu", "snapshot", "--label", "other").output.contains("is called “special”"))
        #expect(try house.done("menu", "view", "T4").output.hasSuffix(" has begun.\n"))
        #expect(try house.done("menu", "view", "T4").output == "The visit at T4 goes on.\n")
      }
    }

    /// A time in RFC 3339, so many seconds from now.
    private static func time(_ seconds: Double) -> String {
      Date(timeIntervalSinceNow: seconds).formatted(.iso8601)
    }
  }
}

extension ScratchHouse {
  /// Imports a menu of one soup.
  func importDocument(price: Int) throws {
    let text =
      #"{"menu_id":"supper","name":"M","currency":"EUR","sections":[{"id":"s","name":"S","items":["#
      + #"{"id":"soup","name":"Soup","price":\#(price)}]}]}"#
    try done("menu", "import", file("document.json", Array(text.utf8)))
  }

  /// Versions `usual`, a soup for 1.00, and `special`, one for 2.00.
  ///
  /// - Returns: their version_ids.
  func twoVersions() throws -> (usual: String, special: String) {
    let ids = try [("usual", 100), ("special", 200)].map { label, price in
      try importDocument(price: price)
      return try #require(json("menu", "snapshot", "--label", label)["payload"]["version_id"].string)
    }
    return (ids[0], ids[1])
  }
}
