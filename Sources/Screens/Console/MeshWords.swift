import Events
import Replication

/// How this terminal stands with the others of the house, in words for the status line.
///
/// Who stands before them, and what each needs first:
/// - The cook, three metres away, hands full: is what I see all there is? Which screen's orders may be missing? Is
///   there anything for me to do? A banner for what is new and may cost a table its food; no word more.
/// - The waiter at the console: did my order reach the kitchen's screen? Which screen is out of touch, and since when?
///   How many events have still to go over?
/// - Whoever owns the boxes, alone with a second one, or told that the bar's screen is off: is there a link at all?
///   Why not, and what is to be done? Where, which key, which clock? That is the peers pane.
///
/// So: what this screen lacks comes first, then who is out of touch, then who catches up, and that all agree only
/// where each has said so. What is on its way for a second is neither.
public struct MeshWords {
  let mesh: MeshStatus
  /// Now on the wall: the times of links are by that clock.
  let wall: Timestamp
  let offsetMinutes: Int

  public init(mesh: MeshStatus, wall: Timestamp, offsetMinutes: Int) {
    self.mesh = mesh
    self.wall = wall
    self.offsetMinutes = offsetMinutes
  }

  /// What there is to say, in full, the gravest first; nothing where this terminal stands alone.
  public var sentences: [String] { facts.compactMap(\.forms.first) }

  /// What is wrong and what to do, the gravest first.
  public var problems: [String] { mesh.alarms + linkProblems + clockProblems }

  /// One thing to say, as fully as there is room for.
  struct Fact {
    /// The longest first; each can stand for those before it, and is shorter.
    let forms: [String]
    /// Whether what is shown may not be all there is.
    let isTrouble: Bool

    init(forms: [String], isTrouble: Bool) {
      var shorter: [String] = []
      var least = Int.max
      for form in forms {
        let columns = SafeText(form).widthColumns
        guard columns < least else { continue }
        shorter.append(form)
        least = columns
      }
      self.forms = shorter
      self.isTrouble = isTrouble
    }
  }

  /// Longer titles are cut in sentences: what comes behind them matters more.
  private static let titleColumns = 24

  /// This terminal counted.
  var screens: Int { mesh.peers.count + 1 }

  /// The gravest first; none where this terminal stands alone.
  var facts: [Fact] {
    guard !mesh.peers.isEmpty else { return [] }
    let troubles = [lacking, away, catchingUp].compactMap { $0 }
    return troubles + [troubles.isEmpty ? ordinary : remaining].compactMap { $0 }
  }

  /// Those that are out of touch, the worst first: who holds what is missing here, then who was lost last, as the
  /// newest orders are there.
  var peersAway: [PeerStatus] {
    mesh.peers.filter { !$0.isInTouch }.sorted { left, right in
      if left.eventsAhead != right.eventsAhead { return left.eventsAhead > right.eventsAhead }
      return left.awaySince > right.awaySince
    }
  }

  func title(_ peer: PeerStatus) -> String {
    SafeText(peer.title).cut(toColumns: Self.titleColumns).clusters.map(\.text).joined()
  }

  /// `since 19:42`; for what is long ago, for how long: a time of day alone would be taken for today's.
  func since(_ time: Timestamp) -> String {
    let passed = wall.milliseconds - time.milliseconds
    return passed < Self.sameDayMs
      ? "since \(View.clock(time, offsetMinutes: offsetMinutes))" : "for \(Truth.span(passed))"
  }

  static let sameDayMs: Int64 = 20 * 3_600_000
}

