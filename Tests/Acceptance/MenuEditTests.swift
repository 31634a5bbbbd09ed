import Foundation
import Testing

extension Acceptance {
  /// `menu edit` with editors that are one command, in a shell and in a real terminal.
  @Suite struct MenuEditing {
    private static func edit(_ house: ScratchHouse, _ editor: String) throws -> Finished {
      let env = try Programs.find("env", package: "coreutils")
      let command = [env, "EDITOR=\(editor)"] + house.commandLine(["menu", "edit"])
      return try house.launch(command).finish(within: ScratchHouse.commandLimit)
    }

    private static func kept(_ house: ScratchHouse) throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: #require(house.environment["TMPDIR"])).filter {
        $0.hasPrefix("galley-menu")
      }
    }

    @Test(arguments: [false, true])
    func `what was saved is imported, its difference shown before`(throughSocket: Bool) throws {
      try ScratchHouse.with { house in
        try house.importDocument(price: 100)
        if throughSocket { try house.serve() }
        let done = try Self.edit(house, "sed -i s/100/150/")
        #expect(
          done.status == 0 && done.errors.contains("~ Soup (soup): price 1.00 → 1.50"), "\(done.errors)")
        #expect(try house.json("menu", "show", "--draft")["sections"][0]["items"][0]["price"].int == 150)
        #expect(try Self.kept(house).isEmpty)
        let count = try house.done("events").lines.count
        #expect(try Self.edit(house, "true").output == "Nothing was changed.\n")
        #expect(try house.done("events").lines.count == count)
      }
    }

    @Test(arguments: [
      ("sed -i s/currency/curency/", "curency: no such key"), ("sed -i s/100/-1/", "price"),
      ("false", "ended with an error"),
      ("truncate -s 0", "the file is empty"),
    ])
    func `what is refused stays in its file, and the menu that ran goes on`(_ editor: String, _ words: String)
      throws
    {
      try ScratchHouse.with { house in
        try house.importDocument(price: 100)
        let before = try house.done("events").output
        let refused = try Self.edit(house, editor)
        let kept = try Self.kept(house)
        #expect(refused.status == 1 && refused.errors.contains(words), "\(refused.errors)")
        #expect(try kept.count == 1 && refused.errors.contains(#require(kept.first)))
        #expect(try house.done("events").output == before)
      }
    }

    @Test func `in a terminal it asks, and no is no`() throws {
      try ScratchHouse.with { house in
        try house.importDocument(price: 100)
        let bash = try Programs.find("bash", package: "bash")
        let edit = house.commandLine(["menu", "edit"]).joined(separator: " ")
        let line = "export EDITOR='sed -i s/100/150/'; \(edit); \(edit); read"
        let shell = try house.terminal(columns: 100, rows: 24, running: [bash, "-c", line])
        try shell.waitFor("the question") { $0.contains("Import it? [Y/n]") }
        try shell.type("n\n")
        try shell.waitFor("the first to be left, and the second question") {
          $0.contains("Nothing was imported; what you typed is in")
            && $0.components(separatedBy: "Import it? [Y/n]").count == 3
        }
        #expect(try house.json("menu", "show")["sections"][0]["items"][0]["price"].int == 100)
        try shell.type("y\n")
        try shell.waitFor("the import") { $0.contains("is in force: 1 dish") }
        #expect(try house.json("menu", "show")["sections"][0]["items"][0]["price"].int == 150)
      }
    }
  }
}
