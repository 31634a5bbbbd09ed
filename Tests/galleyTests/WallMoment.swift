import Dining
import Events
import Screens
import Venue

@testable import galley

/// The demo's house after one change, for a screen on the wall to look at.
struct WallMoment: Sendable {
  /// What was done.
  let step: DemoStep
  /// When it was done.
  let time: Timestamp
  /// What the house holds since then.
  let house: House
  /// The order that it was done to; nil for a change of the house as a whole.
  let order: Order?
  fileprivate let identity: Identity

  /// What a screen of a size is drawn from.
  ///
  /// - Parameter now: any time from this change to the next one; without it, that of this change.
  func view(_ size: Size, at now: Timestamp? = nil) -> View {
    View(
      size: size, house: house, identity: identity, now: now ?? time,
      offsets: LocalOffsets(minutes: WallEvening.offsetMinutes), truth: Truth())
  }
}

/// A whole evening in memory: the steps go through the same command table and the same heart as in
/// `galley demo`, and the disk takes everything at once. The same steps and seed give the same moments to the
/// last bit.
struct WallEvening {
  /// What somebody did and was not allowed to do; empty for a sound evening.
  private(set) var refusals: [String] = []
  private var venue = Venue(
    identity: Identity(venue: "demo", origin: Origin("demo-00000001").unsafelyUnwrapped, letter: "B"),
    memory: Memory(letter: "B"), tips: ChainTips(venue: "demo"))
  private var steps: ArraySlice<DemoStep>
  private var codes: [Int: String] = [:]
  private var chance: DemoChance
  /// The moment from which the steps count.
  private let begins: Timestamp

  /// How far the clock on the wall is ahead of UTC. It is not 0, so that whoever mixes the two up is found out.
  static let offsetMinutes = 60
  /// Doors open on a Sunday at 18:00 by the clock on the wall.
  static let opens = Timestamp("2026-11-22T17:00:00.000Z").unsafelyUnwrapped
  /// Where somebody who watches the demo begins: what was before passes in a moment there.
  static let watchedFrom = opens.advanced(byMilliseconds: DinnerRush.rushMilliseconds.lowerBound)

  /// The demo's evening of a seed.
  init(seed: UInt64) {
    self.init(DinnerRush(seed: seed).steps, menu: DemoMenu.document.json, from: Self.opens, seed: seed)
  }

  /// - Parameters:
  ///   - steps: in order of time.
  ///   - menu: a menu document.
  ///   - begins: the moment from which the steps count.
  ///   - seed: what identifiers come from.
  init(_ steps: [DemoStep], menu: JSON, from begins: Timestamp, seed: UInt64) {
    self.steps = steps[...]
    self.begins = begins
    chance = DemoChance(seed: seed)
    if case .refused(let complaint) = give(.menu(.importDocument(menu)), at: begins) {
      refusals.append(complaint.message)
    }
  }

  /// The evening's next change; nil after the last one.
  mutating func next() -> WallMoment? {
    while let step = steps.popFirst() {
      let time = begins.advanced(byMilliseconds: step.atMilliseconds)
      let words = step.words(code: codes[step.party] ?? "none") {
        begins.advanced(byMilliseconds: $0).description
      }
      do {
        guard case .wrote(_, let order) = try give(words, at: time) else { throw UsageFault("no change") }
        codes[step.party] = order?.codeText
        return WallMoment(
          step: step, time: time, house: venue.shown, order: order, identity: venue.identity)
      } catch {
        refusals.append("\(step.atMilliseconds / 1000) s, party \(step.party), \(words): \(error)")
      }
    }
    return nil
  }

  /// Understands a command line, as the program does.
  private mutating func give(_ words: [String], at time: Timestamp) throws -> Reply {
    guard case .change(let change) = try CommandTable.understand(Arguments(words)) else {
      throw UsageFault("no change")
    }
    let reply =
      switch change {
      case .request(let action): give(action, at: time)
      case .open(let table, let guests, let type, let promised):
        give(.open(table: table, guests: guests, type: type, promisedAt: promised?.moment(.next)), at: time)
      case .addStaff, .place, .terms, .importMenu, .publishMenu, .activate, .createExperiment, .startPayment,
        .keepCard:
        throw UsageFault("the evening orders dish by dish")
      }
    if case .refused(let complaint) = reply { throw complaint }
    return reply
  }

  private mutating func give(_ action: Request.Action, at time: Timestamp) -> Reply {
    let moment = Moment(
      wall: time, monotonicMs: time.milliseconds - begins.milliseconds,
      random: (bits(), bits(), bits(), bits()))
    var reply = Reply.refused(Complaint("none", "no answer"))
    var inputs = [Input.request(Request(action), from: Asker(1), at: moment)]
    while !inputs.isEmpty {
      for effect in venue.handle(inputs.removeFirst()) {
        switch effect {
        case .append(_, let ticket, _): inputs.append(.durable(upTo: ticket, at: moment))
        case .answer(let answer, _): reply = answer
        case .publish, .redraw, .carryOut, .told, .dial, .send, .hangUp, .read, .heal, .keep, .fetch: break
        }
      }
    }
    return reply
  }

  private mutating func bits() -> RandomBits { RandomBits(high: chance.next(), low: chance.next()) }
}
