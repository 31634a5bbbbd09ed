import Foundation
import Glibc
import Testing

extension Acceptance {
  /// Who works in a house: PINs by every way in, the waits after wrong ones, screens, and the way back.
  @Suite struct Staff {
    private func add(
      _ name: String, _ role: String, in house: ScratchHouse, newPin: String?, as person: Person? = nil
    ) throws -> Finished {
      try house.give(
        ["staff", "add", name, "--role", role, "--json"], as: person?.rawValue, pin: person?.pin,
        newPin: newPin)
    }

    @Test func `the first one is a manager, needs no name, and makes the house's key`() throws {
      try ScratchHouse.with { house in
        let added = try house.give(["staff", "add", "max", "--role", "kitchen"], newPin: "4711")
        #expect(added.status == 0 && added.output.contains("manager, whatever the role said"), "\(added)")
        #expect(try mode(of: house.data + "/key") == 0o600)
        let event = try Json(text: #require(house.events().last))
        #expect(event["event_type"] == .string("staff_added") && event["entity_id"] == .string("max"))
        #expect(event["payload"]["role"] == .string("manager"))
        #expect(event["payload"]["pin_hash"].string?.hasPrefix("$y$") == true)
        #expect(try house.code(add("zoe", "staff", in: house, newPin: "1234")) == "login")
        let staff = try house.jsonLines("staff", "list")
        #expect(staff.map { $0["name"].string } == ["max"] && staff[0]["role"] == .string("manager"))
        #expect(staff[0]["added_at"] == event["created_at"] && staff[0].keys == ["name", "role", "added_at"])
      }
    }

    @Test func `S8: a wrong PIN makes the next one wait, over processes, and the wait is told`() throws {
      try ScratchHouse.with { house in
        try house.hire()
        let open = ["order", "open", "--json"]
        let wrong = try house.give(open, as: "anna", pin: "9999")
        let again = try house.give(open, as: "ANNA", pin: Person.anna.pin)
        #expect(wrong.status == 1 && again.status == 1)
        #expect(try house.code(wrong) == "pin" && house.code(again) == "wait")
        #expect(again.errors.contains("1 s more"))
        // Others are not held up by it, and nothing was written.
        #expect(try house.give(open, as: .max).status == 0)
        try waitUntil("the wait to be over") { try house.give(open, as: .anna).status == 0 }
        #expect(try house.audit().prefix(2).map { $0["reason"].string } == ["pin", "wait"])
        #expect(try house.audit().allSatisfy { $0["who"] == .string("anna") || $0["who"] == .string("ANNA") })
      }
    }

    @Test(arguments: [false, true])
    func `S8: names that nobody has are refused like wrong PINs`(_ serves: Bool) throws {
      try ScratchHouse.with { house in
        try house.hire()
        if serves { try house.serve() }
        let open = ["order", "open", "--json"]
        let (ghost, wrong) = (
          try house.give(open, as: "ghost", pin: "1234"), try house.give(open, as: "kim", pin: "1234")
        )
        #expect(try house.code(ghost) == "pin" && house.code(wrong) == "pin")
        #expect(ghost.errors.replacing("ghost", with: "kim") == wrong.errors)
        #expect(try house.code(house.give(open, as: "other", pin: "1234")) == "wait")
      }
    }

    @Test func `without a terminal and without a PIN in the environment nothing is done`() throws {
      try ScratchHouse.with { house in
        #expect(try house.code(add("max", "manager", in: house, newPin: nil)) == "new_pin")
        for pin in ["123", String(repeating: "1", count: 65)] {
          #expect(try house.code(add("max", "manager", in: house, newPin: pin)) == "new_pin")
        }
        #expect(try house.events().isEmpty)
        try house.hire()
        let refused = try house.galley("order", "open", "--as", "anna", "--json")
        #expect(try house.code(refused) == "pin" && refused.errors.contains("GALLEY_PIN"))
        // That was no wrong one.
        #expect(try house.give(["order", "open"], as: .anna).status == 0)
      }
    }

    @Test(arguments: [false, true]) func `S11: a PIN is typed unseen`(_ serves: Bool) throws {
      try ScratchHouse.with { house in
        if serves { try house.serve() }
        func ask(_ words: [String]) throws -> Tmux {
          let line = house.commandLine(words).map { "'\($0)'" }.joined(separator: " ")
          return try house.terminal(
            columns: 100, rows: 24, running: ["sh", "-c", "\(line); echo status $?; exec sleep 600"])
        }
        let first = try ask(["staff", "add", "max", "--role", "manager"])
        try first.waitFor(text: "New PIN for max:")
        try first.type("geheim7")
        try first.press("Enter")
        try first.waitFor(text: "The same again:")
        try first.type("geheim7")
        try first.press("Enter")
        try first.waitFor(text: "status 0")
        #expect(
          try first.screen().contains("max works here as manager") && !first.screen().contains("geheim7"))
        let slip = try ask(["staff", "add", "zoe", "--role", "staff", "--as", "max"])
        try slip.waitFor(text: "PIN of max:")
        try slip.type("geheimx")
        try slip.press("BSpace")
        try slip.type("7")
        try slip.press("Enter")
        try slip.waitFor(text: "New PIN for zoe:")
        try slip.type("1234")
        try slip.press("Enter")
        try slip.waitFor(text: "The same again:")
        try slip.type("1235")
        try slip.press("Enter")
        try slip.waitFor(text: "status 1")
        #expect(try slip.screen().contains("the two were not the same"))
        let left = try ask(["order", "open", "--as", "max"])
        try left.waitFor(text: "PIN of max:")
        try left.press("C-c")
        try left.waitFor(text: "status 1")
        #expect(try house.events().count == 1)
      }
    }

