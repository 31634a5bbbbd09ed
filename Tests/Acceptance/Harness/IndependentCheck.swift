import TestAids

/// Judges event lines and canonical JSON by a program in another language, which knows the contract alone.
enum IndependentCheck {
  /// What is wrong with the lines; empty when nothing is.
  static func findings(in lines: [String], venue: String = "maple") throws -> String {
    try findings(Array(lines.map { $0 + "\n" }.joined().utf8), arguments: [venue])
  }

  /// What is wrong with bytes that should be event lines, or one line of canonical JSON by `--canonical`.
  static func findings(_ bytes: [UInt8], arguments: [String]) throws -> String {
    try ScratchFolder.with { folder in
      let path = try folder.write(bytes, "lines")
      let finished = try Programs.python([Checkout.script("check_lines.py")] + arguments, input: path)
      return finished.status == 0 ? "" : finished.output + finished.errors
    }
  }

  /// Lines of another terminal with true ids, chain and hashes, made from a description in JSON.
  static func forge(origin: String, events: String) throws -> [String] {
    let spec = #"{"venue":"maple","origin":"\#(origin)","events":[\#(events)]}"#
    return try ScratchFolder.with { folder in
      let path = try folder.write(spec, "spec")
      let finished = try Programs.python([Checkout.script("forge_lines.py")], input: path)
      guard finished.status == 0 else { throw Failure("forge_lines.py: \(finished.errors)") }
      return finished.lines
    }
  }
}
