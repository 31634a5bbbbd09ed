import Foundation

/// Where things lie in the checkout and beside it.
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

  /// The restaurant's quarter of orders, which lies beside the checkout and is not committed.
  static func restaurantData(_ name: String) throws -> String {
    let file = root.deletingLastPathComponent().appendingPathComponent(
      "shared/data/taste-of-the-world/\(name)")
    guard FileManager.default.fileExists(atPath: file.path) else {
      throw Failure("the restaurant's data is missing: put \(name) at \(file.path)")
    }
    return file.path
  }
}
