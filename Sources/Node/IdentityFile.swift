import EventLog
import Events
import Venue

/// `identity.json` beside the log: who this terminal is, and which name and letter it was asked to have.
///
/// A terminal that took another name or letter, because an older one had it, keeps what it took for as long as what
/// it is asked for stays the same: else it would change back at each start, and forth again at the first link.
public struct IdentityFile {
  private let disk: any Disk

  private static let path = "identity.json"
  private static let bytesLimit = 64 << 10

  public init(on disk: any Disk) { self.disk = disk }

  /// The name and letter that flags or settings ask for; nil where they ask for none.
  public struct Wish: Hashable, Sendable {
    public var terminal: String?
    public var letter: Character?

    public init(terminal: String? = nil, letter: Character? = nil) {
      self.terminal = terminal
      self.letter = letter
    }
  }

  /// Who this terminal is; nil in a new directory.
  ///
  /// - Throws: where the file can't be read, or holds anything else.
  public func read() throws(DiskFault) -> Identity? {
    guard let bytes = try disk.readWhole(Self.path, limit: Self.bytesLimit) else { return nil }
    guard let json = try? JSONParser.parse(bytes), let identity = Identity(json) else {
      throw DiskFault(.wrongKind, "read", Self.path)
    }
    return identity
  }

  /// Writes who this terminal is from now on; what was asked for stays as it stands there.
  public func keep(_ identity: Identity) throws(DiskFault) { try keep(identity, asked: try askedBefore()) }

  /// Who this terminal is from now on: what is on the disk, or else `proposed`; changed where another name or letter
  /// is asked for, and under a new origin where the old one's history has lost its end.
  ///
  /// Called while the log is open: nobody else makes an identity then, and whoever was first has decided.
  ///
  /// - Parameter random: makes a new origin, where one is needed.
  public func settle(
    _ proposed: Identity, asked wish: Wish, hasLost: Bool, random: UInt32
  ) throws(DiskFault) -> Identity {
    let held = try read()
    let before = held ?? proposed
    let askedBefore = try askedBefore()
    // A start that asks for nothing leaves it as it was.
    let asked = Wish(
      terminal: wish.terminal ?? askedBefore.terminal, letter: wish.letter ?? askedBefore.letter)
    let terminal = asked.terminal == askedBefore.terminal ? nil : asked.terminal
    let letter = asked.letter == askedBefore.letter ? nil : asked.letter
    var origin = before.origin
    if hasLost || terminal.map({ $0 != before.terminal }) == true {
      origin = try Self.origin(terminal ?? before.terminal, random)
    }
    let identity = before.goingOn(as: origin, letter: letter ?? before.letter)
    if identity != held || asked != askedBefore { try keep(identity, asked: asked) }
    return identity
  }

  /// A log's name for a terminal.
  ///
  /// - Throws: where the terminal's name is none.
  public static func origin(_ terminal: String, _ random: UInt32) throws(DiskFault) -> Origin {
    guard let origin = Origin(terminal: terminal, random: random) else {
      throw DiskFault(.wrongKind, "name", path)
    }
    return origin
  }

  private func askedBefore() throws(DiskFault) -> Wish {
    let json = try disk.readWhole(Self.path, limit: Self.bytesLimit).flatMap { try? JSONParser.parse($0) }
    return Wish(
      terminal: json?["asked"]?["name"]?.string, letter: json?["asked"]?["letter"]?.string?.first)
  }

  private func keep(_ identity: Identity, asked: Wish) throws(DiskFault) {
    var json = identity.json
    if case .object(let members) = json, asked != Wish() {
      let wish = JSON.object([
        "name": asked.terminal.map { .string($0) }, "letter": asked.letter.map { .string(String($0)) },
      ])
      json = .object(members + [JSON.Member("asked", wish)])
    }
    try disk.replace(Self.path, with: json.canonicalBytes)
  }
}
