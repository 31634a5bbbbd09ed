import Events

/// What both ends of a link say first (contract, section 3.1).
struct Hello: Hashable, Sendable {
  /// The line without its newline, as it went over the wire: proofs are made from these bytes.
  let line: [UInt8]
  let version: Int64
  let nonce: [UInt8]
  let clock: Timestamp

  /// The protocol that this galley speaks; older ones there are none.
  static let version: Int64 = 1
  /// The longest, newline not counted: all that anyone may send before the proof.
  static let bytesLimit = 4_096
  static let nonceBytes = 16

  /// A hello of our own.
  init(nonce: [UInt8], clock: Timestamp) {
    self.nonce = nonce
    self.clock = clock
    version = Self.version
    var writer = MessageWriter("hello")
    writer.set("protocol", Self.version)
    writer.set("nonce", Hex.text(nonce))
    writer.set("clock", clock.description)
    line = writer.bytes
  }

  /// Another end's; nil for anything that is none.
  init?(_ line: [UInt8]) {
    guard let fields = MessageFields(line, 0..<line.count, depthLimit: Message.depthLimit),
      fields.text("type") == "hello",
      let version = fields.number("protocol"), let nonce = fields.text("nonce").flatMap({ Hex.bytes($0) }),
      nonce.count == Self.nonceBytes, let clock = fields.text("clock").flatMap({ Timestamp($0) })
    else { return nil }
    self.line = line
    self.version = version
    self.nonce = nonce
    self.clock = clock
  }
}

/// Which end of a link dialed.
public enum LinkRole: Hashable, Sendable {
  case dialer, listener

  var other: LinkRole { self == .dialer ? .listener : .dialer }
  fileprivate var word: String { self == .dialer ? "dialer" : "listener" }
}

/// What a shared key makes of one pair of hellos: the proofs, and the key that each end's lines are coded with
/// (contract, sections 3.2 and 3.3).
struct LinkKey: Sendable {
  private let hmac: HMAC
  /// T: the dialer's hello, a newline, the listener's hello.
  private let transcript: [UInt8]

  init(_ key: [UInt8], dialer: Hello, listener: Hello) {
    hmac = HMAC(key: key)
    transcript = dialer.line + [UInt8(ascii: "\n")] + listener.line
  }

  func proof(of role: LinkRole) -> [UInt8] { code("galley/1 \(role.word)\n") }

  /// For the lines that the end of this role sends.
  func lineKey(of role: LinkRole) -> HMAC { HMAC(key: code("galley/1 \(role.word) key\n")) }

  private func code(_ label: String) -> [UInt8] { hmac.code(Array(label.utf8)[...], transcript[...]) }

  /// The same time whatever differs: how long a guess takes to be refused says nothing of how good it was.
  static func isSame(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
    guard left.count == right.count else { return false }
    return zip(left, right).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
