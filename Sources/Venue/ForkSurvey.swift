import Events

/// Origins under which two boxes have written, as the lines of a log tell.
public struct ForkSurvey: Sendable {
  private var tips: ChainTips
  private var retired: Set<String> = []

  public init(venue: String) { tips = ChainTips(venue: venue) }

  /// Takes the next line of the log.
  public mutating func take(_ event: Event) {
    if event.type == .originRetired {
      var payload = event.payload
      if let origin = payload.text("origin") { retired.insert(origin) }
    }
    guard !tips.follow(event) else { return }
    // What follows lines that cannot be read is no second history.
    if event.seq > tips.tip(of: event.origin).seq + 1 { tips.skip(to: event) } else { tips.fork(event) }
  }

  /// Those of which nobody has said yet that they have ended, ascending.
  public var open: [Origin] {
    tips.origins.filter { tips.histories(of: $0).count > 1 && !retired.contains($0.description) }
  }
}
