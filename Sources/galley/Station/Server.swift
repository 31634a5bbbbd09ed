import Control
import Events
import Host
import Venue

/// Takes commands and followers at the control socket.
final class Server {
  private let socket: ControlSocket?
  private let station: Station
  /// The sockets of tables, by which guests reach the terminal.
  let tables: TableSockets
  private var visitors: [ObjectIdentifier: Visitor] = [:]

  /// Screens and commands at once: more than a house has.
  private static let visitorLimit = 256
  private static let peersMs: Int64 = 250
  private var isPeersTellingDue = false

  /// Who is connected to the control socket: a command, a further screen or a reader of the log.
  private final class Visitor {
    let connection: Connection
    var session: Session?
    /// A screen that follows; a log reader follows too, but wants the lines alone.
    var isFollowing = false
    var surface = Entrance.socket
    /// Of whoever is logged in on the screen that is connected.
    var pass: [UInt8]?
    /// Who wants to log in, while their PIN is waited for.
    var name: String?

    init(_ connection: Connection) { self.connection = connection }
  }

  /// Listens at the control socket's place. Where the disk has no place for the socket and takes no events either (F16), nobody can
  /// ask for anything, and the station's own screen goes on.
  init(_ station: Station, _ options: Options) throws {
    self.station = station
    tables = try TableSockets(
      station, keeping: options.settings.tableSocket, path: options.socketPath(of:))
    do throws(SystemFault) {
      socket = try ControlSocket(path: options.socketPath)
    } catch {
      guard error.isOfFullOrReadOnlyDisk, station.health.trouble != nil else { throw error }
      socket = nil
    }
    if let socket { station.loop.whenReadable(socket.number) { [weak self] in self?.accept() } }
    station.onPublish.append { [weak self] events in self?.tell(events) }
    station.onChange.append { [weak self] in
      self?.tellCondition()
      self?.tellPeersSoon()
    }
  }

  deinit { if let socket { station.loop.forget(socket.number) } }

  var isListening: Bool { socket != nil }

  /// How many screens follow.
  var followerCount: Int { visitors.values.count { $0.isFollowing } }

  private func accept() {
    while let connection = socket?.accept() {
      guard visitors.count < Self.visitorLimit else { continue }
      let visitor = Visitor(connection)
      let id = ObjectIdentifier(connection)
      visitors[id] = visitor
      connection.start(on: station.loop) { [weak self, weak visitor] frame in
        if let self, let visitor { self.hear(frame, visitor) }
      } onEnd: { [weak self] in
        self?.visitors[id] = nil
        self?.tables.leave(id)
      }
    }
  }

  private func hear(_ frame: ControlFrame, _ visitor: Visitor) {
    switch frame.kind {
    case .run: run(frame, visitor)
    case .input: visitor.session?.take(frame.content)
    case .inputEnd: visitor.session?.endInput()
    case .attach: attach(visitor)
    case .follow:
      visitor.isFollowing = true
      visitor.connection.send(ControlFrame(.position, station.mark.bytes))
    case .table: keepTable(frame, visitor)
    // A command in a shell says so, and a screen; whoever says nothing has spoken to the socket.
    case .surface: visitor.surface = frame.content == Array(Entrance.screen.rawValue.utf8) ? .screen : .shell
    case .pass: visitor.pass = frame.content
    case .logIn:
      visitor.name = String(decoding: frame.content, as: UTF8.self)
      visitor.connection.send(ControlFrame(.askPin, frame.content))
    case .pin: takePin(frame, visitor)
    case .logOut: station.doorman.end(frame.content)
    case .webhook: takeWebhook(frame, visitor)
    case .payLink: tellLink(frame, visitor)
    // What a terminal says, and what a table's screen says at its own socket.
    case .output, .error, .exit, .position, .identity, .lines, .caughtUp, .peers, .banner, .partners, .touch,
      .menu,
      .tableState, .askPin, .askNewPin:
      break
    }
  }

  private func takeWebhook(_ frame: ControlFrame, _ visitor: Visitor) {
    guard let json = try? JSONParser.parse(frame.content), let call = WebhookCall(json) else {
      return visitor.connection.send([ControlFrame(.output, "400"), .exit(0)])
    }
    station.partners.receive(call) { [weak visitor] status in
      visitor?.connection.send([ControlFrame(.output, "\(status)"), .exit(0)])
    }
  }

