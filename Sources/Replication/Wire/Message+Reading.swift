import Events

extension Message {
  /// Why a message ends the link.
  struct Unfit: Error {
    let reason: String

    init(_ reason: String) { self.reason = reason }
  }

  /// More histories of one origin than anybody clones a disk.
  private static let historyLimit = 64
  private static let wordsLimit = 1_024

  /// Reads the message that fills `range`; one of a type that is not known comes out as ``unknown``.
  static func read(
    _ bytes: [UInt8], _ range: Range<Int>, _ decoder: inout EventDecoder
  ) throws(Unfit) -> Message {
    if let events = try EventLines.read(bytes, range, &decoder) { return .events(events) }
    guard let fields = MessageFields(bytes, range, depthLimit: depthLimit) else {
      throw Unfit("no JSON object within bounds")
    }
    guard let type = fields.text("type") else { throw Unfit("a message without a type") }
    guard let message = read(type, fields) else { throw Unfit("“\(type)” is not as it must be") }
    return message
  }

  private static func read(_ type: String, _ fields: MessageFields) -> Message? {
    switch type {
    case "iam": introduction(fields).map { .iam($0) }
    case "have": have(fields).map { .have($0) }
    case "want":
      stretch(fields).flatMap { stretch in
        fields.number("max_bytes").map { .want(stretch, maxBytes: Int(clamping: $0)) }
      }
    case "lack": stretch(fields).map { .lack($0) }
    case "probe": place(fields).map { .probe($0.origin, tip: $0.tip, seq: $0.seq) }
    case "probed": probed(fields)
    case "ping": fields.time("clock").map { .ping(clock: $0) }
    case "pong":
      fields.time("clock").flatMap { clock in fields.time("ping").map { .pong(clock: clock, ping: $0) } }
    case "bye": bye(fields)
    case "delivered":
      fields.text("partner").flatMap {
        DeliveredReach(partner: $0, origins: fields.json("origins")).map { .delivered($0) }
      }
    default: .unknown
    }
  }

  private static func introduction(_ fields: MessageFields) -> Introduction? {
    guard let venue = fields.text("venue"), let terminal = fields.text("terminal"),
      Origin.isTerminal(Array(terminal.utf8)), let origin = fields.origin("origin"),
      let letter = fields.text("letter"), letter.utf8.count == 1, let version = fields.text("version"),
      version.utf8.count <= Introduction.versionBytesLimit, venue.utf8.count <= wordsLimit
    else { return nil }
    return Introduction(venue: venue, terminal: terminal, origin: origin, letter: letter, version: version)
  }

  private static func have(_ fields: MessageFields) -> [Origin: [ChainTip]]? {
    guard case .object(let members)? = fields.json("origins"), members.count <= OriginReach.originLimit else {
      return nil
    }
    var origins: [Origin: [ChainTip]] = [:]
    for member in members {
      guard let origin = Origin(member.key.string), let pairs = member.value.array,
        (1...historyLimit).contains(pairs.count)
      else { return nil }
      let tips = pairs.compactMap { pair -> ChainTip? in
        guard let parts = pair.array, parts.count == 2, let seq = parts[0].int, seq >= 1,
          let hash = parts[1].string.flatMap({ Fingerprint($0) })
        else { return nil }
        return ChainTip(seq: seq, hash: hash)
      }
      guard tips.count == pairs.count else { return nil }
      origins[origin] = tips
    }
    return origins
  }

  private static func stretch(_ fields: MessageFields) -> ChainRange? {
    guard let origin = fields.origin("origin"), let tip = fields.hash("tip"),
      let from = fields.number("from"),
      let to = fields.number("to")
    else { return nil }
    return ChainRange(origin: origin, tip: tip, from: from, to: to)
  }

  private static func place(_ fields: MessageFields) -> (origin: Origin, tip: Fingerprint, seq: Int64)? {
    guard let origin = fields.origin("origin"), let tip = fields.hash("tip"), let seq = fields.number("seq")
    else {
      return nil
    }
    return (origin, tip, seq)
  }

  private static func probed(_ fields: MessageFields) -> Message? {
    guard let place = place(fields) else { return nil }
    let hash = fields.hash("hash")
    guard hash != nil || fields.range("hash") == nil else { return nil }
    return .probed(place.origin, tip: place.tip, seq: place.seq, hash: hash)
  }

  private static func bye(_ fields: MessageFields) -> Message? {
    guard let code = fields.text("code") else { return nil }
    let words = String((fields.text("message") ?? "").prefix(wordsLimit))
    // A reason that only a newer galley has is an end all the same.
    return .bye(Bye(rawValue: code) ?? .closing, words)
  }
}
