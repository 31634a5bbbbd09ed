import Control
import Dining
import EventLog
import Events
import Host
import Replication
import Screens
import Venue

/// Another process holds the log; this screen follows it and sends it commands.
final class RemoteBackend: Backend {
  private let connection: Connection
  private let loop: EventLoop
  private let socketPath: String
  private let dataPath: String
  private var decoder = EventDecoder()
  /// Told with the first frame; nil until all that was missed has come, so that nobody sees half a house.
  var identity: Identity? { isCaughtUp ? holder : nil }
  private var holder: Identity?
  private(set) var house = House()
  private var trouble: String?
  /// As the terminal that holds the log has told it last.
  private(set) var mesh = MeshStatus()
  private(set) var partners: [PartnerStatus] = []
  private(set) var isCaughtUp = false
  private var commands: [ObjectIdentifier: Connection] = [:]
  /// Of whoever is logged in here; it goes with the process that gave it.
  private var pass: [UInt8]?
  private let onChange: () -> Void

  /// The terminal that holds the log says so when it is asked.
  let readOnlyBecause: String? = nil

  /// What is followed is on the holder's disk already.
  var truth: Truth {
    Truth(log: trouble.map { .failing($0) } ?? .saved, peers: .following(holder?.terminal ?? ""))
  }

  /// Attaches; `onChange` is called when the picture may have changed, `onEnd` when the other process is gone.
  init(
    _ connection: Connection, loop: EventLoop, socketPath: String, dataPath: String,
    onChange: @escaping () -> Void, onEnd: @escaping () -> Void
  ) {
    self.connection = connection
    self.loop = loop
    self.socketPath = socketPath
    self.dataPath = dataPath
    self.onChange = onChange
    connection.start(on: loop) { [weak self] in
      self?.hear($0)
    } onEnd: {
      onEnd()
    }
    connection.send(ControlFrame(.attach))
  }

  private func hear(_ frame: ControlFrame) {
    switch frame.kind {
    case .identity:
      holder = (try? JSONParser.parse(frame.content)).flatMap { Identity($0) }
    case .lines:
      let events = frame.eventLines.compactMap { try? decoder.decode($0) }
      house.insert(events)
      house.learn(events, at: SystemClock.wall())
      if isCaughtUp, events.contains(where: { $0.type == .settingChanged }) { useZone() }
    case .caughtUp:
      isCaughtUp = true
      useZone()
      house.count(heldElsewhere: frame.eventCount ?? 0)
    case .peers: mesh = (try? JSONParser.parse(frame.content)).flatMap { MeshStatus($0) } ?? MeshStatus()
    case .partners:
      let list = (try? JSONParser.parse(frame.content))?.array ?? []
      partners = list.compactMap { PartnerStatus($0) }
    case .banner: trouble = frame.content.isEmpty ? nil : String(decoding: frame.content, as: UTF8.self)
    case .run, .input, .inputEnd, .output, .error, .exit, .attach, .follow, .position, .table, .touch, .menu,
      .tableState, .surface, .askPin, .askNewPin, .pin, .logIn, .pass, .logOut, .webhook, .payLink:
      return
    }
    if isCaughtUp { onChange() }
  }

  /// Days begin, and times are told, by the clock of the house, not by that of the machine.
  private func useZone() {
    if let zone = HouseSetting.timeZone.value(in: house) { LocalTime.use(zone: zone) }
  }

  /// The command line that says the same goes over; the events that come back are the answer.
  func request(_ action: Request.Action, _ answer: @escaping (Reply) -> Void) {
    let line = action.line
    send(["--json"] + line.words) { command in
      guard let input = line.input else { return }
      command.send(ControlFrame.pieces(.input, input) + [ControlFrame(.inputEnd)])
    } answer: { [weak self] typed in
      guard let self else { return }
      guard !typed.isError else { return answer(.refused(Self.complaint(typed.text))) }
      let events = typed.text.utf8.split(separator: UInt8(ascii: "\n"))
        .compactMap { try? self.decoder.decode(Array($0)) }
      answer(.wrote(events, events.first?.orderID.map { self.order($0, with: events) }))
    }
  }

  /// The order that an answer is about: its events may come before the lines that this screen follows.
  private func order(_ id: OrderID, with events: [Event]) -> Order {
    var stream = house.orders[id] ?? OrderStream(id: id)
    stream.insert(events.filter { $0.orderID == id })
    return stream.order
  }

  func run(_ words: [String], _ answer: @escaping (TypedAnswer) -> Void) {
    let invocation = try? CommandTable.understand(Arguments(words))
    if let invocation, LogCommands.run(invocation) { return readLog(words, answer) }
    do {
      let file = try invocation?.openTypedInput()
      send(words) { command in
        guard let file else { return }
        while let piece = try file.next() { command.send(ControlFrame(.input, piece)) }
        command.send(ControlFrame(.inputEnd))
      } answer: {
        answer($0)
      }
    } catch {
      answer(TypedAnswer(text: Failure(error).message, isError: true))
    }
  }

