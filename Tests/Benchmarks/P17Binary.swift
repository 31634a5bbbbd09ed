import Foundation

extension Figure {
  /// P17: how large the program is, and how long it takes to say its version.
  static let p17 = Figure(name: "P17", measure: "the release binary") {
    let galley = try Galley()
    let attributes = try FileManager.default.attributesOfItem(atPath: galley.path)
    let bytes = (attributes[.size] as? NSNumber)?.doubleValue ?? .nan
    let times = try (0..<50).map { _ in try seconds { try galley.run(["--version"]) } * 1e3 }
    return [
      Result(
        label: "release binary, static Swift library", ours: bytes / 1e6, unit: "MB", reach: .atMost(15),
        stretch: .atMost(10)),
      Result(
        label: "`galley --version`", ours: median(times), unit: "ms", reach: .atMost(15), stretch: .atMost(8)),
    ]
  }
}
