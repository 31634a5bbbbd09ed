import Dining
import Events
import Testing
import Venue

@testable import Screens

/// The code of a payment on a staff console: how it comes there, what gives way to it, what becomes of it.
@Suite struct CodePaneTests {
  static let short = "https://pay.example/c/0123456789abcdefgh"
  static let long = AddressPictureTests.address(400)
  static let order = OrderName("T4")
  private static let base = "https://pay.house.example"

  /// Two soups, 17.00, with the bill out.
  private static func billed() -> Dinner {
    var dinner = Dinner()
    let order = dinner.open(table: "T4", guests: 2)
    dinner.add(order, "Soup", 2)
    dinner.change(order, .kitchen(.submit), .money(.bill))
    return dinner
  }

  /// The provider's page for a payment that was asked for.
  private static func begin(_ number: UInt64, _ address: String, in dinner: inout Dinner) {
    dinner.arrive(
      .paymentStarted, .payment, Dinner.payment(number), on: order,
      [
        "external_ref": .string("cs_\(number)"),
        "payment_id": .string(Dinner.payment(number).description), "url": .string(address),
      ])
  }

  /// A console on which `pay start` was typed and answered.
  private static func paying(
    _ address: String = short, _ size: (Int, Int) = (120, 40), link: String? = nil,
    _ mode: Console.Mode = .staff
  ) -> Screening {
    var dinner = billed()
    dinner.askPayment(1, 1_700, on: order)
    begin(1, address, in: &dinner)
    var screening = Screening(
      dinner, mode, Preferences { $0.payLinkBase = link }, columns: size.0, rows: size.1)
    answer(&screening)
    return screening
  }

  private static func answer(_ screening: inout Screening, _ words: [String] = ["pay", "start", "T4"]) {
    screening.console.show("B01: 17.00 EUR to be paid at …\n", of: words, screening.view)
  }

  /// The rows that a code takes, each as what stands in it.
  private static func code(_ screening: Screening) -> [String] {
    let frame = screening.frame
    return (0..<frame.size.heightRows).compactMap { row in
      let cells = (0..<frame.size.widthColumns).filter { frame[row, $0]?.style.role == .qr }
      return cells.isEmpty ? nil : "\(row): " + cells.compactMap { frame[row, $0]?.cluster.text }.joined()
    }
  }

