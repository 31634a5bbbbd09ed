import Dining
import Events
import Testing
import Venue

@testable import Screens

/// A guest who pays at the table's screen: what keys and fingers ask for, and what the order's state alone shows.
@Suite struct TablePayTests {
  /// 2 burgers and a soup, 44.30, with the bill out.
  static func billed(columns: Int = 80, rows: Int = 24, names: [String?] = [], autopay: String? = nil)
    -> Guest
  {
    var dinner = Dinner.withMenu()
    if let autopay { dinner.request(.changeSetting(key: "auto_pay", value: autopay)) }
    let order = dinner.open(table: "T4")
    dinner.change(
      order, .add(menuitem: "burger", .init(quantity: 2)), .add(menuitem: "soup", .init()), .kitchen(.submit))
    for name in names { dinner.change(order, .item(.join(name: name))) }
    dinner.change(order, .money(.bill))
    dinner.wait(seconds: 1)
    return Guest(dinner, columns: columns, rows: rows)
  }

  static let name = OrderName("T4")

  /// The last command line without the key of the press.
  static func asked(_ guest: Guest) -> String {
    (guest.ran.last ?? []).filter { !$0.hasPrefix("--idempotency-key") }.joined(separator: " ")
  }

  /// The provider's page for the newest payment.
  static func begin(_ guest: inout Guest, _ address: String) throws {
    let payment = try #require(guest.order?.payments.last)
    guest.dinner.arrive(
      .paymentStarted, .payment, payment.id.uuid, on: name,
      [
        "external_ref": "cs_1", "payment_id": .string(payment.id.description), "url": .string(address),
      ])
  }

  static func end(_ guest: inout Guest, _ type: EventType, reason: String? = nil) throws {
    let payment = try #require(guest.order?.payments.last)
    let id = JSON.string(payment.id.description)
    if let reason {
      guest.dinner.arrive(
        type, .payment, payment.id.uuid, on: name, ["payment_id": id, "reason": .string(reason)])
    } else {
      guest.dinner.arrive(
        type, .payment, payment.id.uuid, on: name,
        [
          "amount": .int(payment.amount.minor), "payment_id": id,
          "provider": .string(payment.provider.string),
        ])
    }
  }

  @Test func `a bill that is out is shown by itself, and is seen once`() {
    var guest = Self.billed()
    #expect(guest.text.contains("You owe") && guest.text.contains("44.30 €"))
    #expect(guest.touches == 1)
    _ = guest.text
    #expect(guest.touches == 1)
  }

  @Test func `all of it, with a tip, by keys`() {
    var guest = Self.billed()
    guest.press(.enter)
    #expect(guest.text.contains("2.20 €, in all 46.50 €") && guest.text.contains("6.60 €, in all 50.90 €"))
    guest.press("3")
    #expect(Self.asked(guest) == "pay start --tip=4.40 -- T4")
    #expect(guest.order?.payments.last?.amount.minor == 4_870)
    #expect(guest.text.contains("One moment"))
  }

  @Test func `all of it, without a tip, by touch`() {
    var guest = Self.billed()
    guest.touch("Pay it all")
    guest.touch("No tip")
    #expect(Self.asked(guest) == "pay start -- T4")
  }

  @Test func `split in three, and a share of it`() {
    var guest = Self.billed(names: ["Ana", "Ben"])
    guest.touch("Split it evenly")
    guest.press(.right)
    #expect(guest.text.contains("14.77 € or 14.76 € each"))
    guest.press(.enter)
    #expect(Self.asked(guest) == "pay split --ways=3 -- T4")
    #expect(guest.text.contains("Share of P1 Ana") && guest.text.contains("Share 3"))
    guest.press("2", "1")
    #expect(Self.asked(guest) == "pay start --share=2 -- T4")
  }

  @Test func `a split that no longer fits says so, and offers a new one`() throws {
    var guest = Self.billed(names: ["Ana", "Ben"])
    guest.touch("Split it evenly")
    guest.press(.enter, "1", "1")
    try Self.end(&guest, .paid)
    #expect(guest.text.contains("22.15 € is paid. Thank you!"))
    guest.dinner.request(.change(Self.name, .item(.join(name: "Cem"))))
    #expect(guest.text.contains("The bill has changed since it was split. Paid so far: P1 Ana 22.15 €"))
    guest.touch("Split it anew")
    guest.press("2", .enter)
    #expect(Self.asked(guest) == "pay split --ways=2 -- T4")
  }

  @Test func `who agrees has seen the words that are kept`() throws {
    var guest = Self.billed(names: ["Ana"], autopay: "meal")
    guest.press("3")
    #expect(Self.asked(guest) == "pay method --json --participant=P1 -- T4")
    #expect(guest.text.contains("Scan this to leave a card"))
    let ana = try #require(guest.order?.participants.first)
    guest.dinner.arrive(
      .paymentMethodAttached, .participant, ana.id.uuid, on: Self.name,
      ["provider": "simulated", "reference": "pm_1"])
    // A digit shows the words of a row, and agrees to nothing.
    let before = guest.ran.count
    guest.press("2")
    #expect(guest.ran.count == before && guest.text.contains("my share of order"))
    guest.press("1")
    let screen = guest.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guest.press(.enter)
    #expect(Self.asked(guest) == "pay arm --participant=P1 --max=44.30 --scope=order --consent -- T4")
    let event = try #require(guest.view.orders.last?.events.first { $0.type == .autopayArmed })
    var payload = event.payload
    let kept = payload.text("consent_text")
    let words = try #require(kept)
    #expect(screen.contains(words))
    guest.touch("end that")
    #expect(Self.asked(guest) == "pay disarm --participant=P1 -- T4")
  }

