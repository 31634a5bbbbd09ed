/// One row of a table that spreadsheets read (RFC 4180).
public enum CSVRow {
  public static func text(_ cells: [String]) -> String {
    cells.map(quoted).joined(separator: ",") + "\r\n"
  }

  /// By scalars: a mark with an accent on it parts cells all the same.
  private static func quoted(_ cell: String) -> String {
    let marks: Set<Unicode.Scalar> = [",", "\"", ";", "\t", "\r", "\n"]
    let isPlain =
      !cell.unicodeScalars.contains { marks.contains($0) } && cell.first != " " && cell.last != " "
    guard !isPlain else { return cell }
    var text = String.UnicodeScalarView()
    for scalar in cell.unicodeScalars {
      if scalar == "\"" { text.append(scalar) }
      text.append(scalar)
    }
    return "\"" + String(text) + "\""
  }

  /// Spreadsheets take a cell that begins so for a formula.
  private static let formulaMarks: Set<Character> = ["=", "+", "-", "@"]

  /// A text of which no spreadsheet makes a formula.
  public static func guarded(_ text: String) -> String {
    let first = text.first { $0 != "'" }
    return first.map(formulaMarks.contains) == true ? "'" + text : text
  }

  package static func unguarded(_ text: String) -> String {
    guard text.first == "'", guarded(String(text.dropFirst())) == text else { return text }
    return String(text.dropFirst())
  }
}
