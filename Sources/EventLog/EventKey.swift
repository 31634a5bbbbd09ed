import Events

/// What makes an event that event and no other, as far as its chain is concerned.
struct EventKey: Hashable {
  let origin: Origin
  let seq: Int64
  let hash: Fingerprint

  init(origin: Origin, _ tip: ChainTip) {
    self.origin = origin
    seq = tip.seq
    hash = tip.hash
  }

  init(_ event: Event) {
    origin = event.origin
    seq = event.seq
    hash = event.hash
  }

  /// The event that this one follows.
  init(before event: Event) {
    origin = event.origin
    seq = event.seq - 1
    hash = event.prev
  }
}