extension MeshWords {
  /// What others have said to hold, and is not here.
  private var lacking: Fact? {
    let ahead = mesh.peers.filter { $0.isInTouch && $0.eventsAhead > 0 }
    guard let peer = ahead.max(by: { $0.eventsAhead < $1.eventsAhead }) else { return nil }
    let count = Self.events(peer.eventsAhead)
    if peer.state == .catchingUp {
      let toGo = "\(Truth.grouped(peer.eventsAhead)) to go"
      return Fact(forms: ["this screen catches up, \(toGo)", toGo], isTrouble: true)
    }
    return Fact(
      forms: [
        "this screen is \(count) behind \(title(peer))", "\(count) behind \(title(peer))",
        "\(Truth.grouped(peer.eventsAhead)) behind",
      ], isTrouble: true)
  }

  private var away: Fact? {
    let peers = peersAway
    guard let worst = peers.first else { return nil }
    let few = "\(peers.count)/\(screens) away"
    if peers.count == 1 {
      let name = title(worst)
      let start = "\(name) \(worst.wordsAway) \(since(worst.awaySince))"
      return Fact(
        forms: [start + apart(worst), start, "\(name) \(worst.wordsAway)", "\(name) away", few],
        isTrouble: true)
    }
    let start = "\(peers.count) of \(screens) screens out of touch"
    let each = peers.map { "\(title($0)) \(since($0.awaySince))" }
    let some = (1...each.count).reversed().map { count in
      "\(start): \(each.prefix(count).joined(separator: ", "))" + (count < each.count ? ", …" : "")
    }
    return Fact(forms: some + [start, "\(peers.count) of \(screens) away", few], isTrouble: true)
  }

  /// `, 3 events missing here, 12 events behind`: how far both have gone apart, as far as it is known.
  private func apart(_ peer: PeerStatus) -> String {
    (peer.eventsAhead > 0 ? ", \(Self.events(peer.eventsAhead)) missing here" : "")
      + (peer.eventsBehind > 0 ? ", \(Self.events(peer.eventsBehind)) behind" : "")
  }

  private var catchingUp: Fact? {
    let peers = mesh.peers.filter { $0.state == .catchingUp && $0.eventsBehind > 0 }
    guard let last = peers.max(by: { $0.eventsBehind < $1.eventsBehind }) else { return nil }
    let toGo = "\(Truth.grouped(last.eventsBehind)) to go"
    guard peers.count > 1 else {
      return Fact(
        forms: ["\(title(last)) catches up, \(toGo)", "\(title(last)) catches up", toGo], isTrouble: false)
    }
    return Fact(
      forms: [
        "\(peers.count) screens catch up, \(title(last)) has \(toGo)", "\(peers.count) screens catch up",
        toGo,
      ], isTrouble: false)
  }

  /// All are in touch: they agree, or something is on its way.
  private var ordinary: Fact {
    if mesh.screensAgreeing == screens {
      let start = "\(screens) screens agree"
      return Fact(
        forms: ["\(start) · \(Self.events(mesh.eventsAgreed))", start, "\(screens) agree"], isTrouble: false)
    }
    let start = "\(screens) screens in touch"
    let onTheWay = mesh.peers.map(\.eventsBehind).max() ?? 0
    let full = onTheWay > 0 ? ["\(start) · \(Self.events(onTheWay)) on the way"] : []
    return Fact(forms: full + [start, "\(screens) in touch"], isTrouble: false)
  }

  /// Who agrees where not all do.
  private var remaining: Fact? {
    guard mesh.screensAgreeing > 1 else { return nil }
    return Fact(forms: ["\(mesh.screensAgreeing) screens agree"], isTrouble: false)
  }

  static func events(_ number: Int) -> String { "\(Truth.grouped(number)) event\(number == 1 ? "" : "s")" }
}

extension PeerStatus {
  var isInTouch: Bool { state == .inTouch || state == .catchingUp }

  /// Whether it has ever proved itself to this terminal since that started.
  var wasReached: Bool { terminal != nil }

  /// Since when nothing has come from it.
  var awaySince: Timestamp { wasReached ? min(lastHeard ?? since, since) : since }

  /// How it is away.
  var wordsAway: String {
    state == .refused ? "link refused" : wasReached ? "out of touch" : "not reached"
  }
}
