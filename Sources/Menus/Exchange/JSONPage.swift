import Events

/// JSON as a person reads it: what fits a line stands on one, the rest is indented.
public enum JSONPage {
  private static let width = 100

  public static func text(_ json: JSON) -> String {
    var text = ""
    write(json, indent: 0, before: 0, to: &text)
    return text
  }

  /// - Parameter before: how many columns of the line are taken already.
  private static func write(_ json: JSON, indent: Int, before: Int, to text: inout String) {
    let compact = json.compactText
    guard compact.utf8.count + before > width else {
      text += compact
      return
    }
    let margin = "\n" + String(repeating: " ", count: indent + 2)
    let end = "\n" + String(repeating: " ", count: indent)
    switch json {
    case .null, .bool, .int, .string: text += compact
    case .array(let values):
      text += "["
      for (place, value) in values.enumerated() {
        text += (place == 0 ? "" : ",") + margin
        write(value, indent: indent + 2, before: indent + 2, to: &text)
      }
      text += end + "]"
    case .object(let members):
      text += "{"
      for (place, member) in members.enumerated() {
        let key = JSON.string(member.key.string).compactText + ": "
        text += (place == 0 ? "" : ",") + margin + key
        write(member.value, indent: indent + 2, before: indent + 2 + key.utf8.count, to: &text)
      }
      text += end + "}"
    }
  }
}
