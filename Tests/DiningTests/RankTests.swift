import Events
import Testing

@testable import Dining

/// Which ticket is worked on before which: by class, by due time, then as they were sent.
@Suite struct RankTests {
  static let minute: Int64 = 60_000

  /// The orders of one kitchen, each with one dish, named by their codes.
  private struct Kitchen {
    var box = Box("till")
    private(set) var ids: [OrderID] = []

    /// Sends an order so many minutes after noon, promised so many minutes after noon, and does the rest at once.
    mutating func send(
      _ code: String, _ type: OrderType = .dineIn, at minutes: Int64, promised: Int64? = nil,
      _ commands: OrderCommand...
    ) throws {
      let id = newOrder(UInt64(ids.count))
      let currency = try #require(Currency("EUR"))
      let promise = promised.map { Timestamp(clamping: Box.noon + $0 * minute) }
      ids.append(id)
      box.wall = Box.noon + minutes * minute
      try box.give(
        .open(.init(shortCode: ExactString(code), currency: currency, type: type, promisedAt: promise)), id)
      for command in [.soup, .bread, .submit] + commands { try box.give(command, id) }
    }

    /// What is done with the order of a code after all were sent.
    mutating func give(_ code: String, _ commands: OrderCommand...) throws {
      let id = try #require(ids.first { box.order($0).codeText == code })
      for command in commands { try box.give(command, id) }
    }

    var tickets: [Ticket] { ids.flatMap { BoardRules.tickets(of: box.order($0)) } }

    func ticket(_ code: String) throws -> Ticket { try #require(tickets.first { $0.code == code }) }

    func codes(_ limits: AgeLimits = AgeLimits()) -> [String] {
      BoardRules.inOrder(tickets, limits: limits).map(\.code)
    }
  }

  private func rank(_ commands: OrderCommand...) throws -> BoardRules.Rank? {
    var table = try OneOrder.sent()
    for command in commands { try table.give(command) }
    return BoardRules.tickets(of: table.order).first?.rank
  }

  /// Each class has a later due time than the next one, and still stands before it.
  @Test func classesGoBeforeDueTimes() throws {
    var kitchen = Kitchen()
    try kitchen.send("B01", at: 0)
    try kitchen.send("B02", at: 10, .rush(true))
    try kitchen.send("B03", at: 20, .to(.preparing, "1"), .recall(round: nil))
    try kitchen.send("B04", at: 30, .off("1"))
    #expect(kitchen.tickets.map(\.rank) == [.timed, .rushed, .recalled, .void])
    #expect(kitchen.codes() == ["B04", "B03", "B02", "B01"])
  }

  @Test func ofTwoClassesTheFirstCounts() throws {
    let recalled: [OrderCommand] = [.to(.preparing, "1"), .recall(round: nil)]
    #expect(try rank(recalled[0], recalled[1], .rush(true)) == .recalled)
    #expect(try rank(recalled[0], recalled[1], .off("2")) == .void)
    #expect(try rank(.rush(true), .off("2")) == .void)
  }

  @Test func aVoidStandsFirstUntilItIsAcknowledged() throws {
    #expect(try rank(.off("1")) == .void)
    #expect(try rank(.off("1"), .acknowledge(nil)) == .timed)
    // Taking back the removal leaves nothing to acknowledge.
    #expect(try rank(.off("1"), .undo) == .timed)
  }

  @Test func whatWasBroughtBackStandsFirstUntilItIsMovedOn() throws {
    #expect(try rank(.to(.ready)) == .timed)
    #expect(try rank(.to(.ready), .recall(round: nil)) == .recalled)
    #expect(try rank(.to(.ready), .undo) == .recalled)
    #expect(try rank(.to(.ready), .recall(round: nil), .to(.preparing)) == .timed)
    // What else happens to it brings it no further.
    #expect(
      try rank(.to(.ready), .recall(round: nil), .delay(minutes: 5), .quantity(ItemName("1"), 2)) == .recalled
    )
    // Served and brought back: on the board again, and first in READY.
    #expect(try rank(.to(.ready), .to(.delivered)) == nil)
    #expect(try rank(.to(.ready), .to(.delivered), .recall(round: nil)) == .recalled)
  }

