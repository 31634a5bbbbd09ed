import Testing

extension Acceptance {
  /// The house as its people see it: three boards on a wall each, and a network between them.
  @Suite struct ThreeScreens {
    @Test func `an order placed anywhere is on all three boards within a second, also after a cut heals`()
      throws
    {
      let places = try [Place("till", letter: "B"), Place("pass", letter: "C"), Place("bar", letter: "D")]
      try ScratchHouse.with(places) { houses in
        let network = try FaultyNetwork(in: houses[0])
        // The pass dials the till; the bar dials both, over ways of its own that will be cut.
        let cuts = [try network.way(to: places[0].port), try network.way(to: places[1].port)]
        let dialled = [[], [places[0].port], cuts.map(\.port)]
        let boards = try zip(houses, dialled).map { house, ports in
          try house.screen(arguments: ["kitchen"] + ports.flatMap { ["--peer", "127.0.0.1:\($0)"] })
        }
        try waitForLinks(houses, among: ["till", "pass", "bar"])

        for (number, house) in houses.enumerated() {
          let code = try house.sendOrder(table: "T\(number)")
          let sent = monotonicSeconds()
          for board in boards { try board.waitFor(text: code, limit: 2) }
          #expect(monotonicSeconds() - sent < 1, "\(code) on all boards")
        }

        for cut in cuts { try cut.hold(.out, .back) }
        var codes = try houses[0].codes()
        for table in 4...6 {
          for (house, board) in zip(houses, boards) {
            let code = try house.sendOrder(table: "T\(table)")
            try board.waitFor(text: code)
            codes.append(code)
          }
        }
        try houses[0].done("order", "start", codes[0])
        try houses[2].done("order", "ready", codes[1])
        try waitUntil("the two that still see each other to agree", limit: 2) {
          try houses[0].codes() == houses[1].codes()
        }
        #expect(try houses[2].codes().count == 6, "the one cut off has its own and what it knew")

        for cut in cuts { try cut.heal() }
        try waitForOneState(houses)
        #expect(try Set(houses.map { try $0.done("state").output }).count == 1)
        for (house, board) in zip(houses, boards) {
          #expect(try house.codes() == codes.sorted())
          for code in codes { try board.waitFor(text: code) }
          try expectWhole(house, holding: houses[0].events())
        }
      }
    }

    /// Waits until everybody is in touch with everybody else.
    private func waitForLinks(_ houses: [ScratchHouse], among names: [String]) throws {
      for (house, own) in zip(houses, names) {
        try waitUntil("\(own)'s board to take commands") { UnixSocket.answers(at: house.socket) }
        for name in names where name != own { try house.waitForPeer(name) }
      }
    }
  }
}
