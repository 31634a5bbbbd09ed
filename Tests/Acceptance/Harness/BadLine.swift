import Foundation

/// One of the vectors' lines that must be refused.
struct BadLine {
  let why: String
  let bytes: [UInt8]

  /// The word before the colon: the check that has to refuse it.
  var code: String { String(why.prefix { $0 != ":" }) }

  static func all() throws -> [BadLine] {
    try String(decoding: Checkout.vectors("bad-lines.jsonl"), as: UTF8.self).splitLines.map { text in
      let json = try Json(text: text)
      guard let why = json["why"].string else { throw Failure("a bad line without its reason: \(text)") }
      if let line = json["line"].string { return BadLine(why: why, bytes: Array(line.utf8)) }
      guard let encoded = json["line_base64"].string, let data = Data(base64Encoded: encoded) else {
        throw Failure("a bad line without its bytes: \(text)")
      }
      return BadLine(why: why, bytes: [UInt8](data))
    }
  }
}
