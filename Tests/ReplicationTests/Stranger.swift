import Events

@testable import Replication

/// The other end of a link, spoken by the test line by line.
struct Stranger {
  let link: LinkID
  private var hello: Hello
  private var key: LinkKey?
  var sealer = LineSealer(nil)
  private var opener = LineOpener(nil)
  private var read = 0
  private var decoder = EventDecoder()

  /// Calls a box and says hello.
  init(calling name: String, in town: inout Town, from host: String = "stranger") {
    link = town.call(name, from: host)
    hello = Hello(nonce: town.nonce(), clock: town.now.wall)
    town.give(.received(link, hello.line + [0x0A]), to: name)
  }

  /// Proves the key and says who it is; what the box answers is read.
  mutating func prove(
    to name: String, in town: inout Town, key bytes: [UInt8] = Town.key, as terminal: String = "stranger",
    origin: Origin? = nil, venue: String = "maple"
  ) {
    _ = lines(from: name, in: town)
    let first = (town[name].sent[link] ?? []).prefix { $0 != 0x0A }
    guard let hello = Hello(Array(first)) else { return }
    let key = LinkKey(bytes, dialer: self.hello, listener: hello)
    var writer = MessageWriter("proof")
    writer.set("mac", Hex.text(key.proof(of: .dialer)))
    town.give(.received(link, writer.bytes + [0x0A]), to: name)
    sealer = LineSealer(key.lineKey(of: .dialer))
    opener = LineOpener(key.lineKey(of: .listener))
    let who = Introduction(
      venue: venue, terminal: terminal, origin: origin ?? Origin(terminal: terminal, random: 9)!, letter: "X",
      version: "0")
    say(.iam(who), to: name, in: &town)
  }

  mutating func say(_ message: Message, to name: String, in town: inout Town) {
    say(message.bytes, to: name, in: &town)
  }

  mutating func say(_ message: [UInt8], to name: String, in town: inout Town) {
    town.give(.received(link, sealer.seal(message)), to: name)
    town.settle()
  }

  /// All whole lines that the box has sent since the last look.
  mutating func lines(from name: String, in town: Town) -> [[UInt8]] {
    let all = (town[name].sent[link] ?? []).split(separator: 0x0A, omittingEmptySubsequences: false)
      .dropLast()
    defer { read = all.count }
    return all.dropFirst(read).map(Array.init)
  }

  /// The same, opened.
  mutating func messages(from name: String, in town: Town) -> [Message] {
    lines(from: name, in: town).compactMap { line in
      guard line.starts(with: Envelope.start), let range = opener.open(line) else { return nil }
      return try? Message.read(line, range, &decoder)
    }
  }

  func isOpen(_ name: String, in town: Town) -> Bool { town[name].mesh.links[link] != nil }
}