  @Test func oneItemThatWasBroughtBackIsEnough() throws {
    #expect(try rank(.to(.preparing, "1"), .to(.preparing, "2"), .recall(round: nil)) == .recalled)
    let both: [OrderCommand] = [.to(.preparing, "1", "2"), .recall(round: nil)]
    #expect(try rank(both[0], both[1], .to(.preparing, "1")) == .recalled)
    #expect(try rank(both[0], both[1], .to(.preparing, "3")) == .recalled)
    #expect(try rank(both[0], both[1], .to(.preparing, "1", "2")) == .timed)
    // It left the card with its item.
    #expect(try rank(.to(.preparing, "1"), .recall(round: nil), .off("1"), .acknowledge(nil)) == .timed)
  }

  /// Undoing a sending puts items into the cart, from no column; sent again they are as any other.
  @Test func whatIsSentAgainIsNotRecalled() throws {
    #expect(try rank(.undo) == nil)
    #expect(try rank(.undo, .submit) == .timed)
  }

  /// Dine-in is late after 8 minutes, takeaway after 20 here; a promise is due when it was made for.
  @Test func promisedAndOtherTicketsStandByDueTime() throws {
    let limits = try #require(AgeLimits("dine_in 5 8, takeaway 10 20"))
    var kitchen = Kitchen()
    try kitchen.send("B01", .takeaway, at: 0)
    try kitchen.send("B02", .takeaway, at: 1, promised: 900)
    try kitchen.send("B03", at: 2)
    try kitchen.send("B04", .takeaway, at: 3, promised: 11)
    try kitchen.send("B05", at: 4)
    try kitchen.send("B06", .delivery, at: 5, promised: 5)
    // Due 12:05, 12:10, 12:11, 12:12, 12:20 and 03:00 on the next day.
    #expect(kitchen.codes(limits) == ["B06", "B03", "B04", "B05", "B01", "B02"])
    #expect(kitchen.codes() == ["B06", "B01", "B03", "B04", "B05", "B02"])
  }

  @Test func aDelayMovesPromisedAndOtherTickets() throws {
    var kitchen = Kitchen()
    try kitchen.send("B01", at: 0)
    try kitchen.send("B02", .takeaway, at: 1, promised: 10)
    try kitchen.send("B03", at: 4)
    #expect(kitchen.codes() == ["B01", "B02", "B03"])
    try kitchen.give("B01", .delay(minutes: 3))
    #expect(kitchen.codes() == ["B02", "B01", "B03"])
    try kitchen.give("B02", .delay(minutes: 5))
    #expect(kitchen.codes() == ["B01", "B03", "B02"])
    try kitchen.give("B01", .delay(minutes: 0))
    try kitchen.give("B02", .undo)
    #expect(kitchen.codes() == ["B01", "B02", "B03"])
  }

  /// A promise that is ready gets late no more, and is carried out in the order of the promises.
  @Test func readyPromisesStandByTheirPromise() throws {
    var kitchen = Kitchen()
    try kitchen.send("B01", .takeaway, at: 0, promised: 30, .to(.ready))
    try kitchen.send("B02", at: 1, .to(.ready))
    try kitchen.send("B03", .takeaway, at: 2, promised: 20, .to(.ready))
    #expect(kitchen.codes() == ["B02", "B03", "B01"])
  }

  /// What is due is late from that very millisecond on, and not before.
  @Test func dueIsTheMomentOfGettingLate() throws {
    var kitchen = Kitchen()
    try kitchen.send("B01", at: 0)
    try kitchen.send("B02", .takeaway, at: 1, .delay(minutes: 7))
    try kitchen.send("B03", .delivery, at: 2, promised: 45)
    try kitchen.send("B04", at: 3, promised: 50, .delay(minutes: 9))
    try kitchen.send("B05", at: 4, .to(.ready))
    let limits = try #require(AgeLimits("dine_in 5 8, takeaway 10 20, delivery 30 30"))
    for (ticket, minutes) in zip(kitchen.tickets, [8, 28, 45, 59, 12] as [Int64]) {
      let due = BoardRules.due(of: ticket, limits: limits)
      #expect(due.milliseconds == Box.noon + minutes * Self.minute, "\(ticket.code)")
      #expect(BoardRules.urgency(of: ticket, at: due, limits: limits) == .late, "\(ticket.code)")
      let before = due.advanced(byMilliseconds: -1)
      #expect(BoardRules.urgency(of: ticket, at: before, limits: limits) < .late, "\(ticket.code)")
    }
  }

