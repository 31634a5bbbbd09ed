import Control
import EventLog
import Events
import Host
import Screens
import Venue

/// A command that the running terminal carries out, or that reads the log beside it.
final class Client {
  private let connection: Connection
  private let invocation: Invocation
  private let words: [String]
  private let options: Options
  private var pins: PinSource
  private let output: (ControlFrame) -> Void
  private let loop = EventLoop()
  private var status: Int32?
  private var isWanted: ((Event) -> Bool)?
  private var decoder = EventDecoder()
  private var liveInput: LiveInput?
  private var importing: ImportOrders?

  /// - Parameter output: gets what the command says.
  init(
    _ connection: Connection, _ invocation: Invocation, _ words: [String], _ options: Options,
    _ pins: PinSource,
    output: @escaping (ControlFrame) -> Void
  ) {
    self.output = output
    self.connection = connection
    self.invocation = invocation
    self.words = words
    self.options = options
    self.pins = pins
  }

  /// - Returns: the exit status.
  func run() throws -> Int32 {
    var failure: (any Error)?
    connection.start(on: loop) { [unowned self] frame in
      do { try hear(frame) } catch {
        failure = error
        loop.stop()
      }
    } onEnd: { [unowned self] in
      loop.stop()
    }
    if LogCommands.run(invocation) {
      connection.send(ControlFrame(.follow))
    } else {
      try sendCommand()
    }
    try loop.run()
    if let failure { throw failure }
    if status == 0, let importing {
      output(ControlFrame(.output, importing.summary(json: options.wantsJSON)))
    }
    guard let status else {
      throw Failure(.disk, "gone", "the terminal that holds the log has gone away; look with: galley events")
    }
    return status
  }

  /// The words go over as they are; the file that they name is read here, where its name means something.
  private func sendCommand() throws {
    // The other terminal's settings are not this one's.
    connection.send([
      ControlFrame(.surface, Entrance.shell.rawValue), .command(options.settings.flagsAlong + words),
    ])
    // With a name a PIN may be asked for first; then the terminal says when it listens.
    if options.manner.actor == nil { try sendInput() }
  }

  private func sendInput() throws {
    guard let path = invocation.inputPath else { return }
    let file: InputFile
    do {
      file = try InputFile(path: path)
    } catch {
      throw Failure(.refused, "file", error.description)
    }
    if invocation.isLive {
      liveInput = LiveInput(file, on: loop) { [unowned self] piece in
        try connection.sendWaiting(ControlFrame(.input, piece))
      } onEnd: { [unowned self] in
        connection.send(ControlFrame(.inputEnd))
      }
      return
    }
    while let piece = try file.next() { try connection.sendWaiting(ControlFrame(.input, piece)) }
    connection.send(ControlFrame(.inputEnd))
  }

  private func hear(_ frame: ControlFrame) throws {
    switch frame.kind {
    case .output, .error: output(frame)
    case .exit:
      status = frame.exitStatus
      loop.stop()
    case .position:
      if case .importOrders(let file) = invocation, !file.isPreview {
        try importOrders(file, frame)
      } else {
        try readLog(frame)
      }
    case .askPin, .askNewPin:
      if pins.known(frame) == nil { try pins.ask(frame) }
      connection.send(ControlFrame(.pin, pins.known(frame) ?? []))
    case .input: try sendInput()
    case .lines: show(frame.eventLines)
    case .run, .inputEnd, .attach, .follow, .identity, .caughtUp, .peers, .banner, .partners, .table, .touch,
      .menu,
      .tableState, .surface, .pin, .logIn, .pass, .logOut, .webhook, .payLink:
      break
    }
  }

  /// The terminal waits for lines of past orders.
  private func importOrders(_ file: Invocation.OrderFile, _ frame: ControlFrame) throws {
    let (disk, mark) = try log(frame)
    let importing = ImportOrders(file)
    try importing.write(disk, mark) { try connection.sendWaiting(ControlFrame(.input, $0)) }
    connection.send(ControlFrame(.inputEnd))
    self.importing = importing
  }

  /// The log's files, and how far they are durable.
  private func log(_ frame: ControlFrame) throws -> (PosixDisk, LogMark) {
    guard let mark = LogMark(frame.content) else {
      throw Failure(.disk, "version", "the terminal is another version")
    }
    if let zone = mark.timeZone { LocalTime.use(zone: zone) }
    return (try PosixDisk(root: options.dataPath, program: "galley"), mark)
  }

  /// The terminal said how far the log is durable; what comes after arrives as lines.
  private func readLog(_ frame: ControlFrame) throws {
    let (disk, mark) = try log(frame)
    let commands = LogCommands(disk, mark)
    let session = Session(invocation, words, options) { [unowned self] frame in
      output(frame)
      if let exit = frame.exitStatus { status = exit }
    }
    try commands.run(session)
    if case .events(follow: true, _, _) = invocation {
      isWanted = try commands.isWanted(by: session)
    } else {
      loop.stop()
    }
  }

  private func show(_ lines: [[UInt8]]) {
    guard let isWanted else { return }
    for line in lines {
      guard let event = try? decoder.decode(line), isWanted(event) else { continue }
      output(ControlFrame(.output, line + [UInt8(ascii: "\n")]))
    }
  }
}

/// How far a running terminal's log is durable, and what else a reader of its files must know.
struct LogMark {
  let durable: LogPosition
  let identity: Identity
  let findings: [Finding]
  /// What there is to say of its partners, a sentence each.
  let partners: [String]
  let timeZone: String?
  /// The settings of the house that make sense, by key.
  let house: [String: String]

  init(
    durable: LogPosition, identity: Identity, findings: [Finding], partners: [String], timeZone: String?,
    house: [String: String]
  ) {
    self.durable = durable
    self.identity = identity
    self.findings = findings
    self.partners = partners
    self.timeZone = timeZone
    self.house = house
  }

  init?(_ bytes: [UInt8]) {
    guard let json = try? JSONParser.parse(bytes), let segment = json["segment"]?.int,
      let number = SegmentNumber(exactly: segment), let offset = json["offset"]?.int,
      let identity = json["identity"].flatMap({ Identity($0) })
    else { return nil }
    self.init(
      durable: LogPosition(segment: number, offset: offset), identity: identity,
      findings: json["findings"]?.array?.compactMap { Finding($0) } ?? [],
      partners: json["partners"]?.array?.compactMap(\.string) ?? [],
      timeZone: json["time_zone"]?.string,
      house: Self.texts(json["house"]))
  }

  var bytes: [UInt8] {
    JSON.object([
      "segment": .int(Int64(durable.segment)), "offset": .int(durable.offset), "identity": identity.json,
      "findings": .array(findings.map(\.json)),
      "partners": .array(partners.map { .string($0) }),
      "time_zone": timeZone.map { .string($0) },
      "house": .object(house.map { JSON.Member($0.key, .string($0.value)) }),
    ]).canonicalBytes
  }

  private static func texts(_ json: JSON?) -> [String: String] {
    guard case .object(let members)? = json else { return [:] }
    let pairs = members.compactMap { member in member.value.string.map { (member.key.string, $0) } }
    return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }
}
