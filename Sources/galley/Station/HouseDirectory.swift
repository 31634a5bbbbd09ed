import Dining
import EventLog
import Events
import Host
import Node
import Venue

/// The data directory of a terminal, opened as its options say.
enum HouseDirectory {
  /// How long a command waits for another one that has the directory for a moment.
  private static let patienceMs: Int64 = 5_000

  /// Opens a directory and replays its log; a new one gets a name, a letter and a log.
  static func open(_ options: Options, progress: (Int64, Int64) -> Void) throws -> OpenedHouse<PosixDisk> {
    let disk = try PosixDisk(root: options.dataPath, program: "galley")
    try checkVenue(disk, options)
    let deadline = SystemClock.monotonicMs() + patienceMs
    while true {
      do throws(DiskFault) {
        return try open(disk, options, progress)
      } catch {
        guard case .held(let holder) = error.kind, SystemClock.monotonicMs() < deadline else { throw error }
        // The holder may be a command that is done in a moment, or a terminal whose socket is about to open.
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
  ) throws(DiskFault) -> OpenedHouse<PosixDisk> {
    try OpenedHouse.open(
      on: disk, proposed: try newIdentity(options),
      asked: IdentityFile.Wish(terminal: options.terminal, letter: options.letter),
      at: SystemClock.wall(), random: random(), progress: progress)
  }

  static func checkVenue(_ disk: PosixDisk, _ options: Options) throws(Failure) {
    guard let venue = options.venue, let known = (try? IdentityFile(on: disk).read()) ?? nil,
      known.venue != venue
    else { return }
    throw Failure(
      .disk, "venue",
      "\(disk.root) belongs to the venue “\(known.venue)”, not “\(venue)”; give another --data, or no --venue"
    )
  }

  private static func newIdentity(_ options: Options) throws(DiskFault) -> Identity {
    let letter = options.letter ?? ShortCodes.letters[Int(random()) % ShortCodes.letters.count]
    return Identity(
      venue: options.venue ?? Options.defaultVenue,
      origin: try IdentityFile.origin(options.terminal ?? terminalName, random()), letter: letter)
  }

  private static func random() -> UInt32 { UInt32(truncatingIfNeeded: SystemClock.bits().high) }

  /// The machine's name as far as it can be a terminal's.
  private static var terminalName: String {
    let host = ThisProcess.hostName.lowercased().prefix { $0 != "." }
    let name = String(host.prefix(Origin.terminalLimit))
    return Origin.isTerminal(Array(name.utf8)) ? name : "terminal"
  }
}
