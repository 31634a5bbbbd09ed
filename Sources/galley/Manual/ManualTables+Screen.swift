import Events
import Replication
import Screens

/// What the manual says of full screens: panes, keys that can be set, and the words for what is true.
extension ManualTables {
  static var panes: [String] {
    list(
      PaneTable.manualRows.map { row in
        (".It \(row.number) Ic \(row.name)", sentence(row.help + (row.crew.map { "; \($0)" } ?? "")))
      })
  }

  static var drawings: [String] { [PaneDrawing.names.joined(separator: ", ") + "."] }

  static var keyNames: [String] { [KeyMap.namedKeys.joined(separator: ", ") + "."] }

  static var keySettings: [String] {
    list(
      ActionTable.manualRows.compactMap { row in
        row.name.map { (".It Ic key.\($0) Pq \(marks(row.keys))", row.help) }
      })
  }

  static var tableKeys: [String] {
    list(
      TableKeys.manualRows.map { row in (".It \(marks(row.keys)) Pq \(row.pages)", row.help) })
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
      (peers(.alone), "Nobody else shows this log, and no other terminal is set up."),
      (peers(.onThisLog(3)), "So many screens of this machine show the log, this one counted."),
      (peers(.following("tv")), "Another process holds the log: the terminal of that name."),
    ] + meshSamples
  }

  /// How terminals of one house stand with each other, as of 19:44.
  private static var meshSamples: [(words: String, meaning: String)] {
    func say(_ peers: PeerStatus..., agreeing: Int = 1) -> String {
      words(MeshStatus(peers: peers, screensAgreeing: agreeing, eventsAgreed: 1_812)).sentences.first ?? ""
    }
    let others = (peer("bar", .inTouch), peer("till", .inTouch), peer("pass", .inTouch))
    return [
      (
        say(others.0, others.1, others.2, agreeing: 4),
        "So many terminals of the house, this one counted, have told each other that they hold the same events, and "
          + "so many those are."
      ),
      (
        say(peer("bar", .inTouch, behind: 2), others.1, others.2, agreeing: 3),
        "Something has just happened, and not all have said yet that they hold it. It takes a second."
      ),
      (
        say(peer("bar", .outOfTouch, behind: 12)),
        "Nothing has come from the terminal of that name since then. What happens there is missing here, and it "
          + "lacks so many events of this one. Both go on working, and make up for it when they are in touch again."
      ),
      (
        say(peer("bar", .outOfTouch), peer("till", .outOfTouch), others.2),
        "The same of several: first whoever is known to hold what is missing here, then whoever was lost last. In a "
          + "small window there are fewer words."
      ),
      (
        say(PeerStatus(address: "bar.local:7400", state: .dialing, since: lost)),
        "It has not been in touch since this terminal started."
      ),
      (say(peer("bar", .refused)), "The link is not let through. The banner says why, and what to do."),
      (say(peer("bar", .catchingUp, behind: 4_120)), "It was away, and fetches what it missed."),
      (say(peer("bar", .catchingUp, ahead: 4_120)), "This terminal was away, and its board lacks that much."),
      (
        say(peer("bar", .inTouch, ahead: 3)),
        "The terminal of that name holds so many events that are not here."
      ),
    ]
  }

  private static let lost = Timestamp("2026-11-22T19:42:00.000Z") ?? .earliest

  private static func words(_ mesh: MeshStatus) -> MeshWords {
    MeshWords(mesh: mesh, wall: lost.advanced(byMilliseconds: 120_000), offsetMinutes: 0)
  }

  private static func peer(
    _ name: String, _ state: PeerStatus.State, behind: Int = 0, ahead: Int = 0, skewMs: Int64 = 0,
    trouble: String? = nil
  ) -> PeerStatus {
    PeerStatus(
      terminal: name, address: "\(name).local:7400", state: state, since: lost, skewMs: skewMs,
      eventsBehind: behind, eventsAhead: ahead, lastHeard: lost, agrees: behind + ahead == 0, trouble: trouble
    )
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
    ] + meshBanners
  }

  private static var meshBanners: [(words: String, meaning: String)] {
    func banner(_ peers: PeerStatus...) -> String { words(MeshStatus(peers: peers)).problems.first ?? "" }
    let till = peer("till", .inTouch)
    return [
      (
        banner(peer("bar", .outOfTouch), till),
        "From 15 seconds on, for half an hour; then the status line alone says it. Ask at the bar what was ordered "
          + "there, and go by paper meanwhile."
      ),
      (
        banner(peer("bar", .outOfTouch, ahead: 3), till),
        "That much is known to be missing. This banner stays until it has come."
      ),
      (
        banner(peer("bar", .outOfTouch), peer("till", .outOfTouch)),
        "It is more likely one cable of this machine than all others at once."
      ),
      (
        banner(peer("bar", .refused, trouble: "what is wrong with the link, and what to do.")),
        "The two have spoken and don't let each other in: another key, another house, an old version."
      ),
      (
        banner(peer("bar", .inTouch, skewMs: 10_800_000), till),
        "The clocks differ by more than 5 seconds. Orders of other terminals are not disturbed by it."
      ),
      (
        banner(peer("bar", .inTouch, skewMs: -10_800_000), peer("till", .inTouch, skewMs: -10_800_000)),
        "One clock against all others: it is this one."
      ),
    ]
  }
}
