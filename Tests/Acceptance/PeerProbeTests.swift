import Foundation
import Testing

extension Patience {
  /// What `galley peer probe` says of a link, against terminals and against whatever else may answer.
  @Suite struct PeerProbes {
    private static let key = "a key of this house that is long enough\n"
    private static let otherKey = "the key of another house, long enough too\n"

    /// A terminal of venue maple with the key, and what tries it from another house.
    private func withTerminal(
      settings: String = "venue = maple\nname = pass\nletter = P\n",
      _ body: (_ tv: ScratchHouse, _ pass: ScratchHouse, _ address: String, _ key: String) throws -> Void
    ) throws {
      try ScratchHouse.with { tv in
        try ScratchHouse.with(settings: settings) { pass in
          let address = "127.0.0.1:\(try freePort())"
          let served = try tv.file("key", Self.key)
          try tv.serve(["--listen", address, "--key-file", served])
          try waitUntil("the terminal to say that it listens") {
            try tv.serveSaid().contains("till of maple")
          }
          try body(tv, pass, address, try pass.file("key", Self.key))
        }
      }
    }

    /// The one object that a probe prints, and its exit status.
    private func probe(_ house: ScratchHouse, _ address: String, _ flags: [String]) throws -> (
      object: Json, status: Int32
    ) {
      let began = monotonicSeconds()
      let finished = try house.galley(["peer", "probe", address, "--json"] + flags)
      #expect(monotonicSeconds() - began < 8.5, "it takes at most about 8 s")
      #expect(finished.errors.isEmpty)
      #expect(finished.lines.count == 1)
      return (try Json(text: finished.output), finished.status)
    }

    private func probe(_ house: ScratchHouse, _ address: String, _ flags: String...) throws -> (
      object: Json, status: Int32
    ) { try probe(house, address, flags) }

    private func code(_ house: ScratchHouse, _ address: String, _ flags: String...) throws -> String? {
      let (object, status) = try probe(house, address, flags)
      #expect(object["ok"].bool == (status == 0))
      #expect(status == 0 || status == 4)
      #expect(object["address"].string == address)
      return object["code"].string
    }

    @Test func `a good link says who is there, and leaves no trace`() throws {
      try withTerminal { tv, pass, address, key in
        let (object, status) = try probe(pass, address, "--key-file", key)
        #expect(status == 0)
        #expect(
          object.keys == [
            "address", "ok", "code", "message", "terminal", "origin", "letter", "venue", "version", "rtt_ms",
            "skew_ms",
          ])
        #expect(object["code"].string == "ok")
        #expect(object["terminal"].string == "till")
        #expect(object["origin"].string?.hasPrefix("till-") == true)
        #expect(object["venue"].string == "maple")
        let said = try pass.done("peer", "probe", address, "--key-file", key).output
        #expect(said.hasPrefix("\(address): till ") && said.contains("letter B"))
        #expect(!FileManager.default.fileExists(atPath: pass.data + "/identity.json"), "it makes no terminal")
        #expect(!FileManager.default.fileExists(atPath: pass.data + "/log"))
      }
    }

    @Test func `a running terminal's own address is itself, and it keeps its name`() throws {
      try withTerminal { tv, _, address, key in
        let before = try bytes(of: tv.data + "/identity.json")
        #expect(try code(tv, address, "--key-file", key) == "self")
        #expect(try code(tv, address, "--key-file", key) == "self")
        #expect(try bytes(of: tv.data + "/identity.json") == before)
        try tv.done("order", "open", "--table", "T4")
      }
    }

    @Test func `a wrong key is called one, and the one that fits is named`() throws {
      try withTerminal { _, pass, address, key in
        let wrong = try pass.file("wrong", Self.otherKey)
        #expect(try code(pass, address, "--key-file", wrong) == "wrong_key")
        let (object, status) = try probe(pass, address, "--key-file", wrong, "--key-file", key)
        #expect(status == 4 && object["code"].string == "wrong_key")
        #expect(object["message"].string?.contains(key) == true)
        #expect(object["terminal"].string == "till")
      }
    }