    @Test func `S11: a PIN is in no argument, event, audit line, error or output`() throws {
      try ScratchHouse.with { house in
        try house.serve()
        try house.hire()
        _ = try house.give(["order", "open"], as: "anna", pin: "sehr-geheim")
        var said = try house.events().joined() + house.done("state", "--all").output
        said +=
          try house.done("doctor", "--json").output + house.done("metrics").output
          + house.done("config").output
        for name in try FileManager.default.contentsOfDirectory(atPath: house.data)
        where name.hasSuffix("json")
          || name.hasSuffix("jsonl")
        {
          said += try String(contentsOfFile: "\(house.data)/\(name)", encoding: .utf8)
        }
        said += try String(contentsOfFile: house.root + "/serve.err", encoding: .utf8)
        for secret in Person.allCases.map(\.pin) + ["sehr-geheim"] where secret != "1111" && secret != "2222"
        {
          #expect(!said.contains(secret), "\(secret)")
        }
        let bare = try house.done("state", "--all").output + house.done("staff", "list", "--json").output
        #expect(!bare.contains("$y$") && bare.contains("\"max\":\"manager\""))
        for name in ["audit.jsonl", "pin-waits.json", "key"] {
          #expect(try mode(of: "\(house.data)/\(name)") == 0o600, "\(name)")
        }
      }
    }

    @Test func `a PIN holds on every terminal that has the key, and on none that has not`() throws {
      try ScratchHouse.with { house in
        try house.hire()
        let key = try bytes(of: house.data + "/key")
        let lines = try house.events().map { $0 + "\n" }.joined()
        try ScratchHouse.with(settings: "venue = maple\nname = bar\nletter = C\n") { bar in
          try bar.done("ingest", bar.file("lines.jsonl", lines))
          let open = ["order", "open", "--json"]
          #expect(try bar.code(bar.give(open, as: .anna)) == "no_key")
          let file = try bar.file("carried", key)
          #expect(try bar.give(open + ["--key-file", file], as: .anna).status == 0)
          let other = try bar.file("other", [UInt8](repeating: 0x61, count: 40))
          #expect(
            try bar.code(bar.give(open + ["--key-file", other, "--key-file", file], as: .anna)) == "pin")
        }
      }
    }

