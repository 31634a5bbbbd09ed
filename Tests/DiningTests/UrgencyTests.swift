import Events
import Testing

@testable import Dining

/// How a ticket ages: by the minute, never by what else happens to it.
@Suite struct AgeLimitsTests {
  /// Warm and late for dine-in, takeaway and delivery; nil where a text makes no sense.
  static let texts: [(text: String, limits: [Int64]?)] = [
    ("5 8", [5, 8, 5, 8, 5, 8]), ("  10   10 ", [10, 10, 10, 10, 10, 10]),
    ("1 600", [1, 600, 1, 600, 1, 600]),
    ("dine_in 6 9, takeaway 8 12, delivery 10 15", [6, 9, 8, 12, 10, 15]),
    ("delivery 10 15,dine_in 6 9", [6, 9, 5, 8, 10, 15]),
    ("takeaway 20 30", [5, 8, 20, 30, 5, 8]),
    ("", nil), (" ", nil), ("5", nil), ("5 8 9", nil), ("8 5", nil), ("0 8", nil), ("5 601", nil),
    ("-5 8", nil), ("+5 8", nil), ("5.5 8", nil), ("5,8", nil), ("٥ ٨", nil), ("5\t8", nil), ("0x5 8", nil),
    ("5 8,", nil), (",5 8", nil), ("5 8, 6 9", nil), ("5 8, takeaway 6 9", nil), ("takeaway 6 9, 5 8", nil),
    ("takeaway 6 9, takeaway 6 9", nil), ("buffet 5 8", nil), ("Takeaway 5 8", nil),
    ("99999999999999999999 99999999999999999999", nil), (String(repeating: " ", count: 201) + "5 8", nil),
  ]

  @Test(arguments: texts) func aTextIsReadOrMakesNoSense(text: String, limits: [Int64]?) {
    let read = AgeLimits(text).map { limits in
      OrderType.allCases.flatMap { [limits[$0].warmMinutes, limits[$0].lateMinutes] }
    }
    #expect(read == limits)
  }

  @Test func whatIsWrittenReadsTheSame() throws {
    #expect(AgeLimits().text == "5 8")
    for text in ["5 8", "dine_in 6 9, takeaway 8 12, delivery 10 15"] {
      #expect(try #require(AgeLimits(text)).text == text)
    }
    #expect(AgeLimits("takeaway 20 30")?.text == "dine_in 5 8, takeaway 20 30, delivery 5 8")
  }
}

@Suite struct UrgencyTests {
  static let minute: Int64 = 60_000

  /// An order sent at noon to the second, and what was done with it after.
  private func ticket(
    _ type: OrderType = .dineIn, promisedAfter: Int64? = nil, millisecond: Int64 = 0,
    _ commands: OrderCommand...
  ) throws -> Ticket {
    let id = newOrder(1)
    var box = Box("till", wall: Box.noon - 2_000 + millisecond)
    let currency = try #require(Currency("EUR"))
    let promise = promisedAfter.map { Timestamp(clamping: Box.noon + $0) }
    try box.give(
      .open(.init(shortCode: "B07", currency: currency, type: type, table: "T4", promisedAt: promise)), id)
    box.wall += 1_000
    try box.give(.soup, id)
    box.wall += 1_000
    for command in [.submit] + commands {
      try box.give(command, id)
      box.wall += 30_000
    }
    return try #require(BoardRules.tickets(of: box.order(id)).first)
  }

  /// The urgency so many milliseconds after noon.
  private func urgency(_ ticket: Ticket, _ after: Int64, _ limits: AgeLimits = AgeLimits()) -> Urgency {
    BoardRules.urgency(of: ticket, at: Timestamp(clamping: Box.noon + after), limits: limits)
  }

  /// Every change from an hour before noon on, in milliseconds after noon.
  private func turns(_ ticket: Ticket, _ limits: AgeLimits = AgeLimits()) -> [Int64] {
    var now = Timestamp(clamping: Box.noon - 60 * Self.minute)
    var found: [Int64] = []
    while let next = BoardRules.nextUrgencyChange(of: ticket, after: now, limits: limits) {
      #expect(next > now)
      found.append(next.milliseconds - Box.noon)
      now = next
    }
    return found
  }

