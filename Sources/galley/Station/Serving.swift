import Control
import Host
import Node
import Screens

/// A terminal without a screen: holds the log and serves the control socket until it is told to end.
struct Serving {
  private let options: Options
  private let links: LinkSettings
  private let following: Invocation?

  /// - Parameters:
  ///   - links: where it listens, and whom it dials.
  ///   - following: an `events --follow` that runs in it.
  init(_ options: Options, _ links: LinkSettings, following: Invocation? = nil) {
    self.options = options
    self.links = links
    self.following = following
  }

  /// - Returns: the exit status.
  func run() throws -> Int32 {
    let signals = try SignalSource()
    let loop = EventLoop()
    var progress = Progress("open")
    let opened: OpenedHouse<PosixDisk>
    do {
      opened = try HouseDirectory.open(options) { progress.show($0, of: $1) }
    } catch let running as HouseDirectory.TerminalRuns {
      throw Failure(
        .disk, "held", "\(options.dataPath) is in use by \(running.holder), which is a terminal already")
    }
    progress.clear()
    let station = try Station(
      opened, loop: loop, keyFile: options.settings.keyFile.first,
      setUp: Station.SetUp(options))
    station.warnOfStart()
    try station.watchFiles()
    let server = try Server(station, options)
    guard server.isListening || following != nil else {
      station.close()
      throw Failure(.disk, "disk", station.health.trouble ?? "no place for \(options.socketPath)")
    }
    try station.link(links)
    loop.whenReadable(signals.number) {
      for signal in signals.take() where signal != .resize && signal != .resume { loop.stop() }
    }
    if let following { try follow(following, station) } else { StandardStreams.warn("\(station.greeting)\n") }
    try withExtendedLifetime(server) { try loop.run() }
    station.close()
    return 0
  }

  private func follow(_ invocation: Invocation, _ station: Station) throws {
    let session = Session(invocation, [], options, emit: LocalOutput.write)
    let commands = LogCommands(station.disk, station.mark)
    try commands.run(session)
    let isWanted = try commands.isWanted(by: session)
    station.onPublish.append { events in
      for event in events where isWanted(event) {
        LocalOutput.write(ControlFrame(.output, event.line + [UInt8(ascii: "\n")]))
      }
    }
  }
}
