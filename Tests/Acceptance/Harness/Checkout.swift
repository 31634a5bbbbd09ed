import Foundation

/// Where things lie in the checkout.
enum Checkout {
  static let tests = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
  static let root = tests.deletingLastPathComponent().deletingLastPathComponent()

  static func script(_ name: String) -> String {
    tests.appendingPathComponent(name).path
  }

  /// A file of the contract's vectors, whole.
  static func vectors(_ name: String) throws -> [UInt8] {
    let file = root.appendingPathComponent("Tests/EventsTests/Vectors/\(name)")
    return [UInt8](try Data(contentsOf: file))
  }

  /// The event lines of the vectors' evening, in the order of their arrival.
  static func evening() throws -> [String] {
    String(decoding: try vectors("evening.jsonl"), as: UTF8.self).splitLines
  }
}
