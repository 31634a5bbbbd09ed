import Screens

/// What a console's font of 256 or 512 glyphs can draw, and what stands in for the signs that it lacks.
struct ConsoleFont {
  /// Code points that the font has; ASCII is in every font.
  let signs: Set<UInt32>

  /// What big letters can be painted with.
  var pixels: PixelShape? { PixelShape.allCases.first { $0.characters.allSatisfy(has) } }

  /// Signs of the screens, each with those that say the same, all one column wide; the last is ASCII.
  static let standIns: [Unicode.Scalar: [Unicode.Scalar]] = [
    "─": ["-"], "━": ["─", "-"], "│": ["|"], "┃": ["│", "|"],
    "┌": ["+"], "┐": ["+"], "└": ["+"], "┘": ["+"], "├": ["+"], "┤": ["+"], "┬": ["+"], "┴": ["+"],
    "┼": ["+"],
    "┏": ["┌", "+"], "┓": ["┐", "+"], "┗": ["└", "+"], "┛": ["┘", "+"],
    "▲": ["↑", "^"], "▼": ["↓", "v"], "►": ["→", ">"], "◄": ["←", "<"],
    "↑": ["^"], "↓": ["v"], "→": [">"], "←": ["<"],
    "×": ["x"], "·": ["."], "•": ["·", "*"], "…": ["."],
    "“": ["\""], "”": ["\""], "‘": ["'"], "’": ["'"], "–": ["-"], "—": ["-"],
  ]

  /// What is painted for a cluster: itself, or what stands in for a sign that the font lacks. For others than those
  /// of the screens the console shows its own mark.
  func sign(for cluster: Cluster) -> Cluster {
    guard cluster.rest.isEmpty, !has(cluster.base), let others = Self.standIns[cluster.base],
      let sign = others.first(where: has)
    else { return cluster }
    return SafeText(String(sign)).clusters.first ?? cluster
  }

  private func has(_ sign: Unicode.Scalar) -> Bool { sign.isASCII || signs.contains(sign.value) }
}
