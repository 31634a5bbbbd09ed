import Foundation
import Testing

extension Acceptance {
  /// `config` says every setting in force, those of the house too, and where each comes from.
  @Suite struct Config {
    @Test(arguments: [false, true])
    func `config has the settings of the house from its log`(throughSocket: Bool) throws {
      try ScratchHouse.with { house in
        #expect(try house.done("config").output.contains("\nage_limits = 5 8\n"))
        try house.done("config", "set", "age_limits", "4 7")
        if throughSocket { _ = try house.serve() }
        let config = try house.done("config").output
        #expect(config.contains("\n# the log of the house\nage_limits = 4 7\n"), "\(config)")
        let json = try house.json("config")
        #expect(json["age_limits"].string == "4 7" && json["venue"].string == "maple")
        #expect(json["sources"]["age_limits"]["from"].string == "log")
      }
    }

    @Test func `config makes no data directory and changes no name`() throws {
      try ScratchHouse.with { house in
        let empty = house.root + "/nothing"
        let command = [try GalleyBinary.path(), "config", "--data", empty]
        #expect(try house.launch(command).finish(within: ScratchHouse.commandLimit).status == 0)
        #expect(!FileManager.default.fileExists(atPath: empty))
        try house.done("order", "open")
        let identity = try Data(contentsOf: URL(filePath: house.data + "/identity.json"))
        let config = try house.done("config", "--name", "other").output
        #expect(config.contains("; a flag asks for other\nname = till\n"), "\(config)")
        #expect(try Data(contentsOf: URL(filePath: house.data + "/identity.json")) == identity)
      }
    }
  }
}
