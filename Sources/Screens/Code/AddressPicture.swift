import QR

/// An address that somebody is to open on a telephone: as a QR code where there is room for one, and in words.
///
/// A code is shown whole and at its full size or not at all. The order of what is tried: the address; the house's own
/// short link to it; the room that a code wants, in a sentence, with the link or the address to type.
public struct AddressPicture: Sendable {
  /// The code that is shown; nil: there is no room for any, or the address is too long for one.
  public let code: QRPicture?
  /// What is shown in words: the address or the short link, whichever the code holds.
  public let text: String
  private let room: Size
  private let words: [TextLine]
  /// Why there is no code.
  private let sentence: String?

  /// - Parameters:
  ///   - shortLink: leads to the same page (`pay.link_base`); nil where the house has none.
  ///   - room: where it is drawn.
  ///   - window: all of the screen, of which the room is a part; a sentence says how large it would have to be.
  public init(_ address: String, shortLink: String?, room: Size, window: Size, pixels: PixelShape?) {
    self.room = room
    let codes = [address, shortLink].compactMap { text in
      text.flatMap { text in (try? QRPicture(text, pixels: pixels)).map { (text: text, code: $0) } }
    }
    let fitting = codes.first { $0.code.size.fits(in: room) }
    code = fitting?.code
    text = fitting?.text ?? shortLink ?? address
    let columns = room.widthColumns
    let below = TextLine.wrapped(text, Style(.text), toColumns: columns)
    if let code {
      // Half an address leads nowhere.
      words = code.size.heightRows + below.count <= room.heightRows ? below : []
      sentence = nil
    } else {
      let sentence = Self.sentence(codes.last?.code.size, room: room, window: window)
      words = TextLine.wrapped(sentence, Style(.text), toColumns: columns) + [.empty] + below
      self.sentence = sentence
    }
  }

  /// Draws it into the window, which has the size of its room.
  public func draw(into frame: inout Frame) {
    if let code {
      code.draw(into: &frame, at: Position(row: 0, column: (room.widthColumns - code.size.widthColumns) / 2))
    }
    let top = code?.size.heightRows ?? 0
    for (row, line) in words.enumerated() { frame.draw(line, row: top + row) }
  }

  /// What stands there in words, for a place of another width.
  func lines(toColumns columns: Int) -> [TextLine] {
    (sentence.map { TextLine.wrapped($0, Style(.text), toColumns: columns) + [.empty] } ?? [])
      + TextLine.wrapped(text, Style(.text), toColumns: columns)
  }

  /// Of the smallest code that there is.
  private static func sentence(_ code: Size?, room: Size, window: Size) -> String {
    guard let code else { return "This address is too long for a QR code. Open it like this:" }
    let columns = window.widthColumns + max(0, code.widthColumns - room.widthColumns)
    let rows = window.heightRows + max(0, code.heightRows - room.heightRows)
    return "The QR code wants a window of \(columns) columns and \(rows) rows; this one has "
      + "\(window.widthColumns) and \(window.heightRows). Make the window larger or its letters smaller, or open:"
  }
}

extension Size {
  fileprivate func fits(in room: Size) -> Bool {
    widthColumns <= room.widthColumns && heightRows <= room.heightRows
  }
}
