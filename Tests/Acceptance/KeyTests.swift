import Foundation
import Glibc
import Testing

extension Acceptance {
  /// The key that the terminals of a house share, and the links that are refused without one.
  @Suite struct Keys {
    @Test func `config new-key makes a key for this user alone and says how to go on`() throws {
      try ScratchHouse.with { house in
        let said = try house.done("config", "new-key").output
        let path = house.data + "/key"
        #expect(try mode(of: path) == 0o600)
        let key = try bytes(of: path)
        #expect(key.count >= 32)
        #expect(!said.contains(String(decoding: key.dropLast(), as: UTF8.self)), "S11: it shows the key")
        for part in [path, "listen = ", "peer = ", "key-file = ", "chmod 600", "galley peer probe "] {
          #expect(said.contains(part), "\(part)")
        }
        let again = try house.refused("config", "new-key")
        #expect(again.errors.contains(path))
        #expect(try bytes(of: path) == key)
      }
    }

    @Test func `config new-key with a file and --json is one object`() throws {
      try ScratchHouse.with { house in
        let path = house.root + "/carried.key"
        let object = try house.json("config", "new-key", path)
        #expect(object.keys == ["file"])
        #expect(object["file"].string == path)
        #expect(try mode(of: path) == 0o600)
      }
    }

    @Test func `a new key is for this user alone whatever the umask`() throws {
      try ScratchHouse.with { house in
        let command = house.commandLine(["config", "new-key"])
        for mask in ["0", "0777"] {
          let made = try house.launch(
            ["sh", "-c", "umask \(mask); exec \"$@\"", "sh"] + command + ["\(house.root)/key\(mask)"]
          ).finish(within: 20)
          #expect(made.status == 0, "\(made.errors)")
          #expect(try mode(of: "\(house.root)/key\(mask)") == 0o600)
        }
      }
    }

    @Test(arguments: [
      ["--listen", "0.0.0.0:0"], ["--listen", "127.0.0.1:0"], ["--peer", "127.0.0.1:9"],
      ["--insecure-loopback", "--listen", "0.0.0.0:0"], ["--insecure-loopback", "--listen", "[::]:0"],
      ["--insecure-loopback", "--peer", "192.0.2.7:7400"],
    ])
    func `S3: without a key nothing listens or dials, and insecurely on this machine alone`(flags: [String])
      throws
    {
      try ScratchHouse.with { house in
        let refusal = try house.galley(["serve"] + flags)
        #expect(refusal.status == 2)
        #expect(refusal.errors.contains("galley config new-key"), "it says what to do: \(refusal.errors)")
        #expect(!FileManager.default.fileExists(atPath: house.socket))
      }
    }

    @Test func `S12: a key file that others can read, that is a link or that is short is refused`() throws {
      try ScratchHouse.with { house in
        let path = try house.file("secret", "a secret that is long enough for a key\n")
        func refusal(_ path: String) throws -> String {
          let refusal = try house.galley("serve", "--listen", "127.0.0.1:0", "--key-file", path)
          #expect(refusal.status == 2)
          #expect(!refusal.errors.contains("long enough"), "S11: it shows the key")
          return refusal.errors
        }
        for loose in [0o640, 0o604, 0o660] as [mode_t] {
          chmod(path, loose)
          #expect(try refusal(path).contains("chmod 600 \(path)"))
        }
        chmod(path, 0o600)
        try FileManager.default.createSymbolicLink(atPath: house.root + "/link", withDestinationPath: path)
        #expect(try refusal(house.root + "/link").contains("link"))
        #expect(try refusal(house.file("short", "thirty-one bytes are not enough")).contains("31 bytes"))
        #expect(try refusal(house.root + "/none").contains("no such file"))
      }
    }

    @Test func `a key that cannot be read holds up no command to a terminal that runs`() throws {
      try ScratchHouse.with { house in
        _ = try house.serve()
        let settings = try String(contentsOfFile: house.data + "/galley.conf", encoding: .utf8)
        try write(settings + "listen = 127.0.0.1:0\nkey-file = none\n", to: house.data + "/galley.conf")
        try house.done("order", "open", "--table", "T4")
        #expect(try house.done("config").output.contains("key-file = \(house.data)/none\n"))
      }
    }
  }
}
