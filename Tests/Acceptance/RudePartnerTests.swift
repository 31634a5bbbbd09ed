import Foundation
import Glibc
import TestAids
import Testing

extension Patience {
  /// F33, the half of it that is about payments: whatever a partner process does, it takes nothing down but itself.
  @Suite struct RudePartners {
    private struct Guesthouse {
      let house: ScratchHouse
      let manner: String
      let server: Subprocess

      /// When its partner was started, in seconds.
      var starts: [Double] {
        ((try? String(contentsOfFile: house.root + "/starts", encoding: .utf8)) ?? "").splitLines.compactMap {
          Double($0)
        }
      }

      func partner() throws -> Json { try house.jsonLines("partner", "list").first ?? .null }
    }

    @Test
    func
      `F33: a partner that fails before it is ready is begun again, later each time, and then takes payments`()
      throws
    {
      // It has ten seconds to say that it is ready: others fail meanwhile.
      try with("hang") { hanging in
        let waiting = try expectBoardAnswers(hanging)
        for manner in ["crash", "endless"] {
          try with(manner) { guest in
            let order = try expectBoardAnswers(guest)
            try waitUntil("two starts") { guest.starts.count >= 2 }
            try expectBegunAgain(guest)
            try expectTakesPayments(guest, order)
            expectLater(guest.starts)
          }
        }
        try waitUntil("the second start", limit: 25) { hanging.starts.count >= 2 }
        try expectBegunAgain(hanging)
        hanging.server.signal(SIGTERM)
        _ = try hanging.server.exit(within: 10)
        try hanging.house.serve()
        #expect(hanging.starts[1] - hanging.starts[0] > 9, "\(hanging.starts)")
        try expectTakesPayments(hanging, waiting)
      }
    }

    /// After one second, two, four: less where the first start itself took long.
    private func expectLater(_ starts: [Double]) {
      #expect(starts.count >= 3)
      for (number, (last, next)) in zip(starts, starts.dropFirst()).enumerated() {
        #expect(next - last > 0.6 * Double(1 << number), "\(starts)")
      }
    }

    /// Why is told; and from now on it behaves.
    private func expectBegunAgain(_ guest: Guesthouse) throws {
      let told = try guest.partner()
      #expect(told["state"] == .string("waiting") && told["last_error"].string != nil, "\(told)")
      try FileManager.default.removeItem(atPath: guest.house.root + "/manner")
    }

    @Test(arguments: ["deaf", "flood", "nonsense"])
    func `F33: a partner that says anything but an answer changes nothing, and the board goes on`(
      _ manner: String
    ) throws {
      try with(manner) { guest in
        let order = try expectBoardAnswers(guest)
        let asked = try guest.house.start(["pay", "start", order])
        let before = try guest.house.events().filter { !$0.contains("payment_requested") }
        _ = try expectBoardAnswers(guest)
        if manner == "nonsense" { #expect(try asked.finish(within: 10).status == 4) }
        let strange = try guest.house.events().filter { $0.contains(#""source":"webhook""#) }
        #expect(strange.isEmpty && before.count > 0, "\(strange)")
        asked.stop()
        // One that does not end is ended with its terminal; the next takes the payment that waits.
        try FileManager.default.removeItem(atPath: guest.house.root + "/manner")
        guest.server.signal(SIGTERM)
        _ = try guest.server.exit(within: 10)
        try guest.house.serve()
        try expectTakesPayments(guest, order)
      }
    }

    /// What a kitchen and a waiter do at four tables. Each takes some 20 ms on a machine with nothing else to do; a
    /// partner that were waited for would keep it for its ten seconds or forty.
    private func expectBoardAnswers(_ guest: Guesthouse) throws -> String {
      var slowest = 0.0
      func timed(_ words: String...) throws {
        let began = monotonicSeconds()
        try guest.house.done(words)
        slowest = max(slowest, monotonicSeconds() - began)
      }
      var order = ""
      for table in 1...4 {
        order = try guest.house.open("--table", "T\(table)").id
        try timed("order", "add", order, "--open-item", "Soup", "--price", "4")
        try timed("order", "submit", order)
        try timed("order", "start", order)
        try timed("order", "bill", order)
      }
      #expect(slowest < 5, "\(guest.manner): the slowest command took \(slowest) s")
      #expect(try memory(of: guest.server) < 200_000, "\(guest.manner): KiB")
      return order
    }

    private func expectTakesPayments(_ guest: Guesthouse, _ order: String) throws {
      #expect(try guest.house.done("pay", "start", order).output.contains("https://"), "\(guest.manner)")
      #expect(try guest.partner()["state"] == .string("running"))
      try expectSound(guest.house, holding: [])
    }

    private func with(_ manner: String, _ body: (Guesthouse) throws -> Void) throws {
      try ScratchHouse.with { house in
        let provider = try FakeStripe()
        let python = try Programs.find("python3", package: "python3")
        let command = [
          python, "-B", Checkout.script("rude_partner.py"), house.root, try PartnerBinary.path(), "stripe",
        ]
        try house.set("partner.stripe.command = \(command.joined(separator: " "))")
        _ = try house.file("manner", manner)
        let server = try house.serve()
        try house.done(
          "partner", "enable", "stripe", "--api-base", provider.base,
          "--secret-key-file", house.file("secret", FakeStripe.key))
        try body(Guesthouse(house: house, manner: manner, server: server))
      }
    }
  }
}
