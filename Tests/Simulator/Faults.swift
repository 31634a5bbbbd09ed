import Events
import SimulatedDisk

/// What goes wrong, when and for how long.
final class Faults {
  let world: World
  let chance: Chance
  private let kinds: [FaultKind]
  private var isOn = false
  /// How many have happened.
  private(set) var count = 0
  /// How often each kind comes, at most.
  private let meanMs: Int64
  /// What may happen only so often in a run: more would leave nothing to look at.
  private var left: [FaultKind: Int] = [.clones: 1, .backups: 2, .losttails: 2, .deletions: 2, .flips: 2]
  /// Copies of disks, taken now and then.
  var backups: [(box: Int, disk: SimulatedDisk)] = []

  init(_ world: World, _ kinds: [FaultKind]) {
    self.world = world
    self.kinds = kinds
    chance = Chance(world.options.seed, "faults")
    meanMs = chance.pick([15_000, 60_000, 300_000])
  }

  func begin() {
    isOn = true
    if kinds.contains(.clocks) { for box in world.boxes { setClock(box) } }
    // Each kind by chance of its own: leaving one out changes little in the others.
    for kind in kinds { plan(kind, Chance(world.options.seed, kind.rawValue)) }
  }

  func end() {
    isOn = false
    for connection in world.network.connections { connection.attacker?.isGone = true }
  }

  private func plan(_ kind: FaultKind, _ own: Chance) {
    world.timeline.after(own.number(1_000...(2 * meanMs))) { [self] in
      guard isOn else { return }
      if left[kind] != 0 {
        count += 1
        happen(kind, own)
      }
      plan(kind, own)
    }
  }

  /// Undoes something after a while, unless the end of all faults comes first.
  func later(_ own: Chance, _ limitMs: Int64, _ body: @escaping () -> Void) {
    world.timeline.after(own.spread(upTo: limitMs)) { [self] in if isOn { body() } }
  }

  /// Notes a fault of a kind that has a bound.
  func spend(_ kind: FaultKind) { left[kind, default: 0] -= 1 }

  private func happen(_ kind: FaultKind, _ own: Chance) {
    let box = own.pick(world.boxes)
    switch kind {
    case .partitions: partition(own)
    case .resets: reset(own)
    case .flapping: flap(box, own)
    case .refusals: refuse(box, own)
    case .freezes: freeze(box, own)
    case .slowreaders: slowReading(box, own)
    case .attackers: attack(own)
    case .strangers: Stranger.call(box, own)
    case .kills: kill(box, own)
    case .crashes: crash(box, own)
    case .powercuts: cutPower([box], own)
    case .blackouts: cutPower(world.boxes, own)
    case .slowdisks: slow(box, own)
    case .fulldisks: fill(box, own)
    case .faultydisks: failOnce(box, own)
    case .readonlydisks: makeReadOnly(box, own)
    case .deletions: delete(box)
    case .losttails: loseTail(box, own)
    case .backups: backUp(box, own)
    case .clones: clone(box, own)
    case .flips: flip(box, own)
    case .clocks: setClock(box)
    case .clashes: break
    case .unknowns: writeUnknown(box, own)
    case .partnerdeaths: killPartner(box, own)
    case .lateanswers, .lostanswers, .outages: trouble(kind, own)
    case .moves: movePartner(to: box)
    }
  }

  func note(_ box: Box, _ what: StaticString, _ first: Int64 = 0) { world.trace.note(box.index, what, first) }
}

// MARK: the network

extension Faults {
  private func partition(_ own: Chance) {
    let boxes = world.boxes
    let side = boxes.map { _ in own.oneIn(2) }
    let isOneWay = own.oneIn(3)
    var ways: [Network.Way] = []
    for from in boxes.indices {
      for to in boxes.indices where from != to && side[from] != side[to] && (!isOneWay || side[from]) {
        ways.append(Network.Way(from: from, to: to))
      }
    }
    world.trace.note(-1, "partition", Int64(ways.count), isOneWay ? 1 : 0)
    for way in ways { world.network.block(way) }
    later(own, 300_000) { [world] in
      world.trace.note(-1, "partition ends")
      for way in ways { world.network.unblock(way) }
    }
  }

