import Testing

extension Patience {
  /// Two data directories that hear of each other by `ingest` alone.
  @Suite struct Conflicts {
    @Test func `F26: two terminals that moved one order apart agree, and both say what each wanted`() throws {
      try ScratchHouse.with { till in
        try ScratchHouse.with { stove in
          try till.importSupper()
          let code = try till.sendSupper(table: "T4")
          try Self.tell(stove, of: till)
          try till.done("order", "move", code, "T7")
          let mine = try #require(try till.events().last.map { try Json(text: $0) })
          try till.done("order", "ready", code)
          try stove.done("order", "move", code, "T9")
          let theirs = try #require(try stove.events().last.map { try Json(text: $0) })
          try Self.tell(stove, of: till)
          try Self.tell(till, of: stove)
          #expect(try till.done("state").output == stove.done("state").output)
          for house in [till, stove] {
            let order = try house.show(code)
            #expect(order["table_id"] == .string("T9") && order["kitchen"] == .string("ready"))
            let conflicts = order["conflicts"].elements
            #expect(conflicts.map { $0["event_id"] } == [mine["id"]])
            let conflict = try #require(conflicts.first)
            #expect(conflict["against_event_id"] == theirs["id"])
            #expect(conflict["wanted"] == .string("moved to T7"))
            #expect(conflict["terminal"] == mine["actor"] && conflict["at"] == mine["created_at"])
            #expect(conflict["stands"]["event_id"] == theirs["id"])
            #expect(conflict["stands"]["words"] == .string("moved to T9"))
            #expect(conflict["stands"]["actor"] == theirs["actor"])
            let text = try house.done("order", "show", code).output
            #expect(text.contains("wanted") && text.contains("moved to T7") && text.contains("stands"))
            let screen = try house.done("screen", "conflicts", "--size", "100x20").output
            #expect(screen.contains("moved to T7") && screen.contains("moved to T9"))
          }
        }
      }
    }

    private static func tell(_ listener: ScratchHouse, of speaker: ScratchHouse) throws {
      let lines = try speaker.events().map { $0 + "\n" }.joined()
      try listener.done("ingest", listener.file("lines-\(lines.utf8.count).jsonl", lines))
    }
  }
}
