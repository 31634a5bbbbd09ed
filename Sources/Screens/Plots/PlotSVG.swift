import Insights

/// Pictures as a document that stands by itself (SVG 1.1): for a report, a mail, a wall.
///
/// Scales, round numbers, words and shades are those of the screen (``PlotScale``, ``PlotWords``, ``PlotHeat``). There is
/// no script and nothing from elsewhere. It is dark on light, and light on dark where whoever looks prefers that; what
/// stands out by a rule has a sign as well as a colour.
public enum PlotSVG {
  static let width = 760
  static let margin = 24
  static let fontSize = 13
  private static let titleHeight = 30
  private static let gap = 28

  private static let style = """
    <style>
    text { font-family: sans-serif; font-size: \(fontSize)px; fill: #1b1b1b; }
    .paper { fill: #ffffff; } .title { font-size: 20px; font-weight: bold; } .head { font-weight: bold; }
    .dim { fill: #595959; } .line { stroke: #8a8a8a; stroke-width: 1; } .grid { stroke: #dcdcdc; stroke-width: 1; }
    .ink { fill: #1f5fa8; } .marked { fill: #b04a00; } .ghost { fill: #c9d6e6; } .mark { stroke: #b04a00; stroke-width: 2; }
    @media (prefers-color-scheme: dark) {
    text { fill: #ececec; } .paper { fill: #141414; } .dim { fill: #b4b4b4; } .line { stroke: #8a8a8a; }
    .grid { stroke: #3a3a3a; } .ink { fill: #6db3ff; } .marked { fill: #ffb25c; } .ghost { fill: #2d3b4d; }
    .mark { stroke: #ffb25c; } }
    </style>
    """

  /// The pictures one below the other, each under its own title.
  public static func document(_ plots: [Plot], title: String) -> String {
    var sheet = Sheet(top: margin + 20)
    sheet.text(title, x: margin, y: sheet.top, class: "title")
    sheet.top += gap
    for plot in plots {
      let unit = PlotWords(plot.unit).name
      sheet.text(plot.title, x: margin, y: sheet.top, class: "head", more: unit)
      sheet.top += titleHeight - fontSize
      sheet.draw(plot)
      sheet.top += gap
    }
    if plots.isEmpty { sheet.text("nothing to show", x: margin, y: sheet.top, class: "dim") }
    let height = sheet.top + margin
    let head = [
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(width)\" height=\"\(height)\" "
        + "viewBox=\"0 0 \(width) \(height)\" role=\"img\">",
      "<title>\(Sheet.safe(title))</title>", style,
      "<rect class=\"paper\" width=\"\(width)\" height=\"\(height)\"/>",
    ]
    return (head + sheet.elements + ["</svg>"]).map { $0 + "\n" }.joined()
  }

  /// What was drawn so far, and how far down it goes.
  struct Sheet {
    var top: Int
    private(set) var elements: [String] = []

    init(top: Int) { self.top = top }

    enum Anchor: String { case start, middle, end }

    /// Pixels that a text takes at most, by its columns: the letters of most fonts are narrower.
    static func width(_ text: String) -> Int { SafeText(text).widthColumns * 8 }

    static func safe(_ text: String, toColumns columns: Int = 100) -> String {
      XMLText.escaped(SafeText(text).cut(toColumns: columns).clusters.map(\.text).joined())
    }

    mutating func text(
      _ text: String, x: Int, y: Int, class name: String = "", _ anchor: Anchor = .start, more: String = "",
      toColumns columns: Int = 100
    ) {
      let rest = more.isEmpty ? "" : " <tspan class=\"dim\" dx=\"6\">\(Self.safe(more))</tspan>"
      elements.append(
        "<text x=\"\(x)\" y=\"\(y)\"\(name.isEmpty ? "" : " class=\"\(name)\"") "
          + "text-anchor=\"\(anchor.rawValue)\">\(Self.safe(text, toColumns: columns))\(rest)</text>")
    }

    /// - Parameter tip: what is said where the pointer rests.
    mutating func box(
      x: Int, y: Int, width: Int, height: Int, class name: String, opacity: String? = nil, tip: String
    ) {
      let faint = opacity.map { " fill-opacity=\"\($0)\"" } ?? ""
      elements.append(
        "<rect class=\"\(name)\" x=\"\(x)\" y=\"\(y)\" width=\"\(max(0, width))\" "
          + "height=\"\(max(0, height))\"\(faint)><title>\(Self.safe(tip))</title></rect>")
    }

    mutating func line(_ from: (x: Int, y: Int), _ to: (x: Int, y: Int), class name: String) {
      elements.append(
        "<line class=\"\(name)\" x1=\"\(from.x)\" y1=\"\(from.y)\" x2=\"\(to.x)\" y2=\"\(to.y)\"/>")
    }
  }
}
