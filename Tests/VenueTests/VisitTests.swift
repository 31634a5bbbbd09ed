import Dining
import Events
import Menus
import Testing

@testable import Venue

/// A table's visit and the menu that all of it sees (document 08, contract section 6).
@Suite struct VisitTests {
  private static func till() throws -> Till {
    var till = try Till()
    try MenuRequestTests.freeze(100, "control", &till)
    try MenuRequestTests.freeze(200, "variant", &till)
    try till.give(.menu(.activate(version: "control", from: nil, until: nil)))
    return till
  }

  @discardableResult
  private static func experiment(
    _ till: inout Till, allocation: Int64 = 50, minutes: Int64 = 60, tables: [String] = []
  ) throws -> Experiment {
    let from = till.now.advanced(byMilliseconds: 1_000)
    try till.give(
      .experiment(
        .create(
          .init(
            control: "control", variant: "variant", allocation: allocation, from: from,
            until: from.advanced(byMilliseconds: minutes * 60_000), tables: tables))))
    return try #require(till.house.experiments.all.first)
  }

  private static func price(_ table: String, _ till: Till) -> Int64? {
    till.house.served(at: till.now, atTable: table)?.document.item("soup")?.priceMinor
  }

  @Test func aVisitBeginsWithTheFirstTouchAndTheOrderBelongsToIt() throws {
    var till = try Self.till()
    #expect(till.house.visit(atTable: "T4", at: till.now) == nil, "an untouched tablet is no visit")
    let views = try till.give(.viewMenu(table: "T4"), .guest)
    #expect(views.map(\.type) == [.menuViewed])
    let visit = try #require(till.house.visit(atTable: "T4", at: till.now))
    #expect(views[0].entityUUID == visit.session)
    #expect(try till.give(.viewMenu(table: "t4"), .guest).isEmpty, "one look is enough")
    _ = try till.open("T4")
    _ = try till.open("T4")
    let sessions = Set(till.house.orders.values.map { $0.order.opening?.session })
    #expect(sessions == [visit.session], "all orders of a visit are its own")
    #expect(till.house.visit(atTable: "T5", at: till.now) == nil)
  }

  @Test func aTableHasANameAndARepeatIsToldTheSame() throws {
    var till = try Self.till()
    for name in ["", "  ", String(repeating: "x", count: 501)] {
      #expect(till.refusal(of: .viewMenu(table: name), .guest)?.code == "text")
      let wish = ExperimentRequest.Wish(
        control: "control", variant: "variant", allocation: 50, from: till.now, until: .latest, tables: [name]
      )
      #expect(till.refusal(of: .experiment(.create(wish)))?.code == "text")
    }
    let first = try till.give(.viewMenu(table: "T4"), key: "k", .guest)
    #expect(try till.give(.viewMenu(table: "T4"), key: "k", .guest).map(\.hash) == first.map(\.hash))
  }

  @Test func aVisitBeginsWithTheFirstOrderToo() throws {
    var till = try Self.till()
    _ = try till.open("T4")
    let session = try #require(till.house.visit(atTable: "4", at: till.now)?.session)
    #expect(try till.give(.viewMenu(table: "T4"), .guest).first?.entityUUID == session)
    _ = try till.open(nil)
    #expect(till.house.orders.values.count { $0.order.opening?.session == nil } == 1, "a takeaway has none")
  }

  @Test func aVisitEndsWhenTheTableIsFreed() throws {
    var till = try Self.till()
    try till.give(.viewMenu(table: "T4"), .guest)
    let first = try #require(till.house.visit(atTable: "T4", at: till.now)?.session)
    let code = try till.open("T4")
    try till.give(.change(OrderName(code), .service(.cancel(reason: "left"))))
    #expect(till.house.visit(atTable: "T4", at: till.now) == nil)
    let next = try till.give(.viewMenu(table: "T4"), .guest)
    #expect(next.first?.entityUUID != first)
  }