  private func tellLink(_ frame: ControlFrame, _ visitor: Visitor) {
    switch PayLink.target(of: String(decoding: frame.content, as: UTF8.self), in: station.venue.shown) {
    case .page(let url): visitor.connection.send([ControlFrame(.output, url), .exit(0)])
    case .over: visitor.connection.send(.exit(1))
    case .unknown: visitor.connection.send(.exit(3))
    }
  }

  /// A PIN for the command in progress, or of who logs in.
  private func takePin(_ frame: ControlFrame, _ visitor: Visitor) {
    guard let name = visitor.name else {
      visitor.session?.takePin(frame.content)
      return
    }
    visitor.name = nil
    station.logIn(name, frame.content) { [weak visitor] result in
      switch result {
      case .success(let pass): visitor?.connection.send([ControlFrame(.pass, pass), .exit(0)])
      case .failure(let failure):
        visitor?.connection.send([
          ControlFrame(.error, failure.text(json: true)), .exit(failure.status.rawValue),
        ])
      }
    }
  }

  /// A table's screen wants the table's socket for as long as it is connected here.
  private func keepTable(_ frame: ControlFrame, _ visitor: Visitor) {
    guard let table = GuestTable(String(decoding: frame.content, as: UTF8.self)) else { return }
    do throws(SystemFault) {
      try tables.want(table, by: ObjectIdentifier(visitor.connection))
      visitor.connection.send(frame)
    } catch {
      visitor.connection.send(ControlFrame(.error, error.description))
    }
  }

  private func run(_ frame: ControlFrame, _ visitor: Visitor) {
    guard visitor.session == nil || visitor.session?.isFinished == true else { return }
    guard let words = frame.words else {
      return visitor.connection.send(.exit(Failure.Status.usage.rawValue))
    }
    do {
      let session = try Session(words: words, on: visitor.surface, pass: visitor.pass) {
        [weak visitor] frame in
        visitor?.connection.send(frame)
      }
      visitor.session = session
      // With a name a PIN may have come first, and so whoever gave it waits to be told that their file is wanted.
      if session.manner.actor != nil, session.invocation.inputPath != nil {
        session.onAdmitted = { [weak visitor] in visitor?.connection.send(ControlFrame(.input)) }
      }
      station.run(session)
    } catch {
      let failure = Failure(error)
      visitor.connection.send(ControlFrame(.error, failure.text(json: words.contains("--json"))))
      visitor.connection.send(.exit(failure.status.rawValue))
    }
  }

  /// A screen gets what is in memory, and from then on what is new.
  private func attach(_ visitor: Visitor) {
    visitor.isFollowing = true
    visitor.connection.send(ControlFrame(.identity, station.venue.identity.json.canonicalBytes))
    visitor.connection.send(ControlFrame.pages(of: station.venue.shown.retained))
    visitor.connection.send([
      .caughtUp(eventCount: station.venue.shown.eventCount),
      ControlFrame(.banner, station.health.trouble ?? ""),
      partnersFrame,
      ControlFrame(.peers, station.meshStatus.json.canonicalBytes),
    ])
  }

  private func tell(_ events: [Event]) {
    guard followerCount > 0 else { return }
    let pages = ControlFrame.pages(of: events)
    for visitor in visitors.values where visitor.isFollowing { visitor.connection.send(pages) }
  }

  /// What is known of other terminals changes with every line of a catch-up: followers hear of it a few times a second.
  private func tellPeersSoon() {
    guard followerCount > 0, station.isLinked, !isPeersTellingDue else { return }
    isPeersTellingDue = true
    station.loop.at(SystemClock.monotonicMs() + Self.peersMs, "tell peers") { [weak self] in self?.tellPeers()
    }
  }

  private func tellPeers() {
    isPeersTellingDue = false
    let frame = ControlFrame(.peers, station.meshStatus.json.canonicalBytes)
    for visitor in visitors.values where visitor.isFollowing { visitor.connection.send(frame) }
  }

  private func tellCondition() {
    for visitor in visitors.values where visitor.isFollowing {
      visitor.connection.send([ControlFrame(.banner, station.health.trouble ?? ""), partnersFrame])
    }
  }

  private var partnersFrame: ControlFrame {
    ControlFrame(.partners, JSON.array(station.partners.statuses.map(\.json)).canonicalBytes)
  }
}
