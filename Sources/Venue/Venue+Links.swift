import Dining
import Events
import Replication

/// How the heart and the links to other terminals work together: what comes is kept before it is acted upon, and what
/// is kept is told.
extension Venue {
  /// Begins to dial and to take calls.
  ///
  /// - Parameters:
  ///   - version: of this program, for the others.
  ///   - gaps: what a damaged log does not give back.
  ///   - seed: chance for the times of dialing.
  public mutating func link(
    _ settings: Mesh.Settings, version: String, gaps: [ChainGap], isDamaged: Bool, seed: UInt64,
    at now: Instant
  ) {
    self.version = version
    mesh = Mesh(
      introduction, settings, held: tips, eventsHeld: shown.eventCount, gaps: gaps, isDamaged: isDamaged,
      seed: seed,
      at: now)
  }

  /// Says goodbye to all.
  public mutating func closeLinks(at moment: Moment) -> [Effect] {
    carryOut(mesh?.close(at: moment.instant) ?? [], moment)
  }

  var introduction: Introduction {
    Introduction(
      venue: identity.venue, terminal: identity.terminal, origin: identity.origin,
      letter: String(identity.letter), version: version)
  }

  mutating func hear(_ input: MeshInput, _ moment: Moment) -> [Effect] {
    carryOut(mesh?.handle(input, at: moment.instant) ?? [], moment)
  }

  mutating func carryOut(_ wishes: [MeshEffect], _ moment: Moment) -> [Effect] {
    var effects: [Effect] = []
    var news: [Event] = []
    for wish in wishes {
      switch wish {
      case .dial(let address): effects.append(.dial(address))
      case .send(let link, let bytes): effects.append(.send(bytes, over: link))
      case .close(let link): effects.append(.hangUp(link))
      case .read(let read): effects.append(.read(read))
      case .heal(let events, let isComplete): effects.append(.heal(events, isComplete: isComplete))
      case .changed: if effects.last?.isRedraw != true { effects.append(.redraw) }
      case .keep(let events): news += events
      case .preview(let events): effects += preview(events)
      case .told(let delivered): effects.append(.told(delivered))
      case .change(let why): effects += become(because: why, moment)
      }
    }
    // All at once: where one waits for its order to be brought from the log, the others wait with it.
    return news.isEmpty ? effects : effects + admit(news, moment)
  }

  /// Shows what happened last before the rest of a long catch-up is here: of orders that are known from their opening
  /// on, since half an order says less than none. Others have it on their disks; here it comes again, to be kept.
  private mutating func preview(_ events: [Event]) -> [Effect] {
    let opened = Set(events.filter { $0.type == .orderOpened }.compactMap(\.orderID))
    let whole = events.filter { event in
      event.orderID.map { opened.contains($0) || shown.orders[$0] != nil } ?? true
    }
    shown.preview(whole)
    ahead.preview(whole)
    previewed.formUnion(whole.map(\.hash))
    return [.redraw]
  }

  /// Hands events that others wrote to the log. Those that came another way meanwhile, from a file, are on their way
  /// to it already.
  private mutating func admit(_ events: [Event], _ moment: Moment) -> [Effect] {
    let fresh = events.filter { !isPending($0.hash) }
    guard !fresh.isEmpty else { return [] }
    return arrive(fresh, .arrived(fresh, from: .nobody, at: moment), .nobody, moment)
  }

  private static let newsMs: Int64 = 86_400_000

  /// What is durable goes to the others; what they should look at is said on this screen.
  mutating func tellOthers(of events: [Event], _ moment: Moment) -> [Effect] {
    guard mesh != nil else { return [] }
    for event in events where event.type == .originRetired && event.origin != identity.origin {
      // One of last year, fetched today, is no news.
      guard abs(event.writtenAt.milliseconds - moment.wall.milliseconds) < Self.newsMs else { continue }
      var payload = event.payload
      guard let origin = payload.text("origin") else { continue }
      let reason = payload.text("reason") ?? ""
      mesh?.alarm("\(event.origin.terminal) no longer writes as \(origin): \(reason)")
    }
    return carryOut(mesh?.kept(events, at: moment.instant) ?? [], moment)
  }

  /// The log has been repaired: what it gives back again takes effect.
  mutating func healed(_ repair: Repair, _ moment: Moment) -> [Effect] {
    if let tips = repair.tips { resume(from: tips) }
    let missing = Set(repair.events.compactMap(\.orderID)).filter { shown.orders[$0] == nil }.sorted()
    guard missing.isEmpty else {
      // More may be written until the orders are here: the chains are taken over once.
      var again = repair
      again.tips = nil
      return [.fetch(missing, thenAgain: .healed(again, at: moment))]
    }
    if repair.isNews {
      shown.apply(repair.events)
      ahead.apply(repair.events)
    } else {
      // They are counted already; those of them that an earlier damage hid take effect now.
      shown.preview(repair.events)
      ahead.preview(repair.events)
    }
    let wishes =
      mesh?.healed(
        held: durableTips, hasGained: !repair.events.isEmpty, gaps: repair.gaps, isDamaged: repair.isDamaged,
        eventsHeld: shown.eventCount, at: moment.instant) ?? []
    let renamed = repair.mayLackOwn ? become(because: .rolledBack(identity.origin), moment) : []
    return [.redraw] + renamed + carryOut(wishes, moment)
  }
}

extension Effect {
  fileprivate var isRedraw: Bool { if case .redraw = self { true } else { false } }
}
