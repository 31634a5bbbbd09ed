import Foundation

@testable import Events

/// The contract's vectors, made by an implementation that is not ours.
enum Vectors {
  static let venue = "maple"

  static func bytes(_ name: String) throws -> [UInt8] {
    guard let url = Bundle.module.url(forResource: "Vectors/" + name, withExtension: nil) else {
      throw MissingVector(name: name)
    }
    return Array(try Data(contentsOf: url))
  }

  static func lines(_ name: String) throws -> [[UInt8]] {
    try bytes(name).split(separator: UInt8(ascii: "\n")).map(Array.init)
  }

  struct MissingVector: Error { let name: String }
}

func utf8(_ text: String) -> [UInt8] { Array(text.utf8) }