  @Test func aStationGoesByWhatItSees() throws {
    var table = try OneOrder.sent()
    try table.give(.to(.preparing, "3"), .recall(round: nil), .off("1"))
    let whole = try #require(BoardRules.tickets(of: table.order).first)
    // The soup is the hot station's, the wine the bar's; the bread is everybody's.
    #expect(whole.rank == .void && whole.at("hot")?.rank == .void)
    #expect(whole.at("bar")?.rank == .recalled && whole.at("cold")?.rank == .timed)
  }
}

/// The order is one and the same, from whatever side one comes to it.
@Suite struct OrderOfWorkTests {
  /// Due in the same second: the first that was sent, and of one millisecond the lesser event.
  @Test func noTwoTicketsStandInOnePlace() throws {
    /// Sent so long after 12:00:10 by a wall clock that was set back by an hour since the soup came, or was not.
    func ticket(_ terminal: String, after milliseconds: Int64, isSetBack: Bool = false) throws -> Ticket {
      var table = try OneOrder()
      let wall = Box.noon + 10_000 + milliseconds
      var box = Box(terminal, wall: isSetBack ? wall + 3_600_000 : wall)
      box.learn(table.box.events(table.id))
      table.box = box
      try table.box.give(.soup, table.id)
      if isSetBack { table.box.wall = wall }
      try table.box.give(.submit, table.id)
      return try #require(BoardRules.tickets(of: table.order).first)
    }
    let first = try ticket("desk", after: 100, isSetBack: true)
    let twins = try [ticket("stove", after: 200), ticket("pass", after: 200)]
    let last = try ticket("till", after: 300)
    #expect(twins[0].round.sentAt == twins[1].round.sentAt)
    // An event's id goes by the time of its stream, which no clock sets back.
    #expect(first.round.sentAt < last.round.sentAt && first.round.sentBy > last.round.sentBy)
    let due = Set(([first, last] + twins).map { BoardRules.due(of: $0, limits: AgeLimits()) })
    #expect(due.count == 1)
    let wanted = [first.round.sentBy] + twins.map(\.round.sentBy).sorted() + [last.round.sentBy]
    for tickets in [[last] + twins + [first], [twins[1], last, first, twins[0]], [first] + twins + [last]] {
      #expect(BoardRules.inOrder(tickets, limits: AgeLimits()).map(\.round.sentBy) == wanted)
    }
  }

  /// A cook moves on what the pass calls back, neither knowing of the other: the further move holds in both, and with
  /// it the class.
  @Test func aRecallThatWasOvertakenLeavesNoClass() throws {
    var pass = try OneOrder.sent()
    try pass.give(.to(.preparing))
    var stove = pass.twin("stove")
    try pass.give(.recall(round: 1))
    try stove.give(.to(.ready))
    #expect(BoardRules.tickets(of: pass.order).map(\.rank) == [.recalled])
    pass.hear(stove)
    stove.hear(pass)
    for table in [pass, stove] {
      #expect(BoardRules.tickets(of: table.order).map(\.rank) == [.timed])
      #expect(table.tickets == ["B07 ready"])
    }
  }

  /// A recall that one terminal hears late takes its place among what it knows already.
  @Test func aRecallThatIsHeardLateCountsTheSame() throws {
    var pass = try OneOrder.sent()
    try pass.give(.to(.ready))
    var stove = pass.twin("stove", laterBy: 60_000)
    try pass.give(.recall(round: 1))
    try stove.give(.rush(true))
    #expect(BoardRules.tickets(of: stove.order).map(\.rank) == [.rushed])
    pass.hear(stove)
    stove.hear(pass)
    #expect(BoardRules.tickets(of: pass.order).map(\.rank) == [.recalled])
    #expect(BoardRules.tickets(of: stove.order).map(\.rank) == [.recalled])
  }
}
