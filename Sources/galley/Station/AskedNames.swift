import EventLog
import Events
import Host

/// The name and letter that flags or settings asked for when this terminal was last called so, kept beside them in
/// `identity.json`.
///
/// A terminal that took another name or letter, because an older one had it, keeps what it took for as long as the
/// settings stay as they were: else it would change back at each start, and forth again at the first link.
struct AskedNames: Equatable {
  var name: String?
  var letter: String?

  /// A start that asks for nothing leaves it as it was.
  func updated(with options: Options) -> AskedNames {
    var asked = self
    if let terminal = options.terminal { asked.name = terminal }
    if let letter = options.letter { asked.letter = String(letter) }
    return asked
  }

  init(on disk: PosixDisk, _ path: String, limit: Int) throws(DiskFault) {
    let json = try disk.readWhole(path, limit: limit).flatMap { try? JSONParser.parse($0) }
    name = json?["asked"]?["name"]?.string
    letter = json?["asked"]?["letter"]?.string
  }

  func added(to identity: JSON) -> JSON {
    guard case .object(let members) = identity, name != nil || letter != nil else { return identity }
    let asked = JSON.object(["name": name.map { .string($0) }, "letter": letter.map { .string($0) }])
    return .object(members + [JSON.Member("asked", asked)])
  }
}
