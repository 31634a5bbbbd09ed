import Screens

/// What the manual says of full screens: panes, keys that can be set, and the words for what is true.
extension ManualTables {
  static var panes: [String] {
    list(PaneTable.manualRows.enumerated().map { (".It \($0 + 1) Ic \($1.name)", sentence($1.help)) })
  }

  static var drawings: [String] { [PaneDrawing.names.joined(separator: ", ") + "."] }

  static var keyNames: [String] { [KeyMap.namedKeys.joined(separator: ", ") + "."] }

  static var keySettings: [String] {
    list(
      ActionTable.manualRows.compactMap { row in
        row.name.map { (".It Ic key.\($0) Pq \(marks(row.keys))", row.help) }
      })
  }

  static var statusWords: [String] { list(statusSamples.map { (".It \($0.words)", $0.meaning) }) }

  static var banners: [String] { list(bannerSamples.map { (".It \($0.words)", $0.meaning) }) }

  /// Each state of a screen with the word that the program has for it.
  private static var statusSamples: [(words: String, meaning: String)] {
    func log(_ log: Truth.Log) -> String { Truth(log: log).words.first ?? "" }
    func second(_ truth: Truth) -> String { truth.words.dropFirst().first ?? "" }
    func peers(_ peers: Truth.Peers) -> String { Truth(peers: peers).words.last ?? "" }
    return [
      (log(.saved), "All that is shown is on the disk."),
      (
        log(.saving(2)),
        "So many changes are on their way to the disk. Nobody sees them before they are there."
      ),
      (log(.readOnly("")), "The log is shown and nothing is taken. The banner says why."),
      (log(.failing("")), "The disk takes nothing now. Write orders on paper, and do what the banner says."),
      (
        second(Truth(freeBytes: Truth.lowBytes - 1)),
        "The disk has less than \(Truth.lowBytes / 1_000_000) MB of room. Make some before the next evening."
      ),
      (second(Truth(clockSetMs: Truth.clockToleranceMs + 1)), "The banner says how, and what to do."),
      (peers(.alone), "Nobody else shows this log."),
      (peers(.onThisLog(3)), "So many screens of this machine show the log, this one counted."),
      (peers(.following("tv")), "Another process holds the log: the terminal of that name."),
    ]
  }

  /// Each banner that a screen has words of its own for.
  private static var bannerSamples: [(words: String, meaning: String)] {
    func banner(_ truth: Truth) -> String { truth.problems.first ?? "" }
    return [
      (
        banner(Truth(freeBytes: Truth.almostFullBytes - 1)),
        "Delete what is not galley's, or old journals: galley-kiosk(7) says how. The log itself stays."
      ),
      (banner(Truth(freeBytes: 0)), "The same, and at once: on paper until there is room."),
      (
        banner(Truth(lastEventAheadMs: 7_200_000)),
        "The clock goes wrong, or went wrong when that event was written. Orders keep their order meanwhile."
      ),
      (
        banner(Truth(clockSetMs: 3_600_000)),
        "Somebody, or the network, set the clock of this machine. Tickets keep their ages. Where the clock is right "
          + "now, start the screen anew between two services."
      ),
    ]
  }
}
