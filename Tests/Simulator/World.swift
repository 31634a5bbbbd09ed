import Events
import Replication
import SimulatedDisk
import Venue

/// One run: some boxes, the wires between them, people at work, and what goes wrong.
final class World {
  let options: SimulationOptions
  let timeline = Timeline()
  let trace: Trace
  private(set) var network: Network!
  private(set) var witness: Witness!
  private(set) var boxes: [Box] = []
  private(set) var provider: Provider!
  private(set) var guests: Guests!
  private(set) var refunds: Refunds!
  private var people: People!
  private var cashiers: Cashiers!
  private var manager: Manager!
  private var faults: Faults!
  /// How long faults go on.
  let faultsEndMs: Int64
  let kinds: [FaultKind]
  let terminals: Int
  private(set) var isHealing = false

  static let startMs: Int64 = 1_795_348_800_000
  static let key = [UInt8](repeating: 7, count: 32)
  /// In this time all that is left to do must be done, once nothing goes wrong any more.
  static let healingMs: Int64 = 300_000
  /// And nothing may stir any more for so long.
  private static let quietMs: Int64 = 3_000
  /// A log that may have a bit flipped is read through after so long.
  private static let examineMs: Int64 = 10_000

  init(_ options: SimulationOptions) {
    self.options = options
    let chance = Chance(options.seed, "world")
    let (count, minutes) = (Int(chance.number(2...7)), chance.pick([1, 3, 10, 30, 60] as [Int64]))
    terminals = options.terminals ?? count
    faultsEndMs = (options.seconds ?? minutes * 60) * 1_000
    let ofPartners = Chance(options.seed, "partners")
    let drawn = FaultKind.allCases.filter { ($0.isOfPartners ? ofPartners : chance).oneIn(2) }
    kinds = (options.hasAll ? FaultKind.allCases : drawn).filter { !options.without.contains($0) }
    trace = Trace(timeline, isVerbose: options.isVerbose)
    witness = Witness(self)
    network = Network(timeline, trace, Chance(options.seed, "network"), boxes: { [unowned self] in boxes })
    makeBoxes(chance)
    provider = Provider(self)
    guests = Guests(self)
    refunds = Refunds(self)
    people = People(self)
    cashiers = Cashiers(self)
    manager = Manager(self)
    faults = Faults(self, kinds)
  }

  private func makeBoxes(_ chance: Chance) {
    let hasClashes = kinds.contains(.clashes)
    let addresses = (0..<terminals).map { PeerAddress(host: "10.0.0.\($0 + 1)", port: 7400) }
    let shape = chance.number(0...3)
    for index in 0..<terminals {
      let peers = addresses.indices.filter { Self.isDialed($0, by: index, of: terminals, shape) }
      let settings = Box.Settings(
        hostName: hasClashes && chance.oneIn(3) ? "till" : "till-\(index)",
        letter: Array("ABCDEFGH")[hasClashes ? Int(chance.number(0...2)) : index], address: addresses[index],
        peers: peers.map { addresses[$0] })
      boxes.append(Box(index, self, settings))
    }
  }

  /// Who dials whom: everybody all, itself too; the lesser number; a ring; a star.
  private static func isDialed(_ other: Int, by index: Int, of count: Int, _ shape: Int64) -> Bool {
    switch shape {
    case 0: true
    case 1: other < index
    case 2: other == (index + 1) % count
    default: other == 0 && index > 0
    }
  }

  /// Another machine with a copy of a disk. Nobody dials it, so it dials all.
  func makeClone(of box: Box, _ disk: SimulatedDisk) {
    let address = PeerAddress(host: "10.0.0.\(boxes.count + 1)", port: 7400)
    let settings = Box.Settings(
      hostName: box.settings.hostName, letter: box.settings.letter, address: address,
      peers: boxes.map(\.address))
    let clone = Box(boxes.count, self, settings, disk)
    boxes.append(clone)
    witness.copied(box, to: clone)
    clone.start()
    people.work(at: clone)
  }

  // MARK: the run

  func run() {
    trace.note(-1, "begins", Int64(terminals), faultsEndMs, kinds.map(\.rawValue).joined(separator: ","))
    for box in boxes { timeline.after(people.chance.number(0...2_000)) { box.start() } }
    people.begin()
    manager.begin()
    cashiers.begin()
    faults.begin()
    go(until: faultsEndMs)
    guard witness.breach == nil else { return }
    heal()
    guard converges() || (Standings.agree(boxes) && witness.breach == nil) else {
      if witness.breach == nil { witness.fail("healed terminals agree", Standings.words(boxes)) }
      return
    }
    FinalCheck(self).run()
  }

