import Events

extension Message {
  /// The compact text, keys in the order of the contract.
  var bytes: [UInt8] {
    switch self {
    case .iam(let who):
      var writer = MessageWriter("iam")
      writer.set("venue", who.venue)
      writer.set("terminal", who.terminal)
      writer.set("origin", who.origin.description)
      writer.set("letter", who.letter)
      writer.set("version", who.version)
      return writer.bytes
    case .have(let origins):
      var writer = MessageWriter("have")
      writer.set("origins", raw: Self.text(origins))
      return writer.bytes
    case .want(let stretch, let maxBytes):
      var writer = Self.writer("want", stretch)
      writer.set("max_bytes", Int64(maxBytes))
      return writer.bytes
    case .lack(let stretch): return Self.writer("lack", stretch).bytes
    case .probe(let origin, let tip, let seq): return Self.writer("probe", origin, tip, seq).bytes
    case .probed(let origin, let tip, let seq, let hash):
      var writer = Self.writer("probed", origin, tip, seq)
      if let hash { writer.set("hash", hash.description) }
      return writer.bytes
    case .ping(let clock):
      var writer = MessageWriter("ping")
      writer.set("clock", clock.description)
      return writer.bytes
    case .pong(let clock, let ping):
      var writer = MessageWriter("pong")
      writer.set("clock", clock.description)
      writer.set("ping", ping.description)
      return writer.bytes
    case .bye(let code, let words):
      var writer = MessageWriter("bye")
      writer.set("code", code.rawValue)
      writer.set("message", words)
      return writer.bytes
    case .delivered(let delivered):
      var writer = MessageWriter("delivered")
      writer.set("partner", delivered.partner)
      writer.set("origins", raw: Array(OriginReach.json(delivered.reach).compactText.utf8))
      return writer.bytes
    case .events(let lines):
      return EventLines.bytes(
        lines.compactMap { line in if case .good(let event) = line { event.line } else { nil } })
    case .unknown: preconditionFailure("only another end says what is not known")
    }
  }

  private static func writer(_ type: String, _ stretch: ChainRange) -> MessageWriter {
    var writer = MessageWriter(type)
    writer.set("origin", stretch.origin.description)
    writer.set("tip", stretch.tip.description)
    writer.set("from", stretch.from)
    writer.set("to", stretch.to)
    return writer
  }

  private static func writer(
    _ type: String, _ origin: Origin, _ tip: Fingerprint, _ seq: Int64
  ) -> MessageWriter {
    var writer = MessageWriter(type)
    writer.set("origin", origin.description)
    writer.set("tip", tip.description)
    writer.set("seq", seq)
    return writer
  }

  private static func text(_ origins: [Origin: [ChainTip]]) -> [UInt8] {
    let members = origins.sorted { $0.key < $1.key }.map { origin, tips in
      JSON.Member(
        origin.description, .array(tips.map { .array([.int($0.seq), .string($0.hash.description)]) }))
    }
    return Array(JSON.object(members).compactText.utf8)
  }
}
