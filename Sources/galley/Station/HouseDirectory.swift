import Dining
import EventLog
import Events
import Host
import Venue

/// The data directory: who this terminal is, and its opened log.
struct HouseDirectory {
  let disk: PosixDisk
  var identity: Identity
  /// Handed over to the writer's thread once, and not touched here after that.
  nonisolated(unsafe) let log: EventLog
  let memory: Memory

  private static let identityPath = "identity.json"
  private static let identityBytesLimit = 64 << 10
  /// How long a command waits for another one that has the directory for a moment.
  private static let patienceMs: Int64 = 5_000

  /// Opens a directory and replays its log; a new one gets a name, a letter and a log.
  static func open(_ options: Options, progress: (Int64, Int64) -> Void) throws -> HouseDirectory {
    let disk = try PosixDisk(root: options.dataPath, program: "galley")
    try checkVenue(disk, options)
    let deadline = SystemClock.monotonicMs() + patienceMs
    while true {
      do {
        return try open(disk, options, progress)
      } catch let fault as DiskFault {
        guard case .held(let holder) = fault.kind, SystemClock.monotonicMs() < deadline else { throw fault }
        // Whoever holds it may be a command that is done in a moment, or a terminal whose socket is about to open.
        if try ControlSocket.connect(path: options.socketPath) != nil { throw TerminalRuns(holder: holder) }
        ThisProcess.pause(milliseconds: 20)
      }
    }
  }

  /// A terminal has opened the directory in the meantime: the command goes to its socket.
  struct TerminalRuns: Error {
    /// Its process, as the lock names it.
    let holder: String
  }

  private static func open(
    _ disk: PosixDisk, _ options: Options, _ progress: (Int64, Int64) -> Void
  ) throws -> HouseDirectory {
    let known = try identity(on: disk)
    let proposed = try known ?? newIdentity(options)
    var replay = HouseReplay(proposed)
    let log = try EventLog.open(
      on: disk, venue: proposed.venue, reduction: House.reduction, at: SystemClock.wall()
    ) { replay.take($0, progress) }
    let identity = try settled(proposed, on: disk, options, hasLost: log.report.loss != nil)
    let reader = LogReader(on: disk, durable: log.durable)
    let memory = try replay.finish { try reader.events(of: $0) }
    return HouseDirectory(disk: disk, identity: identity, log: log, memory: memory)
  }

  /// Who this terminal is from now on: what is on the disk, changed where another name or letter is asked for, and
  /// under a new origin where the old one's history has lost its end.
  ///
  /// Called under the lock: nobody else makes an identity now, and whoever was first has decided.
  private static func settled(
    _ proposed: Identity, on disk: PosixDisk, _ options: Options, hasLost: Bool
  ) throws(DiskFault) -> Identity {
    let held = try identity(on: disk)
    let before = held ?? proposed
    let askedBefore = try AskedNames(on: disk, identityPath, limit: identityBytesLimit)
    let asked = askedBefore.updated(with: options)
    // What was asked for then and has been changed since, because another terminal had it, is not asked for anew.
    let name = asked.name == askedBefore.name ? nil : asked.name
    let letter = asked.letter == askedBefore.letter ? nil : asked.letter
    let terminal = name ?? before.terminal
    let origin = hasLost || terminal != before.terminal ? try newOrigin(terminal) : before.origin
    let identity = Identity(
      venue: before.venue, origin: origin, letter: letter?.first ?? before.letter, owed: before.owed)
    if identity != held || asked != askedBefore { try keep(identity, asked: asked, on: disk) }
    return identity
  }

  /// Writes who this terminal is now; which names were asked for stays as it stands there.
  static func keep(_ identity: Identity, on disk: PosixDisk) throws(DiskFault) {
    try keep(identity, asked: try AskedNames(on: disk, identityPath, limit: identityBytesLimit), on: disk)
  }

  private static func keep(
    _ identity: Identity, asked: AskedNames, on disk: PosixDisk
  ) throws(DiskFault) {
    try disk.replace(identityPath, with: asked.added(to: identity.json).canonicalBytes)
  }

  static func checkVenue(_ disk: PosixDisk, _ options: Options) throws(Failure) {
    guard let venue = options.venue, let known = (try? identity(on: disk)) ?? nil, known.venue != venue else {
      return
    }
    throw Failure(
      .disk, "venue",
      "\(disk.root) belongs to the venue “\(known.venue)”, not “\(venue)”; give another --data, or no --venue"
    )
  }

  /// The heart as it stands after the replay.
  func venue() -> Venue {
    Venue(identity: identity, memory: memory, tips: log.tips)
  }

  private static func identity(on disk: PosixDisk) throws(DiskFault) -> Identity? {
    guard let bytes = try disk.readWhole(identityPath, limit: identityBytesLimit) else { return nil }
    guard let json = try? JSONParser.parse(bytes), let identity = Identity(json) else {
      throw DiskFault(.wrongKind, "read", identityPath)
    }
    return identity
  }

  private static func newIdentity(_ options: Options) throws(DiskFault) -> Identity {
    let random = SystemClock.bits()
    let letter = options.letter ?? ShortCodes.letters[Int(random.low % UInt64(ShortCodes.letters.count))]
    return Identity(
      venue: options.venue ?? Options.defaultVenue, origin: try newOrigin(options.terminal ?? terminalName),
      letter: letter)
  }

  private static func newOrigin(_ terminal: String) throws(DiskFault) -> Origin {
    let random = UInt32(truncatingIfNeeded: SystemClock.bits().high)
    guard let origin = Origin(terminal: terminal, random: random) else {
      throw DiskFault(.wrongKind, "name", identityPath)
    }
    return origin
  }

  /// The machine's name as far as it can be a terminal's.
  private static var terminalName: String {
    let host = ThisProcess.hostName.lowercased().prefix { $0 != "." }
    let name = String(host.prefix(Origin.terminalLimit))
    return Origin.isTerminal(Array(name.utf8)) ? name : "terminal"
  }
}

extension HouseReplay {
  fileprivate mutating func take(_ step: Replayed, _ progress: (Int64, Int64) -> Void) {
    switch step {
    case .summary(let blob): take(notes: blob)
    case .retained(let event): take(retained: event)
    case .event(let event): take(event)
    case .progress(let done, let all): progress(done, all)
    }
  }
}
