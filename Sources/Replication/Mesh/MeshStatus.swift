/// How this terminal stands with all others it knows.
public struct MeshStatus: Hashable, Sendable {
  /// In order of name, then address.
  public var peers: [PeerStatus]
  /// How many terminals, this one counted, have said to hold the same events; 1 where it stands alone.
  public var screensAgreeing: Int
  /// How many events those were.
  public var eventsAgreed: Int
  /// What has happened to an origin, a name or a letter and what to do, in words, the gravest first.
  public var alarms: [String]

  public init(
    peers: [PeerStatus] = [], screensAgreeing: Int = 1, eventsAgreed: Int = 0, alarms: [String] = []
  ) {
    self.peers = peers
    self.screensAgreeing = screensAgreeing
    self.eventsAgreed = eventsAgreed
    self.alarms = alarms
  }
}
