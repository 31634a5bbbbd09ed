import Dining
import Events
import Venue

/// Taking back this screen's own last change, for a moment after it.
extension Console {
  /// Long enough to see that it was the wrong ticket.
  static let undoMilliseconds: Int64 = 10_000

  /// What `u` takes back now; nil where its time is over or there is nothing.
  func undoable(_ view: View) -> Made? {
    made.last.flatMap { view.now < Self.undoEnd($0) ? $0 : nil }
  }

  /// Whole seconds that are left for it, from 10 down to 1.
  func undoSeconds(_ view: View) -> Int64? {
    guard let last = undoable(view) else { return nil }
    let left = Self.undoEnd(last).milliseconds - view.now.milliseconds
    return min(Self.undoMilliseconds / 1_000, (left + 999) / 1_000)
  }

  /// On a whole second, so that the countdown ticks with the timers of the board.
  private static func undoEnd(_ made: Made) -> Timestamp {
    let end = made.at.advanced(byMilliseconds: undoMilliseconds + 999)
    return end.advanced(byMilliseconds: -(end.milliseconds % 1_000))
  }

  func whyNoUndo(_ view: View) -> String? {
    if let reason = whyNoChange(.kitchen, view) { return reason }
    guard let last = made.last else {
      return "nothing was changed from this screen; r lists the last moves of all"
    }
    let code = view.house.orders[last.order]?.order.codeText ?? "?"
    guard undoable(view) != nil else {
      return "10 s have passed since \(last.sentence); r recalls, or type :order undo \(code)"
    }
    guard let newest = view.house.orders[last.order]?.order.changes.last, newest.event != last.event else {
      return nil
    }
    return "\(code) was changed again by \(newest.actor); r recalls, or type :order undo \(code)"
  }

  func undo(_ view: View) -> [ConsoleEffect] {
    guard let last = undoable(view) else { return [] }
    return [.request(.change(OrderName(last.order.description), .service(.undo)))]
  }
}
