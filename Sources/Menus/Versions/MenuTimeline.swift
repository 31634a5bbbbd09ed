import Events

/// Which version is in force when: the one rule, asked by every screen, order and report.
///
/// Windows lie over what holds without an end. Where nothing is activated, the document that was imported last is in
/// force. Of a house's menus one is in force at a time, whichever menu_id it has.
public struct MenuTimeline: Sendable {
  /// All that were ever said, those of all menus, in no order.
  let activations: [Activation]

  /// Whether nothing was ever activated.
  public var isEmpty: Bool { activations.isEmpty }

  /// What is in force; nil: the document that was imported last.
  public func activation(at time: Timestamp) -> Activation? {
    activations.filter { $0.holds(at: time) }.max { $0.yields(to: $1) }
  }

  /// What is in force where no window lies over it; nil: the document that was imported last.
  public func standing(at time: Timestamp) -> Activation? {
    activations.filter { !$0.isWindow && $0.holds(at: time) }.max { $0.yields(to: $1) }
  }

  /// The first moment after `time` at which something begins or ends to hold; nil where none will.
  public func nextChange(after time: Timestamp) -> Timestamp? {
    activations.filter { $0.cancelled == nil }.flatMap { [$0.begin] + ($0.endsAt.map { [$0] } ?? []) }
      .filter { $0 > time }.min()
  }

  /// Why an activation is in force at a moment, or why it is not.
  public enum Verdict: Hashable, Sendable {
    case inForce
    case cancelled(Activation.Cancelling)
    case notBegun(Timestamp)
    case over(Timestamp)
    /// Another one holds too, and goes before it.
    case under(VersionID, Precedence)
  }

  /// Why one of two that hold goes before the other.
  public enum Precedence: Hashable, Sendable {
    case window
    case laterBegin
    case saidLater
  }

  /// Every activation with the verdict on it, the one in force first, then the others by when they begin.
  public func considered(at time: Timestamp) -> [(activation: Activation, verdict: Verdict)] {
    let winner = activation(at: time)
    let rest = activations.filter { $0.id != winner?.id }.sorted { $1.yields(to: $0) }
    return (winner.map { [($0, .inForce)] } ?? [])
      + rest.map { ($0, verdict(on: $0, at: time, beside: winner)) }
  }

  private func verdict(on activation: Activation, at time: Timestamp, beside winner: Activation?) -> Verdict {
    if let cancelled = activation.cancelled { return .cancelled(cancelled) }
    if activation.begin > time { return .notBegun(activation.begin) }
    if let end = activation.endsAt, end <= time { return .over(end) }
    guard let winner else { return .inForce }
    let why: Precedence =
      winner.isWindow != activation.isWindow
      ? .window : winner.begin != activation.begin ? .laterBegin : .saidLater
    return .under(winner.version, why)
  }

  /// A stretch of time in which one version is in force.
  public struct Stretch: Sendable {
    public let from: Timestamp
    /// Itself outside; nil: for as long as nothing more is said.
    public let until: Timestamp?
    /// nil: the document that was imported last.
    public let activation: Activation?
  }

  /// What was, is and will be in force from a moment on, as far as anything was said, at most `limit` stretches.
  public func stretches(from start: Timestamp, limit: Int) -> [Stretch] {
    var stretches: [Stretch] = []
    var from = start
    while stretches.count < limit {
      let current = activation(at: from)
      var until = nextChange(after: from)
      while let next = until, activation(at: next)?.id == current?.id { until = nextChange(after: next) }
      stretches.append(Stretch(from: from, until: until, activation: current))
      guard let until else { break }
      from = until
    }
    return stretches
  }
}
