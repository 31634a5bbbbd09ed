import Events
import Replication

/// A row for each terminal, this one first. In a narrow window columns give way, those first that the links below the
/// table tell too, last the ones that the cook asks for.
struct PeersTable {
  private let columns: [Column]

  private struct Column {
    let title: String
    /// Which gives way first: the one with the highest number. Those of 0 stay.
    let rank: Int
    var cells: [TextLine.Piece]
    var isRight = false

    var width: Int { (cells.map(\.text.widthColumns) + [title.utf8.count]).max() ?? 0 }
  }

  private static let gap = 2
  private static let addressColumns = 30

  init(_ view: View) {
    let (words, peers) = (view.meshWords, view.mesh.peers)
    let plain = Style(.text)
    func column(
      _ title: String, rank: Int, own: String = "", isRight: Bool = true, _ text: (PeerStatus) -> String,
      _ style: (PeerStatus) -> Style = { _ in Style(.text) }
    ) -> Column {
      Column(
        title: title, rank: rank,
        cells: [.init(own, plain)] + peers.map { .init(text($0), style($0)) }, isRight: isRight)
    }
    columns = [
      column("screen", rank: 0, own: view.identity.terminal, isRight: false) { words.title($0) },
      column("state", rank: 0, own: "this screen", isRight: false) {
        $0.state.words
      } _: {
        Style($0.isInTouch ? .text : .ageWarm)
      },
      column("events", rank: 1, own: Truth.grouped(view.eventsHeld), Self.apart),
      column("heard", rank: 2) { $0.lastHeard.map(words.heard) ?? "" },
      column("clock", rank: 3, Self.skew) { Style($0.hasWrongClock ? .ageWarm : .text) },
      column("round trip", rank: 4) { $0.rttMs.map { "\(Truth.grouped(Int(clamping: $0))) ms" } ?? "" },
      column("in", rank: 5) { Self.amount($0.bytesReceived) },
      column("out", rank: 5) { Self.amount($0.bytesSent) },
      column("address", rank: 6, isRight: false) {
        SafeText($0.address).cut(toColumns: Self.addressColumns).clusters.map(\.text).joined()
      },
    ]
  }

  func lines(columns room: Int) -> [TextLine] {
    let shown = fitting(room)
    guard let first = shown.first else { return [] }
    let spare = room - Self.width(shown) + first.width
    let rows = first.cells.indices
    let head = shown.enumerated().map { place, column in
      Self.padded(.init(column.title, .dim), column, place, spare)
    }
    return [TextLine(head.flatMap(\.self))]
      + rows.map { row in
        TextLine(
          shown.enumerated().flatMap { place, column in
            Self.padded(column.cells[row], column, place, spare)
          })
      }
  }

  /// The columns for which there is room; where not even the last have it, names are cut.
  private func fitting(_ room: Int) -> [Column] {
    var shown = columns
    while Self.width(shown) > room, let rank = shown.map(\.rank).max(), rank > 0 {
      shown.removeAll { $0.rank == rank }
    }
    return shown
  }

  private static func width(_ columns: [Column]) -> Int {
    columns.reduce(0) { $0 + $1.width } + gap * max(0, columns.count - 1)
  }

  /// - Parameter spare: what the first column may take at most.
  private static func padded(
    _ cell: TextLine.Piece, _ column: Column, _ place: Int, _ spare: Int
  ) -> [TextLine.Piece] {
    let width = place == 0 ? max(1, min(column.width, spare)) : column.width
    let text = cell.text.cut(toColumns: width)
    let blanks = TextLine.Piece(String(repeating: " ", count: width - text.widthColumns), .text)
    let shown = TextLine.Piece(text, cell.style)
    let gap = TextLine.Piece(String(repeating: " ", count: place == 0 ? 0 : Self.gap), .text)
    return column.isRight ? [gap, blanks, shown] : [gap, shown, blanks]
  }

  /// How far what it holds is from what is held here, as far as it has said.
  private static func apart(_ peer: PeerStatus) -> String {
    if peer.agrees { return "same" }
    let ahead = peer.eventsAhead > 0 ? "\(Truth.grouped(peer.eventsAhead)) ahead" : nil
    let behind = peer.eventsBehind > 0 ? "\(Truth.grouped(peer.eventsBehind)) behind" : nil
    return [ahead, behind].compactMap { $0 }.joined(separator: ", ")
  }

  /// `+3 h`, `-7 s`; less than a second is none.
  private static func skew(_ peer: PeerStatus) -> String {
    guard let skew = peer.skewMs else { return "" }
    let size = Int64(clamping: skew.magnitude)
    return size < 1_000 ? "right" : "\(skew > 0 ? "+" : "-")\(Truth.span(size))"
  }

  /// `812 B`, `12 kB`, `480 MB`: as exact as a person needs it.
  static func amount(_ bytes: Int64) -> String {
    if bytes < 1_000 { return "\(bytes) B" }
    if bytes < 1_000_000 { return "\(bytes / 1_000) kB" }
    return "\(Truth.grouped(Int(clamping: bytes / 1_000_000))) MB"
  }
}

extension MeshWords {
  /// `19:42`, `26 h ago`.
  func heard(_ time: Timestamp) -> String {
    let passed = wall.milliseconds - time.milliseconds
    return passed < Self.sameDayMs
      ? View.clock(time, offsetMinutes: offsetMinutes) : "\(Truth.span(passed)) ago"
  }
}
