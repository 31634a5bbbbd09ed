import Dining
import Events
import Testing
import Venue

@testable import Screens

/// What a guest can't do at the pay page, and why; what the page shows by itself, and what it does not show twice.
@Suite struct TablePayRulesTests {
  private typealias Pay = TablePayTests

  private static let page = "https://checkout.pay.example/c/1"

  private func isCode(_ guest: inout Guest) -> Bool {
    let frame = guest.frame
    return (0..<frame.size.heightRows).contains { row in
      (0..<frame.size.widthColumns).contains { frame[row, $0]?.style.role == .qr }
    }
  }

  /// Split in two between Ana and Ben.
  private func shared() -> Guest {
    var guest = Pay.billed(names: ["Ana", "Ben"])
    guest.touch("Split it evenly")
    guest.press(.enter)
    return guest
  }

  @Test func `arrows mark a row, and Enter takes the marked one`() {
    var guest = shared()
    guest.press(.down, .enter, .enter)
    #expect(Pay.asked(guest) == "pay start --share=2 -- T4")
  }

  @Test func `the first part that is not paid is marked`() throws {
    var guest = shared()
    guest.press("1", "1")
    try Pay.end(&guest, .paid)
    #expect(guest.text.contains("paid ✓"))
    guest.press(.enter, "1")
    #expect(Pay.asked(guest) == "pay start --share=2 -- T4")
  }

  @Test func `what is paid, or is being paid, is not paid twice nor divided`() throws {
    var guest = shared()
    guest.press("1", "1")
    try Pay.begin(&guest, Self.page)
    let before = guest.ran.count
    // Back on the page, all of it and a new split wait for the share that is being paid.
    _ = guest.text
    guest.press(.escape)
    #expect(guest.text.contains("being paid  22.15 €"))
    for row in ["3", "4"] as [Key] {
      guest.press(row)
      #expect(guest.message == TableWords.somebodyPays)
    }
    // The other share does not.
    guest.press("2")
    #expect(guest.text.contains(TableWords.tipQuestion))
    guest.press(.escape)
    try Pay.end(&guest, .paid)
    _ = guest.text
    guest.press("1")
    #expect(guest.message == TableWords.sharePaid && guest.ran.count == before)
  }

  @Test func `while all of it is being paid nobody pays a share`() throws {
    var guest = shared()
    guest.press("3", "1")
    try Pay.begin(&guest, Self.page)
    _ = guest.text
    guest.press(.escape, "1")
    #expect(guest.message == TableWords.somebodyPays)
  }

  @Test func `a payment that is begun goes on with its code, and is not asked for anew`() throws {
    var guest = Pay.billed()
    guest.press(.enter, "1")
    try Pay.begin(&guest, Self.page)
    #expect(isCode(&guest))
    let before = guest.ran.count
    guest.press(.escape)
    #expect(!isCode(&guest), "who has put it aside is not shown it again")
    guest.press(.enter)
    #expect(isCode(&guest) && guest.ran.count == before)
    guest.press(.enter)
    #expect(guest.message == TableWords.justWait && guest.ran.count == before)
  }

  @Test func `a payment that a waiter begins shows its code by itself`() throws {
    var guest = Pay.billed()
    _ = guest.text
    guest.dinner.request(.change(Pay.name, .pay(.start(.order, tip: nil))))
    try Pay.begin(&guest, Self.page)
    #expect(isCode(&guest))
  }

  @Test func `a bank that wants the guest once more has a code and a way on`() throws {
    var guest = Pay.billed()
    guest.press(.enter, "1")
    let payment = try #require(guest.order?.payments.last)
    guest.dinner.arrive(
      .paymentStarted, .payment, payment.id.uuid, on: Pay.name,
      [
        "external_ref": "cs_1", "payment_id": .string(payment.id.description), "state": "needs_guest",
        "url": .string(Self.page),
      ])
    #expect(isCode(&guest) && guest.text.contains("Your bank wants you to"))
    let before = guest.ran.count
    guest.touch("Go on")
    #expect(Pay.asked(guest) == "pay start -- T4" && guest.ran.count == before + 1)
  }

  @Test func `while the bank is at work nothing is scanned, and nobody pays again`() throws {
    var guest = Pay.billed()
    guest.press(.enter, "1")
    let payment = try #require(guest.order?.payments.last)
    guest.dinner.arrive(
      .paymentStarted, .payment, payment.id.uuid, on: Pay.name,
      [
        "external_ref": "cs_1", "payment_id": .string(payment.id.description), "state": "processing",
        "url": .string(Self.page),
      ])
    #expect(!isCode(&guest) && guest.text.contains("you need not pay again"))
    #expect(!guest.text.contains(TableWords.scan))
  }

  @Test func `where there is no room for a code nothing is to be scanned`() throws {
    var guest = Pay.billed()
    guest.press(.enter, "1")
    try Pay.begin(&guest, AddressPictureTests.address(400))
    #expect(guest.text.contains(TableWords.openToPay))
    #expect(!guest.text.contains(TableWords.scan))
  }

  @Test func `a code that takes all of the page keeps the sum and the way back`() throws {
    var guest = Pay.billed(rows: 41)
    guest.press(.enter, "1")
    try Pay.begin(&guest, AddressPictureTests.address(400))
    #expect(isCode(&guest) && guest.text.contains("Scan this to pay  44.30 €"))
    guest.touch("Back")
    #expect(!isCode(&guest))
  }

  @Test func `an address that nobody types is left to its code`() throws {
    var guest = Pay.billed(columns: 120, rows: 42)
    guest.press(.enter, "1")
    try Pay.begin(&guest, AddressPictureTests.address(400))
    #expect(isCode(&guest) && !guest.text.contains("https://"))
    var short = Pay.billed(columns: 120, rows: 42)
    short.press(.enter, "1")
    try Pay.begin(&short, Self.page)
    #expect(short.text.contains("https://checkout.pay.example"))
  }

  @Test func `a bill is split in two parts at least, and in no more than it has cents`() {
    var guest = Pay.billed()
    guest.touch("Split it evenly")
    #expect(guest.text.contains("2 parts"))
    guest.press(.left)
    #expect(guest.text.contains("2 parts"))
    guest.press("9", .right)
    #expect(guest.text.contains("10 parts"))
    guest.dinner.request(.change(Pay.name, .payCash(amount: "44.27", .order)))
    guest.press("9")
    #expect(guest.text.contains("3 parts") && guest.text.contains("0.01 € each"))
  }

  @Test func `a bill that is taken back takes its page away, and a new one is a new page`() {
    var guest = Pay.billed()
    guest.press(.enter)
    #expect(guest.text.contains(TableWords.tipQuestion))
    guest.dinner.change(Pay.name, .money(.withdrawBill))
    #expect(!guest.text.contains(TableWords.tipQuestion) && !guest.text.contains("Pay it all"))
    guest.dinner.change(Pay.name, .money(.bill))
    let seen = guest.touches
    #expect(guest.text.contains("Pay it all"))
    _ = guest.text
    #expect(guest.touches == seen + 1, "the new bill is seen too, and once")
  }

  @Test func `several guests choose first whose card it is`() {
    var guest = Pay.billed(names: ["Ana", "Ben"], autopay: "meal")
    #expect(guest.text.contains(TableWords.whoPays) && !guest.text.contains("leave a card"))
    guest.press("3")
    #expect(guest.text.contains("P1 Ana: leave a card") && guest.ran.isEmpty)
    guest.press("3")
    #expect(Pay.asked(guest) == "pay method --json --participant=P1 -- T4")
  }
}
