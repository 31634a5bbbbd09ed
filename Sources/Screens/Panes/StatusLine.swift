/// The last row of a screen: the panes, the clock, whose screen it is, and at the right whether it is current.
///
/// What is left out first in a narrow window: the counts, the name of the house, that of the terminal. How the other
/// screens stand is said as fully as there is room for. Where the ordinary word of the log and a word of trouble with
/// another screen don't both fit, trouble stands there alone.
struct StatusLine {
  let console: Console
  let view: View
  let paneNames: TextLine

  private static let style = Style(.statusLine)
  private static let separator = " · "
  /// A blank before what stands at the right, and one behind it.
  private static let margins = 2

  func line(columns: Int) -> TextLine {
    let bold = Style(.statusLine, .bold)
    var line = TextLine(paneNames.start + [TextLine.Piece(" \(view.clock(view.now))", bold)])
    let limits = limits
    let room = columns - line.startColumns - TextLine(limits).startColumns - Self.margins
    let (name, words) = fitting(room)
    line.start += name + limits
    // What is left out first stands last.
    for word in words + counts {
      let piece = TextLine.Piece(line.end.isEmpty ? word : Self.separator + word, Self.style)
      guard line.startColumns + line.endColumns + piece.text.widthColumns + Self.margins <= columns else {
        break
      }
      line.end.append(piece)
    }
    if !line.end.isEmpty { line.end.append(TextLine.Piece(" ", Self.style)) }
    return line
  }

  /// Whose screen it is, and the words about log and terminals that have room beside it.
  private func fitting(_ room: Int) -> (name: [TextLine.Piece], words: [String]) {
    let names = names.map { [TextLine.Piece("  \($0)", Self.style)] } + [[]]
    guard view.truth != nil || !view.mesh.peers.isEmpty else { return (names[0], []) }
    let machine = view.truth?.machineWords ?? []
    let facts = view.meshWords.facts
    let first = facts.first
    for form in first?.forms ?? [] {
      let needed = Self.width(machine + [form])
      if let name = names.first(where: { TextLine($0).startColumns + needed <= room }) {
        return (
          name, machine + [form] + further(facts.dropFirst(), room - TextLine(name).startColumns - needed)
        )
      }
    }
    if let first, first.isTrouble, view.truth?.log.isTrouble != true,
      let form = first.forms.first(where: { SafeText($0).widthColumns <= room })
    {
      return ([], [form])
    }
    let log = Self.width(Array(machine.prefix(1)))
    return (names.first { TextLine($0).startColumns + log <= room } ?? [], machine + further([], room))
  }

  /// The facts after the first, each in the longest form for which there is room, and who else shows this log.
  private func further(_ facts: ArraySlice<MeshWords.Fact>, _ room: Int) -> [String] {
    var words: [String] = []
    for fact in facts {
      let rest = room - Self.width(words) - 2 * Self.separator.count
      guard let form = fact.forms.first(where: { SafeText($0).widthColumns <= rest }) else { break }
      words.append(form)
    }
    guard let truth = view.truth else { return words }
    return words + [truth.peerWords ?? (view.mesh.peers.isEmpty ? "this screen only" : nil)].compactMap { $0 }
  }

  private static func width(_ words: [String]) -> Int {
    SafeText(words.joined(separator: separator)).widthColumns
  }

  /// What this screen does not show, or may not do, and conflicts that nobody here has looked at.
  private var limits: [TextLine.Piece] {
    let gap = TextLine.Piece("  ", Self.style)
    var limits: [TextLine.Piece] = []
    if let station = console.station {
      limits += [gap, TextLine.Piece("ONLY \(station.string)", Style(.paneChosen))]
    }
    if console.readOnlyReason(view) != nil {
      limits += [gap, TextLine.Piece("READ-ONLY", Style(.statusLine, .bold))]
    }
    let unread = console.conflicts.unreadCount
    if unread > 0, let place = PaneTable.all.firstIndex(where: { $0.isShown(.conflicts) }) {
      limits += [gap, TextLine.Piece("\(Chrome.count(unread, "conflict")): F\(place + 1)", Self.style)]
    }
    return limits
  }

  /// A narrow screen has no room for the house beside what is true of its log.
  private var names: [String] {
    let terminal = view.identity.terminal
    let both = "\(terminal) · \(view.identity.venue)"
    return view.truth != nil && view.size.widthColumns < 80 ? [terminal] : [both, terminal]
  }

  private var counts: [String] {
    let screens = view.truth == nil ? view.otherScreens : 0
    return [
      Chrome.count(console.tickets(view).count, "ticket"), Chrome.count(view.house.liveCount, "order"),
      Chrome.count(view.eventsHeld, "event"),
    ] + (screens > 0 ? [Chrome.count(screens, "other screen")] : [])
  }
}
