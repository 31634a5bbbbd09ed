/// The last row of a screen: the panes, the clock, whose screen it is, and at the right whether it is current.
///
/// What is left out first in a narrow window: the counts, the name of the house, and then the panes that are not shown,
/// as `0` and the help pane tell them too; only after them the name of the terminal. How the other screens stand is
/// said as fully as there is room for. Where even so not all fits, the ordinary word of the log goes, then what the
/// screen does not show, then a word of trouble with another screen, then conflicts that nobody has read. That a
/// change is not saved gives way to nothing.
struct StatusLine {
  let console: Console
  let view: View
  /// The panes, the longest form first.
  let paneForms: [KeyedLine]

  private static let style = Style(.statusLine)
  private static let separator = " · "
  /// A blank before what stands at the right, and one behind it.
  private static let margins = 2

  func line(columns: Int) -> TextLine {
    var line = TextLine(panes(columns: columns).line.start + [clock])
    let marks = marks(columns - line.startColumns - Self.margins)
    let room = columns - line.startColumns - TextLine(marks).startColumns - Self.margins
    let (name, words) = fitting(room)
    line.start += name + marks
    // What is left out first stands last.
    for word in words + partnerForm(room - TextLine(name).startColumns - Self.width(words)) + counts {
      let piece = TextLine.Piece(line.end.isEmpty ? word : Self.separator + word, Self.style)
      let mustStand = line.end.isEmpty && isLogInTrouble
      guard
        mustStand || line.startColumns + line.endColumns + piece.text.widthColumns + Self.margins <= columns
      else {
        break
      }
      line.end.append(piece)
    }
    if !line.end.isEmpty { line.end.append(TextLine.Piece(" ", Self.style)) }
    return line
  }

  /// The longest form of the panes that leaves room for all that matters more: with the terminal's name, else without.
  func panes(columns: Int) -> KeyedLine {
    let needed = TextLine([clock] + unread + limits).startColumns + Self.width(leastWords) + Self.margins
    for name in [Self.named(view.identity.terminal), []] {
      let room = columns - needed - TextLine(name).startColumns
      if let form = paneForms.first(where: { $0.line.startColumns <= room }) { return form }
    }
    return paneForms.last ?? KeyedLine(TextLine())
  }

  private var clock: TextLine.Piece {
    TextLine.Piece(" \(view.clock(view.now))", Style(.statusLine, .bold))
  }

  private var isLogInTrouble: Bool { view.truth?.log.isTrouble == true }

  /// How it stands with the log.
  private var logWords: [String] { Array((view.truth?.machineWords ?? []).prefix(1)) }

  /// Trouble with another screen, in the fewest words.
  private var trouble: [String] {
    guard let fact = view.meshWords.facts.first, fact.isTrouble else { return [] }
    return Array(fact.forms.suffix(1))
  }

  /// What is to be said at the right whatever the pane.
  private var leastWords: [String] { logWords + trouble }

  /// Whose screen it is, and the words about log and terminals that have room beside it.
  private func fitting(_ room: Int) -> (name: [TextLine.Piece], words: [String]) {
    let names = names.map(Self.named) + [[]]
    guard view.truth != nil || !view.mesh.peers.isEmpty else { return (names[0], []) }
    let machine = view.truth?.machineWords ?? []
    let facts = view.meshWords.facts
    let first = facts.first
    // The log's word alone stays beside trouble where the disk's and the clock's don't fit too.
    for before in first?.isTrouble == true ? [machine, logWords] : [machine] {
      for form in first?.forms ?? [] {
        let needed = Self.width(before + [form])
        if let name = names.first(where: { TextLine($0).startColumns + needed <= room }) {
          return (
            name, before + [form] + further(facts.dropFirst(), room - TextLine(name).startColumns - needed)
          )
        }
      }
    }
    if let first, first.isTrouble, !isLogInTrouble,
      let form = first.forms.first(where: { SafeText($0).widthColumns <= room })
    {
      return ([], [form])
    }
    let log = Self.width(logWords)
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

  /// The conflicts and the limits that have room.
  private func marks(_ columns: Int) -> [TextLine.Piece] {
    var room = columns - (isLogInTrouble ? Self.width(logWords) : 0)
    var marks: [TextLine.Piece] = []
    if TextLine(unread).startColumns <= room { marks += unread }
    room -= TextLine(marks).startColumns
    let others = Self.width(isLogInTrouble ? [""] + trouble : trouble)
    if others <= room { room -= others }
    for piece in limits {
      let shown = TextLine.Piece(piece.text.cut(toColumns: max(0, room)), piece.style)
      room -= shown.text.widthColumns
      marks.append(shown)
    }
    return marks
  }

  private static let gap = TextLine.Piece("  ", style)

  /// What staff are to see to; elsewhere conflicts that nobody here has looked at; and the key that shows them.
  private var unread: [TextLine.Piece] {
    if console.mode == .staff {
      let count = console.service.list.count
      guard count > 0, let number = PaneTable.number(of: AttentionPane.kind) else { return [] }
      let isUrgent = console.service.list.contains(where: \.isUrgent)
      let style = Style(isUrgent ? .banner : .statusLine)
      return [Self.gap, TextLine.Piece(" attention \(count): F\(number) ", style)]
    }
    let count = console.conflicts.unreadCount
    guard count > 0, let number = PaneTable.number(of: ConflictsPane.kind) else {
      return []
    }
    return [Self.gap, TextLine.Piece("\(Chrome.count(count, "conflict")): F\(number)", Self.style)]
  }

  /// Who is logged in, and what this screen does not show, or may not do.
  private var limits: [TextLine.Piece] {
    var limits: [TextLine.Piece] = []
    if let words = console.presenceWords(view) {
      limits += [Self.gap, TextLine.Piece(words, Style(.statusLine, .bold))]
    }
    if let station = console.station {
      limits += [Self.gap, TextLine.Piece("ONLY \(station.string)", Style(.paneChosen))]
    }
    if console.readOnlyReason(view) != nil {
      limits += [Self.gap, TextLine.Piece("READ-ONLY", Style(.statusLine, .bold))]
    }
    return limits
  }

  /// The partners that take money here, and others with which something is wrong, as fully as there is room for: the
  /// kitchen has nothing to do with them.
  private func partnerForm(_ room: Int) -> [String] {
    guard console.mode != .kitchen else { return [] }
    return view.partnerWords.filter { $0.status.takesMoney || $0.problem != nil }.compactMap { words in
      words.forms.first { SafeText($0).widthColumns + Self.separator.count <= room }
    }
  }

  private static func named(_ name: String) -> [TextLine.Piece] { [TextLine.Piece("  \(name)", style)] }

  /// A narrow screen has no room for the house beside what is true of its log.
  private var names: [String] {
    let terminal = view.identity.terminal
    let both = "\(terminal) · \(view.identity.venue)"
    return view.truth != nil && view.size.widthColumns < 80 ? [terminal] : [both, terminal]
  }

  private var counts: [String] {
    [
      Chrome.count(console.tickets(view).count, "ticket"), Chrome.count(view.house.liveCount, "order"),
      Chrome.count(view.eventsHeld, "event"),
    ]
  }
}
