/// One name that a monitor reads, with its samples: Prometheus text (exposition format 0.0.4), in base units.
struct MetricFamily {
  enum Kind: String { case counter, gauge }

  enum Value: Equatable {
    case count(Int64)
    /// Told in seconds, exactly.
    case milliseconds(Int64)

    var text: String {
      switch self {
      case .count(let count): return "\(count)"
      case .milliseconds(let ms):
        let (seconds, rest) = ms.magnitude.quotientAndRemainder(dividingBy: 1_000)
        return "\(ms < 0 ? "-" : "")\(seconds).\(String(1_000 + rest).dropFirst())"
      }
    }
  }

  struct Sample {
    /// Name and value; nil where the family has one sample.
    let label: (name: String, value: String)?
    let value: Value
  }

  let name: String
  let kind: Kind
  let help: String
  let samples: [Sample]

  init(_ name: String, _ kind: Kind, _ help: String, _ value: Value) {
    self.init(name, kind, help, [Sample(label: nil, value: value)])
  }

  init(_ name: String, _ kind: Kind, _ help: String, _ samples: [Sample]) {
    self.name = name
    self.kind = kind
    self.help = help
    self.samples = samples
  }

  /// Nothing at all where there is no sample.
  var text: String {
    guard !samples.isEmpty else { return "" }
    let lines = samples.map { sample in
      let label = sample.label.map { "{\($0.name)=\"\(Self.escaped($0.value))\"}" } ?? ""
      return "\(name)\(label) \(sample.value.text)\n"
    }
    return "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n" + lines.joined()
  }

  /// A label's value as the format wants it: backslash, quote and line end escaped, all else as it is.
  static func escaped(_ value: String) -> String {
    var text = String.UnicodeScalarView()
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\\": text.append(contentsOf: "\\\\".unicodeScalars)
      case "\"": text.append(contentsOf: "\\\"".unicodeScalars)
      case "\n": text.append(contentsOf: "\\n".unicodeScalars)
      default: text.append(scalar)
      }
    }
    return String(text)
  }
}
