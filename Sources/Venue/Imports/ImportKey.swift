import Events

/// The idempotency keys of imported events: the same row of the same file gives the same key, on every terminal.
enum ImportKey {
  static func opening(_ order: ImportedOrder) -> ExactString { ExactString("history:opened:\(order.name)") }

  /// By what the file calls the dish and how many: what a menu or a second file says of it may change.
  static func dish(_ dish: ImportedOrder.Dished, of order: ImportedOrder) -> ExactString {
    key("dish", order, "\(dish.known)\n\(dish.quantity)\n\(dish.ordinal)")
  }

  /// - Parameter what: tells it from other events of the kind.
  static func step(_ kind: StaticString, _ order: ImportedOrder, _ what: String) -> ExactString {
    key("\(kind)", order, what)
  }

  /// - Parameter count: how many events imports have written of the order once this play is written.
  static func closing(_ order: ImportedOrder, _ what: String, count: Int) -> ExactString {
    ExactString("\(step("closed", order, what).string):\(count)")
  }

  /// What ``closing(_:_:count:)`` counts; nil for another key.
  static func count(of key: ExactString) -> Int? {
    guard key.string.hasPrefix("history:closed:") else { return nil }
    return key.string.split(separator: ":").last.flatMap { Int($0) }
  }

  private static func key(_ kind: String, _ order: ImportedOrder, _ what: String) -> ExactString {
    let digest = Fingerprint(of: Array("\(kind)\n\(order.name)\n\(what)".utf8))
    return ExactString("history:\(kind):\(order.name):\(digest.description.prefix(16))")
  }

  /// Bits that are the same for the same text: those of an identifier that nobody draws by lot.
  static func bits(_ text: String) -> RandomBits {
    let digest = Fingerprint(of: Array("galley/1 history\n\(text)".utf8))
    return RandomBits(high: digest.high, low: digest.low)
  }
}