    @Test func `the owner of the machine has a way back, where no terminal runs`() throws {
      try ScratchHouse.with { house in
        try house.hire()
        let words = ["staff", "add", "eva", "--role", "manager", "--owner", "--json"]
        let serving = try house.serve()
        let refused = try house.give(words, newPin: "8888")
        #expect(try refused.status == 1 && house.code(refused) == "owner")
        #expect(try house.audit().last?["reason"] == .string("owner"))
        serving.signal(SIGTERM)
        _ = try serving.exit(within: 10)
        let done = try house.give(words, newPin: "8888")
        let event = try Json(text: done.output)
        #expect(event["actor"] == .string("owner") && event["source"] == .string("system"))
        #expect(try house.give(["staff", "remove", "max"], as: "eva", pin: "8888").status == 0)
      }
    }

    @Test func `another key would end every PIN, so none is made where there is staff`() throws {
      try ScratchHouse.with { house in
        try house.hire()
        try FileManager.default.moveItem(atPath: house.data + "/key", toPath: house.root + "/key-elsewhere")
        let words = ["staff", "add", "eva", "--role", "manager", "--owner", "--json"]
        let refused = try house.give(words, newPin: "8888")
        #expect(try refused.status == 1 && house.code(refused) == "no_key")
        #expect(access(house.data + "/key", F_OK) != 0)
      }
    }

    @Test func `a screen logs people in, and asks by them from then on`() throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        try house.hire()
        let screen = try house.screen("staff")
        try screen.waitFor(text: "nobody is logged in")
        try screen.type("order open --table T7")
        try screen.press("Enter")
        try screen.waitFor(text: "this house has staff")
        // An order in one line stays there until somebody is logged in.
        try screen.type("T5 2 m01")
        try screen.waitFor(text: "log in first: Ctrl-O")
        try screen.press("Enter")
        try screen.waitFor(text: ":T5 2 m01")
        try screen.press("C-u", "C-o")
        try screen.waitFor(text: "3 max")
        try screen.type("1")
        try screen.waitFor(text: "PIN of anna:")
        try screen.type("9876")
        try screen.waitFor(text: "PIN of anna: ••••")
        try screen.press("Enter")
        try screen.waitFor(text: "nobody called anna has that PIN")
        // The line stays: a PIN that is typed again is not seen in another one.
        try screen.waitFor(text: "PIN of anna:")
        try screen.press("Escape")
        // A second screen follows the first, and is another place for the same wait.
        let other = try house.screen("staff")
        try other.waitFor(text: "nobody is logged in")
        for (place, person) in [(screen, Person.max), (other, .kim)] {
          try place.type("login \(person.rawValue)")
          try place.press("Enter")
          try place.waitFor(text: "PIN of \(person.rawValue):")
          try place.type(person.pin)
          try place.press("Enter")
          try place.waitFor(text: "\(person.rawValue) is logged in as \(person.role)")
        }
        try other.type("order open --table T8")
        try other.press("Enter")
        try other.waitFor(text: "kim is kitchen, and that is for staff and managers")
        try screen.type("order open --table T9")
        try screen.press("Enter")
        try screen.waitFor(text: "opened")
        let opened = try house.events().map { try Json(text: $0) }.filter {
          $0["event_type"] == .string("order_opened")
        }
        #expect(opened.map { $0["actor"].string } == ["max"])
        try screen.type("order open --as anna")
        try screen.press("Enter")
        try screen.waitFor(text: "on a screen --as says nothing")
        try screen.type("logout")
        try screen.press("Enter")
        try screen.waitFor(text: "max is logged out")
        #expect(try house.audit().map { $0["surface"].string } == Array(repeating: "screen", count: 4))
        #expect(try house.audit().map { $0["reason"].string } == ["login", "pin", "role", "login"])
        // The process that knew who is there goes: so does the login.
        kill(try screen.pid(), SIGKILL)
        try other.waitFor(text: "log in again", limit: 20)
      }
    }
  }
}
