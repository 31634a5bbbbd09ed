import Events

/// What `galley peers --json` prints of a terminal, and what a screen that follows this one is told of all.
///
/// The keys that the contract names always stand, in its order, null where nothing is known: scripts read them without
/// asking first. Those behind them are absent rather than null.
extension PeerStatus {
  public var json: JSON {
    .object([
      "terminal": .some(Self.orNull(terminal)),
      "origin": .some(Self.orNull(origin)),
      "address": .string(address),
      "state": .string(state.rawValue),
      "rtt_ms": .some(rttMs.map { .int($0) } ?? .null),
      "skew_ms": .some(skewMs.map { .int($0) } ?? .null),
      "events_behind": .int(Int64(eventsBehind)),
      "last_heard": .some(Self.orNull(lastHeard?.description)),
      "agrees": .bool(agrees),
      "since": .string(since.description),
      "events_ahead": .int(Int64(eventsAhead)),
      "bytes_received": .int(bytesReceived),
      "bytes_sent": .int(bytesSent),
      "bytes_unsent": .int(Int64(bytesUnsent)),
      "letter": letter.map { .string($0) },
      "version": version.map { .string($0) },
      "trouble": trouble.map { .string($0) },
      "history": .array(history.map(\.json)),
    ])
  }

  /// Reads what ``json`` writes; nil for anything else. What it leaves out stays unknown.
  public init?(_ json: JSON) {
    guard let address = json["address"]?.string, let state = json["state"]?.string.flatMap(State.init),
      let since = json["since"]?.string.flatMap({ Timestamp($0) }), let agrees = json["agrees"]?.bool
    else { return nil }
    func count(_ key: String) -> Int64 { json[key]?.int ?? 0 }
    self.init(
      terminal: json["terminal"]?.string, origin: json["origin"]?.string, address: address, state: state,
      since: since, rttMs: json["rtt_ms"]?.int, skewMs: json["skew_ms"]?.int,
      eventsBehind: Int(clamping: count("events_behind")), eventsAhead: Int(clamping: count("events_ahead")),
      bytesReceived: count("bytes_received"), bytesSent: count("bytes_sent"),
      bytesUnsent: Int(clamping: count("bytes_unsent")),
      lastHeard: json["last_heard"]?.string.flatMap { Timestamp($0) }, agrees: agrees,
      letter: json["letter"]?.string, version: json["version"]?.string, trouble: json["trouble"]?.string,
      history: json["history"]?.array?.compactMap { Note($0) } ?? [])
  }

  private static func orNull(_ text: String?) -> JSON { text.map { .string($0) } ?? .null }
}

extension PeerStatus.Note {
  public var json: JSON { .object(["at": .string(at.description), "words": .string(words)]) }

  public init?(_ json: JSON) {
    guard let at = json["at"]?.string.flatMap({ Timestamp($0) }), let words = json["words"]?.string else {
      return nil
    }
    self.init(at: at, words: words)
  }
}

extension MeshStatus {
  public var json: JSON {
    .object([
      "peers": .array(peers.map(\.json)),
      "screens_agreeing": .int(Int64(screensAgreeing)),
      "events_agreed": .int(Int64(eventsAgreed)),
      "alarms": .array(alarms.map { .string($0) }),
    ])
  }

  /// Reads what ``json`` writes; nil for anything else, and where any terminal in it cannot be read.
  public init?(_ json: JSON) {
    guard let rows = json["peers"]?.array, let screens = json["screens_agreeing"]?.int,
      let events = json["events_agreed"]?.int, let alarms = json["alarms"]?.array
    else { return nil }
    let peers = rows.compactMap { PeerStatus($0) }
    guard peers.count == rows.count else { return nil }
    self.init(
      peers: peers, screensAgreeing: Int(clamping: screens), eventsAgreed: Int(clamping: events),
      alarms: alarms.compactMap(\.string))
  }
}
