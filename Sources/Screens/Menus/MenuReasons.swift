import Events
import Menus
import Venue

/// Which version somebody sees, and why not the others: what `menu show --why` and the manager's pane say.
public struct MenuReasons: Sendable {
  public struct Reason: Sendable {
    public let version: VersionID
    /// The label, or the first digits.
    public let name: String
    /// A sentence without its full stop.
    public let words: String
    public let isInForce: Bool
  }

  /// What is in force first.
  public let considered: [Reason]

  /// - Parameters:
  ///   - visit: who looks; nil: anybody without a visit.
  ///   - clock: a moment in words.
  public init(
    _ house: House, at now: Timestamp, visit: Visit? = nil, table: String? = nil, clock: (Timestamp) -> String
  ) {
    let menus = house.menus
    var considered: [Reason] = []
    let assigned = visit.flatMap { house.assignment(of: $0, atTable: table) }
    if let (experiment, arm) = assigned {
      let version = experiment.version(arm)
      considered.append(
        Reason(
          version: version, name: menus.name(of: version),
          words: "this visit is in experiment \(experiment.id), and gets its \(arm.rawValue) until it ends",
          isInForce: true))
    }
    let verdicts = menus.timeline.considered(at: now)
    considered += verdicts.map { activation, verdict in
      Reason(
        version: activation.version, name: menus.name(of: activation.version),
        words: Self.words(activation, verdict, isFree: assigned == nil, name: menus.name(of:), clock: clock),
        isInForce: assigned == nil && verdict == .inForce)
    }
    if let document = menus.draft?.document {
      let holds = assigned == nil && menus.timeline.activation(at: now) == nil
      let words = holds ? "the document imported last: nothing is activated" : "the document imported last"
      if holds || !verdicts.contains(where: { $0.activation.version == document.versionID }) {
        considered.append(
          Reason(
            version: document.versionID, name: menus.name(of: document.versionID),
            words: holds ? words : "\(words): what is activated goes before it", isInForce: holds))
      }
    }
    self.considered = considered.filter(\.isInForce) + considered.filter { !$0.isInForce }
  }

  /// `from 17:00 until 23:00, said by tv at 12:10`.
  public static func span(_ activation: Activation, clock: (Timestamp) -> String) -> String {
    let end = activation.endsAt.map { "until \(clock($0))" } ?? "on"
    return
      "from \(clock(activation.begin)) \(end), said by \(activation.actor) at \(clock(activation.madeAt))"
  }

  private static func words(
    _ activation: Activation, _ verdict: MenuTimeline.Verdict, isFree: Bool, name: (VersionID) -> String,
    clock: (Timestamp) -> String
  ) -> String {
    let said = span(activation, clock: clock)
    switch verdict {
    case .inForce: return isFree ? "in force: \(said)" : "\(said): in force for visits without an experiment"
    case .cancelled(let cancelling):
      return "\(said), taken back by \(cancelling.actor) at \(clock(cancelling.at))"
    case .notBegun: return "\(said): not begun"
    case .over: return "\(said): over"
    case .under(let winner, let why):
      let reason =
        switch why {
        case .window: "lies over it"
        case .laterBegin: "began later"
        case .saidLater: "was said later"
        }
      return "\(said): \(name(winner)) \(reason)"
    }
  }
}
