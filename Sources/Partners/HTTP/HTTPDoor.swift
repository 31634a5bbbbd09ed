import Glibc

/// `galley-partner http`: where services outside, guests' telephones and monitoring come into the house.
///
/// It speaks HTTP/1.1 without TLS, and so is meant to stand behind a reverse proxy or `stripe listen`. It holds no
/// secret but the token and writes nothing: each request that means something is asked of the terminal that holds the
/// log, over its control socket, and answered with what that says. A sender hears 200 only from there.
public enum HTTPDoor {
  /// Listens until SIGTERM or SIGINT.
  ///
  /// - Parameter arguments: what stands behind `http` on the command line.
  /// - Returns: the exit status: 0 told to end, 2 wrong usage, 4 can't listen. The reason is on standard error.
  public static func run(arguments: [String]) -> Int32 {
    do throws(DoorFault) {
      let options = try DoorOptions(arguments) { name in
        guard let value = getenv(name), value.pointee != 0 else { return nil }
        return String(cString: value)
      }
      let token: [UInt8]? = if let file = options.tokenFile { try TokenFile.read(file) } else { nil }
      let listener = try DoorListener(options.place)
      let house = DoorHouse(routes: DoorRoutes(token: token), socketPath: options.socketPath)
      let stop = try DoorSignals.pipe()
      write("listening on \(listener.place)", to: STDOUT_FILENO)
      Door(listener, house).run(until: stop)
      return 0
    } catch {
      write("galley-partner http: \(error)", to: STDERR_FILENO)
      return error.exitStatus
    }
  }

  /// A line at once, whatever the output is. Whoever started it may have stopped reading.
  private static func write(_ line: String, to number: Int32) {
    let bytes = Array((line + "\n").utf8)
    _ = Glibc.write(number, bytes, bytes.count)
  }
}
