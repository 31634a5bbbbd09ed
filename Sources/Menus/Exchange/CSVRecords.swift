import Events

/// Cuts a text into the records of RFC 4180: quoted cells, doubled quotes, line ends in cells, any kind of line end.
package struct CSVRecords {
  package struct Record {
    /// Where it begins, counted from 1.
    package let line: Int
    package let cells: [String]
    /// Whether the text ends without a line end after it.
    package let isLast: Bool

    package var isBlank: Bool { cells.allSatisfy { $0.allSatisfy(\.isWhitespace) } }
  }

  static let columnLimit = 1_000
  /// More is no menu.
  static let menuRowLimit = 20_000

  private let bytes: [UInt8]
  private let separator: UInt8
  private let rowLimit: Int
  private var position = 0
  private var line = 1
  private var count = 0

  /// - Parameter rowLimit: with more rows the file is refused; without a number, with more than any menu has.
  package init(_ bytes: [UInt8], separator: UInt8, rowLimit: Int? = nil) {
    self.bytes = bytes
    self.separator = separator
    self.rowLimit = rowLimit ?? Self.menuRowLimit
  }

  /// What may part the cells of a row.
  package static let separators = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]

  /// The name of a column as names are compared: small letters, and one blank for each gap between words.
  package static func plain(_ name: String) -> String {
    name.lowercased().split { $0.isWhitespace || $0 == "_" || $0 == "-" }.joined(separator: " ")
  }

  /// How many bytes were read.
  package var offset: Int { position }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  package mutating func record() throws(MenuFault) -> Record? {
    guard next != nil else { return nil }
    count += 1
    guard count <= rowLimit else {
      throw MenuFault(nil, line: line, "the file has more than \(rowLimit) rows")
    }
    let start = line
    var cells: [String] = []
    while true {
      cells.append(try cell())
      guard cells.count <= Self.columnLimit else {
        throw MenuFault(nil, line: start, "a row has more than \(Self.columnLimit) cells")
      }
      guard next == separator else { break }
      position += 1
    }
    let isLast = next == nil
    takeLineEnd()
    return Record(line: start, cells: cells, isLast: isLast)
  }

  private mutating func takeLineEnd() {
    if next == UInt8(ascii: "\r") {
      position += 1
      if next == UInt8(ascii: "\n") { position += 1 }
      line += 1
    } else if next == UInt8(ascii: "\n") {
      position += 1
      line += 1
    }
  }

  private mutating func cell() throws(MenuFault) -> String {
    let blanks = bytes[position...].prefix { $0 == UInt8(ascii: " ") }.count
    if position + blanks < bytes.count, bytes[position + blanks] == UInt8(ascii: "\"") {
      position += blanks
      return try quotedCell()
    }
    let cell = bytes[position...].prefix {
      $0 != separator && $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n")
    }
    position += cell.count
    return String(decoding: cell, as: UTF8.self)
  }

  private mutating func quotedCell() throws(MenuFault) -> String {
    let start = line
    var text: [UInt8] = []
    position += 1
    while let byte = next {
      position += 1
      if byte == UInt8(ascii: "\"") {
        guard next == UInt8(ascii: "\"") else { return try endOfQuoted(text) }
        position += 1
      }
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") && next != UInt8(ascii: "\n") { line += 1 }
      text.append(byte)
    }
    throw MenuFault(
      nil, line: start, "a quote is opened here and never closed: the file is cut off, or a quote is missing")
  }

  private mutating func endOfQuoted(_ text: [UInt8]) throws(MenuFault) -> String {
    while next == UInt8(ascii: " ") { position += 1 }
    guard next == nil || next == separator || next == UInt8(ascii: "\r") || next == UInt8(ascii: "\n") else {
      throw MenuFault(
        nil, line: line, "something stands after a closing quote; a quote within a text is written twice")
    }
    return String(decoding: text, as: UTF8.self)
  }
}
