import Events

/// The text of a file from another program, checked before anybody looks for a menu in it.
package enum ForeignText {
  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// The bytes without a byte order mark; refuses what is no text in UTF-8.
  ///
  /// - Parameter what: what should stand there, for the sentence that says that nothing does.
  package static func bytes(
    of file: [UInt8], _ what: String = "a menu", limitBytes: Int = MenuLimits.textBytes
  ) throws(MenuFault) -> [UInt8] {
    let bytes = file.starts(with: byteOrderMark) ? Array(file.dropFirst(3)) : file
    guard bytes.contains(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) else {
      throw MenuFault(nil, "the file is empty; \(what) should stand there")
    }
    guard bytes.count <= limitBytes else {
      throw MenuFault(nil, "the file is longer than \(limitBytes) bytes")
    }
    guard !bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) else {
      throw MenuFault(nil, "this is a spreadsheet or an archive; save it as CSV in UTF-8 and import that")
    }
    guard !bytes.starts(with: [0xFF, 0xFE]), !bytes.starts(with: [0xFE, 0xFF]) else {
      throw MenuFault(nil, "the file is in UTF-16; save it in UTF-8")
    }
    if let place = bytes.firstIndex(of: 0) {
      throw MenuFault(nil, line: JSONPlace.line(of: place, in: bytes), "a NUL stands here: this is no text")
    }
    guard String(validating: bytes, as: UTF8.self) != nil else {
      let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      let bad = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0
      throw MenuFault(nil, line: bad + 1, "this is no UTF-8; save the file in UTF-8")
    }
    return bytes
  }

  /// Without blanks around it, and with a blank for every run of blanks that has a line end or a tab in it.
  package static func oneLine(_ text: String) -> String {
    var line = String.UnicodeScalarView()
    var blanks = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar.properties.isWhitespace {
        blanks.append(scalar)
        continue
      }
      if !line.isEmpty {
        let isPlain = blanks.allSatisfy { $0.properties.generalCategory == .spaceSeparator }
        line.append(contentsOf: isPlain ? blanks : String.UnicodeScalarView([" "]))
      }
      blanks = String.UnicodeScalarView()
      line.append(scalar)
    }
    return String(line)
  }
}
