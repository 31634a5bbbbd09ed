import Events
import Venue

/// Looking at the past: in, moment by moment, and back to now.
extension Console {
  mutating func lookBack(_ view: View) -> [ConsoleEffect] {
    past = Past(now: view.now)
    isTyping = false
    if pane != .log, pane.order == nil { go(to: .board) }
    hush()
    return [.lookBack(since: view.now.advanced(byMilliseconds: -Past.reachMilliseconds))]
  }

  mutating func backToNow() {
    past = nil
    isTyping = mode == .staff
    // Whoever looked at an order as it stood wants to see it as it stands.
    if pane.order == nil { go(to: home) }
    hush()
  }

  /// Takes what the log holds; an answer that comes after somebody went back to now is left aside.
  public mutating func take(_ lookback: Lookback) { past?.take(lookback) }

  /// The log could not be read: there is no past to show, and why.
  public mutating func couldNotLookBack(_ reason: String, at now: Timestamp) {
    guard past != nil else { return }
    backToNow()
    say(reason, isError: true, at: now)
  }

  /// Goes back to now where no key came for too long.
  mutating func forgetPast(at now: Timestamp) {
    if let past, now >= past.endsAt { backToNow() }
  }

  /// Does something to the time that is shown, and says what it has to say.
  mutating func scrub(_ view: View, _ change: (inout Past) -> String?) {
    hush()
    guard var past else { return }
    let words = change(&past)
    self.past = past
    if let words { say(words, isError: true, at: view.now) }
  }

  /// Any key shows that somebody is there. Keys that have a meaning elsewhere only say why they have none here.
  mutating func handleInPast(_ key: Key, _ view: View) -> [ConsoleEffect] {
    past?.lastKey = view.now
    if let action = ActionTable.action(for: key, on: self) {
      return action.perform(&self, key, view) + [.redraw]
    }
    let reason = past?.view(view).readOnlyBecause ?? ""
    say(reason, isError: true, at: view.now)
    return [.redraw]
  }

  /// The console and the view that the picture of the past is drawn from.
  func scene(_ view: View) -> (console: Console, view: View) {
    guard let past else { return (self, view) }
    var console = self
    // Its end is of now, and the picture's clock is not.
    if message(at: view.now) == nil { console.hush() }
    console.selection = nil
    let then = past.view(view)
    console.number(then)
    return (console, then)
  }
}

/// The keys of the past.
extension ActionTable {
  static let lookBack = Action(
    [.character("t")], "t", name: "past", title: "past",
    help:
      "Show the past: the board, or the order that is shown, as it stood at any moment of the last 36 hours.",
    places: everyPane
  ) { console, _, view in console.lookBack(view) }

  static let past: [Action] = [
    Action(
      [.left, .right, .character("h"), .character("l")], "← →", name: "past_minute", title: "a minute",
      help: "Go one minute back or forward.", places: [.past], isFixed: true
    ) { console, key, view in
      let minutes: Int64 = key == .left || key == .character("h") ? -1 : 1
      console.scrub(view) { $0.step(minutes: minutes, now: view.now) }
      return []
    },
    Action(
      [.up, .down, .pageUp, .pageDown], "↑ ↓, PgUp PgDn", name: "past_ten", title: "ten minutes",
      help: "Go ten minutes back (up) or forward (down).", places: [.past], isFixed: true
    ) { console, key, view in
      let minutes: Int64 = key == .up || key == .pageUp ? -10 : 10
      console.scrub(view) { $0.step(minutes: minutes, now: view.now) }
      return []
    },
    Action(
      (0...9).map { Key.character(Unicode.Scalar(UInt8(0x30 + $0))) } + [.character(":"), .backspace],
      "0–9", name: "past_time", title: "type a time",
      help: "Type a time of day, 1942 or 19:42; one that has not come yet today was yesterday.",
      places: [.past], isFixed: true
    ) { console, key, view in
      console.scrub(view) { past in
        if key == .backspace { past.erase() }
        if case .character(let digit) = key, digit != ":" { past.type(digit) }
        return nil
      }
      return []
    },
    Action(
      [.enter], "Enter", name: "past_go", title: "go there", help: "Go to the time that was typed.",
      places: [.past], isFixed: true
    ) {
      console, _, view in
      console.scrub(view) { $0.goToTyped(now: view.now) }
      return []
    },
    Action(
      [.home, .end], "Home End", name: "past_ends", title: "first, last",
      help: "Go to the start of the business day (again: of the day before), or to the last full minute.",
      places: [.past], isFixed: true
    ) { console, key, view in
      console.scrub(view) {
        key == .home ? $0.goToStart(now: view.now) : $0.go(to: Past.lastMinute(view.now), now: view.now)
      }
      return []
    },
    Action(
      [.character("L"), .character("b")], "L, b", name: "past_panes", title: "log",
      help: "Show what had happened up to then, newest first; the board again.", places: [.past],
      isFixed: true
    ) { console, key, _ in
      console.go(to: key == .character("L") && console.pane == .board ? .log : .board)
      return []
    },
    Action(
      [.escape, .character("t")], "Esc, t", title: "now",
      help: "Go back to now. A minute without a key does the same.", places: [.past], isFixed: true
    ) { console, _, _ in
      console.backToNow()
      return []
    },
  ]
}
