import Testing

extension KilledPayments {
  // MARK: Money back

  private static let toRefund: [(Hold, Victim)] = [
    (.toPartner("payment.refund"), .both),
    (.beforeProvider("/refunds"), .both),
    (.afterProvider("/refunds"), .both),
    (.afterProvider("/refunds"), .terminal),
    (.fromPartner(#""re_"#), .both),
    (.beforeDisk, .both),
    (.afterDisk, .both),
  ]

  @Test
  func `F35: killed between any two steps of a refund, the same command again gives the money back once`()
    throws
  {
    try ScratchHouse.with { scratch in
      let paying = try PayingHouse(scratch)
      for (number, (hold, victim)) in Self.toRefund.enumerated() {
        try paying.named("\(victim) killed at \(hold)") {
          let order = try paying.bill()
          try paying.house.done("pay", "start", order)
          let page = try paying.provider.payPage(of: order)
          #expect(try paying.tell("checkout.session.completed", about: page) == 200)
          let give = ["pay", "refund", order, "1.50", "--idempotency-key", "back:\(number)"]
          let asked = try paying.stand(at: hold) { try paying.house.start(give) }
          try paying.kill(victim)
          #expect(try asked.finish(within: 30).status != 0, "\(paying.place)")
          for _ in 0..<2 { try paying.house.done(give) }
          let given = try paying.provider.objects("refund", of: order)
          #expect(given.map { $0["amount"].int } == [150], "\(paying.place)")
          #expect(try paying.events("refunded", of: order).count == 1, "\(paying.place)")
          #expect(try paying.show(order, "remaining") == .int(150), "\(paying.place)")
        }
      }
      try paying.expectWholeEvening()
    }
  }

  // MARK: A stop

  private static let toStop: [(Hold, Victim)] = [
    (.beforeDisk, .both),
    (.afterDisk, .both),
    (.toPartner("payment.cancel"), .both),
    (.beforeProvider("/expire"), .both),
    (.afterProvider("/expire"), .both),
    (.afterProvider("/expire"), .partner),
    (.fromPartner(#""result""#), .both),
  ]

  @Test
  func
    `F35: killed between any two steps of a stop, nobody can pay the old page, and the new one counts once`()
    throws
  {
    try ScratchHouse.with { scratch in
      let paying = try PayingHouse(scratch)
      for (hold, victim) in Self.toStop {
        try paying.named("\(victim) killed at \(hold)") {
          let order = try paying.bill()
          try paying.house.done("pay", "start", order)
          let stop = try paying.stand(at: hold) { try paying.house.start(["pay", "release", order]) }
          try paying.kill(victim)
          _ = try stop.finish(within: 30)
          // Nobody knows whether it was stopped; twice is no harm.
          #expect(
            try [0, 1].contains(paying.house.galley("pay", "release", order).status), "\(paying.place)")
          try waitUntil("the page to be gone") { try paying.provider.openPages(of: order).isEmpty }
          #expect(try paying.provider.captures(of: order).isEmpty, "\(paying.place)")
          #expect(try paying.events("payment_cancelled", of: order).count == 1, "\(paying.place)")
          try paying.house.done("pay", "start", order)
          let page = try paying.provider.payPage(of: order)
          #expect(try paying.tell("checkout.session.completed", about: page) == 200, "\(paying.place)")
          try paying.expectPaidOnce(order)
        }
      }
      try paying.expectWholeEvening()
    }
  }

  @Test
  func `F35: who paid before a stop had come to the provider has paid, though all were killed meanwhile`()
    throws
  {
    try ScratchHouse.with { scratch in
      let paying = try PayingHouse(scratch)
      let order = try paying.bill()
      try paying.house.done("pay", "start", order)
      let stop = try paying.stand(at: .toPartner("payment.cancel")) {
        try paying.house.start(["pay", "release", order])
      }
      try paying.provider.payPage(of: order)
      try paying.kill(.both)
      _ = try stop.finish(within: 30)
      try paying.expectPaidOnce(order)
      try paying.expectWholeEvening()
    }
  }
}
