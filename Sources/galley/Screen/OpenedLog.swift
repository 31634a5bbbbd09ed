import Host

/// The log of a directory: held by this process from now on, or by another one that was quicker.
enum OpenedLog {
  case station(Station)
  case connection(Connection)

  /// Opens it or connects to who holds it, whichever is possible.
  ///
  /// - Parameters:
  ///   - links: where it listens and whom it dials, while it holds the log.
  ///   - isOnScreen: whether a full screen has the terminal already.
  static func open(
    _ options: Options, _ links: LinkSettings, _ loop: EventLoop, _ clock: HouseClock,
    isOnScreen: Bool = false
  ) throws -> OpenedLog {
    while true {
      if let connection = try ControlSocket.connect(path: options.socketPath) {
        let disk = try PosixDisk(root: options.dataPath, program: "galley")
        try HouseDirectory.checkVenue(disk, options)
        return .connection(connection)
      }
      do {
        var progress = Progress("open", isWanted: !isOnScreen)
        let opened = try HouseDirectory.open(options) { progress.show($0, of: $1) }
        progress.clear()
        let station = try Station(
          opened, loop: loop, clock: clock, keyFile: options.settings.keyFile.first,
          setUp: Station.SetUp(options))
        try station.link(links)
        return .station(station)
      } catch is HouseDirectory.TerminalRuns {
        continue
      }
    }
  }

  func close() {
    switch self {
    case .station(let station): station.close()
    case .connection(let connection): connection.close()
    }
  }
}
