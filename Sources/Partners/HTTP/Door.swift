import Glibc

/// The listener and its visits, on one thread that sleeps in one `poll(2)`.
final class Door {
  private let listener: DoorListener
  private let house: DoorHouse
  private let limits: DoorLimits
  private var visits: [DoorVisit] = []
  /// Until when nobody is let in, because the system had no room for one more.
  private var restEndsMs: Int64 = 0

  /// To try again at once would keep the processor busy for nothing.
  private static let restMs: Int64 = 1_000
  /// At most 16 connections are taken in one turn, so that a flood of them delays nobody else for long.
  private static let acceptsLimit = 16

  init(_ listener: DoorListener, _ house: DoorHouse, limits: DoorLimits = DoorLimits()) {
    self.listener = listener
    self.house = house
    self.limits = limits
  }

  /// Answers whoever comes until something can be read from `stop`. Who is being answered then is cut short, and no
  /// sender takes that for a 200.
  func run(until stop: Int32) {
    while true {
      let nowMs = DoorClock.nowMs()
      let letsIn = nowMs >= restEndsMs && room != .none
      var waits = [
        pollfd(fd: stop, events: Int16(POLLIN), revents: 0),
        // A negative number is passed over.
        pollfd(fd: letsIn ? listener.socket.number : -1, events: Int16(POLLIN), revents: 0),
      ]
      let places = visits.map { visit in
        let start = waits.count
        waits += visit.waits
        return start..<waits.count
      }
      // A call that a signal cuts short has found nothing.
      if poll(&waits, nfds_t(waits.count), patience(nowMs)) < 0 { continue }
      if waits[0].revents != 0 { return }
      let atMs = DoorClock.nowMs()
      for (visit, place) in zip(visits, places) { visit.goOn(waits[place], with: house, limits, atMs: atMs) }
      visits.removeAll(where: \.isOver)
      if waits[1].revents != 0 { letIn(atMs) }
    }
  }

  /// Milliseconds to the next limit that may pass; -1 where there is none.
  private func patience(_ nowMs: Int64) -> Int32 {
    var soonestMs = visits.map(\.deadlineMs).min() ?? .max
    if restEndsMs > nowMs { soonestMs = min(soonestMs, restEndsMs) }
    guard soonestMs < .max else { return -1 }
    return Int32(clamping: max(0, soonestMs - nowMs))
  }

  /// What somebody who comes now finds.
  private enum Room { case inside, onlyToBeToldSo, none }

  private var room: Room {
    let turnedAway = visits.count(where: \.isTurnedAway)
    if visits.count - turnedAway < limits.callers { return .inside }
    return turnedAway < limits.turnedAway ? .onlyToBeToldSo : .none
  }

  private func letIn(_ atMs: Int64) {
    for _ in 0..<Self.acceptsLimit {
      let room = room
      guard room != .none else { return }
      switch listener.accept() {
      case .caller(let socket):
        visits.append(DoorVisit(socket, limits, isTurnedAway: room == .onlyToBeToldSo, atMs: atMs))
      case .nobody: return
      case .noRoom:
        restEndsMs = atMs + Self.restMs
        return
      }
    }
  }
}
