import QR

/// A QR code as cells, its light margin included: square modules, light where the code is light in every theme.
///
/// With half blocks a module is a column wide and half a row high, because a cell is about twice as high as it is
/// wide; a font without them gets two columns and a row for each. What is light is the ink, so nothing is lost where
/// blanks at the end of a row are, and without colours it is right on a dark terminal.
public struct QRPicture: Sendable {
  private let code: QRCode
  private let isHalved: Bool

  /// - Parameter pixels: what the terminal's font has; nil: nobody knows, half blocks are taken.
  /// - Throws: `QRFault`, where the text is longer than a code holds.
  public init(_ text: String, pixels: PixelShape?) throws(QRFault) {
    code = try QRCode(text)
    isHalved = pixels != .full
  }

  /// The cells that it takes: 77 columns and 39 rows for a Checkout address of 400 bytes.
  public var size: Size {
    let side = code.size + 2 * QRCode.marginModules
    // The side is odd; the half row that is left over is light.
    return isHalved
      ? Size(widthColumns: side, heightRows: (side + 1) / 2) : Size(widthColumns: 2 * side, heightRows: side)
  }

  /// Nothing but the code: for what is printed on standard output.
  public var frame: Frame {
    var frame = Frame(size: size)
    draw(into: &frame, at: Position(row: 0, column: 0))
    return frame
  }

  /// Draws it with its upper left corner at a place of the window, which has room for it.
  public func draw(into frame: inout Frame, at corner: Position) {
    for row in 0..<size.heightRows {
      let line = String(String.UnicodeScalarView((0..<size.widthColumns).map { sign(row, $0) }))
      let place = Position(row: corner.row + row, column: corner.column)
      frame.write(line, at: place, style: Style(.qr))
    }
  }

  /// Ink where it is light.
  private func sign(_ row: Int, _ column: Int) -> Unicode.Scalar {
    guard isHalved else { return isLight(row, column / 2) ? "█" : " " }
    switch (isLight(2 * row, column), isLight(2 * row + 1, column)) {
    case (true, true): return "█"
    case (true, false): return "▀"
    case (false, true): return "▄"
    case (false, false): return " "
    }
  }

  /// Counted from the margin's corner.
  private func isLight(_ row: Int, _ column: Int) -> Bool {
    !code.isDark(row: row - QRCode.marginModules, column: column - QRCode.marginModules)
  }
}
