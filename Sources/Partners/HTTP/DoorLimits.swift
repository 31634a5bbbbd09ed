/// What callers may take of the door: how many at a time, and how long.
struct DoorLimits: Hashable {
  /// A proxy keeps a few connections open, and a house has a few payments at a time.
  var callers = 64
  /// Who comes beyond those hears so; who comes beyond these waits at the system's door.
  var turnedAway = 16
  /// For a request's head, from its first byte (contract, section 6).
  var headMs: Int64 = 30_000
  /// For all of a request, from its first byte.
  var requestMs: Int64 = 60_000
  /// For a connection on which nothing is asked.
  var idleMs: Int64 = 30_000
  /// For the terminal's answer: enough for a slow disk. Who hears of it late sends again, and nothing counts twice.
  var houseMs: Int64 = 20_000
  /// For a caller to take its answer.
  var takingMs: Int64 = 30_000
  /// For a caller to end its side after the last answer.
  var lingerMs: Int64 = 5_000
}
