import Host
import Screens
import Venue

/// Which tables have a socket: those of the settings, and those that a screen wants while it is there.
final class TableSockets {
  private let station: Station
  private let path: (GuestTable) -> String
  private let kept: [GuestTable]
  /// Who wants which table's.
  private var wishes: [ObjectIdentifier: GuestTable] = [:]
  private var sockets: [GuestTable: TableSocket] = [:]
  private var isTellingDue = false

  /// - Parameters:
  ///   - kept: those that stand as long as the terminal.
  ///   - path: where a table's stands.
  init(_ station: Station, keeping kept: [GuestTable], path: @escaping (GuestTable) -> String) throws {
    self.station = station
    self.kept = kept
    self.path = path
    for table in kept {
      do throws(SystemFault) {
        try open(table)
      } catch {
        // As with the control socket (F16): where the disk takes nothing, no guest can order anything either.
        guard error.isOfFullOrReadOnlyDisk, station.health.trouble != nil else { throw error }
      }
    }
    station.onChange.append { [weak self] in self?.tellSoon() }
  }

  /// Has a table's socket stand until whoever wants it leaves.
  func want(_ table: GuestTable, by who: ObjectIdentifier) throws(SystemFault) {
    try open(table)
    if wishes[who] != table { leave(who) }
    wishes[who] = table
  }

  func leave(_ who: ObjectIdentifier) {
    guard let table = wishes.removeValue(forKey: who), !kept.contains(table), !wishes.values.contains(table)
    else { return }
    sockets.removeValue(forKey: table)?.close()
  }

  private func open(_ table: GuestTable) throws(SystemFault) {
    if sockets[table] == nil { sockets[table] = try TableSocket(table, station, path: path(table)) }
  }

  /// Tells screens of what has changed, once for all that changes in one turn of the loop.
  private func tellSoon() {
    guard !isTellingDue, sockets.values.contains(where: \.hasScreens) else { return }
    isTellingDue = true
    station.loop.at(SystemClock.monotonicMs(), "tell tables") { [weak self] in self?.tell() }
  }

  private func tell() {
    isTellingDue = false
    for socket in sockets.values { socket.tell() }
  }
}
