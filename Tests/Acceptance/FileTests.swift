import Foundation
import Glibc
import Testing

extension Acceptance {
  /// What lies in DIR: modes, the log's bytes, and what happens when somebody else has touched them.
  @Suite struct Files {
    @Test func `directories are 0700 and files 0600, whatever the umask`() throws {
      try ScratchHouse.with { house in
        let fresh = house.root + "/fresh"
        let command = try [GalleyBinary.path(), "--data", fresh, "--venue", "maple"]
        let opened = try house.launch(
          ["sh", "-c", "umask 0; exec \"$@\"", "sh"] + command + ["order", "open"]
        ).finish(within: 20)
        #expect(opened.status == 0, "\(opened.errors)")
        _ = try house.launch(
          ["sh", "-c", "umask 0; exec \"$@\"", "sh"] + command + ["serve"], log: house.root + "/fresh-serve")
        try waitUntil("serve to listen") { UnixSocket.answers(at: fresh + "/control.sock") }

        #expect(try mode(of: fresh) == 0o700)
        let enumerator = try #require(FileManager.default.enumerator(atPath: fresh))
        var names: Set<String> = []
        for case let name as String in enumerator {
          names.insert(name)
          let path = "\(fresh)/\(name)"
          var isDirectory: ObjCBool = false
          _ = FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
          #expect(try mode(of: path) == (isDirectory.boolValue ? 0o700 : 0o600), "\(name)")
        }
        #expect(names.isSuperset(of: ["log", "control.sock", "identity.json", "lock"]))
        #expect(names.contains { $0.hasPrefix("log/") && $0.hasSuffix(".jsonl") })
      }
    }

