import Events
import Replication

/// The terminals of the house: how all stand, a row for each, what is wrong, and what happened to each link, newest
/// first.
struct PeersPane {
  static let kind = PaneKind(
    name: "peers", help: "the other terminals of the house, the links to them, and how far each is behind",
    picture: .text { _, view, width in [PeersPane(view).lines(columns: width)] })

  let view: View

  private var words: MeshWords { view.meshWords }

  init(_ view: View) { self.view = view }

  func lines(columns: Int) -> [TextLine] {
    let title = TextLine("Terminals of \(view.identity.venue)", .title, .bold)
    guard !view.mesh.peers.isEmpty else { return [title, .empty] + alone(columns) }
    // A row for each: the table tells the rest.
    let summary = words.facts.map { fact in
      let form = fact.forms.first { SafeText($0).widthColumns <= columns } ?? fact.forms.last ?? ""
      return TextLine([.init(form, Style(fact.isTrouble ? .ageWarm : .text))])
    }
    return [title] + summary + [.empty] + PeersTable(view).lines(columns: columns) + wrong(columns)
      + view.mesh.peers.flatMap { [.empty] + link($0, columns) }
  }

  /// What the banner has of others, whole.
  private func wrong(_ columns: Int) -> [TextLine] {
    let problems = words.problems
    guard !problems.isEmpty else { return [] }
    return [.empty]
      + problems.flatMap {
        TextLine.wrapped($0, Style(.text), after: [.init("! ", .ageWarm)], toColumns: columns)
      }
  }

  private func link(_ peer: PeerStatus, _ columns: Int) -> [TextLine] {
    var pieces: [TextLine.Piece] = [.init(words.title(peer), .title, .bold)]
    if peer.terminal != nil { pieces.append(.init(peer.address, .text)) }
    pieces.append(.init("\(peer.state.words) \(words.since(peer.since))", .text))
    let facts = [
      peer.origin, peer.letter.map { "letter \($0)" }, peer.version.map { "version \($0)" },
      peer.bytesUnsent > 0 ? "\(PeersTable.amount(Int64(peer.bytesUnsent))) unsent" : nil,
    ]
    pieces += facts.compactMap { $0 }.map { .init($0, .dim) }
    var lines = TextLine.flowed(pieces, toColumns: columns, gapColumns: 2)
    if let trouble = peer.trouble { lines += TextLine.wrapped(trouble, Style(.ageWarm), toColumns: columns) }
    return lines
      + peer.history.reversed().flatMap { note in
        TextLine.wrapped(
          note.words, Style(.text), after: [.init("\(words.stamp(note.at))  ", .dim)], toColumns: columns)
      }
  }

  /// How to add a terminal, for whoever owns the boxes.
  private func alone(_ columns: Int) -> [TextLine] {
    let name = view.identity.terminal
    let start = TextLine.wrapped(
      "\(name) has no other terminal to talk to. To add one:", Style(.text), toColumns: columns)
    let steps = Self.steps(view.identity.venue).enumerated().flatMap { place, step in
      [.empty]
        + TextLine.wrapped(
          step.words, Style(.text), after: [.init("\(place + 1) ", .key)], toColumns: columns)
        + step.lines.map { TextLine([.init("    ", .text), .init($0, .title)]) }
    }
    return start + steps
  }

  private static func steps(_ venue: String) -> [(words: String, lines: [String])] {
    [
      ("Make a key, and carry its file to both boxes:", ["galley config new-key"]),
      (
        "In galley.conf of both, each with the address of the other:",
        ["venue = \(venue)", "key-file = FILE", "listen = 0.0.0.0:7400", "peer = ADDRESS:7400"]
      ),
      ("Start galley anew on both.", []),
    ]
  }
}

extension PeerStatus.State {
  /// In a word or two.
  var words: String {
    switch self {
    case .dialing: "calling"
    case .proving: "proving"
    case .catchingUp: "catches up"
    case .inTouch: "in touch"
    case .outOfTouch: "out of touch"
    case .refused: "refused"
    }
  }
}

extension MeshWords {
  /// When something happened to a link, to the second, as links come and go within one; with the day where a time of
  /// day alone would be taken for today's.
  func stamp(_ time: Timestamp) -> String {
    let local = time.advanced(byMilliseconds: Int64(offsetMinutes) * 60_000)
    let clock =
      "\(View.clock(time, offsetMinutes: offsetMinutes)):\(View.twoDigits(local.milliseconds / 1_000 % 60))"
    guard wall.milliseconds - time.milliseconds >= Self.sameDayMs else { return clock }
    let date = local.utcDate
    return "\(date.day) \(PastFrame.months[date.month - 1]) \(clock)"
  }
}
