import Foundation

/// Holds lines of JSON against a JSON Schema by PyPI's jsonschema.
public enum SchemaCheck {
  private static let program = """
    import json, sys
    from jsonschema import Draft202012Validator
    schema = json.load(open(sys.argv[1]))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    for number, line in enumerate(open(sys.argv[2], encoding="utf-8")):
        if not validator.is_valid(json.loads(line)):
            print(number)
    """

  /// The numbers, from 0, of the lines that do not fit.
  public static func misfits(of lines: [String], in schema: String) throws -> [Int] {
    let python = try PythonPackages.schemas.get()
    return try ScratchFolder.with { folder in
      let schema = try folder.write(schema, "schema")
      let lines = try folder.write(lines.map { $0 + "\n" }.joined(), "lines")
      let child = try Child(
        [python, "-B", "-c", program, schema, lines], errors: folder.path + "/errors")
      var numbers: [Int] = []
      while let line = try child.line(within: 120) {
        guard let number = Int(String(decoding: line, as: UTF8.self)) else { continue }
        numbers.append(number)
      }
      guard try child.exit() == 0 else {
        let said = try String(contentsOfFile: folder.path + "/errors", encoding: .utf8)
        throw Fault(description: "jsonschema: \(said.suffix(400))")
      }
      return numbers
    }
  }
}
