import Events
import Host
import Replication
import Screens
import Venue

/// `galley peer probe HOST:PORT`: tries a link from this process, and says what is wrong with it.
///
/// It takes nothing of the data directory but the file that says who this terminal is, so that it can be given while
/// a terminal runs there, or before there is one.
struct PeerProbe {
  private let address: PeerAddress
  private let options: Options

  /// With ``Probe/patienceMs`` a try is over within 8 s, and no other key is tried after that.
  private static let dialMs: Int64 = 4_000
  private static let limitMs: Int64 = 8_000

  init(_ address: PeerAddress, _ options: Options) {
    self.address = address
    self.options = options
  }

  /// - Returns: the exit status.
  func run() throws -> Int32 {
    let beganMs = SystemClock.monotonicMs()
    let keys = try keys()
    let identity = try options.identity()
    var result = try attempt(keys.first?.bytes, identity)
    for key in keys.dropFirst() {
      guard case .success(let finding) = result, finding.problem == .wrongKey,
        SystemClock.monotonicMs() - beganMs < Self.limitMs - Self.dialMs
      else { break }
      if case .success(var other) = try attempt(key.bytes, identity), other.who != nil {
        other.problem = .otherKey(file: key.file)
        result = .success(other)
      }
    }
    return report(result)
  }

  private func attempt(_ key: [UInt8]?, _ identity: Identity?) throws -> Result<ProbeFinding, DialFault> {
    let call = ProbeCall(
      address, key, venue: identity?.venue ?? options.venue ?? Options.defaultVenue,
      ownOrigin: identity?.origin)
    return try call.run(dialMs: Self.dialMs)
  }

  /// The keys with their files, the one that dials in front; none where links need none.
  private func keys() throws -> [(file: String, bytes: [UInt8])] {
    guard try !options.links().isInsecureLoopback else { return [] }
    let keys = try options.settings.keyFile.map { (file: $0, bytes: try KeyFile.read($0)) }
    guard !keys.isEmpty else {
      throw Failure(
        .usage, "no_key",
        "there is no key to try a link with; name its file with --key-file or in \(options.settingsPath)")
    }
    return keys
  }

  private func report(_ result: Result<ProbeFinding, DialFault>) -> Int32 {
    let code: String
    let words: String
    var finding: ProbeFinding?
    switch result {
    case .success(let found): (code, words, finding) = (found.code, "\(address): \(found.words)", found)
    case .failure(let fault): (code, words) = (fault.kind.code, fault.description)
    }
    let isWell = finding.map { $0.problem == nil } ?? false
    guard options.wantsJSON else {
      StandardStreams.print(VisibleText.line(words) + "\n")
      return isWell ? 0 : Failure.Status.network.rawValue
    }
    var members = [
      JSON.Member("address", .string(address.description)), JSON.Member("ok", .bool(isWell)),
      JSON.Member("code", .string(code)), JSON.Member("message", .string(words)),
    ]
    members += finding?.members ?? []
    StandardStreams.print(JSON.object(members).compactText + "\n")
    return isWell ? 0 : Failure.Status.network.rawValue
  }
}

extension ProbeFinding {
  /// What stands behind the message with `--json`.
  fileprivate var members: [JSON.Member] {
    var members: [JSON.Member] = []
    if let who {
      members += [
        JSON.Member("terminal", .string(who.terminal)),
        JSON.Member("origin", .string(who.origin.description)),
        JSON.Member("letter", .string(who.letter)), JSON.Member("venue", .string(who.venue)),
        JSON.Member("version", .string(who.version)),
      ]
    }
    if let rttMs { members.append(JSON.Member("rtt_ms", .int(rttMs))) }
    if let skewMs { members.append(JSON.Member("skew_ms", .int(skewMs))) }
    return members
  }
}

extension DialFault.Kind {
  /// For scripts: why nobody could be reached, in one word.
  fileprivate var code: String {
    switch self {
    case .unknownName: "unknown_name"
    case .noLookUp: "no_lookup"
    case .refused: "refused"
    case .noRoute: "no_route"
    case .timedOut: "no_answer"
    case .notLoopback: "loopback"
    case .system: "system"
    }
  }
}
