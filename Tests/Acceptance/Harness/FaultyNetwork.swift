/// Proxies between terminals that fail as they are told (`faulty_proxy.py`).
final class FaultyNetwork {
  private let program: ToldProgram

  init(in house: ScratchHouse) throws {
    program = try ToldProgram("faulty_proxy.py", in: house)
  }

  /// A way of its own to a port; who dials its port gets there.
  func way(to port: Int) throws -> Way {
    guard let port = try program.ask("open", ["target": port])["port"].int else { throw Failure("no proxy") }
    return Way(program: program, port: port)
  }

  /// One proxy.
  struct Way {
    fileprivate let program: ToldProgram
    let port: Int

    /// Which of a way's two directions: `out` from whoever dials.
    enum Direction: String {
      case out, back
    }

    private func tell(_ command: String, _ words: [String: Any] = [:]) throws {
      try program.ask(command, words.merging(["ports": [port]]) { $1 })
    }

    /// From now on everything passes, what was held first.
    func heal() throws { try tell("pass") }
    /// Links stay, nothing passes.
    func hold(_ directions: Direction...) throws { try tell("hold", ["ways": directions.map(\.rawValue)]) }
    /// Every link is reset, and each new one.
    func refuse() throws { try tell("refuse") }
    /// Every link is reset.
    func cut() throws { try tell("cut") }
    /// The link that passes the byte after so many more is reset, in the middle of whatever that is.
    func cut(afterBytes bytes: Int) throws { try tell("cut_after", ["bytes": bytes]) }
    /// One bit of the byte after so many more is changed.
    func flip(afterBytes bytes: Int) throws { try tell("flip_after", ["bytes": bytes]) }
    func slow(delayMs: Int) throws { try tell("slow", ["delay_ms": delayMs]) }
    func slow(bytesPerSecond: Int) throws { try tell("slow", ["rate": bytesPerSecond]) }

    func flap(times: Int, upSeconds: Double, downSeconds: Double) throws {
      try tell("flap", ["times": times, "up_seconds": upSeconds, "down_seconds": downSeconds])
    }

    /// Bytes that have passed, both ways, and links that were dialled.
    func seen() throws -> (bytes: Int, dialled: Int) {
      let seen = try program.ask("seen", ["port": port])
      return ((seen["out"].int ?? 0) + (seen["back"].int ?? 0), seen["accepted"].int ?? 0)
    }
  }
}
