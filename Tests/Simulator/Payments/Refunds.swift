import Control
import Dining
import Events
import Venue

/// Refunds that somebody has asked for: the provider gives back, and then the house writes it. Whoever hears of no end gives
/// the same command again.
final class Refunds {
  private unowned let world: World
  private var underWay = 0

  init(_ world: World) { self.world = world }

  var isQuiet: Bool { underWay == 0 }

  private static let againMs: Int64 = 15_000

  func ask(_ request: Request, at box: Box) {
    underWay += 1
    carryOut(request, at: box)
  }

  /// As ``Station/refund(_:_:_:_:)`` does it.
  private func carryOut(_ request: Request, at box: Box) {
    guard let program = box.program, !box.isFrozen, !box.isGivenUp else { return again(request, at: box) }
    var isOver = false
    func end(_ isDone: Bool) {
      guard !isOver else { return }
      isOver = true
      if isDone { underWay -= 1 } else { again(request, at: box) }
    }
    world.timeline.after(60_000) { end(false) }
    box.soon { [world] in
      guard case .provider(let wish) = RefundWay(request, in: program.venue, at: box.moment()) else {
        return program.ask(request) { end(Self.isOver($0)) }
      }
      world.trace.note(box.index, "gives back", 0, 0, "\(wish.payment) \(wish.params.compactText)")
      program.desk.ask(wish.provider, .refund, wish.params) { result in
        switch result {
        case .success(let value): program.ask(wish.done(value, request)) { end(Self.isOver($0)) }
        case .failure(.unreachable): end(false)
        case .failure: end(true)
        }
      }
    }
  }

  /// Whether nobody has to look whether it is kept.
  private static func isOver(_ reply: Reply) -> Bool {
    guard case .refused(let complaint) = reply else { return true }
    return !complaint.isOfDisk
  }

  private func again(_ request: Request, at box: Box) {
    world.timeline.after(Self.againMs) { [self] in
      let other = world.boxes.first { other in
        other.program?.venue.runs(Desk.stripe) == true && !other.isGivenUp
      }
      carryOut(request, at: other ?? box)
    }
  }
}