  /// Whoever looked and left frees no table.
  @Test func aVisitWithoutAnOrderIsOverAfterTwoHours() throws {
    var till = try Self.till()
    try till.give(.viewMenu(table: "T4"), .guest)
    till.wall += 2 * Till.hour - 1
    #expect(till.house.visit(atTable: "T4", at: till.now) != nil)
    till.wall += 1
    #expect(till.house.visit(atTable: "T4", at: till.now) == nil)
    #expect(try till.give(.viewMenu(table: "T4"), .guest).count == 1)
  }

  @Test func anOrderThatMovesTakesItsVisitAlong() throws {
    var till = try Self.till()
    try till.give(.viewMenu(table: "T4"), .guest)
    let session = try #require(till.house.visit(atTable: "T4", at: till.now)?.session)
    let code = try till.open("T4")
    try till.give(.change(OrderName(code), .service(.moveTable("T7"))))
    #expect(till.house.visit(atTable: "T7", at: till.now)?.session == session)
    #expect(till.house.visit(atTable: "T4", at: till.now) == nil, "whoever sits down there is a new visit")
  }

  /// Field notes 0.14: two guests of one table never see two prices, and none of them sees another after a while.
  @Test func aVisitThatBeganInTheWindowKeepsItsVersionUntilItEnds() throws {
    var till = try Self.till()
    let experiment = try Self.experiment(&till, allocation: 99)
    var table = 1
    // With 99 of 100 one of the first tables gets the variant.
    while try till.give(.viewMenu(table: "T\(table)"), .guest).count > 1, Self.price("T\(table)", till) != 200
    { table += 1 }
    let name = "T\(table)"
    let code = try till.open(name)
    till.wall += 2 * Till.hour - 60_000
    #expect(Self.price(name, till) == 200 && Self.price("T99", till) == 100, "the window is over")
    try till.give(.change(OrderName(code), .add(menuitem: "soup", .init())))
    let item = try #require(OrderName(code).order(in: till.house)?.items.first)
    #expect(item.dish.unitPrice.minor == 200 && item.menuVersion == experiment.plan.variant.text)
    #expect(OrderName(code).order(in: till.house)?.opening?.arm == "variant")
    try till.give(.viewMenu(table: "T98"), .guest)
    #expect(Self.price("T98", till) == 100, "whoever comes later gets what is in force")
  }

  /// What an order says of its experiment goes before every rule of who is asked.
  @Test func anOrderThatMovesAwayFromTheTablesThatAreAskedKeepsItsVersion() throws {
    var till = try Self.till()
    try Self.experiment(&till, allocation: 99, tables: ["T4"])
    let code = try till.open("T4")
    let seen = Self.price("T4", till)
    try till.give(.change(OrderName(code), .service(.moveTable("T7"))))
    let visit = try #require(till.house.visit(atTable: "T7", at: till.now))
    let assigned = till.house.assignment(of: visit, atTable: "T7")
    #expect(assigned?.arm.rawValue == OrderName(code).order(in: till.house)?.opening?.arm)
    #expect(assigned != nil && Self.price("T7", till) == seen)
  }

