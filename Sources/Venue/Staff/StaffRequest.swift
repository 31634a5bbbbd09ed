import Dining
import Events

/// What a manager asks about those who work here. A PIN is none of it: what comes here is its hash.
public enum StaffRequest: Hashable, Sendable {
  /// Somebody new, or another role and PIN for somebody who is there.
  case add(name: String, role: StaffRole, PinHash)
  case remove(name: String)

  /// The command line that asks for it; the PIN of somebody new is asked for beside it.
  var line: TypedLine {
    switch self {
    case .add(let name, let role, _):
      TypedLine("staff add", TypedLine.flag("role", role.rawValue), on: [name])
    case .remove(let name): TypedLine("staff remove", on: [name])
    }
  }
}

/// Who works here: the house is never left with staff and without a manager by this terminal.
extension Composer {
  func draft(_ wanted: StaffRequest) throws(Venue.Stop) -> EventDraft {
    switch wanted {
    case .add(let name, let role, let hash): return try add(name, role, hash)
    case .remove(let name): return try remove(name)
    }
  }

  private func add(_ text: String, _ wanted: StaffRole, _ hash: PinHash) throws(Venue.Stop) -> EventDraft {
    if let complaint = StaffName.complaint(text, terminal: venue.identity.terminal) {
      throw .complaint(complaint)
    }
    let member = venue.ahead.member(text)
    let name = member?.name ?? ExactString(text)
    try repeated(in: stream(name))
    // The first one is a manager, whatever was said: else nobody could add the next.
    let role = hasOthers(beside: name) ? wanted : .manager
    if role != .manager { try checkIsNotLastManager(name) }
    var payload = PayloadWriter()
    payload.set("pin_hash", hash.text)
    payload.set("role", role.rawValue)
    return draft(.staffAdded, .staff, name, stamp(name), payload)
  }

  private func remove(_ text: String) throws(Venue.Stop) -> EventDraft {
    // Whoever is gone is found by the name as it was written, so that a repeat is one.
    let known = venue.ahead.member(text)?.name ?? ExactString(text)
    try repeated(in: stream(known))
    guard venue.ahead.staff[known]?.map({ _ in true }) == true else {
      throw .complaint(Complaint("not_found", "nobody called “\(text)” works here; see: galley staff list"))
    }
    try checkIsNotLastManager(known)
    return draft(.staffRemoved, .staff, known, stamp(known), PayloadWriter())
  }

  private func stream(_ name: ExactString) -> StreamKey { .other(.known(.staff), .text(name)) }

  private func stamp(_ name: ExactString) -> StreamClock.Stamp {
    venue.clock.stamp(wall: moment.wall, latestInStream: venue.ahead.latest(in: stream(name)))
  }

  private func hasOthers(beside name: ExactString) -> Bool {
    venue.ahead.staff.all.contains { $0.key != name && $0.value != nil }
  }

  /// Without a manager nobody could be added any more.
  private func checkIsNotLastManager(_ name: ExactString) throws(Venue.Stop) {
    let managers = venue.ahead.members.filter { $0.role == .manager }
    guard managers.map(\.name) == [name], hasOthers(beside: name) else { return }
    throw .complaint(
      Complaint(
        "last_manager", "\(name) is the only manager here, and others are staff; add another manager first"))
  }
}
