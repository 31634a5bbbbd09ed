import Foundation

/// A terminal of another make (`wire_peer.py`): several by name, each with its own log and links.
final class WirePeer {
  let program: ToldProgram
  private let key: String?

  init(in house: ScratchHouse, isProved: Bool = true) throws {
    program = try ToldProgram("wire_peer.py", in: house)
    key = isProved ? house.key : nil
  }

  /// A terminal of the venue that others can be told to be.
  func be(_ name: String, venue: String = "maple", origin: String? = nil, skewMs: Int = 0) throws {
    var words: [String: Any] = ["name": name, "venue": venue, "offset_ms": skewMs]
    if let origin { words["origin"] = origin }
    if let key { words["key"] = key }
    try program.ask("peer", words)
  }

  /// Dials a port as `name`; a quiet link says nothing by itself but pongs, a narrow one takes little unread.
  func dial(
    _ port: Int, as name: String = "bar", quiet: Bool = false, narrow: Bool = false, protocol version: Int = 1
  ) throws -> Wire {
    let words: [String: Any] = [
      "peer": name, "port": port, "quiet": quiet, "narrow": narrow, "protocol": version,
    ]
    return Wire(program, try program.ask("dial", words))
  }

  /// Dials until somebody says who they are, as one does whom others have got a bad name.
  func dialUntilTaken(_ port: Int, as name: String = "bar", limit: Double) throws -> Wire {
    try waitFor("a good peer to get in", limit: limit) {
      let wire = try dial(port, as: name)
      return wire.greeting["iam"] == .null ? nil : wire
    }
  }

  /// Listens as `name` and gives the port.
  func listen(as name: String = "bar", quiet: Bool = false, protocol version: Int = 1) throws -> Int {
    let answer = try program.ask("listen", ["peer": name, "quiet": quiet, "protocol": version])
    guard let port = answer["port"].int else { throw Failure("no port: \(answer)") }
    return port
  }

  /// The next link that somebody dialled to `name`.
  func accepted(as name: String = "bar", limit: Double = 15) throws -> Wire {
    let answer = try program.ask("accepted", ["peer": name, "limit": limit])
    guard answer["link"].int != nil else { throw Failure("nobody dialled \(name) within \(limit) s") }
    return Wire(program, answer)
  }

  /// Has `name` write an event, in its own origin or another, and gives its line.
  @discardableResult func write(
    _ event: String, as name: String = "bar", origin: String? = nil, after: String? = nil, push: Bool = true
  ) throws -> String {
    var words: [String: Any] = [
      "peer": name, "event": try JSONSerialization.jsonObject(with: Data(event.utf8)), "push": push,
    ]
    if let origin { words["origin"] = origin }
    if let after { words["after"] = after }
    guard let line = try program.ask("write", words)["line"].string else { throw Failure("no line") }
    return line
  }

  /// Opens an order as `name`.
  @discardableResult func open(
    _ code: String, order: Int, as name: String = "bar", origin: String? = nil, after: String? = nil,
    push: Bool = true
  ) throws -> String {
    try write(Self.opened(code, order: order), as: name, origin: origin, after: after, push: push)
  }

  /// An `order_opened` without what its writer fills in.
  static func opened(_ code: String, order: Int) -> String {
    """
    {"event_type":"order_opened","entity_type":"order","order_id":"\(orderID(order))","payload":
    {"short_code":"\(code)","currency":"EUR","order_type":"dine_in","table_id":"X\(order)"}}
    """
  }

  static func orderID(_ number: Int) -> String {
    let digits = String(number)
    return "01a2046c-3daf-70ff-98c0-" + String(repeating: "0", count: 12 - digits.count) + digits
  }

  /// Gives `name` lines to hold that nobody has sent it.
  func keep(_ lines: [String], as name: String = "bar") throws {
    let results = try program.ask("keep", ["peer": name, "lines": lines])["results"].elements
    guard results.allSatisfy({ $0 == .string("new") }) else { throw Failure("not kept: \(results)") }
  }

  /// The tips of everything that `name` holds: its `have`.
  func have(_ name: String = "bar") throws -> Json { try program.ask("have", ["peer": name])["have"] }