  /// The words of the screen, wherever their lines end.
  private static func said(_ screening: Screening) -> String {
    screening.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  @Test func `what pay start was answered is a code, on every size that has room`() {
    // A code of 400 bytes has 39 rows and 77 columns; one row is the status line, one is for words where none stand beside.
    for (address, size, link, rows) in [
      (Self.short, (80, 24), nil, 19), (Self.long, (80, 24), nil, 0), (Self.long, (80, 24), Self.base, 19),
      (Self.long, (120, 40), nil, 39), (Self.long, (120, 39), nil, 0), (Self.long, (80, 41), nil, 39),
      (Self.long, (80, 40), nil, 0), (Self.long, (77, 41), nil, 39), (Self.long, (160, 45), nil, 39),
    ] as [(String, (Int, Int), String?, Int)] {
      let screening = Self.paying(address, size, link: link)
      #expect(Self.code(screening).count == rows, "\(address.utf8.count) bytes, \(size)")
      #expect(screening.text.contains("B01"), "\(size)")
      guard rows == 0 else { continue }
      #expect(screening.text.contains("The QR code wants a window of \(size.0) columns and"), "\(size)")
      #expect(screening.text.filter { !$0.isWhitespace }.contains(address), "\(size)")
    }
  }

  @Test func `where there is no room, what it wants is enough`() {
    let low = Self.paying(Self.long, (80, 24))
    #expect(Self.said(low).contains("a window of 80 columns and 41 rows; this one has 80 and 24."))
    let narrow = Self.paying(Self.long, (60, 30))
    #expect(Self.said(narrow).contains("a window of 77 columns and 41 rows; this one has 60 and 30."))
    #expect(narrow.text.filter { !$0.isWhitespace }.contains(Self.long))
  }

  @Test func `Esc leads back to where the code was asked for, and the line is a line again`() {
    var screening = Screening(Self.billed(), .staff)
    screening.press(.function(8), .down)
    #expect(screening.console.pane == .payments)
    screening.dinner.askPayment(1, 1_700, on: Self.order)
    Self.begin(1, Self.short, in: &screening.dinner)
    Self.answer(&screening)
    #expect(!Self.code(screening).isEmpty && screening.text.contains("Esc back"))
    screening.press(.escape)
    #expect(screening.console.pane == .payments && Self.code(screening).isEmpty)
  }

  @Test func `an answer that comes before its lines waits for them`() {
    var screening = Screening(Self.billed(), .staff)
    Self.answer(&screening)
    screening.dinner.askPayment(1, 1_700, on: Self.order)
    #expect(Self.code(screening).isEmpty && screening.text.contains("One moment"))
    Self.begin(1, Self.short, in: &screening.dinner)
    #expect(!Self.code(screening).isEmpty)
  }

  @Test func `what was refused, asked for as JSON, or has no page shows none`() {
    var refused = Self.paying()
    refused.press(.escape)
    refused.console.show("B01: nothing is due", of: ["pay", "start", "T4"], isError: true, refused.view)
    #expect(refused.console.pane == .board && refused.message == "B01: nothing is due")
    Self.answer(&refused, ["pay", "start", "T4", "--json"])
    #expect(refused.console.pane == .board)

    var screening = Screening(Self.billed(), .staff)
    screening.dinner.askPayment(1, 1_700, on: Self.order)
    screening.dinner.startPayment(1, on: Self.order)
    Self.answer(&screening)
    #expect(screening.console.pane == .board && screening.message?.contains("17.00") == true)
  }

  @Test func `a message and news leave the code where it is`() {
    var screening = Self.paying(Self.long)
    let before = Self.code(screening)
    #expect(before.count == 39)
    screening.console.say("something else is wrong, and takes a long sentence to say", at: screening.view.now)
    #expect(Self.code(screening) == before)
    #expect(screening.text.contains("something else is wrong"))
  }

  @Test func `what is typed comes back with the line, and is about this order`() {
    var screening = Self.paying(Self.long)
    screening.type("order complete")
    #expect(screening.text.contains(":order complete") && screening.text.contains("Enter: B01 at T4"))
    screening.press(.escape)
    #expect(Self.code(screening).count == 39)
  }

  @Test func `what becomes of it stands in its place without a key`() {
    var paid = Self.paying()
    paid.dinner.succeed(1, 1_700, on: Self.order)
    paid.look()
    #expect(Self.code(paid).isEmpty && paid.text.contains("Paid ✓"))
    #expect(paid.text.contains("The bill is paid."))

    var failed = Self.paying()
    failed.dinner.failPayment(1, "insufficient", on: Self.order)
    failed.look()
    #expect(Self.code(failed).isEmpty && failed.text.contains("Not paid"))
    #expect(Self.said(failed).contains("the bank said no. pay start B01 tries again."))
    #expect(!failed.text.contains("insufficient"))
  }

  @Test func `each share has a code of its own, and what another guest begins does not take its place`() {
    var dinner = Self.billed()
    dinner.split(Self.order, [850, 850])
    dinner.askPayment(1, 850, on: Self.order, share: 1)
    Self.begin(1, Self.short, in: &dinner)
    var screening = Screening(dinner, .staff, columns: 120, rows: 40)
    Self.answer(&screening, ["pay", "start", "T4", "--share", "1"])
    let first = Self.code(screening)
    #expect(screening.text.contains("Share 1") && !screening.text.contains("↑ ↓"))
    screening.press(.down)
    #expect(screening.message == "no other payment of this order waits for somebody")

    screening.dinner.askPayment(2, 850, on: Self.order, share: 2)
    Self.begin(2, Self.short + "2", in: &screening.dinner)
    screening.look()
    #expect(Self.code(screening) == first && screening.text.contains("↑ ↓ 1 of 2"))
    screening.press(.down)
    #expect(Self.code(screening) != first && screening.text.contains("Share 2"))
    screening.press(.down, .up)
    #expect(Self.code(screening) == first)
  }

  @Test func `from an order Enter shows the code of its payment, and says why where there is none`() {
    var screening = Self.paying()
    screening.press(.escape)
    screening.type("order T4")
    screening.press(.enter)
    let order = screening.console.pane
    screening.press(.enter)
    #expect(!Self.code(screening).isEmpty)
    screening.press(.escape)
    #expect(screening.console.pane == order)
    screening.dinner.succeed(1, 1_700, on: Self.order)
    screening.press(.enter)
    #expect(screening.message == "nobody pays B01 at a page: pay start asks for one")
    screening.type("qr T4")
    screening.press(.enter)
    #expect(screening.text.contains("Paid ✓"))
  }

  @Test func `an earlier moment has no code to be paid again`() throws {
    let view = Self.paying().view
    func codes(_ frame: Frame) -> Bool {
      (0..<frame.size.heightRows).contains { row in
        (0..<frame.size.widthColumns).contains { frame[row, $0]?.style.role == .qr }
      }
    }
    #expect(codes(try PaneDrawing.frame(of: "qr T4", view)))
    #expect(!codes(try PaneDrawing.frame(of: "qr T4", view, seenAt: view.now)))
  }

  @Test func `a guest who leans over sees no other table`() {
    var screening = Self.paying(Self.short, (160, 45))
    #expect(!screening.text.contains("at the bill"))
    screening.press(.escape)
    #expect(screening.text.contains("at the bill"), "beside other panes they stand")
  }

  @Test("The code of a payment, as pictures", arguments: [(80, 24), (120, 42), (160, 45)])
  func pictures(size: (Int, Int)) throws {
    func keep(_ screening: Screening, _ name: String) throws {
      try Golden.compare(screening.frame, "code-\(name)-\(size.0)x\(size.1)")
    }
    try keep(Self.paying(Self.short, size), "short")
    var long = Self.paying(Self.long, size)
    try keep(long, "long")
    if size.0 == 80 { try keep(Self.paying(Self.long, size, link: Self.base), "link") }
    long.dinner.succeed(1, 1_700, on: Self.order)
    try keep(long, "paid")
  }
}