  private func reset(_ own: Chance) {
    guard let connection = world.network.connections.isEmpty ? nil : own.pick(world.network.connections)
    else { return }
    world.trace.note(-1, "reset", Int64(connection.number))
    switch own.number(0...3) {
    case 0: connection.isSilent = true
    case 1: connection.ends[Int(own.number(0...1))].hear(.reset)
    default: connection.reset()
    }
  }

  private func flap(_ box: Box, _ own: Chance) {
    note(box, "flaps")
    for turn in 0..<own.number(3...20) {
      world.timeline.after(turn * own.number(50...3_000)) { [self] in
        guard isOn else { return }
        for connection in world.network.connections
        where connection.ends.contains(where: { $0.box == box.index }) {
          connection.reset()
        }
      }
    }
  }

  private func refuse(_ box: Box, _ own: Chance) {
    note(box, "refuses calls")
    box.refusesCalls = true
    later(own, 60_000) { box.refusesCalls = false }
  }

  private func freeze(_ box: Box, _ own: Chance) {
    guard box.program != nil, !box.isFrozen else { return }
    note(box, "stands still")
    box.freeze()
    let life = box.life
    later(own, 60_000) {
      guard box.life == life else { return }
      self.note(box, "goes on")
      box.thaw()
    }
  }

  private func slowReading(_ box: Box, _ own: Chance) {
    box.readingPauseMs = own.pick([10, 100, 1_000])
    note(box, "reads slowly", box.readingPauseMs ?? 0)
    later(own, 120_000) { box.readingPauseMs = nil }
  }

  private func attack(_ own: Chance) {
    guard let connection = world.network.connections.isEmpty ? nil : own.pick(world.network.connections)
    else { return }
    world.trace.note(-1, "attack", Int64(connection.number))
    connection.attacker = Attacker(own)
  }
}

// MARK: the machines

extension Faults {
  private func kill(_ box: Box, _ own: Chance) {
    guard box.program != nil else { return }
    if own.oneIn(4), !box.isFrozen {
      note(box, "is ended")
      box.stop()
    } else {
      note(box, "is killed")
      box.die(nil)
    }
    restart(box, own)
  }

  private func restart(_ box: Box, _ own: Chance) {
    later(own, 60_000) { [self] in
      guard box.program == nil else { return }
      note(box, "is switched on")
      box.turnOn()
      box.start()
    }
  }

  private func crash(_ box: Box, _ own: Chance) {
    guard !box.disk.isCrashed else { return }
    note(box, "will crash")
    if own.oneIn(2) { box.plannedCut = .seeded(own.word()) }
    box.disk.plan(
      .crash(own.pick(SimulatedDisk.Moment.allCases)), atCall: box.disk.calls + 1 + Int(own.spread(upTo: 300))
    )
  }

  private func cutPower(_ boxes: [Box], _ own: Chance) {
    for box in boxes {
      note(box, "loses its power")
      box.die(own.oneIn(3) ? .losingAll : .seeded(own.word()))
      restart(box, own)
    }
  }

  private func setClock(_ box: Box) {
    let day: Int64 = 86_400_000
    switch chance.number(0...6) {
    case 0: box.skewMs = day
    case 1: box.skewMs = -day
    case 2: box.skewMs = -World.startMs + chance.number(0...day)
    case 3: box.skewMs += chance.number(-600_000...600_000)
    case 4: box.driftPerMille = chance.number(-20...20)
    case 5: box.skewMs = chance.number(-5_000...5_000)
    default: box.skewMs = 0
    }
    note(box, "has its clock set", box.skewMs)
  }

  private func writeUnknown(_ box: Box, _ own: Chance) {
    guard let program = box.program, !box.isFrozen, program.health.readOnlyBecause == nil else { return }
    let identity = program.venue.identity
    box.soon { [self] in
      let tip = program.venue.tip(of: identity.origin)
      guard identity == program.venue.identity, let event = Newer.event(identity, tip, box.wall(), own) else {
        return
      }
      note(box, "writes what is new", event.seq)
      program.write([event])
    }
  }
}
