import Testing

@testable import Screens

@Suite struct AddressPictureTests {
  /// As Checkout makes them: the fragment is most of it.
  static func address(_ count: Int) -> String {
    let head = "https://checkout.pay.example/c/pay/cs_live_a1#"
    let signs = Array("fidkdWxOYHwnPyd1blpxYHZxWjA0")
    return head + String((0..<count - head.count).map { signs[$0 * $0 % signs.count] })
  }

  /// Drawn into a window with two rows of its own.
  private func lines(_ address: String, link: String? = nil, _ columns: Int, _ rows: Int) -> [String] {
    let room = Rectangle(row: 0, column: 0, widthColumns: columns, heightRows: rows - 2)
    let picture = AddressPicture(
      address, shortLink: link, places: [AddressPicture.Place(code: room, words: room)],
      window: Size(widthColumns: columns, heightRows: rows), pixels: .quarter)
    var frame = Frame(size: Size(widthColumns: columns, heightRows: rows - 2))
    picture.draw(into: &frame)
    if picture.code == nil {
      for (row, line) in picture.lines(toColumns: columns).enumerated() { frame.draw(line, row: row) }
    }
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

  @Test func `The short link's code is the way out of a low window`() {
    let link = QRPictureTests.link
    let shown = lines(Self.address(400), link: link, 80, 24)
    #expect(shown.filter(isCode).count == 19 && shown.count == 22)
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
    #expect(lines(address, link: QRPictureTests.link, 80, 24).filter(isCode).count == 19)
  }

  /// Of every window: the code stands on the page beside its words, and what the sentence asks for is enough.
  @Test func `A code and its words have a place each, and a window that is asked for has room`() throws {
    func picture(_ window: Size, margin: Int) -> AddressPicture {
      let whole = Rectangle(
        row: 1, column: 0, widthColumns: window.widthColumns, heightRows: window.heightRows - 1)
      let page = Rectangle(
        row: 1, column: margin, widthColumns: window.widthColumns - 2 * margin,
        heightRows: window.heightRows - 1)
      return AddressPicture(
        Self.address(400), shortLink: nil,
        places: AddressPicture.places(on: page, spareRows: 1, whole: whole), window: window, pixels: .half)
    }
    var shown = 0
    for columns in stride(from: 40, through: 200, by: 4) {
      for rows in stride(from: 12, through: 70, by: 2) {
        let window = Size(widthColumns: columns, heightRows: rows)
        let found = picture(window, margin: columns < 100 ? 1 : 3)
        if found.code != nil {
          shown += 1
          let (code, words) = (found.place.code, found.place.words)
          let isApart =
            code.rows.clamped(to: words.rows).isEmpty || code.columns.clamped(to: words.columns).isEmpty
          guard isApart, words.rows.upperBound <= rows, words.columns.upperBound <= columns else {
            Issue.record("\(columns)×\(rows): \(found.place)")
            return
          }
        } else {
          let numbers = (found.sentence ?? "").split { !$0.isNumber }.compactMap { Int($0) }
          try #require(numbers.count == 4)
          let wanted = Size(widthColumns: numbers[0], heightRows: numbers[1])
          guard picture(wanted, margin: wanted.widthColumns < 100 ? 1 : 3).code != nil else {
            Issue.record("\(columns)×\(rows): \(found.sentence ?? "")")
            return
          }
        }
      }
    }
    #expect(shown > 300)
  }

  @Test func `A window of one cell harms nobody`() {
    #expect(lines(Self.address(400), 1, 3).count == 1)
  }
}
