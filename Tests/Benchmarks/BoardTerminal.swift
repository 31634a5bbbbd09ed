import Foundation
import Glibc

/// A full screen in a pseudo-terminal, as a person would have it.
final class BoardTerminal {
  /// Cells of a terminal.
  struct Size: CustomStringConvertible {
    let columns: UInt16
    let rows: UInt16

    /// A 1080p TV in letters of 16×32 pixels, and most windows.
    static let usual = Size(columns: 120, rows: 34)
    /// A staff console on a desk's screen.
    static let desk = Size(columns: 160, rows: 45)
    /// A 4K TV in the same letters.
    static let large = Size(columns: 240, rows: 67)

    var description: String { "\(columns)×\(rows)" }
  }

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
  private var isOpen = true

  convenience init(_ galley: Galley, data: String, size: Size = .usual, showing screen: String = "kitchen")
    throws
  {
    try self.init(galley, flags: ["--data", data], size: size, showing: screen)
  }

  /// - Parameters:
  ///   - flags: what stands before the name of the screen.
  ///   - screen: `kitchen` or `staff`.
  init(_ galley: Galley, flags: [String], size: Size = .usual, showing screen: String = "kitchen") throws {
    var reader: Int32 = -1
    var writer: Int32 = -1
    var cells = winsize(ws_row: size.rows, ws_col: size.columns, ws_xpixel: 0, ws_ypixel: 0)
    var name = [CChar](repeating: 0, count: 128)
    guard openpty(&reader, &writer, &name, nil, &cells) == 0 else { throw POSIXError(.ENXIO) }
    for end in [reader, writer] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    self.reader = reader
    let path = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    started = ContinuousClock.now
    child = try Child(galley.path, flags + [screen], input: path, output: nil)
    close(writer)
  }

  deinit { end() }

  /// Hangs up and ends the board. In this order: a board in the middle of a picture that nobody reads would wait for
  /// its terminal for ever.
  func end() {
    guard isOpen else { return }
    isOpen = false
    close(reader)
    child.end()
  }

  /// Reads until nothing has come for a while.
  ///
  /// - Parameters:
  ///   - quietMs: how long nothing comes after the last byte of a picture.
  ///   - limitMs: how long the first byte may take.
  func burst(quietMs: Int32 = 20, limitMs: Int32 = 10_000) throws -> Burst {
    guard let burst = burst(quietMs: quietMs, withinMs: limitMs) else { throw Silent() }
    return burst
  }

  /// The same where nothing may come at all: nil then. A bell, which may ring after a picture, is none.
  func burst(quietMs: Int32 = 20, withinMs limitMs: Int32) -> Burst? {
    var bytes = 0
    var end = ContinuousClock.now
    let deadline = end + .milliseconds(Int(limitMs))
    var buffer = [UInt8](repeating: 0, count: 65_536)
    var waiting = pollfd(fd: reader, events: Int16(POLLIN), revents: 0)
    while bytes > 0 || ContinuousClock.now < deadline, poll(&waiting, 1, bytes == 0 ? limitMs : quietMs) > 0 {
      let count = Glibc.read(reader, &buffer, buffer.count)
      guard count > 0 else { break }
      bytes += buffer[..<count].count { $0 != Self.bell }
      end = .now
    }
    guard bytes > 0 else { return nil }
    return Burst(bytes: bytes, end: end)
  }

  private static let bell: UInt8 = 0x07

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

  /// Reads until a word has come as it stands; when its last byte did.
  func wait(for word: String, limitMs: Int32 = 10_000) throws -> ContinuousClock.Instant {
    let wanted = Array(word.utf8)
    let deadline = ContinuousClock.now + .milliseconds(Int(limitMs))
    var came: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    var waiting = pollfd(fd: reader, events: Int16(POLLIN), revents: 0)
    while ContinuousClock.now < deadline {
      guard poll(&waiting, 1, limitMs) > 0 else { break }
      let count = Glibc.read(reader, &buffer, buffer.count)
      guard count > 0 else { break }
      let now = ContinuousClock.now
      came += buffer[..<count]
      if came.firstRange(of: wanted) != nil { return now }
    }
    throw Silent()
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