  /// Waits until `name` holds an origin's events up to a place.
  func waitForHistory(_ origin: String, upTo seq: Int, at name: String, limit: Double = 20) throws {
    let held = try program.ask("await", ["peer": name, "origin": origin, "seq": seq, "limit": limit])["held"]
    guard held == .int(seq) else { throw Failure("\(name) holds \(held) of \(origin), not \(seq)") }
  }

  /// The lines that `name` holds, in order of arrival.
  func lines(_ name: String = "bar") throws -> [String] {
    try program.ask("lines", ["peer": name])["lines"].elements.compactMap(\.string)
  }

  func waitForLines(_ name: String = "bar", limit: Double = 10, _ condition: ([String]) -> Bool) throws {
    var held: [String] = []
    do {
      try waitUntil("\(name) to hold what it should", limit: limit) {
        held = try lines(name)
        return condition(held)
      }
    } catch { throw Failure("\(error); it holds \(held.count) lines") }
  }

  /// Tries one of the attacks of `wire_attacks.py`.
  func attack(_ attack: String, _ arguments: [String: Any]) throws -> Json {
    try program.ask("attack", arguments.merging(["name": attack]) { $1 })
  }
}

/// One link of a ``WirePeer``.
struct Wire {
  /// What the other end said of itself, and why the link ended before that if it did.
  let greeting: Json
  private let program: ToldProgram
  private let number: Int

  fileprivate init(_ program: ToldProgram, _ greeting: Json) {
    self.program = program
    self.greeting = greeting
    number = greeting["link"].int ?? -1
  }

  /// Origin of the terminal at the other end.
  var origin: String { greeting["iam"]["origin"].string ?? "" }

  private func ask(_ command: String, _ words: [String: Any] = [:]) throws -> Json {
    try program.ask(command, words.merging(["link": number]) { $1 })
  }

  /// Sends a message as it stands.
  func send(_ text: String) throws { _ = try ask("send", ["text": text]) }

  /// Sends an event line as it stands, whatever it is.
  func sendEvent(_ line: [UInt8]) throws {
    _ = try ask("send_event", ["data": Data(line).base64EncodedString()])
  }

  func want(_ origin: String, tip: String, from: Int = 1, to: String, maxBytes: Int = 1 << 20) throws {
    try send(
      #"{"type":"want","origin":"\#(origin)","tip":"\#(tip)","from":\#(from),"to":\#(to),"max_bytes":\#(maxBytes)}"#
    )
  }

  /// Takes the first message of a kind from what has come; it fails where none comes.
  func next(_ type: String, limit: Double = 10) throws -> Json {
    let answer = try ask("next", ["type": type, "limit": limit])
    guard answer["message"] != .null else {
      throw Failure("no “\(type)” came: \(answer); what came: \(try inbox())")
    }
    return answer["message"]
  }

  /// The messages that have come and were not taken.
  func inbox() throws -> [Json] { try ask("inbox")["messages"].elements }

  func inbox(_ type: String) throws -> [Json] { try inbox().filter { $0["type"] == .string(type) } }

  /// The event lines that have come and were not taken.
  func eventLines() throws -> [String] { try inbox().flatMap { $0["lines"].elements.compactMap(\.string) } }

  func emptyInbox() throws { _ = try ask("forget_inbox") }

  /// Sends a ping and waits for its pong: what was sent before it has been read by then.
  func fence() throws {
    let answer = try ask("fence")
    guard answer["message"] != .null else { throw Failure("no pong: \(answer)") }
  }

  /// The link's end: whether it came within the limit, the code of its `bye`.
  func end(within limit: Double = 10) throws -> (came: Bool, bye: String?) {
    let answer = try ask("ended", ["limit": limit])
    return (answer["ended"] == .bool(true), answer["bye"].string)
  }

  func isOpen() throws -> Bool { try ask("ended", ["limit": 0])["ended"] == .bool(false) }

  /// Reads nothing until ``resume()``.
  func pause() throws { _ = try ask("pause") }

  func resume() throws { _ = try ask("resume") }

  func close(reset: Bool = false) throws { _ = try ask("close", ["reset": reset]) }
}
