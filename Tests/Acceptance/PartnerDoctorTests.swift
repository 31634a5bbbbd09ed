import TestAids
import Testing

extension Acceptance {
  /// What staff and `doctor` hear of the provider, on the built programs.
  @Suite struct PartnerDoctor {
    @Test func `the doctor tells an address that nobody calls from a secret that does not fit`() throws {
      try ScratchHouse.with { house in
        try house.serve()
        try house.importSupper()
        // Another process than the terminal's: it knows what it is told.
        let staff = try house.screen("staff", columns: 120, rows: 30)
        let stripe = try FakeStripe()
        let door = try StripeDoor(house, at: stripe)
        try staff.waitFor(text: "stripe TEST")
        #expect(
          try house.done("doctor").output.contains(
            "stripe: runs, version \(FakeStripe.version), a key for tests"))

        let code = try house.billSupper()
        try house.done("pay", "start", code)
        let page = try house.reference(code)
        try stripe.tell("pay", ["session": page])
        try waitUntil("the payment to be found by asking") {
          try house.show(code)["status"] == .string("paid")
        }
        try expectFinding("no webhook comes", house)
        try staff.waitFor(text: "stripe TEST: no webhook comes")

        let event = try stripe.event("checkout.session.completed", page)
        let forged = Json.object([
          "body": .string((event["body"].string ?? "") + " "), "signature": event["signature"],
        ])
        #expect(try door.post(forged) == 400)
        try expectFinding("signature does not fit", house)
        // With what it is enabled with anew nothing is known to be wrong.
        try door.enable(at: stripe)
        try house.done("doctor")
        try door.tell(event)
        #expect(try house.done("doctor").output.contains("last webhook "))
        try staff.waitFor(text: "stripe TEST, webhook ")
      }
    }

    private func expectFinding(_ words: String, _ house: ScratchHouse) throws {
      let said = try house.galley("doctor", "--json")
      #expect(said.status == 1 && said.output.contains(#""code":"partner""#) && said.output.contains(words))
    }
  }
}
