import Events
import Replication

/// What calls and is no galley of this protocol: another version, no key, noise.
enum Stranger {
  static func call(_ box: Box, _ chance: Chance) {
    let network = box.world.network!
    guard let program = box.program, !box.isFrozen else { return }
    let connection = network.connect(box.index, box.index)
    let (ours, theirs) = (connection.ends[0], connection.ends[1])
    let kind = chance.number(0...3)
    network.trace.note(box.index, "hears a stranger", kind)
    let speaker = Speaker(ours, kind, chance, box)
    ours.start {
      speaker.hear($0)
    } onSent: { _ in
    } onEnd: { _ in
    }
    box.soon { [weak program] in
      program?.sockets.accept(theirs, from: PeerAddress(host: "10.0.9.9", port: 1))
      speaker.begin()
    }
    network.timeline.after(20_000) { ours.close() }
  }

  /// Speaks for a stranger.
  private final class Speaker {
    private let end: ConnectionEnd
    private let kind: Int64
    private let chance: Chance
    private unowned let box: Box
    private var heard: [UInt8] = []
    private var hello: [UInt8] = []
    private var hasProved = false

    init(_ end: ConnectionEnd, _ kind: Int64, _ chance: Chance, _ box: Box) {
      self.end = end
      self.kind = kind
      self.chance = chance
      self.box = box
    }

    func begin() {
      let version = kind == 0 ? 0 : kind == 1 ? 2 : 1
      let nonce = Hex.text(chance.nonce())
      hello = Array(
        #"{"type":"hello","protocol":\#(version),"nonce":"\#(nonce)","clock":"\#(box.wall())"}"#.utf8)
      if kind == 3 { hello = (0..<200).map { _ in UInt8(truncatingIfNeeded: chance.word()) } }
      end.send(hello + [UInt8(ascii: "\n")])
    }

    func hear(_ bytes: [UInt8]) {
      heard += bytes
      let lines = heard.split(separator: UInt8(ascii: "\n")).map { Array($0) }
      guard heard.contains(UInt8(ascii: "\n")), let theirs = lines.first else { return }
      if !hasProved {
        hasProved = true
        let transcript = hello + [UInt8(ascii: "\n")] + theirs
        let key = kind == 2 ? [UInt8](repeating: 8, count: 32) : World.key
        let mac = HMAC(key: key).code(Array("galley/1 dialer\n".utf8)[...], transcript[...])
        end.send(Array(#"{"type":"proof","mac":"\#(Hex.text(mac))"}"#.utf8) + [UInt8(ascii: "\n")])
      }
      check(lines.dropFirst())
    }

    /// Nothing is told to who has no key, and why it can't be to who speaks only what is older.
    private func check(_ lines: ArraySlice<[UInt8]>) {
      let text = String(decoding: lines.joined(), as: UTF8.self)
      let witness = box.world.witness!
      if kind >= 2, !lines.isEmpty { witness.fail("nothing is told before the proof", text) }
      if kind == 0, text.contains("iam") { witness.fail("an older protocol is told why not", text) }
    }
  }
}