  /// Gives a command line to the terminal that holds the log; `sendInput` sends what it reads.
  private func send(
    _ words: [String], _ sendInput: (Connection) throws -> Void, answer: @escaping (TypedAnswer) -> Void
  ) {
    do {
      guard let command = try ControlSocket.connect(path: socketPath) else {
        return answer(TypedAnswer(text: "the terminal that holds the log is gone", isError: true))
      }
      let id = ObjectIdentifier(command)
      commands[id] = command
      let collector = AnswerCollector { [weak self] typed in
        self?.commands[id] = nil
        answer(typed)
      }
      command.start(on: loop) {
        collector.take($0)
      } onEnd: { [weak self] in
        if self?.commands[id] != nil { collector.take(.exit(3)) }
      }
      command.send(
        [ControlFrame(.surface, Entrance.screen.rawValue)] + (pass.map { [ControlFrame(.pass, $0)] } ?? []))
      command.send(.command(words))
      try sendInput(command)
    } catch {
      answer(TypedAnswer(text: Failure(error).message, isError: true))
    }
  }

  func logIn(_ name: String, _ pin: [UInt8], _ answer: @escaping (Complaint?) -> Void) {
    logOut()
    let gone = Complaint("gone", "the terminal that holds the log is gone")
    guard let asked = (try? ControlSocket.connect(path: socketPath)) ?? nil else { return answer(gone) }
    let id = ObjectIdentifier(asked)
    commands[id] = asked
    var given: [UInt8]?
    let collector = AnswerCollector { [weak self] typed in
      guard let self, commands.removeValue(forKey: id) != nil else { return }
      asked.close()
      pass = typed.isError ? nil : given
      answer(typed.isError ? Self.complaint(typed.text) : nil)
    }
    asked.start(on: loop) { [weak asked] frame in
      if frame.kind == .askPin { asked?.send(ControlFrame(.pin, pin)) }
      if frame.kind == .pass { given = frame.content }
      collector.take(frame)
    } onEnd: { [weak self] in
      if self?.commands.removeValue(forKey: id) != nil { answer(gone) }
    }
    asked.send(ControlFrame(.logIn, name))
  }

  func logOut() {
    if let pass { connection.send(ControlFrame(.logOut, pass)) }
    pass = nil
  }

  func past(since: Timestamp, _ answer: @escaping PastReading.Answer) {
    besideHolder { [weak self] result in
      switch result {
      case .failure(let failure): answer(.failure(failure))
      case .success(let (disk, mark)):
        guard let self else { return }
        PastReading.start(on: loop, disk: disk, durable: mark.durable, house: house, since: since, answer)
      }
    }
  }

  func figures<Figures>(
    _ read: @escaping FigureReading.Read<Figures>, _ answer: @escaping FigureReading.Answer<Figures>
  ) {
    besideHolder { [weak self] result in
      switch result {
      case .failure(let failure): answer(.failure(Complaint(failure.code, failure.message)))
      case .success(let (disk, mark)):
        guard let self else { return }
        FigureReading.start(on: loop, disk: disk, durable: mark.durable, read, answer)
      }
    }
  }

  /// Does what reads the log: what a shell can ask of it, this screen can.
  private func readLog(_ words: [String], _ answer: @escaping (TypedAnswer) -> Void) {
    besideHolder { result in
      let collector = AnswerCollector(answer)
      do {
        let (disk, mark) = try result.get()
        try LogCommands(disk, mark, isOnScreen: true).run(
          try Session(words: words, on: .screen) { collector.take($0) })
      } catch {
        answer(TypedAnswer(text: Failure(error).message, isError: true))
      }
    }
  }

  /// The terminal says how far its log is durable, and this process reads the files beside it: a manager who looks
  /// back holds up no other board.
  private func besideHolder(_ answer: @escaping (Result<(PosixDisk, LogMark), Failure>) -> Void) {
    let gone = Failure(.disk, "gone", "the terminal that holds the log has gone away")
    do {
      guard let asked = try ControlSocket.connect(path: socketPath) else { return answer(.failure(gone)) }
      let disk = try PosixDisk(root: dataPath, program: "galley")
      let id = ObjectIdentifier(asked)
      commands[id] = asked
      asked.start(on: loop) { [weak self] frame in
        guard frame.kind == .position, let self, commands.removeValue(forKey: id) != nil else { return }
        asked.close()
        guard let mark = LogMark(frame.content) else {
          return answer(.failure(Failure(.disk, "version", "the terminal is another version")))
        }
        answer(.success((disk, mark)))
      } onEnd: { [weak self] in
        if self?.commands.removeValue(forKey: id) != nil { answer(.failure(gone)) }
      }
      asked.send(ControlFrame(.follow))
    } catch {
      answer(.failure(Failure(error)))
    }
  }

  func close() { connection.close() }

  private static func complaint(_ text: String) -> Complaint {
    let error = (try? JSONParser.parse(Array(text.utf8)))?["error"]
    return Complaint(error?["code"]?.string ?? "failed", error?["message"]?.string ?? text)
  }
}
