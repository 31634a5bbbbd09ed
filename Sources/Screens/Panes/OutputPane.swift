/// What a typed command printed, where it is more than a line.
enum OutputPane {
  static let kind = PaneKind(
    name: "output", help: "what a typed command printed",
    picture: .text { console, _, width in
      guard case .output(let title, let lines) = console.pane.subject else { return [] }
      return [
        [TextLine(title, .title, .bold), .empty]
          + lines.flatMap { TextLine.wrapped($0, Style(.text), toColumns: width) }
      ]
    },
    subject: { _, _ in nil })
}
