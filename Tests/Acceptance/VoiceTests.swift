import Foundation
import Glibc
import Testing

/// Document 04, "Voice Ordering (v1 – Constrained)", sentence by sentence, with its rejection paths.
extension Acceptance {
  @Suite struct Voice {
    /// What a command wrote: the events after those that were there, told by type, source and payload.
    private static func written(_ house: ScratchHouse, after count: Int) throws -> [Json] {
      try house.events().dropFirst(count).map { try Json(text: $0) }
    }

    /// Says something and gives the status with what was written.
    private static func say(
      _ house: ScratchHouse, _ text: String, _ flags: String...
    ) throws -> (status: Int32, told: String, events: [Json]) {
      let count = try house.events().count
      let finished = try house.galley(["voice", "say", text] + flags)
      return (finished.status, finished.output + finished.errors, try written(house, after: count))
    }

    private static func types(_ events: [Json]) -> [String?] { events.map { $0["event_type"].string } }

    /// A `voice_heard` with exactly this payload, and what was said in `personal`.
    private static func expectRecord(_ event: Json?, _ payload: [String: Json], said: String) throws {
      let event = try #require(event)
      #expect(event["event_type"] == .string("voice_heard") && event["entity_type"] == .string("voice"))
      #expect(event["source"] == .string("voice") && event["order_id"] == .null)
      #expect(event["payload"] == .object(payload))
      #expect(
        event["personal"]["transcript"] == .string(said) && event["personal"]["salt"].string?.count == 32)
    }

