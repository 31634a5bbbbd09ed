import Events
import Testing

@testable import Dining

/// The one table of the board: which states have a card, which badges are on it, what takes them off.
@Suite struct BoardTests {
  /// How an order gets to a state, the cards that it then has, and their badges.
  static let states: [(commands: [OrderCommand], cards: [String], badges: [Badge.Name])] = [
    ([.soup], [], []),
    ([.soup, .submit], ["B07 ordered"], []),
    ([.soup, .submit, .to(.preparing)], ["B07 preparing"], []),
    ([.soup, .submit, .to(.ready)], ["B07 ready"], []),
    ([.soup, .submit, .to(.delivered)], [], []),
    ([.soup, .submit, .bill], ["B07 ordered"], [.bill]),
    ([.soup, .submit, .bill, .withdrawBill], ["B07 ordered"], []),
    ([.soup, .submit, .bill, .cash(100)], ["B07 ordered"], [.balance]),
    ([.soup, .submit, .cash(100)], ["B07 ordered"], [.balance]),
    ([.soup, .submit, .bill, .cash(500)], ["B07 ordered"], [.paid]),
    ([.soup, .submit, .to(.delivered), .cash(500)], [], []),
    ([.soup, .submit, .cash(500), .to(.delivered), .close], [], []),
    ([.soup, .submit, .alert("nuts")], ["B07 ordered"], [.alert]),
    ([.soup, .submit, .alert("nuts"), .alert("")], ["B07 ordered"], []),
    ([.soup, .submit, .rush(true)], ["B07 ordered"], [.rush]),
    ([.soup, .submit, .rush(true), .rush(false)], ["B07 ordered"], []),
    ([.soup, .submit, .delay(minutes: 5)], ["B07 ordered"], [.delay]),
    ([.soup, .submit, .delay(minutes: 5), .delay(minutes: 0)], ["B07 ordered"], []),
    ([.soup, .bread, .submit, .off("1")], ["B07 ordered"], [.void]),
    ([.soup, .submit, .to(.preparing), .off("1")], ["B07 preparing"], [.void]),
    ([.soup, .submit, .off("1"), .acknowledge(nil)], [], []),
    ([.soup, .submit, .cancel(reason: "left")], ["B07 ordered"], [.void]),
    ([.soup, .submit, .to(.delivered), .bread, .submit], ["B07·2 ordered"], [.again]),
  ]

  @Test(arguments: 0..<23) func everyStateHasItsCardsAndBadges(number: Int) throws {
    let (commands, cards, badges) = Self.states[number]
    var table = try OneOrder()
    for command in commands { try table.give(command) }
    #expect(table.tickets == cards, "\(commands)")
    #expect(BoardRules.tickets(of: table.order).flatMap(\.badges).map(\.name) == badges, "\(commands)")
    #expect(table.order.report["badges"] == .array(badges.map { .string($0.rawValue) }))
  }

  @Test func autopayIsShownUntilItIsDisarmedOrPaid() throws {
    var table = try OneOrder.sent()
    try table.give(.join(name: nil))
    let person = table.order.participants[0].id.uuid
    try table.write(
      .autopayArmed, ["consent_text": "yes", "max_amount": 9_000, "scope": "order"], .participant, person)
    #expect(BoardRules.tickets(of: table.order).first?.badges.map(\.name) == [.autopay])
    var paid = table
    try paid.give(.cash(1_350))
    #expect(BoardRules.tickets(of: paid.order).first?.badges.map(\.name) == [.paid])
    try table.write(.autopayDisarmed, ["reason": "asked"], .participant, person)
    #expect(BoardRules.tickets(of: table.order).first?.badges.isEmpty == true)
  }

  @Test func everyBadgeHasOneRow() {
    #expect(BoardRules.badges.map(\.name) == Badge.Name.allCases)
    #expect(BoardRules.badges.allSatisfy { !$0.shownWhen.isEmpty && !$0.goneWhen.isEmpty })
  }
}

@Suite struct ShortCodesTests {
  @Test func theLongestFreeComesNext() {
    var codes = ShortCodes(letter: "B")
    var given: [String] = []
    for _ in 0..<100 {
      guard let code = codes.next(isLive: { _ in false }) else { break }
      codes.reserve(code)
      given.append(code)
    }
    // 01 to 99, then 00: a first order is nobody's 00.
    #expect(given == (1...99).map { $0 < 10 ? "B0\($0)" : "B\($0)" } + ["B00"])
    #expect(codes.next { _ in false } == "B100")
    for code in ["B42", "B07"] { codes.giveBack(code) }
    #expect(codes.next { _ in false } == "B42")
    codes.reserve("B42")
    #expect(codes.next { _ in false } == "B07")
  }

