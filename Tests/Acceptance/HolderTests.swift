import Foundation
import Glibc
import Testing

extension Acceptance {
  /// Who holds the directory, who may ask, and what others can see of it.
  @Suite struct Holder {
    @Test func `F17: a second terminal on the directory is refused, and is told who holds it`() throws {
      try ScratchHouse.with { house in
        let first = try house.serve()
        let second = try house.start(["serve"]).finish(within: 10)
        #expect(second.status == 3)
        #expect(second.errors.contains("\(first.pid)"), "it names process \(first.pid): \(second.errors)")
        // Also where the socket is gone, so that only the lock speaks.
        try FileManager.default.removeItem(atPath: house.socket)
        let third = try house.start(["serve"]).finish(within: 15)
        #expect(third.status == 3)
        #expect(third.errors.contains("\(first.pid)"), "\(third.errors)")
        #expect(first.advance(milliseconds: 0) == nil, "the first goes on")
      }
    }

    @Test func `S10: another user of the machine can't use the control socket`() throws {
      guard geteuid() == 0 else { throw Failure("this test becomes another user: run it as root") }
      try ScratchHouse.with { house in
        try house.importSupper()
        let code = try house.sendSupper()
        _ = try house.serve()
        let before = try house.events()
        let setpriv = try Programs.find("setpriv", package: "util-linux")
        let nobody = [setpriv, "--reuid=65534", "--regid=65534", "--clear-groups"]
        func asNobody(_ arguments: [String]) throws -> Finished {
          try house.launch(nobody + house.commandLine(arguments)).finish(within: 10)
        }
        #expect(try house.launch(nobody + ["true"]).finish(within: 10).status == 0, "setpriv works")
        #expect(try asNobody(["order", "start", code]).status != 0)
        #expect(try asNobody(["order", "list"]).status != 0)

        // With the way to the socket left open by mistake, the terminal itself still asks who is there.
        for path in [house.root, house.data] { chmod(path, 0o755) }
        chmod(house.socket, 0o666)
        let python = try Programs.find("python3", package: "python3")
        let knock = """
          import json, socket, struct, sys
          s = socket.socket(socket.AF_UNIX); s.settimeout(5); s.connect(sys.argv[1])
          words = json.dumps(["order", "start", sys.argv[2]], separators=(",", ":")).encode()
          try:
              s.sendall(b"R" + struct.pack(">I", len(words)) + words)
              answer = s.recv(100)
          except ConnectionError:
              answer = b""
          sys.exit(1 if answer else 0)
          """
        let knocked = try house.launch(nobody + [python, "-c", knock, house.socket, code]).finish(within: 10)
        #expect(knocked.status == 0, "closed without a word: \(knocked.errors)")
        for path in [house.root, house.data] { chmod(path, 0o700) }
        #expect(try house.events() == before)
        let owner = try house.launch([python, "-c", knock, house.socket, code]).finish(within: 10)
        #expect(owner.status == 1, "the owner is answered: \(owner.errors)")
      }
    }

    @Test func `S11: no core files, and nothing personal in what others see of the process`() throws {
      try ScratchHouse.with { house in
        let server = try house.serve()
        let board = try house.screen("kitchen")
        try board.waitFor("the board") { $0.contains("order") }
        for pid in [server.pid, try board.pid()] {
          let limits = try String(contentsOfFile: "/proc/\(pid)/limits", encoding: .utf8)
          let core = try #require(limits.splitLines.first { $0.hasPrefix("Max core file size") })
          #expect(core.split(separator: " ").filter { $0 == "0" }.count == 2, "\(core)")
        }
        let code = try house.open("--table", "T4").code
        try house.done("participant", "join", code, "--name", "Wilhelmine")
        try house.done("order", "alert", code, "Wilhelmine is allergic")
        for pid in [server.pid, try board.pid()] {
          for file in ["cmdline", "environ"] {
            let text = String(decoding: try bytes(of: "/proc/\(pid)/\(file)"), as: UTF8.self)
            #expect(!text.contains("Wilhelmine"), "\(file)")
          }
        }
        for file in ["serve.out", "serve.err"] {
          #expect(
            !(try String(contentsOfFile: house.root + "/" + file, encoding: .utf8)).contains("Wilhelmine"))
        }
      }
    }

    @Test func `F30: a follower takes the log over when its owner is killed, and the next follows it`() throws
    {
      try ScratchHouse.with { house in
        try house.importSupper()
        let owner = try house.serve()
        let code = try house.sendSupper()
        let first = try house.screen("staff")
        try first.waitFor(text: code)
        let second = try house.screen("staff")
        try second.waitFor(text: code)
        owner.signal(SIGKILL)
        _ = try owner.exit(within: 10)
        try waitUntil("one of the screens to hold the log", limit: 10) {
          UnixSocket.answers(at: house.socket)
        }

        let other = try house.sendSupper(table: "T5")
        for screen in [first, second] { try screen.waitFor(text: other) }
        // The one that holds it now goes, and the last one takes over.
        let holder = try String(contentsOfFile: house.data + "/lock", encoding: .utf8)
        let pid = try #require(
          [try first.pid(), try second.pid()].first { holder.contains("process \($0) ") })
        let last = try pid == first.pid() ? second : first
        kill(pid, SIGKILL)
        try waitUntil("the last screen to hold the log", limit: 10) {
          try String(contentsOfFile: house.data + "/lock", encoding: .utf8).contains("process \(last.pid()) ")
            && UnixSocket.answers(at: house.socket)
        }
        let started = try house.done("order", "start", code, "--json").lines
        let third = try house.sendSupper(table: "T6")
        try last.waitFor(text: third)
        try expectSound(house, holding: started)
      }
    }

    @Test func `F27: 60 orders with 12 followers, of which one is stopped, delay nobody`() throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        let server = try house.serve()
        let followers = try (0..<12).map { try house.start(["events", "--follow"], log: "follower-\($0)") }
        let codes = try (1...30).map { try house.sendSupper(table: "T\($0)") }
        followers[0].signal(SIGSTOP)
        defer { followers[0].signal(SIGCONT) }
        var slowest = 0.0
        for place in 31...60 {
          let started = monotonicSeconds()
          _ = try house.sendSupper(table: "T\(place)")
          slowest = max(slowest, monotonicSeconds() - started)
        }
        #expect(slowest < 4, "four commands took \(slowest) s")
        #expect(try house.done("order", "list").lines.count == 60)
        let all = try house.done("events").outputBytes
        for (place, follower) in followers.enumerated() {
          if place == 0 { follower.signal(SIGCONT) }
          let path = house.root + "/follower-\(place).out"
          try waitUntil("follower \(place) to have everything") { try bytes(of: path).count >= all.count }
          #expect(try bytes(of: path) == all, "follower \(place)")
          follower.signal(SIGTERM)
        }
        try house.done("order", "start", codes[0])
        server.signal(SIGTERM)
        #expect(try server.exit(within: 10) == 0)
        try expectWhole(house, holding: [])
      }
    }
  }
}
