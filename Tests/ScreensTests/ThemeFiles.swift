import Foundation

@testable import Screens

/// The themes of this checkout.
enum ThemeFiles {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../themes")
    .standardized

  static let names = ["default", "light", "high-contrast", "colour-safe", "mono"]

  static func source(_ name: String) throws -> ThemeSource {
    let file = folder.appending(path: "\(name).theme")
    return ThemeSource(file: "\(name).theme", bytes: Array(try Data(contentsOf: file)))
  }

  static func theme(_ name: String) throws -> Theme {
    try ThemeReader.theme(name) { try? source($0) }
  }
}

/// What the standards say of colours, worked out here once more with the C library's powers.
enum Light {
  static func linear(_ byte: UInt8) -> Double {
    let value = Double(byte) / 255
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
  }

  static func linear(_ colour: RGB) -> [Double] { [colour.red, colour.green, colour.blue].map(linear) }

  /// WCAG 2.2, "relative luminance" and "contrast ratio".
  static func contrast(_ one: RGB, _ other: RGB) -> Double {
    let lights = [one, other].map { colour in
      zip(linear(colour), [0.2126, 0.7152, 0.0722]).map(*).reduce(0, +)
    }.sorted()
    return (lights[1] + 0.05) / (lights[0] + 0.05)
  }

  /// CIE 1976 L*a*b* of linear sRGB (IEC 61966-2-1), under D65.
  static func lab(_ linear: [Double]) -> [Double] {
    let toXYZ = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    let white = [0.9505, 1, 1.089]
    let f = zip(product(toXYZ, linear), white).map { part, white -> Double in
      let share = max(0, part / white)
      return share > 216.0 / 24389 ? cbrt(share) : (24389.0 / 27 * share + 16) / 116
    }
    return [116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])]
  }

  static func product(_ matrix: [[Double]], _ vector: [Double]) -> [Double] {
    matrix.map { row in zip(row, vector).map(*).reduce(0, +) }
  }

  /// The plain distance in L*a*b*: about 2 is just seen side by side.
  static func distance(_ one: [Double], _ other: [Double]) -> Double {
    zip(one, other).map { ($0 - $1) * ($0 - $1) }.reduce(0, +).squareRoot()
  }
}
