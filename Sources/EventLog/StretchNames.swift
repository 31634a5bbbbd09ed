import Events

/// What an unreadable stretch still says of the events that stood in it: a flipped bit spares the id or the hash.
///
/// A hint where a recovered event belongs, nothing more: the event itself was checked elsewhere.
struct StretchNames {
  /// At most 16 MiB of a stretch are looked through: four segments' worth.
  private static let searchedBytes = 16 << 20
  private static let idMark = Array(#"{"id":""#.utf8)
  private static let hashMark = Array(#""hash":""#.utf8)
  private static let idLength = 36

  /// Where the stretch begins in which a text was found.
  private var places: [[UInt8]: LogPosition] = [:]

  init(of survey: LogSurvey, on disk: any Disk) throws(DiskFault) {
    for stretch in survey.stretches where stretch.kind == .unreadable {
      let file = try disk.open(LogLayout.segment(stretch.position.segment), for: .reading)
      defer { disk.close(file) }
      let count = min(stretch.length ?? 0, Int64(Self.searchedBytes))
      note(
        try disk.readPassingOver(file, at: stretch.position.offset, count: Int(count)), at: stretch.position)
    }
  }

  private mutating func note(_ bytes: [UInt8], at position: LogPosition) {
    for start in bytes.indices where bytes[start] == Self.idMark[0] || bytes[start] == Self.hashMark[0] {
      let rest = bytes[start...]
      for (mark, length) in [(Self.idMark, Self.idLength), (Self.hashMark, Fingerprint.textLength)]
      where rest.starts(with: mark) {
        let text = rest.dropFirst(mark.count).prefix(length)
        if text.count == length { places[Array(text)] = position }
      }
    }
  }

  /// Where the stretch begins that names an event; nil where none does.
  func place(of event: Event) -> LogPosition? {
    if let place = places[Array(event.hash.description.utf8)] { return place }
    return places[Array(event.line.dropFirst(Self.idMark.count).prefix(Self.idLength))]
  }
}