  @Test func endingAnExperimentTouchesNoVisitThatHasBegun() throws {
    var till = try Self.till()
    let experiment = try Self.experiment(&till, allocation: 99)
    try till.give(.viewMenu(table: "T1"), .guest)
    let before = Self.price("T1", till)
    try till.give(
      .experiment(.end(experiment: String(experiment.id.description.suffix(8)), reason: "enough")))
    till.wall += 1_000
    #expect(Self.price("T1", till) == before)
    #expect(
      try till.give(.viewMenu(table: "T2"), .guest).map(\.type) == [.menuViewed], "nobody is asked any more")
    #expect(
      till.refusal(of: .experiment(.end(experiment: experiment.id.description, reason: nil)))?.code
        == "no_change")
  }

  /// Document 08: one exposure for a session and experiment, for both arms, with what the report joins by.
  @Test func theFirstEventOfAVisitBringsItsExposure() throws {
    var till = try Self.till()
    let experiment = try Self.experiment(&till)
    var arms: Set<String> = []
    for table in 1...20 {
      let isTouch = table.isMultiple(of: 2)
      if isTouch { try till.give(.viewMenu(table: "T\(table)"), .guest) }
      _ = try till.open("T\(table)")
      if !isTouch { try till.give(.viewMenu(table: "T\(table)"), .guest) }
      _ = try till.open("T\(table)")
      let session = try #require(till.house.visit(atTable: "T\(table)", at: till.now)?.session)
      let exposures = till.log.filter { $0.type == .exposureRecorded && $0.entityUUID == session }
      let exposure = try #require(exposures.first)
      #expect(exposures.count == 1 && exposure.source == .system)
      var fields = exposure.payload
      let said = [
        fields.text("arm"), fields.text("experiment_id"), fields.text("menu_id"), fields.text("session_id"),
        fields.text("version_id"),
      ]
      let arm = try #require(said[0])
      arms.insert(arm)
      let wanted = try experiment.version(#require(Experiment.Arm(rawValue: arm)))
      #expect(
        said == [arm, experiment.id.description, "supper", session.description, wanted.description])
      #expect(experiment.arm(ofSession: session).rawValue == arm)
    }
    #expect(arms == ["control", "variant"])
    #expect(till.log.count { $0.type == .exposureRecorded } == 20)
  }

  /// It shares the sync of what it is about: both are lost together, or neither.
  @Test func anExposureIsOfOneWholeWithItsVisit() throws {
    var till = try Self.till()
    try Self.experiment(&till)
    till.wall += 5_000
    _ = till.ask(.open(table: "T4", guests: 2, type: .dineIn, promisedAt: nil))
    #expect(
      till.unsynced.count == 1 && till.unsynced[0].events.map(\.type) == [.orderOpened, .exposureRecorded])
  }

  @Test func onlyTheTablesThatItNamesAreAskedHoweverTheyAreWritten() throws {
    var till = try Self.till()
    try Self.experiment(&till, tables: ["T4", "4", "Terrace"])
    #expect(till.house.experiments.all[0].plan.tables == ["T4", "Terrace"])
    #expect(try till.give(.viewMenu(table: "t4"), .guest).count == 1)
    #expect(till.log.last?.type == .exposureRecorded)
    try till.give(.viewMenu(table: "T5"), .guest)
    #expect(till.log.last?.type == .menuViewed)
  }

  /// Another menu is in force at lunch: an experiment on the dinner menu asks nobody.
  @Test func anExperimentOnAMenuThatIsNotInForceAsksNobody() throws {
    var till = try Self.till()
    try Self.experiment(&till)
    try till.give(.menu(.publish(try MenuRequestTests.menu(7, id: "lunch"), label: "lunch")))
    try till.give(.viewMenu(table: "T4"), .guest)
    #expect(till.log.last?.type == .menuViewed && Self.price("T4", till) == 7)
  }

  @Test func whatCantBeAnExperimentIsRefused() throws {
    var till = try Self.till()
    try till.give(.menu(.importDocument(try MenuRequestTests.menu(7, id: "lunch"))))
    try till.give(.menu(.snapshot(label: "lunch")))
    let now = till.now
    func refusal(
      _ control: String = "control", _ variant: String = "variant", _ allocation: Int64 = 50, from: Int64 = 1,
      until: Int64 = 10, _ tables: [String] = []
    ) -> String? {
      till.refusal(
        of: .experiment(
          .create(
            .init(
              control: control, variant: variant, allocation: allocation,
              from: now.advanced(byMilliseconds: from * 60_000),
              until: now.advanced(byMilliseconds: until * 60_000),
              tables: tables))))?.code
    }
    #expect(refusal("control", "control") == "experiment" && refusal("control", "lunch") == "experiment")
    #expect(refusal("none") == "not_found" && refusal(from: 10, until: 10) == "experiment")
    #expect(
      refusal("control", "variant", 0) == "experiment" && refusal("control", "variant", 100) == "experiment")
    #expect(refusal(from: -5) == "experiment", "visits that have begun keep what they see")
    try Self.experiment(&till, tables: ["T4"])
    #expect(refusal("control", "variant", 50, ["T5", "4"]) == "experiment_overlap")
    #expect(
      refusal() == "experiment_overlap" && refusal("control", "variant", 50, from: 61, until: 99) == nil)
    #expect(refusal("control", "variant", 50, ["T5"]) == nil)
  }

  /// The same after a restart, from a checkpoint that has let the sessions' events go.
  @Test func visitsSurviveARestart() throws {
    var till = try Self.till()
    try Self.experiment(&till)
    for table in 1...10 { try till.give(.viewMenu(table: "T\(table)"), .guest) }
    let prices = (1...10).map { Self.price("T\($0)", till) }
    #expect(Set(prices).count == 2)
    var replay = HouseReplay(till.venue.identity)
    replay.take(notes: CheckpointNotes(till.venue).bytes)
    for event in till.house.standing { replay.take(retained: event) }
    let house = replay.finish { _ in [] }.house
    #expect(
      (1...10).map { house.served(at: till.now, atTable: "T\($0)")?.document.item("soup")?.priceMinor }
        == prices)
  }

  /// Any terminal gives a visit the same, whatever came first.
  @Test func anotherTerminalSeesTheSameVersion() throws {
    var till = try Self.till()
    try Self.experiment(&till)
    for table in 1...10 { try till.give(.viewMenu(table: "T\(table)"), .guest) }
    var desk = try Till("desk", letter: "C", wall: till.wall, seed: 9)
    desk.hear(till.log.reversed())
    desk.sync()
    for table in 1...10 { #expect(Self.price("T\(table)", desk) == Self.price("T\(table)", till)) }
  }

  // MARK: The report

  @Test func theReportJoinsBySessionAndCountsEachVisitOnce() throws {
    var till = try Self.till()
    let experiment = try Self.experiment(&till)
    var want: [Experiment.Arm: (visits: Int, orders: Int, items: Int64, takings: Int64)] = [:]
    for table in 1...12 {
      try till.give(.viewMenu(table: "T\(table)"), .guest)
      let session = try #require(till.house.visit(atTable: "T\(table)", at: till.now)?.session)
      let arm = experiment.arm(ofSession: session)
      var row = want[arm] ?? (0, 0, 0, 0)
      row.visits += 1
      let price: Int64 = arm == .control ? 100 : 200
      // Every third visit orders nothing, every fourth sends nothing, every fifth is cancelled.
      if table % 3 != 0 {
        let name = OrderName(try till.open("T\(table)"))
        try till.give(.change(name, .add(menuitem: "soup", .init(quantity: 2))))
        if table % 4 != 0 {
          try till.give(.change(name, .kitchen(.submit)))
          if table % 5 == 0 {
            try till.give(.change(name, .service(.cancel(reason: "left"))))
          } else {
            row.orders += 1
            row.items += 2
            row.takings += 2 * price
          }
        }
      }
      want[arm] = row
    }
    // An order at the same table in the same window, of a visit that no experiment asked: field notes 0.15.
    let (log, exposures) = (till.log, till.log.filter { $0.type == .exposureRecorded })
    for events in [log, log.reversed() + exposures] {
      var fold = ExperimentFold(named: String(experiment.id.description.suffix(8)))
      for event in events { fold.take(event) }
      let report = try fold.finish { id in log.filter { $0.orderID == id } }.get()
      #expect(report.arms.map(\.arm) == [.control, .variant] && !report.hasEnoughData)
      for arm in report.arms {
        let row = try #require(want[arm.arm])
        #expect(arm.visits == row.visits && arm.orders == row.orders && arm.items == row.items)
        #expect(arm.takings == row.takings && arm.converted == row.orders)
      }
    }
    var unknown = ExperimentFold(named: "ffffffff")
    for event in log { unknown.take(event) }
    #expect(throws: Complaint.self) { try unknown.finish { _ in [] as [Event] }.get() }
  }
}
