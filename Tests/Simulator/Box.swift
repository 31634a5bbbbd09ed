import EventLog
import Events
import Node
import Replication
import SimulatedDisk
import Venue

/// One machine: its disk, its clock, its power, and the program that runs on it or does not.
final class Box {
  let index: Int
  let world: World
  let disk: SimulatedDisk
  let chance: Chance
  /// What its program's settings say.
  let settings: Settings
  var program: Program?
  private(set) var isPowered = true
  private(set) var isFrozen = false
  var refusesCalls = false
  /// A slow reader stops so long after each piece.
  var readingPauseMs: Int64?
  /// How long the disk takes for a sync, at most.
  var syncMs: Int64 = 5
  /// The clock on the wall against simulated time.
  var skewMs: Int64 = 0
  var driftPerMille: Int64 = 0
  /// What a start would find again, whatever happens but the disk's own failure.
  var durable: Set<Fingerprint> = []
  /// Counts programs: what one has put off does not reach the next.
  private(set) var life = 0
  private var late: [() -> Void] = []
  private var starts = 0
  /// What the next crash takes along, where one is planned.
  var plannedCut: PowerCut?
  /// Nothing can be done for it any more: it is left alone.
  var isGivenUp = false

  struct Settings {
    let hostName: String
    let letter: Character
    let address: PeerAddress
    var peers: [PeerAddress]
  }

  init(_ index: Int, _ world: World, _ settings: Settings, _ disk: SimulatedDisk = SimulatedDisk()) {
    self.index = index
    self.world = world
    self.settings = settings
    self.disk = disk
    chance = Chance(world.options.seed, "box \(index)")
    syncMs = chance.pick([1, 5, 20, 200])
  }

  var address: PeerAddress { settings.address }
  /// As the other end of a call sees it.
  var callingAddress: PeerAddress {
    PeerAddress(host: settings.address.host, port: UInt16(chance.number(30_000...60_000)))
  }

  // MARK: time

  func wall() -> Timestamp {
    let now = world.timeline.nowMs
    return Timestamp(clamping: World.startMs + now + skewMs + now * driftPerMille / 1_000)
  }

  func moment() -> Moment {
    Moment(
      wall: wall(), monotonicMs: world.timeline.nowMs,
      random: (chance.bits(), chance.bits(), chance.bits(), chance.bits()))
  }

  /// Chance for the name of a log.
  func random() -> UInt32 { UInt32(truncatingIfNeeded: chance.word()) }

  /// Runs something in the program's next turn.
  func soon(_ body: @escaping () -> Void) { after(0, body) }

  /// Runs something in the program after a while: later where it stands still, never where it has died.
  func after(_ ms: Int64, _ body: @escaping () -> Void) {
    let life = life
    world.timeline.after(ms) { [self] in run(body, of: life) }
  }

  private func run(_ body: @escaping () -> Void, of life: Int) {
    guard life == self.life else { return }
    if isFrozen { return late.append(body) }
    body()
    lookAtDisk()
  }

  func freeze() { isFrozen = true }

  func thaw() {
    guard isFrozen else { return }
    isFrozen = false
    let bodies = late
    late = []
    for body in bodies { soon(body) }
    world.network.goOn { $0.to == index }
  }

  // MARK: life and death

  /// Starts the program; where its directory does not open, its supervisor tries again.
  func start() {
    guard program == nil, isPowered, !isGivenUp else { return }
    starts += 1
    do {
      let program = try Program(self)
      self.program = program
      world.witness.opened(self)
      world.trace.note(
        index, "runs", Int64(program.venue.shown.eventCount), 0,
        "as \(program.venue.identity.origin) \(program.findings)")
      program.link()
      lookAtDisk()
    } catch {
      world.trace.note(index, "does not start", 0, 0, "\(error)")
      die(nil)
      world.timeline.after(2_000) { [self] in start() }
    }
  }

  /// A disk call at which the program was to die has come.
  private func lookAtDisk() {
    guard disk.isCrashed, program != nil else { return }
    let cut = plannedCut
    world.trace.note(index, "dies at a disk call", Int64(disk.calls))
    die(cut)
    startLater()
  }

  func startLater() {
    world.timeline.after(chance.number(100...20_000)) { [self] in
      isPowered = true
      start()
    }
  }

  /// The program ends without a word; with `cut` the machine has lost its power.
  func die(_ cut: PowerCut?) {
    life += 1
    program = nil
    late = []
    isFrozen = false
    plannedCut = nil
    if cut != nil { isPowered = false }
    disk.restart(after: cut)
    world.network.letGo(self, hasPower: cut == nil)
  }

  /// `galley` is ended as a person ends it.
  func stop() {
    guard let program, !isFrozen else { return }
    program.close()
    die(nil)
  }

  /// Starts the program anew under another origin.
  func renew() {
    soon { [self] in
      try? renewOrigin()
      die(nil)
      start()
    }
  }

  private func renewOrigin() throws {
    let file = IdentityFile(on: disk)
    guard let before = try file.read() else { return }
    try file.keep(
      before.goingOn(as: try IdentityFile.origin(before.terminal, random()), letter: before.letter))
  }

  /// Switches the machine on.
  func turnOn() {
    isPowered = true
    world.network.goOn { $0.to == index }
  }

  /// Nothing goes wrong here any more.
  func mend() {
    disk.cancelPlans()
    disk.capacity = nil
    disk.isReadOnly = false
    plannedCut = nil
    refusesCalls = false
    readingPauseMs = nil
    syncMs = 5
    turnOn()
    thaw()
  }
}
