import Control
import Events
import Host
import Venue

/// The settings of the house as its log has them, and who this terminal is: what `config` asks beside flags and files.
struct HouseSettings {
  /// Nil where the terminal has not been started yet.
  var identity: Identity?
  /// By key; those that the log lacks, or has in a form that makes no sense, are missing.
  var values: [String: String] = [:]
  /// Why the log could not be asked, in a sentence; nil where it could.
  var trouble: String?

  /// Asks the running terminal, else opens the log as any command does; a terminal that has no log yet gets none.
  static func read(_ options: Options) -> HouseSettings {
    do {
      guard let mark = try mark(options) else { return HouseSettings() }
      return HouseSettings(identity: mark.identity, values: mark.house)
    } catch {
      return HouseSettings(
        identity: try? options.identity(),
        trouble: "the settings of the house are not known: \(Failure(error).message)")
    }
  }

  private static func mark(_ options: Options) throws -> LogMark? {
    // A command that only looks must not change the terminal's name, letter or house.
    var looking = options
    looking.settings.venue = nil
    looking.settings.name = nil
    looking.settings.letter = nil
    while true {
      if let connection = try ControlSocket.connect(path: options.socketPath) {
        return try mark(from: connection)
      }
      guard try options.identity() != nil else { return nil }
      do {
        let directory = try HouseDirectory.open(looking) { _, _ in }
        let station = try Station(directory, loop: EventLoop())
        defer { station.close() }
        return station.mark
      } catch is HouseDirectory.TerminalRuns {
        continue
      }
    }
  }

  private static func mark(from connection: Connection) throws -> LogMark {
    let loop = EventLoop()
    var mark: LogMark?
    connection.start(on: loop) { frame in
      guard frame.kind == .position else { return }
      mark = LogMark(frame.content)
      loop.stop()
    } onEnd: {
      loop.stop()
    }
    connection.send(ControlFrame(.follow))
    try loop.run()
    connection.close()
    guard let mark else { throw Failure(.disk, "gone", "the terminal that holds the log gave no answer") }
    return mark
  }
}

extension Options {
  private static let identityBytesLimit = 64 << 10

  /// Who this terminal is; nil where it has not been started yet.
  func identity() throws -> Identity? {
    let path = "\(dataPath)/identity.json"
    guard let bytes = try InputFile.read(path, limit: Self.identityBytesLimit) else { return nil }
    guard let json = try? JSONParser.parse(bytes), let identity = Identity(json) else {
      throw Failure(.disk, "disk", "\(path) does not say who this terminal is; see galley doctor")
    }
    return identity
  }
}
