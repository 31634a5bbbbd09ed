import Foundation
import Glibc
import Testing

/// kill -9 of a terminal and its partner between every two steps of a payment, with the built programs.
///
/// At the end of each the provider has taken the money once where it took it, and the order is paid once then and not
/// otherwise. These tests mostly wait for programs to start, and run beside the others.
@Suite(.serialized, ThreadOfItsOwn()) struct KilledPayments {
  typealias Hold = PayingHouse.Hold
  typealias Victim = PayingHouse.Victim

  /// Soup, 4.00.
  private static let due = 400

  // MARK: A page

  /// From the wish to the page that a guest sees.
  private static let toPage: [(Hold, Victim)] = [
    (.beforeDisk, .both),
    (.afterDisk, .terminal),
    (.toPartner("payment.start"), .both),
    (.toPartner("payment.start"), .terminal),
    (.beforeProvider("/checkout/sessions"), .both),
    (.afterProvider("/checkout/sessions"), .both),
    (.afterProvider("/checkout/sessions"), .partner),
    (.fromPartner("payment_started"), .both),
    (.toPartner(#""recorded""#), .both),
  ]

  @Test
  func `F35: killed between any two steps from the wish to the page, a guest finds one page and pays once`()
    throws
  {
    try ScratchHouse.with { scratch in
      let paying = try PayingHouse(scratch)
      for (hold, victim) in Self.toPage {
        try paying.named("\(victim) killed at \(hold)") {
          let order = try paying.bill()
          let asked = try paying.stand(at: hold) { try paying.house.start(["pay", "start", order]) }
          try paying.kill(victim)
          _ = try asked.finish(within: 30)
          #expect(try paying.provider.captures(of: order).isEmpty, "\(paying.place)")
          #expect(try paying.show(order, "bill") == .string("billrequested"), "\(paying.place)")
          try paying.house.done("pay", "start", order)
          let page = try paying.provider.payPage(of: order)
          #expect(try paying.tell("checkout.session.completed", about: page) == 200, "\(paying.place)")
          try paying.expectPaidOnce(order)
          let pages = try paying.provider.objects("checkout.session", of: order)
          #expect(pages.count == 1, "\(paying.place)")
        }
      }
      try paying.expectWholeEvening()
    }
  }

  /// From the provider's word that the guest has paid to the 200 that it gets.
  private static let toWord: [(Hold, Victim)] = [
    (.toPartner("webhook.receive"), .both),
    (.toPartner("webhook.receive"), .terminal),
    (.fromPartner(#""paid""#), .both),
    (.fromPartner(#""paid""#), .partner),
    (.beforeDisk, .both),
    (.afterDisk, .both),
    (.toPartner(#""recorded""#), .both),
    (.fromPartner(#""status":200"#), .terminal),
  ]

  @Test
  func
    `F35, F38: killed between any two steps from the webhook to its 200, it counts once and is told again`()
    throws
  {
    try ScratchHouse.with { scratch in
      let paying = try PayingHouse(scratch)
      for (hold, victim) in Self.toWord {
        try paying.named("\(victim) killed at \(hold)") {
          let order = try paying.bill()
          try paying.house.done("pay", "start", order)
          var page = ""
          let told = try paying.stand(at: hold) {
            page = try paying.provider.payPage(of: order)
            return try paying.send("checkout.session.completed", about: page)
          }
          #expect(!told.hears(), "\(paying.place): told 200 too early")
          try paying.kill(victim)
          #expect((try? told.answer())?.status != 200, "\(paying.place)")
          // As Stripe does that has heard no 200.
          #expect(try paying.tell("checkout.session.completed", about: page) == 200, "\(paying.place)")
          try paying.expectPaidOnce(order)
        }
      }
      try paying.expectWholeEvening()
    }
  }

  // MARK: A card on file

  private static let toCharge: [(Hold, Victim)] = [
    (.beforeDisk, .both),
    (.afterDisk, .both),
    (.toPartner("payment.charge"), .both),
    (.toPartner("payment.charge"), .terminal),
    (.beforeProvider("/payment_intents"), .both),
    (.beforeProvider("/payment_intents"), .partner),
    (.afterProvider("/payment_intents"), .both),
    (.afterProvider("/payment_intents"), .terminal),
    (.afterProvider("/payment_intents"), .partner),
    (.fromPartner(#""paid""#), .both),
    (.toPartner(#""recorded""#), .both),
  ]

  @Test
  func `F35: killed between any two steps of a charge, the card is charged once and the order paid once`()
    throws
  {
    try ScratchHouse.with { scratch in
      let paying = try PayingHouse(scratch)
      try scratch.done("config", "set", "auto_pay", "bill")
      for (hold, victim) in Self.toCharge {
        try paying.named("\(victim) killed at \(hold)") {
          let order = try paying.armed()
          let bill = try paying.stand(at: hold) { try paying.house.start(["order", "bill", order]) }
          let taken = try paying.provider.captures(of: order)
          try paying.kill(victim)
          _ = try bill.finish(within: 30)
          if try paying.show(order, "bill") == .string("none") {
            try paying.house.done("order", "bill", order)
          }
          try paying.expectPaidOnce(order)
          #expect(taken.isEmpty || taken == [Self.due], "\(paying.place)")
          let frees = try paying.events("table_freed", of: order)
          #expect(frees.count == 1, "\(paying.place): its table is free once")
        }
      }
      try paying.expectWholeEvening()
    }
  }
}