  @Test func theUsualLimitsAreFiveAndEightMinutes() throws {
    let ticket = try ticket()
    #expect(urgency(ticket, -Self.hour) == .calm && urgency(ticket, 5 * Self.minute - 1) == .calm)
    #expect(urgency(ticket, 5 * Self.minute) == .warm && urgency(ticket, 8 * Self.minute - 1) == .warm)
    #expect(urgency(ticket, 8 * Self.minute) == .late && urgency(ticket, 100 * Self.hour) == .late)
    #expect(turns(ticket) == [5 * Self.minute, 8 * Self.minute])
  }

  static let hour = 60 * minute

  @Test func eachTypeOfOrderHasItsOwn() throws {
    let limits = try #require(AgeLimits("dine_in 6 9, takeaway 8 12, delivery 10 10"))
    #expect(turns(try ticket(.dineIn), limits) == [6 * Self.minute, 9 * Self.minute])
    #expect(turns(try ticket(.takeaway), limits) == [8 * Self.minute, 12 * Self.minute])
    // Warm and late at once is late.
    let delivery = try ticket(.delivery)
    #expect(turns(delivery, limits) == [10 * Self.minute])
    #expect(urgency(delivery, 10 * Self.minute, limits) == .late)
  }

  @Test func aDelayMovesBothLimits() throws {
    #expect(turns(try ticket(.dineIn, .delay(minutes: 20))) == [25 * Self.minute, 28 * Self.minute])
  }

  /// The timer shows whole seconds of both clocks; the colour turns as it does.
  @Test func momentsAreCutToTheSecond() throws {
    let ticket = try ticket(millisecond: 900)
    #expect((Box.noon + 900...Box.noon + 999).contains(ticket.round.sentAt.milliseconds))
    #expect(turns(ticket) == [5 * Self.minute, 8 * Self.minute])
  }

  @Test func nothingStartsTheTimerAgain() throws {
    let moved = try ticket(
      .dineIn, .to(.preparing), .to(.ready), .recall(round: nil), .recall(round: nil), .bread,
      .quantity(ItemName("2"), 2), .rush(true))
    #expect(turns(moved) == [5 * Self.minute, 8 * Self.minute])
    let ready = try ticket(.dineIn, .to(.ready))
    #expect(turns(ready) == [5 * Self.minute, 8 * Self.minute])
  }

  /// Of a box whose stream ran ahead, the wall clock counts: `created_at` less `skew_ms`.
  @Test func aSkewedSendingCountsFromTheWallClock() throws {
    var table = try OneOrder()
    try table.give(.soup)
    table.box.wall -= 10 * Self.minute
    let wall = table.box.wall + 1_000
    try table.give(.submit)
    let ticket = try #require(BoardRules.tickets(of: table.order).first)
    #expect(ticket.round.sentAt.milliseconds == wall)
    let limits = AgeLimits()
    let next = BoardRules.nextUrgencyChange(of: ticket, after: ticket.round.sentAt, limits: limits)
    #expect(next?.milliseconds == wall / 1000 * 1000 + 5 * Self.minute)
  }

  /// Promised for 12:30 with 5 and 8: warm for three minutes before, late from then on.
  @Test func aPromiseStandsInForTheAge() throws {
    let promised = try ticket(.takeaway, promisedAfter: 30 * Self.minute)
    #expect(turns(promised) == [27 * Self.minute, 30 * Self.minute])
    #expect(urgency(promised, 27 * Self.minute - 1) == .calm && urgency(promised, 27 * Self.minute) == .warm)
    #expect(urgency(promised, 30 * Self.minute) == .late)
    let ready = try ticket(.takeaway, promisedAfter: 30 * Self.minute, .to(.ready))
    #expect(turns(ready).isEmpty && urgency(ready, 31 * Self.minute) == .calm)
    let delayed = try ticket(.takeaway, promisedAfter: 30 * Self.minute, .delay(minutes: 10))
    #expect(turns(delayed) == [37 * Self.minute, 40 * Self.minute])
    let equal = try #require(AgeLimits("8 8"))
    #expect(turns(promised, equal) == [30 * Self.minute])
  }

  @Test func aPromiseCountsDown() throws {
    let promised = try ticket(.takeaway, promisedAfter: 30 * Self.minute + 500, .delay(minutes: 1))
    func left(_ after: Int64) -> Int64? {
      promised.promisedIn(at: Timestamp(clamping: Box.noon + after))
    }
    #expect(left(0) == 31 * 60 && left(999) == 31 * 60 && left(1_000) == 31 * 60 - 1)
    #expect(left(31 * Self.minute) == 0 && left(32 * Self.minute) == -60)
    #expect(try ticket().promisedIn(at: Timestamp(clamping: Box.noon)) == nil)
  }
}