  @Test func `a card that was refused on the page is told beside its code, until one is taken`() throws {
    var guest = Self.billed()
    guest.press(.enter, "1")
    try Self.begin(&guest, "https://checkout.example/1")
    #expect(!guest.text.contains("The last try did not work"))
    try Self.end(&guest, .paymentFailed, reason: "card_expired")
    try Self.begin(&guest, "https://checkout.example/1")
    let words = guest.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    // Beside the code, whose rows stand between those of the words.
    #expect(
      words.contains("The last try did not work: the") && words.contains("card has expired. Try again."))
    try Self.end(&guest, .paid)
    #expect(guest.order?.payments.last?.failure == nil)
  }

  @Test func `without auto-pay in the house nobody is asked for a card`() {
    var guest = Self.billed(names: ["Ana"])
    #expect(!guest.text.contains("pays by itself"))
  }

  @Test func `a code is whole or not there at all, and what it wants is said`() throws {
    let long = AddressPictureTests.address(400)
    for (columns, rows, link, hasCode) in [
      (80, 24, nil, false), (80, 24, "https://pay.house.example", true), (120, 42, nil, true),
      (60, 20, "https://pay.house.example", false), (60, 20, nil, false),
    ] as [(Int, Int, String?, Bool)] {
      var guest = Self.billed(columns: columns, rows: rows)
      guest.linkBase = link
      _ = guest.text
      guest.press(.enter, "1")
      try Self.begin(&guest, long)
      let frame = guest.frame
      let isShown = (0..<rows).contains { row in
        (0..<columns).contains { frame[row, $0]?.style.role == .qr }
      }
      #expect(isShown == hasCode, "\(columns)×\(rows)")
      #expect(guest.text.contains("The QR code wants a window of") != hasCode)
      // Whole, whatever else has no room.
      let payment = try #require(guest.order?.payments.last)
      let shown = guest.text.filter { !$0.isWhitespace }
      #expect(hasCode || shown.contains(guest.view.shortLink(payment) ?? long), "\(columns)×\(rows)")
    }
  }

  @Test func `a screen that is started anew shows the payment that is begun`() throws {
    var guest = Self.billed()
    guest.linkBase = "https://pay.house.example"
    _ = guest.text
    guest.press(.enter, "1")
    try Self.begin(&guest, "https://checkout.pay.example/c/1")
    let before = guest.text
    guest.console = TableConsole(Preferences(), seed: 78)
    #expect(guest.text == before)
  }

  @Test func `what came of it is told in words for the table`() throws {
    var guest = Self.billed()
    _ = guest.text
    guest.press(.enter, "1")
    try Self.end(&guest, .paymentFailed, reason: "insufficient")
    #expect(guest.text.contains("the bank said no") && !guest.text.contains("insufficient"))
    guest.press(.enter, "1")
    try Self.end(&guest, .paid)
    #expect(guest.text.contains("44.30 € is paid. Thank you!"))
    #expect(guest.text.contains("What you ordered still comes to you."))
    let paid = guest.text
    guest.console = TableConsole(Preferences(), seed: 79)
    #expect(guest.text == paid)
    guest.dinner.request(.change(Self.name, .kitchen(.move(to: .delivered, round: nil, items: []))))
    #expect(guest.order == nil)
    #expect(guest.text.contains("44.30 € is paid. Thank you!") && guest.text.contains("see you again"))
  }

  /// Worked out by hand: to the nearest 10 cents, 10 yen, 0.100 dinars.
  @Test(
    arguments: [
      ("EUR", 4_430, [0, 220, 440, 660]), ("JPY", 4_430, [0, 220, 440, 660]),
      ("BHD", 4_430, [0, 200, 400, 700]),
    ] as [(String, Int64, [Int64])])
  func `tips are round`(code: String, due: Int64, tips: [Int64]) throws {
    let currency = try #require(Currency(code))
    let due = try #require(Money(minor: due))
    #expect(TipChoice.allCases.map { $0.amount(of: due, currency).minor } == tips)
  }

  @Test("The pages of a bill that is out", arguments: [(60, 20), (80, 24), (120, 42)])
  func pictures(size: (Int, Int)) throws {
    var guest = Self.billed(columns: size.0, rows: size.1, names: ["Ana", "Ben"], autopay: "meal")
    guest.linkBase = "https://pay.house.example"
    func keep(_ name: String) throws {
      try Golden.compare(guest.frame, "table-pay-\(name)-\(size.0)x\(size.1)")
    }
    try keep("due")
    guest.touch("Split it evenly")
    try keep("split")
    guest.press(.enter)
    guest.wait(9)
    try keep("shares")
    guest.press("1")
    try keep("tip")
    guest.press("2")
    // A payment's id is chance, and so is the code of its link: what is drawn is that of an address.
    try Self.begin(&guest, "https://checkout.pay.example/c/1")
    guest.linkBase = nil
    try keep("code")
    try Self.end(&guest, .paymentFailed, reason: "card_expired")
    _ = guest.text
    guest.wait(20)
    try keep("failed")
    guest.press("3", "1")
    try Self.end(&guest, .paid)
    try keep("paid")
  }
}
