/// Why a theme cannot be used: the file, the line where there is one, and what is wrong there.
public struct ThemeFault: Error, Hashable, CustomStringConvertible {
  public enum Reason: Hashable, Sendable {
    case missing(String)
    case noName(String)
    case unreadable(String)
    case tooLong
    case noText
    case noEquals
    case unknownRole(String)
    case twice(String)
    case tooFewColours(String)
    case noColour(String)
    case unknownAttribute(String)
    case noPalette(count: Int)
    case circle(String)
    case tooDeep
  }

  /// The theme file; empty where none was opened yet.
  public let file: String
  /// Counts from 1; nil where the whole file is meant.
  public let line: Int?
  public let reason: Reason

  public init(file: String, line: Int? = nil, _ reason: Reason) {
    self.file = file
    self.line = line
    self.reason = reason
  }

  /// One sentence for a person.
  public var description: String {
    let place = file.isEmpty ? "theme" : file + (line.map { ", line \($0)" } ?? "")
    return "\(place): \(sentence)"
  }

  /// What is wrong, without the place.
  public var sentence: String {
    switch reason {
    case .missing(let name): "there is no theme “\(Self.cut(name))”; see: galley theme list"
    case .noName(let name):
      "“\(Self.cut(name))” is no theme's name; take a-z, 0-9 and -, at most \(ThemeReader.nameBytesLimit)"
    case .unreadable(let why): why
    case .tooLong: "a theme has at most \(ThemeDocument.bytesLimit >> 10) KiB"
    case .noText: "this is no text"
    case .noEquals: "expected role = foreground background attributes"
    case .unknownRole(let word): "there is no role “\(Self.cut(word))”; see: man galley-theme"
    case .twice(let word): "“\(Self.cut(word))” stands twice"
    case .tooFewColours(let role): "\(role) wants two colours, the foreground and the background"
    case .noColour(let word): "“\(Self.cut(word))” is no colour; write #rrggbb or #rrggbb/256/16/8"
    case .unknownAttribute(let word):
      "“\(Self.cut(word))” is no attribute; take bold, reverse, underline or strike"
    case .noPalette(let count): "a palette has 16 colours like #rrggbb, not \(count)"
    case .circle(let name): "a theme cannot inherit from itself, and “\(Self.cut(name))” does"
    case .tooDeep: "themes inherit at most \(ThemeReader.depthLimit) deep"
    }
  }

  /// Enough of a word to find it by.
  private static func cut(_ word: String) -> String {
    word.count > 40 ? word.prefix(40) + "…" : word
  }
}
