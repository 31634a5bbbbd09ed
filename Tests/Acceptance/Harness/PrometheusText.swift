/// The text format that Prometheus reads: `# HELP` and `# TYPE` comments, samples as `name{label="value"} number`.
enum PrometheusText {
  static func allows(_ line: String) -> Bool {
    let name = #"[a-zA-Z_:][a-zA-Z0-9_:]*"#
    let label = #"[a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\["\\n])*""#
    let number = #"([+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?|NaN|[+-]Inf)"#
    let type = "(counter|gauge|histogram|summary|untyped)"
    return [
      "# HELP \(name) .*", "# TYPE \(name) \(type)", "\(name)(\\{(\(label)(,\(label))*,?)?\\})? \(number)",
    ].contains { pattern in
      guard let regex = try? Regex(pattern) else { return false }
      return line.wholeMatch(of: regex) != nil
    }
  }
}
