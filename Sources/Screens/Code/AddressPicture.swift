import QR

/// An address that somebody is to open on a telephone: as a QR code where there is room for one, else in words.
///
/// A code is shown whole and at its full size or not at all. The order of what is tried, in each place: the address, and
/// the house's own short link to it. Where neither has room, the room that a code wants is said in a sentence, with the
/// link or the address to type.
struct AddressPicture: Sendable {
  /// Where a code may stand, and the words about it.
  struct Place: Hashable, Sendable {
    let code: Rectangle
    let words: Rectangle
  }

  /// The code that is shown; nil: there is no room for any, or the address is too long for one.
  let code: QRPicture?
  /// Where the code stands: the first place that has room for it, else the last one.
  let place: Place
  /// What is shown in words: the address or the short link, whichever the code holds.
  let text: String
  /// Why there is no code.
  let sentence: String?

  /// - Parameters:
  ///   - shortLink: leads to the same page (`pay.link_base`); nil where the house has none.
  ///   - places: what is better first; the last one is what the sentence is about.
  ///   - window: all of the screen; the sentence says how large it would have to be.
  init(_ address: String, shortLink: String?, places: [Place], window: Size, pixels: PixelShape?) {
    let codes = [address, shortLink].compactMap { text in
      text.flatMap { text in (try? QRPicture(text, pixels: pixels)).map { (text: text, code: $0) } }
    }
    let last = places.last ?? Place(code: Rectangle.none, words: Rectangle.none)
    let found = places.lazy.compactMap { place in
      codes.first { $0.code.size.fits(in: place.code) }.map { (choice: $0, place: place) }
    }.first
    code = found?.choice.code
    place = found?.place ?? last
    text = found?.choice.text ?? shortLink ?? address
    sentence = found == nil ? Self.sentence(codes.last?.code.size, room: last.code, window: window) : nil
  }

  /// Draws the code into the middle of its place.
  func draw(into frame: inout Frame) {
    guard let code else { return }
    code.draw(
      into: &frame,
      at: Position(
        row: place.code.row + (place.code.heightRows - code.size.heightRows) / 2,
        column: place.code.column + (place.code.widthColumns - code.size.widthColumns) / 2))
  }

  /// What stands there in words.
  func lines(toColumns columns: Int) -> [TextLine] {
    (sentence.map { TextLine.wrapped($0, Style(.text), toColumns: columns) + [.empty] } ?? [])
      + TextLine.wrapped(text, Style(.text), toColumns: columns)
  }

  /// Of the smallest code that there is.
  private static func sentence(_ code: Size?, room: Rectangle, window: Size) -> String {
    guard let code else { return "This address is too long for a QR code. Open it like this:" }
    let columns = window.widthColumns + max(0, code.widthColumns - room.widthColumns)
    let rows = window.heightRows + max(0, code.heightRows - room.heightRows)
    return "The QR code wants a window of \(columns) columns and \(rows) rows; this one has "
      + "\(window.widthColumns) and \(window.heightRows). Make the window larger or its letters smaller, or open:"
  }
}

extension AddressPicture {
  /// The places of a page, what is better first: words beside the code on a wide page, below it on a high one; where that
  /// leaves the code no room, fewer words beside it; then in the rows that other things have; and at last the code alone
  /// over one row of words.
  ///
  /// - Parameters:
  ///   - page: what the page has beside its margins.
  ///   - spareRows: rows at the end of the page where something stands that gives way to a code.
  ///   - whole: the rows of the page with its margins.
  static func places(on page: Rectangle, spareRows: Int, whole: Rectangle) -> [Place] {
    let usual = page.first(rows: page.heightRows - spareRows)
    let below = Place(
      code: usual.first(rows: usual.heightRows - belowRows),
      words: usual.from(row: usual.heightRows - belowRows))
    let isWide = usual.widthColumns >= 2 * usual.heightRows
    let wide = beside(usual, besideColumns)
    return (isWide ? [wide, below] : [below, wide])
      + [beside(usual, besideLeast), beside(page, besideColumns), beside(page, besideLeast)]
      + [Place(code: whole.first(rows: whole.heightRows - 1), words: page.from(row: page.heightRows - 1))]
  }

  private static func beside(_ page: Rectangle, _ columns: Int) -> Place {
    Place(
      code: Rectangle(
        row: page.row, column: page.column, widthColumns: max(0, page.widthColumns - columns - 2),
        heightRows: page.heightRows),
      words: Rectangle(
        row: page.row, column: page.columns.upperBound - columns, widthColumns: columns,
        heightRows: page.heightRows))
  }

  /// What the words need to be read with ease, and at the least.
  private static let besideColumns = 34
  private static let besideLeast = 22
  private static let belowRows = 11
}

extension Size {
  fileprivate func fits(in room: Rectangle) -> Bool {
    widthColumns <= room.widthColumns && heightRows <= room.heightRows
  }
}

extension Rectangle {
  fileprivate static let none = Rectangle(row: 0, column: 0, widthColumns: 0, heightRows: 0)
}
