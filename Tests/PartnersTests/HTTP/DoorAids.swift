import Control
import Foundation
import Glibc
import Synchronization
import TestAids

@testable import Partners

struct CallerFault: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

/// Seconds that a test waits for anything.
private let patienceS = 20

/// Looks until there is something, every 2 ms.
func awaited<Value>(_ what: String, _ look: () throws -> Value?) throws -> Value {
  for _ in 0..<patienceS * 500 {
    if let value = try look() { return value }
    poll(nil, 0, 2)
  }
  throw CallerFault("waited \(patienceS) s in vain for \(what)")
}

/// What a parser says to bytes that come in these pieces: each step but the asking for more.
///
/// - Parameter withProceed: whether the word to go on counts, which depends on how much had come.
func parserSteps(_ pieces: [[UInt8]], withProceed: Bool = true) -> [DoorParser.Step] {
  var parser = DoorParser()
  var steps: [DoorParser.Step] = []
  for piece in pieces {
    parser.take(piece)
    reading: while true {
      let step = parser.next()
      switch step {
      case .more: break reading
      case .refusal:
        // It stays refused, and says so again and again.
        if steps.last != step { steps.append(step) }
        break reading
      case .request: steps.append(step)
      case .proceed: if withProceed { steps.append(step) }
      }
    }
  }
  return steps
}

/// The built `galley-partner http`, which runs until this goes.
final class DoorProgram {
  let port: UInt16
  private let process: Process

  init(_ folder: ScratchFolder, _ more: String..., listen: String = "127.0.0.1:0") throws {
    let output = Pipe()
    process = try Self.started(
      ["http", "--data", folder.path, "--listen", listen] + more, output: output, errors: nil)
    var line: [UInt8] = []
    while line.last != 0x0A {
      guard let byte = try output.fileHandleForReading.read(upToCount: 1)?.first else {
        throw CallerFault("the program ended before it listened")
      }
      line.append(byte)
    }
    let text = String(decoding: line, as: UTF8.self)
    let place = "listening on \(listen.dropLast(1))"
    guard text.hasPrefix(place), let port = UInt16(text.dropFirst(place.count).dropLast()) else {
      throw CallerFault("it said: \(text)")
    }
    self.port = port
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
  }

  var isRunning: Bool { process.isRunning }

  /// Its open descriptors.
  func descriptors() throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/\(process.processIdentifier)/fd").count
  }

  /// Its exit status once it has ended on this signal; 128 and more where the signal ended it.
  func end(_ signal: Int32) throws -> Int32 {
    kill(process.processIdentifier, signal)
    _ = try awaited("the end of the program") { process.isRunning ? nil : true }
    return process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
  }

  /// Runs it where it can't start; its status, and what it said on standard error.
  static func failing(_ arguments: [String]) throws -> (status: Int32, words: String) {
    let errors = Pipe()
    let process = try started(arguments, output: Pipe(), errors: errors)
    let words = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: words, as: UTF8.self))
  }

  private static func started(_ arguments: [String], output: Pipe, errors: Pipe?) throws -> Process {
    // The test bundle lies beside the program, itself or a few folders below.
    var folder = URL(filePath: try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      let program = folder.appending(path: "galley-partner")
      guard FileManager.default.isExecutableFile(atPath: program.path) else { continue }
      let process = Process()
      process.executableURL = program
      process.arguments = arguments
      process.standardOutput = output
      if let errors { process.standardError = errors }
      try process.run()
      return process
    }
    throw CallerFault("no galley-partner beside the tests: swift build --product galley-partner")
  }
}

/// The door in this process with limits of its own, which runs until this goes.
final class DoorThread: Sendable {
  let port: UInt16
  private let stop: Int32
  private let ended = DispatchSemaphore(value: 0)

  init(_ folder: ScratchFolder, _ limits: DoorLimits) throws {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw CallerFault("no pipe") }
    let told = ends[0]
    stop = ends[1]
    guard let place = DoorPlace("127.0.0.1:0") else { throw CallerFault("no place") }
    let listener = try DoorListener(place)
    port = listener.place.port
    let house = DoorHouse(routes: DoorRoutes(token: nil), socketPath: "\(folder.path)/control.sock")
    // Made here, so that its port is known, and used in its own thread alone.
    nonisolated(unsafe) let door = Door(listener, house, limits: limits)
    Thread.detachNewThread { [ended] in
      door.run(until: told)
      close(told)
      ended.signal()
    }
  }

  deinit {
    close(stop)
    ended.wait()
  }
}

/// The other end of the control socket: a terminal that says what the test wants.
final class TerminalStandIn: Sendable {
  /// What somebody has asked.
  final class Call: Sendable {
    let frame: ControlFrame
    private let line: DoorSocket
    private var number: Int32 { line.number }

    /// The socket lives as long as its calls: a number that is closed may be another's a moment later.
    fileprivate init(_ frame: ControlFrame, _ line: DoorSocket) {
      self.frame = frame
      self.line = line
    }

    func say(_ bytes: [UInt8]) {
      _ = bytes.withUnsafeBytes { send(number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    }

    func say(_ output: String, exit: Int32) {
      say(ControlFrame(.output, output).bytes + ControlFrame.exit(exit).bytes)
    }

    func hangUp() { shutdown(number, Int32(SHUT_RDWR)) }
  }

  private let listener: Int32
  private let path: String
  private let calls = Mutex<[Call]>([])
  private let endings = Mutex(0)
  private let isEnded = Mutex(false)
  private let answering: @Sendable (Call) -> Void

  /// - Parameter answering: what it says to each call at once; nothing where the test itself answers.
  init(_ folder: ScratchFolder, answering: @escaping @Sendable (Call) -> Void = { _ in }) throws {
    path = "\(folder.path)/control.sock"
    self.answering = answering
    let listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    self.listener = listener
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let bound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard bound == 0, listen(listener, 64) == 0 else { throw CallerFault("no socket at \(path)") }
    Thread.detachNewThread { [weak self] in
      while true {
        let number = Int32(retrying { Int(accept(listener, nil, nil)) })
        guard number >= 0 else { break }
        guard let terminal = self else { break }
        Thread.detachNewThread { terminal.serve(number) }
      }
      close(listener)
    }
  }

  deinit { end() }

  /// Nobody answers at the socket any more.
  func end() {
    let isFirst = isEnded.withLock { isEnded in
      defer { isEnded = true }
      return !isEnded
    }
    guard isFirst else { return }
    shutdown(listener, Int32(SHUT_RDWR))
    unlink(path)
  }

  private func serve(_ number: Int32) {
    let line = DoorSocket(number)
    var reader = FrameReader()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = retrying { recv(number, &buffer, buffer.count, 0) }
      guard count > 0, let frames = try? reader.take(Array(buffer[..<count])) else { break }
      for frame in frames {
        let call = Call(frame, line)
        calls.withLock { $0.append(call) }
        answering(call)
      }
    }
    endings.withLock { $0 += 1 }
  }

  /// How many connections have ended, from either side.
  var ended: Int { endings.withLock { $0 } }

  var heard: [ControlFrame] { calls.withLock { $0.map(\.frame) } }

  /// The calls that were not taken yet.
  func rest() -> [Call] {
    calls.withLock { calls in
      defer { calls = [] }
      return calls
    }
  }

  /// The oldest call that was not taken yet.
  func next() throws -> Call {
    try awaited("a call at the terminal") { calls.withLock { $0.isEmpty ? nil : $0.removeFirst() } }
  }
}
