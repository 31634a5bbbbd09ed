import Testing

@testable import Screens

@Suite struct AddressPictureTests {
  /// As Checkout makes them: the fragment is most of it.
  static func address(_ count: Int) -> String {
    let head = "https://checkout.pay.example/c/pay/cs_live_a1#"
    let signs = Array("fidkdWxOYHwnPyd1blpxYHZxWjA0")
    return head + String((0..<count - head.count).map { signs[$0 * $0 % signs.count] })
  }

  private func lines(_ address: String, link: String? = nil, _ columns: Int, _ rows: Int) -> [String] {
    let room = Size(widthColumns: columns, heightRows: rows - 2)
    let window = Size(widthColumns: columns, heightRows: rows)
    let picture = AddressPicture(address, shortLink: link, room: room, window: window, pixels: .quarter)
    var frame = Frame(size: room)
    picture.draw(into: &frame)
    return frame.lines
  }

  private func isCode(_ line: String) -> Bool { line.contains("█") }

  /// 39 rows of code in a room of 39 and 38: a window of 41 and 40 with two lines of its own.
  @Test func `A code is shown whole or not at all`() {
    let address = Self.address(400)
    let whole = lines(address, 120, 41)
    #expect(whole.count == 39 && whole.allSatisfy(isCode))
    #expect(whole[0] == String(repeating: " ", count: 21) + String(repeating: "█", count: 77))
    let low = lines(address, 120, 40)
    #expect(!low.contains(where: isCode))
    #expect(
      low[0]
        == "The QR code wants a window of 120 columns and 41 rows; this one has 120 and 40. Make the window larger or its letters"
    )
    #expect(low[1] == "smaller, or open:")
    #expect(low[3...].joined() == address)
    let narrow = lines(address, 76, 60)
    #expect(!narrow.contains(where: isCode))
    #expect(narrow[0] == "The QR code wants a window of 77 columns and 60 rows; this one has 76 and")
    #expect(narrow[1].hasPrefix("60. "))
  }

  @Test func `Under a code stands what it holds, where all of it has room`() {
    let address = Self.address(400)
    // 400 bytes are four lines of 120.
    #expect(lines(address, 120, 45)[39...].joined() == address)
    #expect(lines(address, 120, 44).allSatisfy { isCode($0) || $0.isEmpty })
  }

  @Test func `The short link's code is the way out of a low window`() {
    let link = QRPictureTests.link
    let shown = lines(Self.address(400), link: link, 80, 24)
    #expect(shown[..<19].allSatisfy(isCode) && shown[19] == link)
    #expect(lines(Self.address(400), link: link, 80, 60).filter(isCode).count == 39)
    let low = lines(Self.address(400), link: link, 80, 20)
    #expect(low[0].hasPrefix("The QR code wants a window of 80 columns and 21 rows; this one has 80 and 20."))
    #expect(low.last { !$0.isEmpty } == link)
  }

  @Test func `An address that no code holds is said in words`() {
    let address = Self.address(859)
    let shown = lines(address, 120, 60)
    #expect(shown[0] == "This address is too long for a QR code. Open it like this:")
    #expect(shown[2...].joined() == address)
    #expect(lines(address, link: QRPictureTests.link, 80, 24)[19] == QRPictureTests.link)
  }

  @Test func `A window of one cell harms nobody`() {
    #expect(lines(Self.address(400), 1, 3).count == 1)
  }
}
