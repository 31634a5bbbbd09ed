import Events

extension Console {
  /// The picture: drawn from this screen's state and what the house holds, and from nothing else.
  public func frame(_ view: View) -> Frame {
    var current = self
    return current.seeAndDraw(view).frame
  }

  /// ``see(_:)`` and ``frame(_:)`` in one, with the board laid out once for both.
  public mutating func seeAndDraw(_ view: View) -> (effects: [ConsoleEffect], frame: Frame) {
    let (effects, board) = look(view)
    let scene = scene(view)
    var frame = scene.console.drawn(scene.view, present: view, past == nil ? board : nil)
    if let past {
      PastFrame(past: past, present: view, plan: ScreenPlan(scene.console, scene.view)).draw(into: &frame)
    }
    return (effects, frame)
  }

  /// How a card is marked: new or changed, while nobody has touched this screen; nil for no mark.
  func mark(of ticket: TicketID) -> Notices.Mark? {
    conflicts.isUnread(ticket.order) ? .conflict : notices.mark(of: ticket)
  }

  private func drawn(_ view: View, present: View, _ board: BoardPane?) -> Frame {
    var frame = Frame(size: view.size)
    let plan = ScreenPlan(self, view)
    if let past, past.isReading || hasNothingToShow(view) {
      frame.inside(plan.body) {
        PastFrame(past: past, present: present, plan: plan).drawEmpty(of: pane, into: &$0)
      }
    } else if let board, pane == .board {
      board.draw(into: &frame)
    } else {
      switch pane.kind.picture {
      case .text: frame.inside(plan.body) { ScrollPane(self, view).draw(into: &$0) }
      case .drawing(let draw): draw(self, view, &frame)
      }
    }
    if let side = plan.side {
      frame.verticalRule(
        at: Position(row: side.row, column: side.column - 2), lengthRows: side.heightRows, style: Style(.rule)
      )
      frame.inside(side) { SidePane(self, view).draw(into: &$0) }
    }
    let chrome = Chrome(console: self, view: view, plan: plan)
    chrome.draw(into: &frame)
    return frame
  }

  /// Whether there was no ticket at a moment of the past, or not yet the order that is shown.
  private func hasNothingToShow(_ view: View) -> Bool {
    if let order = pane.order { return view.house.orders[order] == nil }
    return pane == .board && view.tickets.isEmpty
  }

  /// Milliseconds until the picture changes by itself, with nothing pressed and nothing changed: the next whole
  /// second while timers are shown, else the next minute of the clock; when the message goes, a
  /// mark ends, a ticket gets late or a banner comes or goes, where that is sooner; never 0.
  public func nextChange(_ view: View) -> Int64 {
    let now = view.now.milliseconds
    if let past {
      let ends = [past.endsAt, message(at: view.now)?.endsAt, locksAt].compactMap { $0?.milliseconds }
      return max(1, (ends.min() ?? now) - now)
    }
    let showsTimers =
      (pane == .board && !tickets(view).isEmpty) || undoable(view) != nil
      || VoiceLine(view) != nil
    let step: Int64 = showsTimers ? 1_000 : 60_000
    let tick = step - now % step
    let messageEnd = message(at: view.now).map { $0.endsAt.milliseconds - now }
    let menuTurn = view.house.menus.timeline.nextChange(after: view.wall).map {
      $0.milliseconds - view.wall.milliseconds
    }
    let others = [
      messageEnd, notices.nextChange(view, tickets(view)), view.meshWords.nextChange, menuTurn,
      nextPresenceChange(at: view.now), nextTakings(view),
    ]
    return others.compactMap { $0 }.min().map { min($0, tick) } ?? tick
  }
}
