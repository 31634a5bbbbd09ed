import Dining
import Events
import Testing
import Venue

@testable import Screens

/// A guest who leaves a card and agrees during the meal, before anybody asks for the bill.
@Suite struct TableEarlyCardTests {
  private typealias Pay = TablePayTests

  /// 2 burgers sent, nothing asked for yet, on the page of the bill.
  private func eating(names: [String?] = ["Ana"], autopay: String? = "meal", columns: Int = 80) -> Guest {
    var dinner = Dinner.withMenu()
    if let autopay { dinner.request(.changeSetting(key: "auto_pay", value: autopay)) }
    let order = dinner.open(table: "T4")
    dinner.change(order, .add(menuitem: "burger", .init(quantity: 2)), .kitchen(.submit))
    for name in names { dinner.change(order, .item(.join(name: name))) }
    dinner.wait(seconds: 1)
    var guest = Guest(dinner, columns: columns)
    guest.press(.tab, .tab)
    return guest
  }

  private func leaveCard(_ guest: inout Guest) throws {
    let ana = try #require(guest.order?.participants.first)
    guest.dinner.arrive(
      .paymentMethodAttached, .participant, ana.id.uuid, on: Pay.name,
      ["provider": "simulated", "reference": "pm_1"])
    _ = guest.text
  }

  @Test func `a guest leaves a card, reads what they agree to, and agrees`() throws {
    var guest = eating()
    guest.touch("Pay by itself")
    #expect(guest.text.contains(TableWords.dueSoFar) && !guest.text.contains(TableWords.payAll))
    guest.press("1")
    #expect(Pay.asked(guest) == "pay method --json --participant=P1 -- T4")
    #expect(guest.text.contains("Scan this to leave a card"))
    try leaveCard(&guest)
    #expect(guest.text.contains(TableWords.consentQuestion))
    guest.press(.enter)
    #expect(guest.order?.armed.count == 1)
    #expect(guest.message == TableWords.agreed && guest.text.contains("end that"))
    // The bill was seen by nobody: there is none.
    #expect(guest.order?.isBillViewed == false)
  }

  @Test func `whoever orders more afterwards is offered to agree anew`() throws {
    var guest = eating()
    guest.press("c", "1")
    try leaveCard(&guest)
    guest.press(.enter)
    guest.dinner.change(Pay.name, .add(menuitem: "soup", .init()))
    // With something in the cart there is nothing to agree to.
    #expect(!guest.text.contains("end that") && guest.console.page == .bill)
    guest.dinner.change(Pay.name, .kitchen(.submit))
    guest.press("c")
    #expect(guest.text.contains("pay by itself, with the card on file"))
  }

  @Test func `the key says why where there is nothing to agree to`() {
    var off = eating(autopay: nil)
    off.press("c")
    #expect(off.message == TableWords.noCards && !off.text.contains(TableWords.payByItself))
    var several = eating(names: ["Ana", "Ben"])
    several.press("c")
    #expect(several.text.contains(TableWords.whoPays))
  }

  @Test func `a bill that comes meanwhile is shown with all the ways to pay`() {
    var guest = eating()
    guest.press("c")
    guest.dinner.change(Pay.name, .money(.bill))
    #expect(guest.text.contains(TableWords.dueNow) && guest.text.contains(TableWords.payAll))
    guest.dinner.change(Pay.name, .money(.withdrawBill))
    #expect(guest.text.contains(TableWords.askForBill) && guest.console.page == .bill)
  }
}
