import Foundation
import Glibc

/// `galley kitchen` in a pseudo-terminal of 120×34, as a person would have it.
final class BoardTerminal {
  /// What the terminal was sent at one go.
  struct Burst {
    let bytes: Int
    /// When the last of it came.
    let end: ContinuousClock.Instant
  }

  struct Silent: Error, CustomStringConvertible {
    var description: String { "the screen said nothing" }
  }

  let child: Child
  let started: ContinuousClock.Instant
  private let reader: Int32

  init(_ galley: Galley, data: String) throws {
    var reader: Int32 = -1
    var writer: Int32 = -1
    var size = winsize(ws_row: 34, ws_col: 120, ws_xpixel: 0, ws_ypixel: 0)
    var name = [CChar](repeating: 0, count: 128)
    guard openpty(&reader, &writer, &name, nil, &size) == 0 else { throw POSIXError(.ENXIO) }
    for end in [reader, writer] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    self.reader = reader
    let path = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    started = ContinuousClock.now
    child = try Child(galley.path, ["--data", data, "kitchen"], input: path, output: nil)
    close(writer)
  }

  deinit { close(reader) }

  /// Reads until nothing has come for a while.
  ///
  /// - Parameters:
  ///   - quietMs: how long nothing comes after the last byte of a picture.
  ///   - limitMs: how long the first byte may take.
  func burst(quietMs: Int32 = 20, limitMs: Int32 = 10_000) throws -> Burst {
    var bytes = 0
    var end = ContinuousClock.now
    var buffer = [UInt8](repeating: 0, count: 65_536)
    var waiting = pollfd(fd: reader, events: Int16(POLLIN), revents: 0)
    while poll(&waiting, 1, bytes == 0 ? limitMs : quietMs) > 0 {
      let count = Glibc.read(reader, &buffer, buffer.count)
      guard count > 0 else { break }
      bytes += count
      end = .now
    }
    guard bytes > 0 else { throw Silent() }
    return Burst(bytes: bytes, end: end)
  }

  /// Reads and forgets for a time.
  func read(forSeconds limit: Double) -> Int {
    let deadline = ContinuousClock.now + .seconds(limit)
    var bytes = 0
    var buffer = [UInt8](repeating: 0, count: 65_536)
    var waiting = pollfd(fd: reader, events: Int16(POLLIN), revents: 0)
    while true {
      let rest = deadline - ContinuousClock.now
      guard rest > .zero else { return bytes }
      let ms = rest.components.seconds * 1000 + rest.components.attoseconds / 1_000_000_000_000_000
      guard poll(&waiting, 1, Int32(ms) + 1) > 0 else { continue }
      let count = Glibc.read(reader, &buffer, buffer.count)
      guard count > 0 else { return bytes }
      bytes += count
    }
  }

  func press(_ key: String) {
    let bytes = Array(key.utf8)
    _ = write(reader, bytes, bytes.count)
  }
}

/// A span of the clock in milliseconds.
func milliseconds(from start: ContinuousClock.Instant, to end: ContinuousClock.Instant) -> Double {
  let span = (end - start).components
  return Double(span.seconds) * 1e3 + Double(span.attoseconds) * 1e-15
}
