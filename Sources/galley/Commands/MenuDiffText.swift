import Menus
import Screens

/// A difference of two menus for a shell.
enum MenuDiffText {
  static func text(
    _ diff: MenuDiff, from old: MenuDocument, to new: MenuDocument, isColoured: Bool
  ) -> String {
    guard !diff.isEmpty else { return "The same, every dish and price.\n" }
    return MenuDiffLines.lines(diff, from: old, to: new).map { line in
      let text = VisibleText.line("\(line.kind.mark) \(line.text)")
      return isColoured ? "\u{1B}[\(colour(line.kind))m\(text)\u{1B}[0m\n" : text + "\n"
    }.joined()
  }

  /// Of ECMA-48, section 8.3.117: colours that every terminal has.
  private static func colour(_ kind: MenuDiffLines.Kind) -> Int {
    switch kind {
    case .added: 32
    case .removed: 31
    case .changed: 33
    case .moved: 36
    }
  }
}
