import Events
import Host
import Screens

/// `galley theme`: which themes there are, and what one looks like.
enum ThemeCommands {
  static func list(json: Bool, files: ThemeFiles = ThemeFiles()) -> String {
    files.all.map { theme in
      let file = theme.file.map { VisibleText.line($0) } ?? "built in"
      guard json else { return "\(padded(theme.name, to: 16))\(file)\n" }
      let members = [("name", theme.name)] + (theme.file.map { [("file", $0)] } ?? [])
      return JSON.object(members.map { JSON.Member($0.0, .string($0.1)) }).compactText + "\n"
    }.joined()
  }

  static func show(_ name: String, json: Bool, files: ThemeFiles = ThemeFiles()) throws -> String {
    let theme: Theme
    do {
      theme = try files.load(name)
    } catch {
      throw Failure(.refused, "theme", error.description)
    }
    return Role.themed.map { role in json ? object(role, theme) : row(role, theme) }.joined()
  }

  private static func row(_ role: Role, _ theme: Theme) -> String {
    let look = theme.look(of: role)
    let words = [
      padded(role.name, to: 13), look.foreground.rgb.text, "on", look.background.rgb.text,
      padded(contrast(look) + ":1", to: 8),
    ]
    let plain =
      look.attributes == look.attributesWithoutColours
      ? "" : " | \(look.attributesWithoutColours.text)"
    return (words + [sample(role, theme) + look.attributes.text + plain]).joined(separator: " ") + "\n"
  }

  private static func object(_ role: Role, _ theme: Theme) -> String {
    let look = theme.look(of: role)
    let members: [(String, String)] = [
      ("role", role.name), ("foreground", look.foreground.rgb.text), ("background", look.background.rgb.text),
      ("contrast", contrast(look)), ("attributes", look.attributes.text),
      ("without_colours", look.attributesWithoutColours.text),
    ]
    return JSON.object(members.map { JSON.Member($0.0, .string($0.1)) }).compactText + "\n"
  }

  /// With one decimal, cut: 6.96 does not read as 7.
  private static func contrast(_ look: Look) -> String {
    let tenths = Int(look.foreground.rgb.contrast(to: look.background.rgb) * 10)
    return "\(tenths / 10).\(tenths % 10)"
  }

  /// A few letters in the role's own look, for a terminal only.
  private static func sample(_ role: Role, _ theme: Theme) -> String {
    guard Descriptor.isTerminal(Descriptor.standardOutput) else { return "" }
    let text = " B07 12:34 "
    var frame = Frame(size: Size(widthColumns: text.count, heightRows: 1))
    frame.write(text, at: Position(row: 0, column: 0), style: Style(role))
    return frame.ansi(theme: theme, depth: depth).filter { $0 != "\n" } + " "
  }

  /// Without asking the terminal: what its environment says.
  private static var depth: ColourDepth {
    if ThisProcess.environment("NO_COLOR") != nil { return .none }
    if ["truecolor", "24bit"].contains(ThisProcess.environment("COLORTERM") ?? "") { return .trueColour }
    return ThisProcess.environment("TERM")?.hasSuffix("256color") == true ? .indexed : .eight
  }

  private static func padded(_ text: String, to columns: Int) -> String {
    text + String(repeating: " ", count: max(1, columns - text.count))
  }
}
