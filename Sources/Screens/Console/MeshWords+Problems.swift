import Events
import Replication

/// What is wrong with links and with the clocks of others, and what to do: banners.
///
/// A terminal out of touch is a banner from 15 s on: a box that starts anew, or a cable put in again, is back by then.
/// After half an hour the status line alone says it. Those who can do something have read it by then, a box that was
/// switched off on purpose is no alarm, and people look past a banner that always stands. Where it is known that
/// events are missing here, the banner stays. A refused link and a wrong clock don't heal by themselves: theirs stay.
extension MeshWords {
  static let bannerAfterMs: Int64 = 15_000
  static let bannerUntilMs: Int64 = 30 * 60_000

  /// A banner names at most 3 terminals and counts the rest.
  private static let namesLimit = 3

  /// Who keeps orders from here: those out of touch, then the refused.
  var linkProblems: [String] { [awayProblem].compactMap { $0 } + refusedProblems }

  var clockProblems: [String] {
    let wrong = mesh.peers.filter { $0.isInTouch && $0.hasWrongClock }
    let skews = wrong.compactMap(\.skewMs)
    let inTouch = mesh.peers.filter { $0.isInTouch && $0.skewMs != nil }
    // One clock against several others that agree: it is this one.
    if wrong.count > 1, wrong.count == inTouch.count,
      skews.allSatisfy({ $0 > 0 }) || skews.allSatisfy({ $0 < 0 }), let skew = skews.first
    {
      let direction = skew > 0 ? "behind" : "ahead of"
      return [
        "This clock is \(Truth.span(Int64(clamping: skew.magnitude))) \(direction) those of all others in touch. "
          + "Set it right: times of orders from here are wrong till then."
      ]
    }
    return wrong.map { peer in
      let skew = peer.skewMs ?? 0
      let name = title(peer)
      return
        "The clock of \(name) is \(Truth.span(Int64(clamping: skew.magnitude))) \(skew > 0 ? "ahead of" : "behind") "
        + "this one. Set the wrong one right: ages of tickets from \(name) are wrong till then."
    }
  }

  /// Milliseconds until a banner comes or goes by itself; nil where none will.
  var nextChange: Int64? {
    mesh.peers.filter { !$0.isInTouch && $0.state != .refused }.flatMap { peer in
      let age = wall.milliseconds - peer.awaySince.milliseconds
      return [Self.bannerAfterMs - age, Self.bannerUntilMs - age].filter { $0 > 0 }
    }.min()
  }

  private var awayProblem: String? {
    let peers = peersAway.filter(isNews)
    guard let worst = peers.first else { return nil }
    let missing = peers.map(\.eventsAhead).reduce(0, +)
    func missed(_ place: String) -> String {
      missing > 0
        ? "\(Self.events(missing)) \(missing == 1 ? "is" : "are") known to be missing here."
        : "orders taken \(place) may be missing here."
    }
    if peers.count > 1, peersAway.count == mesh.peers.count {
      let last = peersAway.map(\.awaySince).max() ?? worst.awaySince
      return "No other screen has been in touch \(since(last)): \(missed("elsewhere")) "
        + "Check the network cable of this one first."
    }
    guard peers.count > 1 else {
      let words = worst.wasReached ? "has been out of touch" : "has not been reached"
      return "\(title(worst)) \(words) \(since(worst.awaySince)): \(missed("there")) "
        + "Check its power and its network cable."
    }
    let named = peers.prefix(Self.namesLimit).map { "\(title($0)) \(since($0.awaySince))" }
    let more = peers.count > named.count ? " and \(peers.count - named.count) more" : ""
    return
      "\(peers.count) screens are out of touch, \(named.joined(separator: ", "))\(more): \(missed("there")) "
      + "Check their power and their network cables."
  }

  private func isNews(_ peer: PeerStatus) -> Bool {
    guard peer.state != .refused else { return false }
    let age = wall.milliseconds - peer.awaySince.milliseconds
    return age >= Self.bannerAfterMs && (age < Self.bannerUntilMs || peer.eventsAhead > 0)
  }

  private var refusedProblems: [String] {
    mesh.peers.filter { $0.state == .refused }.map { peer in
      "\(title(peer)): \(peer.trouble ?? "the link is refused; galley peer probe \(peer.address) says why.")"
    }
  }
}

extension PeerStatus {
  var hasWrongClock: Bool { skewMs.map { $0.magnitude > Self.skewToleranceMs.magnitude } ?? false }
}