    @Test func `another venue is named`() throws {
      try withTerminal(settings: "venue = oak\nname = pass\n") { _, pass, address, key in
        let (object, status) = try probe(pass, address, "--key-file", key)
        #expect(status == 4 && object["code"].string == "venue")
        #expect(object["venue"].string == "maple")
        #expect(object["message"].string?.contains("“oak”") == true)
      }
    }

    @Test func `without a key it is a wrong command line`() throws {
      try ScratchHouse.with { house in
        let refusal = try house.galley("peer", "probe", "127.0.0.1:9")
        #expect(refusal.status == 2 && refusal.output.isEmpty)
        #expect(refusal.errors.contains("--key-file"))
      }
    }

    @Test func `a port where nothing listens is refused`() throws {
      try ScratchHouse.with { house in
        let key = try house.file("key", Self.key)
        let address = "127.0.0.1:\(try freePort())"
        #expect(try code(house, address, "--key-file", key) == "refused")
        let said = try house.galley("peer", "probe", address, "--key-file", key)
        #expect(said.output.contains("is galley running on it?") && said.errors.isEmpty)
        #expect(
          try code(house, "no-such-host.invalid:7400", "--key-file", key).map {
            ["unknown_name", "no_lookup", "no_answer"].contains($0)
          } == true)
      }
    }

    @Test func `insecure-loopback tries this machine alone`() throws {
      try ScratchHouse.with { tv in
        try ScratchHouse.with { pass in
          let address = "127.0.0.1:\(try freePort())"
          try tv.serve(["--listen", address, "--insecure-loopback"])
          try waitUntil("the terminal to say that it listens") {
            try tv.serveSaid().contains("till of maple")
          }
          #expect(try code(pass, address, "--insecure-loopback") == "ok")
          #expect(try code(pass, address, "--key-file", pass.file("key", Self.key)) == "unproved")
          #expect(try code(pass, "192.0.2.1:7400", "--insecure-loopback") == "loopback")
        }
      }
    }

    @Test(arguments: [
      ("silence", "silent"), ("garbage", "no_galley"), ("goes", "turned_away"), ("hello", "unanswered"),
      ("clock", "clock"), ("older", "too_old"), ("told", "too_new"),
    ])
    func `what is no galley of today is told from one`(script: String, expected: String) throws {
      try ScratchHouse.with { house in
        let key = try house.file("key", Self.key)
        let (listener, address) = try listen(house, script, key)
        defer { listener.stop() }
        let (object, status) = try probe(house, address, "--key-file", key)
        #expect(status == 4)
        #expect(object["code"].string == expected, "\(object["message"].string ?? "")")
        if script == "clock" { #expect((589_000...611_000).contains(object["skew_ms"].int ?? 0)) }
      }
    }

    /// A listener of the test's own that answers one call; see `probe_listener.py`.
    private func listen(_ house: ScratchHouse, _ script: String, _ key: String) throws -> (Subprocess, String)
    {
      let python = try Programs.find("python3", package: "python3")
      let log = house.root + "/listener"
      let process = try house.launch(
        [python, Checkout.script("probe_listener.py"), script, key], log: log)
      let port = try waitFor("the listener to say its port") {
        try String(contentsOfFile: log + ".out", encoding: .utf8).splitLines.first
      }
      return (process, "127.0.0.1:\(port)")
    }
  }
}

/// A port of this machine that nobody listens on.
private func freePort() throws -> UInt16 {
  let found = try Programs.python([
    "-c", "import socket; s = socket.socket(); s.bind(('127.0.0.1', 0)); print(s.getsockname()[1])",
  ])
  guard let port = found.lines.first.flatMap({ UInt16($0) }) else { throw Failure("no free port") }
  return port
}
