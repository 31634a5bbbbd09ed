import Events

/// A link as the mesh sees it: who is at its other end, what they hold, what is asked of it, and what it has asked for.
struct MeshLink: Sendable {
  var link: Link
  let address: PeerAddress
  var isDialed: Bool { link.role == .dialer }
  /// Who the other end is; nil until it has said so and may stay.
  var peer: Introduction?
  /// What it has said to hold durably, as it said it last; nil before it has.
  var theirs: [Origin: [ChainTip]]?
  /// Where each origin's history will end at the other end once it has read what was sent: an event that follows
  /// there may be pushed.
  var believed: [Origin: ChainTip] = [:]
  /// Origins of which the other end has sent an event that was refused: it is no longer asked for them.
  var refusedOrigins: Set<Origin> = []
  /// Tips to which the other end had said to hold the history, and then could not send it; with the moment, on the
  /// monotonic clock, from which on each may be asked for again.
  var lacking: [Fingerprint: Int64] = [:]
  /// What was asked and is not answered yet, by origin.
  var asks: [Origin: Ask] = [:]
  /// What is left of an answer that stopped because it had reached the bytes that were asked for, by origin.
  var rests: [Origin: ChainRange] = [:]
  /// What the other end asked for and has not been sent yet, in the order in which it asked.
  var toServe: [Want] = []
  /// Whether the log is reading a piece of that now; it reads one at a time.
  var isReadingForIt = false
  /// When ``Message/have(_:)`` was sent last.
  var haveSentMs: Int64?
  /// Whether this terminal holds something that it has not told the other end yet.
  var isHaveDue = true
  /// When both ends held the same last, and how many events that were.
  var agreed: (atMs: Int64, events: Int)?
  var openedMs: Int64 = 0
  /// When events came over the link last. Answers come one after the other, so an ask waits while another is answered.
  var progressMs: Int64 = 0

  init(_ link: Link, _ address: PeerAddress) {
    self.link = link
    self.address = address
  }

  /// When this terminal stops waiting for the answer to an ask, on the monotonic clock.
  func lateMs(_ ask: Ask) -> Int64 { max(ask.progressMs, progressMs) + Mesh.askPatienceMs }

  var isOpen: Bool { peer != nil && link.phase == .open }

  /// This terminal asks one peer for at most 8 origins at a time.
  static let asksLimit = 8
  /// The other end may have at most 1,024 asks open: no galley has more, and the link ends with `busy`.
  static let toServeLimit = 1_024
  /// The log reads the next piece for a peer once fewer than 512 KiB are left to be sent to it.
  static let serveWindowBytes = 512 << 10
  /// Where more than 1 MiB is left to be sent to a peer, new events are not pushed to it: it sees in the next `have`
  /// what it lacks, and asks.
  static let pushLimitBytes = 1 << 20

  /// Something this end asked for.
  struct Ask: Sendable {
    var stretch: ChainRange
    var kind: Kind
    var maxBytes: Int
    var bytes = 0
    /// The last event of it that came.
    var last: ChainTip?
    /// When something of it came last.
    var progressMs: Int64

    /// Whether events with its numbers are the answer to it.
    var isAnsweredByEvents: Bool {
      switch kind {
      case .news, .fork, .tail, .gap: true
      case .search, .lookUp: false
      }
    }

    enum Kind: Hashable, Sendable {
      /// What follows what is held.
      case news
      /// The first event of it begins a second history, after the event with this hash.
      case fork(after: Fingerprint)
      /// The last of a long history, before the rest of it.
      case tail
      /// A hole in a damaged log.
      case gap
      /// Looks for the event after which two histories part.
      case search(ForkSearch)
      /// The log is looking something up; then the ask goes on.
      case lookUp
    }
  }

  /// Something the other end asked for: what is left of it to send, and how many bytes it wants at most.
  struct Want: Sendable {
    var stretch: ChainRange
    var bytesLeft: Int
  }
}
