import Events

/// The body of a form (WHATWG URL, section 5.2, with blanks as `%20`), with nested parameters as Stripe takes them:
/// `line_items[0][quantity]=1`.
enum WebForm {
  /// - Parameter parameters: an object; empty objects and null are left out.
  static func encoded(_ parameters: JSON) -> String {
    var pairs: [String] = []
    guard case .object(let members) = parameters else { return "" }
    for member in members { write(member.value, under: escaped(member.key.string), to: &pairs) }
    return pairs.joined(separator: "&")
  }

  /// Depth is that of our own values.
  private static func write(_ value: JSON, under name: String, to pairs: inout [String]) {
    switch value {
    case .null: break
    case .bool(let truth): pairs.append("\(name)=\(truth)")
    case .int(let number): pairs.append("\(name)=\(number)")
    case .string(let text): pairs.append("\(name)=\(escaped(text))")
    case .array(let values):
      for (index, value) in values.enumerated() { write(value, under: "\(name)%5B\(index)%5D", to: &pairs) }
    case .object(let members):
      for member in members {
        write(member.value, under: "\(name)%5B\(escaped(member.key.string))%5D", to: &pairs)
      }
    }
  }

  private static func escaped(_ text: String) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
        bytes.append(byte)
      default:
        bytes.append(UInt8(ascii: "%"))
        for digit in [byte >> 4, byte & 0xF] {
          bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "A") + digit - 10)
        }
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
