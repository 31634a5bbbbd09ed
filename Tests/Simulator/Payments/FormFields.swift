import Events

/// The parameters of a call as they came (WHATWG URL, section 5.1), each under its whole name: `metadata[order_id]`.
struct FormFields {
  private var fields: [(name: String, value: String)] = []

  init(_ text: some StringProtocol) {
    for pair in text.split(separator: "&") {
      let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = halves.first else { continue }
      fields.append((Self.decoded(name), halves.count == 2 ? Self.decoded(halves[1]) : ""))
    }
  }

  subscript(_ name: String) -> String? { fields.first { $0.name == name }?.value }

  func number(_ name: String) -> Int64? { self[name].flatMap { Int64($0) } }

  /// The members of an object of texts, like `metadata`.
  func members(of name: String) -> JSON {
    let begin = name + "["
    return .object(
      fields.compactMap { field in
        guard field.name.hasPrefix(begin) else { return nil }
        return JSON.Member(String(field.name.dropFirst(begin.count).dropLast()), .string(field.value))
      })
  }

  private static func decoded(_ text: some StringProtocol) -> String {
    var bytes: [UInt8] = []
    var digits: [UInt8] = []
    var isEscape = false
    for byte in text.utf8 {
      if byte == UInt8(ascii: "%") {
        isEscape = true
      } else if isEscape {
        digits.append(byte)
        guard digits.count == 2 else { continue }
        bytes.append(UInt8(String(decoding: digits, as: UTF8.self), radix: 16) ?? 0)
        digits = []
        isEscape = false
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