  /// Lets go of all that holds each other.
  func end() {
    timeline.clear()
    network.letGoOfAll()
    for box in boxes { box.program = nil }
    boxes = []
    (people, cashiers, manager, faults, guests) = (nil, nil, nil, nil, nil)
  }

  private func go(until limitMs: Int64) {
    while witness.breach == nil, timeline.step(before: limitMs) {}
  }

  private func heal() {
    isHealing = true
    trace.note(-1, "heals")
    people.end()
    cashiers.end()
    guests.leave()
    provider.mend()
    faults.end()
    network.unblockAll()
    for box in boxes {
      box.mend()
      // What was found at a start stays so until the next one: somebody starts it anew.
      if box.program?.health.readOnlyBecause != nil { box.die(nil) }
      if box.program == nil { timeline.after(people.chance.number(0...5_000)) { box.start() } }
      guard kinds.contains(.flips) else { continue }
      // A start from a checkpoint has not looked at what is older.
      timeline.after(Self.examineMs) {
        if box.program?.isDamaged == false { box.program?.writing.put(.examine) }
      }
    }
  }

  /// Runs until nobody has anything left to tell; false where that does not come.
  private func converges() -> Bool {
    let limit = timeline.nowMs + Self.healingMs
    if kinds.contains(.flips) { go(until: timeline.nowMs + 2 * Self.examineMs) }
    var quietSince: Int64?
    while timeline.nowMs < limit, witness.breach == nil {
      go(until: timeline.nowMs + 500)
      for box in boxes where witness.isBeyondHelp(box) { box.isGivenUp = true }
      guard Standings.agree(boxes), isPaidUp else {
        quietSince = nil
        continue
      }
      if let quietSince, timeline.nowMs - quietSince >= Self.quietMs { return witness.breach == nil }
      quietSince = quietSince ?? timeline.nowMs
    }
    return false
  }

  /// Whether nothing is on its way between house and provider, and what the house knows is what the provider knows.
  private var isPaidUp: Bool {
    guard provider.isQuiet, refunds.isQuiet else { return false }
    let programs = boxes.filter { !$0.isGivenUp }.compactMap(\.program)
    guard programs.allSatisfy(\.desk.isQuiet), let first = programs.first else { return false }
    let check = MoneyCheck(provider.book, isDestroyed: kinds.contains(where: \.isDestructive))
    return first.venue.shown.orders.values.allSatisfy { check.fault(of: $0.order, $0.events) == nil }
  }

  /// A log was deleted: somebody looks, and starts the terminal anew.
  func alarmed(_ box: Box) {
    let life = box.life
    timeline.after(5_000) {
      guard box.life == life else { return }
      box.die(nil)
      box.start()
    }
  }

  var faultsHappened: Int { faults.count }
}

/// How boxes stand to each other.
enum Standings {
  static func agree(_ boxes: [Box]) -> Bool {
    let programs = boxes.filter { !$0.isGivenUp }.map(\.program)
    guard programs.allSatisfy({ $0?.venue.isSettled == true }) else { return false }
    let all = programs.compactMap { $0 }
    guard let tips = all.first?.log.tips else { return false }
    return all.allSatisfy { $0.log.tips == tips && $0.log.eventCount == all[0].log.eventCount }
  }

  static func words(_ boxes: [Box]) -> String {
    boxes.map { box in
      guard let program = box.program else { return "\nbox \(box.index) is down" }
      let tips = program.log.tips
      let histories = tips.origins.map { origin in
        "\(origin) " + tips.histories(of: origin).map { "\($0.seq)" }.joined(separator: "+")
      }
      let peers = program.venue.mesh?.status(at: box.moment().instantForStatus).peers.map { peer in
        "\(peer.title) \(peer.state.rawValue) -\(peer.eventsBehind) +\(peer.eventsAhead) \(peer.trouble ?? "")"
      }
      return "\nbox \(box.index) \(program.venue.identity.origin) \(program.log.eventCount) events"
        + " \(program.log.condition) \(program.health.readOnlyBecause ?? ""): "
        + histories.joined(separator: ", ")
        + program.log.gaps.map { ", misses \($0.origin) \($0.after.seq) to \($0.upTo.seq)" }.joined()
        + "\n   " + (peers ?? []).joined(separator: "; ")
    }.joined()
  }
}

extension Moment {
  var instantForStatus: Instant { Instant(wall: wall, monotonicMs: monotonicMs) }
}
