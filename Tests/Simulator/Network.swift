import Replication

/// The wires between the boxes: who can be reached, how long it takes, what is cut.
final class Network {
  let timeline: Timeline
  let chance: Chance
  let trace: Trace
  let boxes: () -> [Box]
  private(set) var connections: [Connection] = []
  private var all: [Connection] = []
  /// Nothing passes from one box to another.
  private var blocked: Set<Way> = []
  private var latencies: [Way: Int64] = [:]
  /// Bytes a millisecond, on every way.
  let bytesPerMs: Int
  /// So many bytes the systems of both ends take for a reader that does not read.
  let windowBytes: Int
  private let jitterMs: Int64

  struct Way: Hashable {
    let from: Int
    let to: Int
  }

  /// How long a system waits for an answer to a call.
  private static let dialLimitMs: Int64 = 5_000

  init(_ timeline: Timeline, _ trace: Trace, _ chance: Chance, boxes: @escaping () -> [Box]) {
    self.timeline = timeline
    self.trace = trace
    self.chance = chance
    self.boxes = boxes
    bytesPerMs = chance.pick([50, 1_000, 10_000])
    windowBytes = chance.pick([8 << 10, 64 << 10, 256 << 10])
    jitterMs = chance.pick([0, 2, 30, 200])
  }

  func delayMs(_ way: Way) -> Int64 {
    if latencies[way] == nil { latencies[way] = chance.pick([0, 1, 1, 5, 40, 150]) }
    return (latencies[way] ?? 0) + (jitterMs == 0 ? 0 : chance.number(0...jitterMs))
  }

  /// Whether a packet gets there at all.
  func isOpen(_ way: Way) -> Bool { !blocked.contains(way) && boxes()[way.to].isPowered }

  func block(_ way: Way) { blocked.insert(way) }

  func unblock(_ way: Way) {
    blocked.remove(way)
    goOn { $0 == way }
  }

  func unblockAll() {
    blocked = []
    goOn { _ in true }
  }

  /// What waited for a way, or for a box that stood still, goes on.
  func goOn(_ isConcerned: (Way) -> Bool) {
    for connection in connections { for end in connection.ends where isConcerned(end.way) { end.goOn() } }
  }

  /// Calls an address for a box.
  func dial(
    from caller: Box, _ address: PeerAddress, _ done: @escaping (Result<ConnectionEnd, DialTrouble>) -> Void
  ) {
    guard let callee = boxes().first(where: { $0.address == address }) else {
      return timeline.after(1) { done(.failure(DialTrouble(words: "no such host"))) }
    }
    let (there, back) = (Way(from: caller.index, to: callee.index), Way(from: callee.index, to: caller.index))
    timeline.after(delayMs(there) + delayMs(back)) { [self] in
      guard isOpen(there), isOpen(back) else {
        return timeline.after(Self.dialLimitMs) { done(.failure(DialTrouble(words: "no answer"))) }
      }
      guard let program = callee.program, !callee.refusesCalls else {
        return done(.failure(DialTrouble(words: "connection refused")))
      }
      let connection = connect(caller.index, callee.index)
      done(.success(connection.ends[0]))
      callee.soon { [weak program] in program?.sockets.accept(connection.ends[1], from: caller.callingAddress)
      }
    }
  }

  func connect(_ caller: Int, _ callee: Int) -> Connection {
    connections.removeAll { $0.isOver && !$0.isUnderWay }
    let connection = Connection(all.count + 1, self, caller, callee)
    connections.append(connection)
    all.append(connection)
    return connection
  }

  func forget(_ connection: Connection) { connections.removeAll { $0 === connection } }

  func letGoOfAll() { for connection in all { connection.letGo() } }

  /// A program has died: its system ends its connections. Without power, nobody is told.
  func letGo(_ box: Box, hasPower: Bool) {
    for connection in connections {
      for end in connection.ends where end.box == box.index { hasPower ? end.die() : end.vanish() }
    }
  }
}

/// Why a call led nowhere.
struct DialTrouble: Error {
  let words: String
}
