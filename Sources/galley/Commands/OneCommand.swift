import Control
import EventLog
import Host
import Screens

/// One command from a shell: through the running terminal where there is one, else on the log itself.
struct OneCommand {
  private let invocation: Invocation
  private let words: [String]
  private let options: Options
  private let output: (ControlFrame) -> Void

  /// - Parameter output: gets what the command says.
  init(
    _ invocation: Invocation, _ words: [String], _ options: Options,
    output: @escaping (ControlFrame) -> Void = LocalOutput.write
  ) {
    self.output = output
    self.invocation = invocation
    self.words = words
    self.options = options
  }

  /// - Returns: the exit status.
  func run() throws -> Int32 {
    var pins = PinSource()
    while true {
      if let connection = try ControlSocket.connect(path: options.socketPath) {
        try checkVenueOfRunningTerminal()
        return try Client(connection, invocation, words, options, pins, output: output).run()
      }
      do {
        return try runAlone(pins)
      } catch is HouseDirectory.TerminalRuns {
        continue
      } catch let wanted as PinWanted {
        // Whoever types it holds up nobody: the log is closed meanwhile.
        try pins.ask(wanted.question)
      }
    }
  }

  private func checkVenueOfRunningTerminal() throws {
    let disk = try PosixDisk(root: options.dataPath, program: "galley")
    try HouseDirectory.checkVenue(disk, options)
  }

  /// Somebody must be asked for a PIN before the command can be carried out.
  private struct PinWanted: Error {
    let question: ControlFrame
  }

  private func runAlone(_ pins: PinSource) throws -> Int32 {
    if case .events(follow: true, _, _) = invocation {
      return try Serving(options, .none, following: invocation).run()
    }
    guard try hasNothingToRead() else { return try runOnLog(options, pins) }
    return try runOnNothing(pins)
  }

  /// Whether this only looks, and there is no log yet: then it makes none.
  private func hasNothingToRead() throws -> Bool {
    guard !invocation.changesSomething, try options.identity() == nil else { return false }
    return Folder.names(in: "\(options.dataPath)/log", endingWith: ".jsonl").isEmpty
  }

  /// Answers from a house in which nothing has happened.
  private func runOnNothing(_ pins: PinSource) throws -> Int32 {
    let nothing = "there is no log in \(options.dataPath) yet"
    switch invocation {
    case .verify: throw Failure(.disk, "no_log", nothing)
    case .doctor: throw Failure(.refused, "no_log", "\(nothing); a terminal makes it when it starts")
    case .complete: break
    default: if !options.wantsJSON { StandardStreams.warn("galley: \(VisibleText.line(nothing))\n") }
    }
    let scratch = try ScratchDirectory("galley")
    defer { try? scratch.remove() }
    var options = options
    options.dataPath = scratch.path
    return try runOnLog(options, pins)
  }

  private func runOnLog(_ options: Options, _ pins: PinSource) throws -> Int32 {
    var progress = Progress("open")
    let opened = try HouseDirectory.open(options) { progress.show($0, of: $1) }
    progress.clear()
    let loop = EventLoop()
    let station = try Station(
      opened, loop: loop, keyFile: options.settings.keyFile.first,
      setUp: Station.SetUp(options))
    defer { station.close() }
    station.warnOfStart()
    var status: Int32 = 0
    var wanted: ControlFrame?
    var failure: (any Error)?
    var liveInput: LiveInput?
    var take: ([UInt8]) -> Void = { _ in }
    var tell: () -> Void = {}
    var importing: ImportOrders?
    let session = Session(invocation, words, options, isAlone: true) { frame in
      output(frame)
      if frame.kind == .askPin || frame.kind == .askNewPin {
        if let pin = pins.known(frame) { return take(pin) }
        wanted = frame
        loop.stop()
      }
      if frame.kind == .position { tell() }
      if let exit = frame.exitStatus {
        if exit == 0, let importing {
          output(ControlFrame(.output, importing.summary(json: options.wantsJSON)))
        }
        status = exit
        loop.stop()
      }
    }
    take = { [unowned session] in session.takePin($0) }
    tell = { [unowned session] in
      guard case .importOrders(let file) = invocation else { return }
      do {
        let made = ImportOrders(file)
        importing = made
        try made.write(station.disk, station.mark) { session.take($0) }
        session.endInput()
      } catch {
        failure = error
        loop.stop()
      }
    }
    if LogCommands.run(invocation) {
      try LogCommands(station.disk, station.mark).run(session)
    } else {
      session.onAdmitted = {
        do { liveInput = try feed(session, on: loop) } catch {
          failure = error
          loop.stop()
        }
      }
      station.run(session)
    }
    if !session.isFinished, wanted == nil, failure == nil { try loop.run() }
    liveInput?.stop()
    if session.isFinished { try station.partners.settle() }
    if let failure { throw failure }
    if let wanted { throw PinWanted(question: wanted) }
    return status
  }

  /// Reads the command's file for it.
  ///
  /// - Returns: what goes on reading while the loop runs; nil where all is read.
  private func feed(_ session: Session, on loop: EventLoop) throws -> LiveInput? {
    guard let path = invocation.inputPath, !session.isFinished else { return nil }
    let file: InputFile
    do {
      file = try InputFile(path: path)
    } catch {
      session.fail(Failure(.refused, "file", error.description))
      return nil
    }
    if invocation.isLive {
      return LiveInput(file, on: loop) {
        session.take($0)
      } onEnd: {
        session.endInput()
      }
    }
    while !session.isFinished, let piece = try file.next() { session.take(piece) }
    session.endInput()
    return nil
  }
}

extension Session {
  convenience init(
    _ invocation: Invocation, _ words: [String], _ options: Options, isAlone: Bool = false,
    emit: @escaping (ControlFrame) -> Void
  ) {
    self.init(
      invocation, words, options.settings, options.manner, on: .shell, isAlone: isAlone, emit: emit)
  }
}

/// Frames of an answer on this process's own output.
enum LocalOutput {
  static func write(_ frame: ControlFrame) {
    switch frame.kind {
    case .output: try? Descriptor.writeAll(frame.content, to: Descriptor.standardOutput)
    case .error: try? Descriptor.writeAll(frame.content, to: Descriptor.standardError)
    case .run, .input, .inputEnd, .exit, .attach, .follow, .position, .identity, .lines, .caughtUp, .peers,
      .banner, .partners, .table, .touch, .menu, .tableState, .surface, .askPin, .askNewPin, .pin, .logIn,
      .pass,
      .logOut, .webhook, .payLink:
      break
    }
  }
}
