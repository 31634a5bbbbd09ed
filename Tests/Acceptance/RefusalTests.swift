import Testing

extension Acceptance {
  /// What is refused, with which exit status and in which form.
  @Suite struct Refusals {
    @Test func `with --json an error is one object on standard error and nothing on standard output`() throws
    {
      try ScratchHouse.with { house in
        for (arguments, status) in [
          (["order", "show", "B99"], Int32(1)), (["order", "frobnicate"], 2), (["order", "add"], 2),
          (["order", "open", "--no-such-flag"], 2), (["order", "open", "--guests"], 2),
        ] {
          let finished = try house.galley(["--json"] + arguments)
          #expect(finished.status == status, "\(arguments): \(finished.errors)")
          #expect(finished.output == "", "\(arguments)")
          let error = try Json(text: finished.errors)
          #expect(error.keys == ["error"])
          #expect(error["error"].keys.isSuperset(of: ["code", "message"]))
          #expect(error["error"]["code"].string?.isEmpty == false)
          #expect(error["error"]["message"].string?.isEmpty == false)
        }
      }
    }

    @Test func `without --json an error is a sentence`() throws {
      try ScratchHouse.with { house in
        let finished = try house.refused("order", "show", "B99")
        #expect(finished.output == "")
        #expect(finished.errors.contains("B99"))
        #expect(!finished.errors.contains("{"))
      }
    }

    @Test(arguments: ["-5", "-5.00", "12.505", "1e3", "twelve", "", "0x10", "99999999999999999999"])
    func `what is no positive amount is refused`(amount: String) throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        let code = try house.sendSupper()
        let before = try house.events()
        for command in [
          ["order", "add", code, "--open-item", "Cake", "--price", amount],
          ["order", "adjust", code, "discount", amount], ["pay", "cash", code, amount],
        ] {
          let finished = try house.galley(command)
          #expect([1, 2].contains(finished.status), "\(command): \(finished.status)")
        }
        #expect(try house.events() == before)
      }
    }

    @Test(arguments: ["0", "-1", "1.5", "many", "99999999999999999999"])
    func `a quantity is a whole number of at least one`(quantity: String) throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        let code = try house.openSupper()
        _ = try house.refused("order", "quantity", code, "1", quantity, status: [1, 2])
        _ = try house.refused("order", "add", code, "m01", "--qty", quantity, status: [1, 2])
      }
    }

    // By number, so that no report of this test holds the character itself.
    @Test(arguments: [0x01, 0x07, 0x09, 0x0A, 0x0D, 0x1B, 0x7F, 0x85, 0x9B] as [UInt8])
    func `S7: control characters in an argument are refused`(control: UInt8) throws {
      let text = "a\(Unicode.Scalar(control))[2Jb"
      try ScratchHouse.with { house in
        try house.importSupper()
        let code = try house.openSupper()
        for command in [
          ["order", "alert", code, text], ["order", "add", code, "m01", "--note", text],
          ["order", "add", code, "--open-item", text, "--price", "1"],
          ["participant", "join", code, "--name", text], ["order", "cancel", code, "--reason", text],
          ["order", "open", "--table", text],
        ] {
          let before = try house.events()
          let finished = try house.galley(command)
          let words = command.prefix(3)
          #expect([1, 2].contains(finished.status), "\(words)")
          #expect(try house.events().count == before.count, "\(words)")
          #expect(!finished.errors.contains(text), "the error repeats it: \(words)")
        }
      }
    }

    @Test func `what is not on the menu is refused`() throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        let code = try house.openSupper()
        _ = try house.refused("order", "add", code, "m99")
        _ = try house.refused("order", "adjust", "B99", "tip", "1")
      }
    }

    @Test func `a closed order takes nothing more`() throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        let code = try house.sendSupper()
        try house.done("order", "deliver", code)
        _ = try house.refused("order", "close", code)
        try house.done("order", "bill", code)
        try house.done("pay", "cash", code, "34.30")
        try house.done("order", "close", code)
        for command in [
          ["add", code, "m01"], ["quantity", code, "1", "4"], ["rush", code], ["bill", code],
        ] {
          let before = try house.events()
          #expect(try house.galley(["order"] + command).status == 1, "\(command)")
          #expect(try house.events() == before)
        }
      }
    }

    @Test func `--version and --help succeed, an unknown noun is wrong usage`() throws {
      try ScratchHouse.with { house in
        let version = try house.done("--version").output
        let help = try house.done("--help").output
        let wrong = try house.galley("no-such-noun")
        #expect(!version.isEmpty)
        #expect(help.contains("order"))
        #expect(wrong.status == 2)
      }
    }
  }
}
