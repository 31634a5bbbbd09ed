import Events

/// One connection between two terminals: given by whoever opens connections, never used twice.
public struct LinkID: Hashable, Comparable, Sendable {
  public let number: Int

  public init(_ number: Int) { self.number = number }

  public static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}

/// What reaches the mesh.
public enum MeshInput: Sendable {
  /// Another terminal has called. `nonce`: 16 bytes of fresh chance.
  case accepted(LinkID, from: PeerAddress, nonce: [UInt8])
  /// A terminal that was dialed has answered.
  case dialed(LinkID, PeerAddress, nonce: [UInt8])
  /// One that was dialed has not, in the system's words.
  case dialFailed(PeerAddress, String)
  case received(LinkID, [UInt8])
  /// The system has taken this many of the bytes that were to be sent.
  case sent(LinkID, Int)
  /// The connection is gone, in the system's words.
  case closed(LinkID, String)
  /// What the log holds of a stretch that was asked for; nil where it can't serve that.
  case read(ChainRead, [Event]?)
  /// All who are in touch shall know this.
  case tell(DeliveredReach)
  /// A moment that ``Mesh/deadlineMs`` named, or any other.
  case tick
}

/// A stretch of a history to be read from the log.
public struct ChainRead: Hashable, Sendable {
  public let stretch: ChainRange
  /// The stretch ends with the event that reaches this many bytes.
  public let maxBytes: Int
  let purpose: Purpose

  /// Whether the other end of a link waits for it; otherwise this end only wants to know whether something is held.
  public var isForOthers: Bool {
    switch purpose {
    case .serve, .probe: true
    case .holds, .precedes, .common, .age: false
    }
  }

  enum Purpose: Hashable, Sendable {
    /// To send it.
    case serve(LinkID)
    /// To answer what hash stands there.
    case probe(LinkID, tip: Fingerprint, seq: Int64)
    /// Whether a tip that another terminal told of is held.
    case holds(LinkID)
    /// Whether an event's predecessor is held.
    case precedes(LinkID)
    /// Whether what another terminal has at a seq is held.
    case common(LinkID)
    /// When a terminal wrote its first event.
    case age(LinkID, isOwn: Bool)
  }
}

/// What the mesh wants done, in this order.
public enum MeshEffect: Sendable {
  case dial(PeerAddress)
  case send(LinkID, [UInt8])
  /// Send what waits, then close.
  case close(LinkID)
  /// Look it up in what is durable and answer with ``MeshInput/read(_:_:)``.
  case read(ChainRead)
  /// New here and in chain: keep them, then tell with ``Mesh/kept(_:at:)``.
  case keep([Event])
  /// What happened last, while much that came before is still to be fetched: show it, it comes again in its order.
  case preview([Event])
  /// Damage in the log can be repaired with these. Complete: no other that is in touch holds anything beyond them and
  /// what is held.
  case heal([Event], isComplete: Bool)
  /// This terminal must go on as another one.
  case change(IdentityChange)
  /// Another terminal has told this.
  case told(DeliveredReach)
  /// What ``Mesh/status(at:)`` says has changed.
  case changed
}

/// Why a terminal takes another origin, name or letter. Each names what it is about: by the time that it is heard,
/// that may have been changed already.
public enum IdentityChange: Hashable, Sendable {
  /// Others hold more of its log than it does: its disk has lost what it had promised, or a backup was put back.
  case rolledBack(Origin)
  /// Another box writes under its origin.
  case cloned(Origin)
  /// Another terminal, which is older, has this letter of its; these are taken.
  case sameLetter(String, as: String, taken: [String])
  /// Another terminal, which is older, has the name in this origin of its; these are taken.
  case sameName(Origin, taken: [String])
}