  @Test func neverACodeThatIsLiveAnywhere() {
    let codes = ShortCodes(letter: "B")
    #expect(codes.next { $0 == "B01" || $0 == "B02" } == "B03")
    #expect(codes.next { $0.utf8.count == 3 } == "B100")
    #expect(codes.next { _ in true } == nil)
  }

  @Test func foreignAndMalformedCodesAreNotOurs() {
    var codes = ShortCodes(letter: "B")
    let before = codes
    for code in ["C07", "B7", "B007", "B1000", "B+7", "B", "", "b07", "B07 "] {
      codes.reserve(code)
      codes.giveBack(code)
    }
    #expect(codes == before)
    codes.giveBack("B07")
    #expect(codes == before)
    #expect(ShortCodes.letters.allSatisfy { !"TIOQSZ".contains($0) } && ShortCodes.letters.count == 20)
  }

  @Test func itGoesOnWhereItStopped() {
    var codes = ShortCodes(letter: "B")
    codes.reserve("B01")
    codes.giveBack("B01")
    #expect(ShortCodes(letter: "B", free: codes.free) == codes)
    #expect(ShortCodes(letter: "B", free: [1, 1]) == nil)
    #expect(ShortCodes(letter: "B", free: [1_000]) == nil)
    #expect(ShortCodes(letter: "B", free: [-1]) == nil)
  }
}

@Suite struct MoneyTests {
  /// ISO 4217: two digits for the euro, none for the yen, three for the Kuwaiti dinar.
  static let amounts: [(String, String, Int64?)] = [
    ("EUR", "12.50", 1_250), ("EUR", "12", 1_200), ("EUR", "12.5", 1_250), ("EUR", "0.05", 5),
    ("EUR", "0", 0),
    ("EUR", "9999999999.99", 999_999_999_999), ("EUR", "10000000000", nil),
    ("EUR", "12.505", nil), ("EUR", "12.", nil), ("EUR", ".5", nil), ("EUR", "-1", nil), ("EUR", "+1", nil),
    ("EUR", "1e3", nil), ("EUR", "1,50", 150), ("EUR", "1,500", nil), ("EUR", "1 000", nil), ("EUR", "", nil),
    ("EUR", ".", nil),
    ("EUR", "1.2.3", nil), ("EUR", "٣", nil), ("EUR", "12 ", nil), ("EUR", "0x10", nil),
    ("JPY", "1250", 1_250), ("JPY", "12.5", nil), ("JPY", "12.0", nil), ("JPY", "12.", nil),
    ("KWD", "12.505", 12_505), ("KWD", "12.5", 12_500), ("KWD", "12.5055", nil), ("XXX", "1", 100),
  ]

  @Test(arguments: amounts) func amountsAreReadAsPeopleWriteThem(code: String, text: String, minor: Int64?)
    throws
  {
    let currency = try #require(Currency(code))
    #expect(currency.amount(text)?.minor == minor)
  }

  @Test func amountsAreWrittenInTheMajorUnit() throws {
    let written = try [("EUR", 1_250), ("EUR", 5), ("EUR", -5), ("EUR", 0), ("JPY", 1_250), ("KWD", 12_505)]
      .map {
        try #require(Currency($0.0)).text(euro($0.1))
      }
    #expect(written == ["12.50", "0.05", "-0.05", "0.00", "1250", "12.505"])
    for code in ["eur", "EU", "EURO", "E1R", "ÉUR", ""] { #expect(Currency(code) == nil) }
  }

  @Test func nothingWrapsAround() throws {
    #expect(Money(minor: Money.limit + 1) == nil && Money(minor: .min) == nil && Money(minor: .max) == nil)
    let most = euro(Money.limit)
    #expect(most.adding(euro(1)) == nil && most.negated.adding(euro(-1)) == nil)
    #expect(most.adding(most.negated) == .zero)
    #expect(
      most.times(2) == nil && most.times(.max) == nil && most.times(.min) == nil && most.times(0) == .zero)
  }
}