    @Test
    func
      `GIVEN a transcript of a whitelisted intent WHEN the confidence is below 0,85 THEN nothing is mutated and a rejection with a visual fallback comes back`()
      throws
    {
      try ScratchHouse.with { house in
        try house.importSupper()
        let code = try house.sendSupper()
        let id = try #require(house.show(code)["order_id"].string)
        let before = try house.show(code)
        for confidence in ["0", "0.5", "0.84", "0.8499"] {
          let (status, told, events) = try Self.say(
            house, "same again", "--confidence", confidence, "--surface", "guest", "--order", code)
          #expect(
            status == 1 && told.contains("“same again”") && told.contains("0.85") && told.contains("key a"))
          #expect(events.count == 1)
          let thousandths = confidence == "0.8499" ? 849 : Int((Double(confidence) ?? 0) * 1_000)
          try Self.expectRecord(
            events.first,
            [
              "confidence": .int(thousandths), "intent": .string("add_same_item"),
              "menuitem_id": .string("m01"), "order": .string(id), "outcome": .string("rejected"),
              "reason": .string("gate"), "surface": .string("guest"),
            ], said: "same again")
        }
        #expect(try house.show(code) == before)
      }
    }

    @Test
    func
      `GIVEN a customer has an active order and has added an item WHEN they say “same again” with 0,85 or more THEN qty 1 of the item added last is added and confirmed, and a canonical mutation record is written`()
      throws
    {
      try ScratchHouse.with { house in
        try house.importSupper()
        let (code, id) = try house.open("--table", "T4")
        try house.done("order", "add", code, "m07")
        try house.done("order", "add", code, "m03", "--qty", "2", "--modifier", "extra chili")
        let (status, told, events) = try Self.say(
          house, "same again", "--confidence", "0.85", "--surface", "guest", "--order", code)
        #expect(status == 0 && told.contains("1 × Tantanmen") && told.contains("10 s"))
        #expect(Self.types(events) == ["item_added", "voice_heard"])
        let added = try #require(events.first)
        #expect(added["source"] == .string("voice") && added["order_id"] == .string(id))
        #expect(
          added["payload"]
            == .object([
              "allergens": .array([.string("gluten"), .string("peanut")]), "course": .string("main"),
              "menuitem_id": .string("m03"), "name": .string("Tantanmen"), "qty": .int(1),
              "modifiers": .array([.object(["name": .string("extra chili"), "price": .int(50)])]),
              "station": .string("hot"), "unit_price": .int(1_450),
            ]))
        try Self.expectRecord(
          events.last,
          [
            "confidence": .int(850), "event": added["id"], "intent": .string("add_same_item"),
            "menuitem_id": .string("m03"), "order": .string(id), "outcome": .string("executed"),
            "surface": .string("guest"),
          ], said: "same again")
        try house.done("menu", "sold-out", "m03")
        let soldOut = try Self.say(
          house, "same again", "--confidence", "0.9", "--surface", "guest", "--order", code)
        #expect(soldOut.status == 1 && soldOut.told.contains("sold out"))
        #expect(Self.types(soldOut.events) == ["voice_heard"])
        #expect(soldOut.events.first?["payload"]["reason"] == .string("state"))
      }
    }

    @Test
    func
      `GIVEN a voice action mutated the order within the last 10 seconds WHEN the customer says “undo” THEN the last mutation is reverted and confirmed`()
      throws
    {
      try ScratchHouse.with { house in
        try house.importSupper()
        let (code, id) = try house.open("--table", "T4")
        try house.done("order", "add", code, "m07")
        let flags = ["--confidence", "0.9", "--surface", "guest", "--order", code]
        let nothing = try Self.say(house, "undo", flags[0], flags[1], flags[2], flags[3], flags[4], flags[5])
        #expect(nothing.status == 1 && nothing.events.first?["payload"]["reason"] == .string("state"))
        try house.done(["voice", "say", "same again"] + flags)
        let change = try #require(
          house.jsonLines("events", "--order", code).last { $0["event_type"] == .string("item_added") })
        let (status, _, events) = try Self.say(
          house, "undo", flags[0], flags[1], flags[2], flags[3], flags[4], flags[5])
        #expect(status == 0 && Self.types(events) == ["item_removed", "voice_heard"])
        #expect(events.first?["payload"] == .object(["undoes": change["id"]]))
        #expect(events.first?["source"] == .string("voice"))
        try Self.expectRecord(
          events.last,
          [
            "confidence": .int(900), "event": events[0]["id"], "intent": .string("undo_last_action"),
            "order": .string(id), "outcome": .string("executed"), "surface": .string("guest"),
          ], said: "undo")
        // What somebody did after it stands: a waiter's change is no voice's to take back.
        try house.done(["voice", "say", "same again"] + flags)
        try house.done("order", "rush", code)
        let late = try Self.say(house, "undo", flags[0], flags[1], flags[2], flags[3], flags[4], flags[5])
        #expect(
          late.status == 1 && late.told.contains("moved on") && Self.types(late.events) == ["voice_heard"])
      }
    }

    @Test
    func
      `GIVEN an order has no opened items and one ordered WHEN a customer says “can we get the bill” THEN it goes to billrequested and is confirmed`()
      throws
    {
      try ScratchHouse.with { house in
        try house.importSupper()
        let code = try house.openSupper()
        let id = try #require(house.show(code)["order_id"].string)
        let open = try Self.say(
          house, "can we get the bill", "--confidence", "0.95", "--surface", "guest", "--order", code)
        #expect(open.status == 1 && open.told.contains("Phở bò") && open.told.contains("Bruschetta"))
        #expect(Self.types(open.events) == ["voice_heard"])
        #expect(try house.show(code)["status"] == .string("opened"), "the cart is not sent")
        try house.done("order", "submit", code)
        let (status, told, events) = try Self.say(
          house, "can we get the bill", "--confidence", "0.95", "--surface", "guest", "--order", code)
        #expect(
          status == 0 && told.contains("34.30") && Self.types(events) == ["bill_requested", "voice_heard"])
        #expect(events.first?["payload"] == .object(["from": .string("ordered"), "total": .int(3_430)]))
        #expect(events.last?["payload"]["event"] == events.first?["id"])
        #expect(events.last?["payload"]["order"] == .string(id))
        #expect(try house.show(code)["status"] == .string("billrequested"))
      }
    }

    @Test
    func
      `GIVEN an order is in billrequested WHEN the customer says “pay now” THEN the payment entry point is there and the intent is recorded`()
      throws
    {
      try ScratchHouse.with { house in
        try house.importSupper()
        let code = try house.sendSupper()
        let flags = ["--confidence", "0.95", "--surface", "guest", "--order", code]
        func say(_ text: String) throws -> (status: Int32, told: String, events: [Json]) {
          try Self.say(house, text, flags[0], flags[1], flags[2], flags[3], flags[4], flags[5])
        }
        let early = try say("pay now")
        #expect(early.status == 1 && Self.types(early.events) == ["voice_heard"])
        #expect(early.events.first?["payload"]["reason"] == .string("state"))
        try house.done("order", "bill", code)
        let (status, _, events) = try say("pay now")
        #expect(status == 0 && Self.types(events) == ["payment_requested", "voice_heard"])
        let payment = try #require(events.first)
        #expect(
          payment["payload"]
            == .object([
              "amount": .int(3_430), "payment_id": payment["entity_id"], "provider": .string("simulated"),
              "trigger": .string("voice"),
            ]))
        let shown = try house.show(code)
        #expect(shown["pay_visible"] == .bool(true))
        #expect(shown["payments"][0]["state"] == .string("requested"), "it waits, and has not failed")
        let twice = try say("pay now")
        #expect(twice.status == 1 && Self.types(twice.events) == ["voice_heard"])
        let undone = try say("undo that")
        #expect(undone.status == 0 && Self.types(undone.events) == ["payment_cancelled", "voice_heard"])
        #expect(
          undone.events.first?["payload"]
            == .object(["payment_id": payment["entity_id"], "reason": .string("undo")]))
        #expect(try house.show(code)["payments"][0]["state"] == .string("cancelled"))
      }
    }

    @Test
    func
      `GIVEN staff WHEN they say “order ready” with a table or an order THEN it is ready and the views update in real time`()
      throws
    {
      try ScratchHouse.with { house in
        let screen = try house.screen("kitchen")
        try waitUntil("the board to hold the log") { UnixSocket.answers(at: house.socket) }
        try house.importSupper()
        let code = try house.sendSupper()
        try screen.waitFor(text: code)
        let (status, _, events) = try Self.say(house, "order ready table four", "--confidence", "0.9")
        #expect(status == 0 && Self.types(events) == ["status_changed", "voice_heard"])
        #expect(
          events.first?["payload"]["to"] == .string("ready") && events.first?["source"] == .string("voice"))
        #expect(events.last?["payload"]["surface"] == .string("staff"))
        try screen.waitFor(text: "order ready table four")
        try screen.waitFor(text: "Ctrl-Z")
        try screen.press("C-z")
        try screen.waitFor("the ticket to be new again") { !$0.contains("Ctrl-Z") }
        #expect(try house.show(code)["kitchen"] == .string("ordered"))
        // By its code, in NATO's words.
        let spelled = try Self.say(
          house,
          "bravo \(code.dropFirst().map { ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"][$0.wholeNumberValue ?? 0] }.joined(separator: " ")) is ready",
          "--confidence", "0.9")
        #expect(spelled.status == 0)
        // A guest may not.
        let guest = try Self.say(
          house, "order ready table four", "--confidence", "0.9", "--surface", "guest", "--order", code)
        #expect(guest.status == 1 && guest.events.first?["payload"]["reason"] == .string("role"))
        #expect(guest.events.first?["payload"]["outcome"] == .string("refused"))
      }
    }

    @Test func `GIVEN staff says “delay order 10 minutes” THEN a delay marker is recorded and visible`()
      throws
    {
      try ScratchHouse.with { house in
        try house.importSupper()
        let code = try house.sendSupper()
        let (status, _, events) = try Self.say(
          house, "delay order 10 minutes", "--confidence", "0.9", "--order", code)
        #expect(status == 0 && Self.types(events) == ["delay_marked", "voice_heard"])
        #expect(events.first?["payload"] == .object(["delay_minutes": .int(10), "round": .int(1)]))
        #expect(try house.show(code)["delay_minutes"] == .int(10))
        #expect(try house.done("screen", "kitchen", "--size", "120x34").output.contains("DELAY"))
      }
    }

    @Test func `what is no phrase is rejected with what it may have been, and is on record`() throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        let code = try house.sendSupper()
        let before = try house.show(code)
        for text in [
          "order twenty pizzas", "is table four ready?", "don't bill table four", "order ready [unk]",
        ] {
          let (status, told, events) = try Self.say(house, text, "--confidence", "1")
          #expect(status == 1 && told.contains("“\(text)”") && told.contains("Nothing was changed"))
          try Self.expectRecord(
            events.first,
            [
              "confidence": .int(1_000), "outcome": .string("rejected"), "reason": .string("grammar"),
              "surface": .string("staff"),
            ], said: text)
        }
        let near = try Self.say(house, "table four is not ready", "--confidence", "1")
        #expect(near.told.contains("order ready CODE"))
        #expect(try house.show(code) == before)
      }
    }

    @Test func `two live orders that fit are refused, and both are named`() throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        let codes = try [house.sendSupper(), house.sendSupper()]
        let (status, told, events) = try Self.say(house, "order ready table four", "--confidence", "0.9")
        #expect(status == 1 && codes.allSatisfy { told.contains($0) })
        #expect(
          Self.types(events) == ["voice_heard"] && events.first?["payload"]["reason"] == .string("state"))
      }
    }

    @Test func `an utterance without a confidence waits for its key, and changes nothing before`() throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        let code = try house.sendSupper()
        let id = try #require(house.show(code)["order_id"].string)
        let (status, told, events) = try Self.say(house, "order ready table four")
        #expect(status == 1 && told.contains("voice confirm"))
        try Self.expectRecord(
          events.first,
          [
            "intent": .string("order_ready"), "order": .string(id), "outcome": .string("unscored"),
            "surface": .string("staff"),
          ], said: "order ready table four")
        #expect(try house.show(code)["kitchen"] == .string("ordered"))
        let count = try house.events().count
        try house.done("voice", "confirm")
        let confirmed = try Self.written(house, after: count)
        #expect(Self.types(confirmed) == ["status_changed", "voice_heard"])
        #expect(confirmed.last?["payload"]["outcome"] == .string("executed"))
        #expect(try house.galley("voice", "confirm").status == 1, "once")
        #expect(try house.show(code)["kitchen"] == .string("ready"))
      }
    }

    @Test func `what a recogniser prints is acted on line by line, before the next is said`() throws {
      try ScratchHouse.with { house in
        try house.serve()
        try house.importSupper()
        let code = try house.sendSupper()
        let pipe = "\(house.root)/words"
        guard mkfifo(pipe, 0o600) == 0 else { throw Failure("no pipe") }
        // Both ways, before anybody reads: a pipe that has no other end holds up whoever opens it.
        let words = FileHandle(fileDescriptor: open(pipe, O_RDWR | O_CLOEXEC), closeOnDealloc: true)
        let listener = try house.start(["voice", "listen", "--order", code], input: pipe, log: "listen")
        func write(_ line: String) throws { try words.write(contentsOf: Data((line + "\n").utf8)) }
        try write(#"{"partial":"order ready"}"#)
        try write(#"{"text":"order ready table four","confidence":0.93}"#)
        try waitUntil("the order to be ready") { try house.show(code)["kitchen"] == .string("ready") }
        try write(
          "{\n  \"result\" : [{\n \"conf\" : 1.000000,\n \"word\" : \"undo\"\n }],\n  \"text\" : \"undo\"\n}")
        try write(#"{"text":"delay order ten minutes","confidence":0.9}"#)
        try waitUntil("the delay") { try house.show(code)["delay_minutes"] == .int(10) }
        #expect(try house.show(code)["kitchen"] == .string("ready"), "certainty for every word is none")
        try words.close()
        #expect(try listener.finish(within: 10).status == 0)
        let heard = try house.jsonLines("events").filter { $0["event_type"] == .string("voice_heard") }
        #expect(heard.map { $0["payload"]["outcome"].string } == ["executed", "unscored", "executed"])
      }
    }

    @Test func `what a guest's voice did is shown at their table with the key that takes it back`() throws {
      try ScratchHouse.with { house in
        try house.serve(["--table-socket", "T4"])
        try house.importSupper()
        let code = try house.openSupper()
        let table = try house.screen("table", "T4")
        try table.waitFor(text: "Bruschetta")
        let socket = try RawSocket(house.data + "/table-T4.sock")
        #expect(try socket.run(["voice", "say", "same again", "--confidence", "0.9"]).status == 0)
        #expect(
          try socket.run(["voice", "say", "undo", "--confidence", "0.9", "--surface", "staff"]).status == 1)
        try table.waitFor(text: "Ctrl-Z")
        #expect(try house.show(code)["total"] == .int(3_430 + 650))
        try table.press("C-z")
        try waitUntil("the dish to be gone") { try house.show(code)["total"] == .int(3_430) }
        #expect(try socket.run(["voice", "say", "one more"]).status == 1)
        try table.waitFor(text: "Ctrl-Y")
        try table.press("C-y")
        try waitUntil("the dish to be there") { try house.show(code)["total"] == .int(3_430 + 650) }
      }
    }
  }
}
