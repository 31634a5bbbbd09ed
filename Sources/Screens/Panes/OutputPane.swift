/// What a typed command printed, where it is more than a line.
enum OutputPane {
  static let kind = PaneKind(
    name: "output", help: "what a typed command printed",
    picture: .text { console, view, width in
      guard case .output(let title, let lines, let time, let held) = console.pane.subject else { return [] }
      let clock = view.clock(time)
      // It is what was printed, and does not follow: once something has happened since, it says so.
      let age =
        held == view.eventsHeld
        ? TextLine.Piece(clock, .dim)
        : TextLine.Piece("as of \(clock), older than the board: ↑ Enter", .ageWarm)
      return [
        [TextLine([.init(title, .title, .bold)], end: [age]), .empty]
          + lines.flatMap { TextLine.wrapped($0, Style(.text), toColumns: width) }
      ]
    },
    subject: { _, _ in nil })
}
