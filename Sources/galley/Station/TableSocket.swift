import Control
import Events
import Host
import Menus
import Screens
import Venue

/// The socket of one table: takes its guests' commands, and tells its screens what they draw.
final class TableSocket {
  private let table: GuestTable
  private let socket: ControlSocket
  private let station: Station
  private var visitors: [ObjectIdentifier: Visitor] = [:]

  /// Screens of one table at once: each guest's phone, and some to spare.
  private static let visitorLimit = 16
  /// A command of a guest is a line; a screen that does not read is told at most a few times what its orders are.
  private static let limits = Connection.Limits(contentBytes: 16 << 10, unsentBytes: 16 << 20)

  /// Who is connected: a screen of the table.
  private final class Visitor {
    let connection: Connection
    var session: Session?
    var isAttached = false
    var told: Told?

    init(_ connection: Connection) { self.connection = connection }

    /// What a screen was told last.
    struct Told: Hashable {
      let menu: MenuDocument?
      let state: JSON
      /// Each order's events by number and by the last of them.
      let orders: [[Fingerprint]]
    }
  }

  /// Listens at `path`.
  init(_ table: GuestTable, _ station: Station, path: String) throws(SystemFault) {
    self.table = table
    self.station = station
    socket = try ControlSocket(path: path, limits: Self.limits)
    station.loop.whenReadable(socket.number) { [weak self] in self?.accept() }
  }

  deinit { station.loop.forget(socket.number) }

  /// Ends all connections; the socket goes with this object.
  func close() {
    for visitor in visitors.values { visitor.connection.close() }
    visitors = [:]
  }

  var hasScreens: Bool { visitors.values.contains(where: \.isAttached) }

  private func accept() {
    while let connection = socket.accept() {
      guard visitors.count < Self.visitorLimit else { continue }
      let visitor = Visitor(connection)
      let id = ObjectIdentifier(connection)
      visitors[id] = visitor
      connection.start(on: station.loop) { [weak self, weak visitor] frame in
        if let self, let visitor { self.hear(frame, visitor) }
      } onEnd: { [weak self] in
        self?.visitors[id] = nil
      }
    }
  }

  private func hear(_ frame: ControlFrame, _ visitor: Visitor) {
    switch frame.kind {
    case .run: run(frame, visitor)
    case .touch: station.touch(table)
    case .attach:
      visitor.isAttached = true
      tell(state, visitor)
    // Guests' commands read no file; what a microphone hears goes on as it comes.
    case .input:
      guard let session = visitor.session, session.invocation.isLive else { return end(visitor) }
      session.take(frame.content)
    case .inputEnd:
      guard let session = visitor.session, session.invocation.isLive else { return end(visitor) }
      session.endInput()
    // The rest is asked of a house or said by a terminal.
    case .follow, .output, .error, .exit, .position, .identity, .lines, .caughtUp, .peers,
      .banner, .partners, .table, .menu, .tableState, .surface, .askPin, .askNewPin, .pin, .logIn, .pass,
      .logOut,
      .webhook, .payLink:
      end(visitor)
    }
  }

  /// One command at a time: whoever gives the next before the answer is no screen of ours.
  private func run(_ frame: ControlFrame, _ visitor: Visitor) {
    guard visitor.session?.isFinished ?? true, let words = frame.words else { return end(visitor) }
    visitor.session = station.run(words, ofGuestsAt: table) { [weak visitor] frame in
      visitor?.connection.send(frame)
    }
  }

  private func end(_ visitor: Visitor) {
    visitors[ObjectIdentifier(visitor.connection)] = nil
    visitor.connection.close()
  }

  /// Tells every screen what it does not know.
  func tell() {
    let state = state
    for visitor in visitors.values where visitor.isAttached { tell(state, visitor) }
  }

  private var state: TableState {
    let isOpen = station.health.trouble == nil && station.health.readOnlyBecause == nil
    return TableState(
      of: table, in: station.venue.shown, at: station.clock.wall(), isOpen: isOpen,
      linkBase: station.linkBase)
  }

  /// The whole of what its orders are: they are few, and their lines are soon sent.
  private func tell(_ state: TableState, _ visitor: Visitor) {
    let told = Visitor.Told(
      menu: state.menu, state: state.json, orders: state.orders.map { $0.events.map(\.hash) })
    guard told != visitor.told else { return }
    var frames: [ControlFrame] = []
    if let menu = state.menu, menu != visitor.told?.menu {
      frames.append(ControlFrame(.menu, menu.json.canonicalBytes))
    }
    frames += ControlFrame.pages(of: state.orders.flatMap(\.events))
    frames.append(ControlFrame(.tableState, state.json.canonicalBytes))
    visitor.told = told
    visitor.connection.send(frames)
  }
}