    @Test func `the log's files in order of name are what galley events prints`() throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        _ = try house.sendSupper()
        let log = try house.segments().flatMap { try bytes(of: $0) }
        #expect(try house.done("events").outputBytes == log)
        #expect(log.last == 0x0A)
      }
    }

    @Test func `S12: a log directory that is a link or open to others is refused`() throws {
      try ScratchHouse.with { house in
        try house.done("order", "open")
        let log = house.data + "/log"
        for loose in [0o755, 0o707, 0o770] as [mode_t] {
          chmod(log, loose)
          let refusal = try house.galley("order", "open")
          #expect(refusal.status != 0, "log of mode \(String(loose, radix: 8))")
          #expect(refusal.errors.contains("log"), "it says what: \(refusal.errors)")
        }
        chmod(log, 0o700)
        chmod(house.data, 0o777)
        #expect(try house.galley("order", "open").status != 0, "a data directory open to all")
        chmod(house.data, 0o700)
        try house.done("order", "open")

        try FileManager.default.moveItem(atPath: log, toPath: house.root + "/elsewhere")
        try FileManager.default.createSymbolicLink(
          atPath: log, withDestinationPath: house.root + "/elsewhere")
        let refusal = try house.galley("order", "open")
        #expect(refusal.status != 0, "a log that is a symbolic link")
        #expect(refusal.errors.contains("log"), "\(refusal.errors)")
      }
    }

    @Test func `S12: an identity open to others and a link in the socket's place are refused`() throws {
      try ScratchHouse.with { house in
        try house.done("order", "open")
        chmod(house.data + "/identity.json", 0o666)
        #expect(try house.galley("order", "open").status != 0)
        chmod(house.data + "/identity.json", 0o600)
        let precious = try house.file("precious", "keep me")
        try FileManager.default.createSymbolicLink(atPath: house.socket, withDestinationPath: precious)
        let serve = try house.start(["serve"], log: "linked")
        #expect(try serve.exit(within: 10) != 0)
        #expect(try bytes(of: precious) == Array("keep me".utf8))
      }
    }

    @Test func `another venue's data is refused`() throws {
      try ScratchHouse.with { house in
        try house.done("order", "open")
        let before = try house.events()
        let refusal = try house.galley("order", "open", "--venue", "oak")
        #expect(refusal.status != 0)
        #expect(refusal.errors.contains("maple"), "it says whose it is: \(refusal.errors)")
        #expect(try house.events() == before)
      }
    }

    @Test func `identity.json tells terminal, letter, origin and venue`() throws {
      try ScratchHouse.with { house in
        let event = try house.onlyEvent("order", "open")
        let text = try String(contentsOfFile: house.data + "/identity.json", encoding: .utf8)
        for word in ["till", "maple", event["origin"].string ?? "?"] { #expect(text.contains(word)) }
        _ = try Json(text: text)
      }
    }

    @Test func `forget erases what is personal, and chain, state and totals stay`() throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        let code = try house.open("--table", "T4").code
        try house.done("participant", "join", code, "--name", "Wilhelmine")
        try house.done("order", "add", code, "m01", "--note", "for Wilhelmine")
        try house.done("order", "alert", code, "Wilhelmine is allergic")
        try house.done("order", "submit", code)
        let before = try house.events()
        let state = try house.done("state", "--all").output

        try house.done("forget", "--before", "2000-01-01T00:00:00Z")
        #expect(try house.events() == before)
        // Tonight's allergies are not erased, nor what is still to come.
        for words in [
          ["--before", currentTime()], ["--before", currentTime(), "--order", code],
          ["--before", "2199-01-01T00:00:00Z"],
        ] {
          _ = try house.galley(["forget"] + words)
          #expect(try house.events() == before, "\(words)")
        }
        try house.done("order", "deliver", code)
        try house.done("pay", "cash", code, "6.50")
        try house.done("order", "close", code)
        let closed = try house.done("state", "--all").output
        let whole = try house.events()
        try house.done("forget", "--before", currentTime())
        let after = try house.events()
        #expect(after.count == whole.count)
        #expect(!after.contains { $0.contains("\"personal\"") })
        #expect(try IndependentCheck.findings(in: after) == "")
        #expect(try house.json("verify")["findings"] == .array([]))
        #expect(try house.done("state", "--all").output == closed && closed != state)
        #expect(try house.show(code)["items"][0]["note_erased"] == .bool(true))
        #expect(try house.show(code)["alert"] == .string("its text was erased"))
        #expect(try house.show(code)["total"] == .int(Supper.bruschetta))
        for path in try FileManager.default.subpathsOfDirectory(atPath: house.data) {
          guard let content = try? bytes(of: "\(house.data)/\(path)") else { continue }
          #expect(!String(decoding: content, as: UTF8.self).contains("Wilhelmine"), "\(path)")
        }
        _ = try house.open("--table", "T5")
        #expect(try IndependentCheck.findings(in: house.events()) == "")
      }
    }

    @Test func `forget --before takes only what is older, and --order one order only`() throws {
      try ScratchHouse.with { house in
        let evening = try Checkout.evening()
        try house.done("ingest", house.file("lines.jsonl", evening.map { $0 + "\n" }.joined()))
        func personal() throws -> [String] {
          try house.events().filter { $0.contains("\"personal\"") }.map { line in
            let event = try Json(text: line)
            return "\(event["origin"].string?.prefix(4) ?? "") \(event["seq"].int ?? 0)"
          }
        }
        let all = ["till 5", "till 6", "till 7", "till 14", "kitc 5"]
        #expect(try personal() == all)
        try house.done("forget", "--before", "2026-11-22T18:30:00Z", "--order", "B08")
        #expect(try personal() == all, "B08 has nothing left to forget")
        // 18:07:14 and 18:07:16 are over then, 18:07:22 is not.
        try house.done("forget", "--before", "2026-11-22T18:07:20Z")
        #expect(try personal() == ["till 7", "till 14", "kitc 5"])
        try house.done("forget", "--before", "2026-11-22T18:30:00Z", "--order", "B07")
        #expect(try personal().filter { $0.hasPrefix("till") } == [])
        #expect(try house.done("verify").status == 0)
      }
    }
  }
}
