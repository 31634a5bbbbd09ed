import Dining
import Events
import Replication
import Testing
import Venue

@testable import Screens

/// What a screen tells of conflicts: a mark, a sentence, the list.
@Suite struct ConflictTests {
  /// A house with one ticket, B01 at T1, and another terminal that has heard of it and of nothing since.
  private struct Two {
    var here = Dinner()
    var there: Dinner
    let order: OrderName
    var console: Console
    var columns = 80

    init(_ pane: Console.Pane = .board) {
      order = here.open(table: "T1")
      here.add(order, "Soup", 2)
      here.change(order, .kitchen(.submit))
      there = Dinner.other("bar", knowing: here)
      console = Console(.kitchen)
      console.go(to: pane)
      console.see(view)
    }

    var view: View { here.view(columns, 24) }
    var text: String { console.frame(view).text }
    var message: String? { console.message(at: view.now)?.text }

    /// Both hear of all that the other did.
    mutating func meet() {
      here.wait(seconds: 60)
      here.hear(there)
      console.see(view)
    }

    /// A move of the table here, at once with one at the bar that is later by its clock.
    mutating func moveTables() {
      here.wait(seconds: 60)
      here.change(order, .service(.moveTable("T7")))
      there.wait(seconds: 61)
      there.change(order, .service(.moveTable("T8")))
      meet()
    }
  }

  @Test("F26: what was pressed here and lost is told here, with who and what stands instead")
  func loser() {
    var two = Two()
    two.moveTables()
    #expect(
      two.message
        == "B01: “moved to T7” of 20:01 met bar, 20:01: moved to T8; another screen changed the same without "
        + "having heard of it; the later one counts")
  }

  @Test("The screen of the one that holds says nothing of it, and marks the card like any other")
  func winner() {
    var two = Two()
    two.moveTables()
    two.there.hear(two.here)
    var console = Two().console
    console.see(two.there.view(80, 24))
    #expect(console.message(at: two.there.view(80, 24).now) == nil)
    #expect(console.frame(two.there.view(80, 24)).text.contains("CONFLICT"))
  }

  @Test("The card and the status line say so until somebody has looked at the list, or at the order")
  func untilRead() {
    for key in [Key.function(4), .function(2)] {
      var two = Two()
      two.moveTables()
      two.columns = 120
      two.here.wait(seconds: 600)
      two.console.see(two.view)
      #expect(two.text.contains("CONFLICT") && two.text.contains("1 conflict: F4"))
      _ = two.console.handle("1", two.view)
      _ = two.console.handle(key, two.view)
      #expect(two.text.contains("moved to T7") && !two.text.contains("1 conflict: F4"))
      two.console.go(to: .board)
      #expect(!two.text.contains("CONFLICT"))
    }
  }

  @Test(
    "In one narrow row the word gives way, and the status line has it; that nothing is saved stays beside it")
  func narrow() {
    var two = Two()
    two.moveTables()
    two.here.wait(seconds: 60)
    for log in [Truth.Log.saved, .failing("the disk failed")] {
      for mesh in [MeshStatus(), MeshStatus(peers: [Peers.away("bar", behind: 12)])] {
        var view = two.here.view(40, 12)
        (view.truth, view.mesh, view.wall) = (Truth(log: log), mesh, Peers.wall)
        let line = two.console.frame(view).lines.last ?? ""
        #expect(line.contains("1 conflict: F4"), "\(line)")
        #expect(line.contains("NOT SAVED") == log.isTrouble, "\(line)")
        #expect(log.isTrouble || mesh.peers.isEmpty || line.contains("bar away"), "\(line)")
      }
    }
  }

  @Test("Where a status line is too short even for that: first trouble of screens goes, then conflicts")
  func tooNarrow() {
    var two = Two()
    two.moveTables()
    two.here.wait(seconds: 60)
    func line(_ columns: Int) -> String {
      var view = two.here.view(columns, 12)
      view.truth = Truth(log: .failing("the disk failed"))
      (view.mesh, view.wall) = (MeshStatus(peers: [Peers.away("bar")]), Peers.wall)
      return two.console.frame(view).lines.last ?? ""
    }
    for columns in 11...160 {
      let line = line(columns)
      #expect(line.contains("NOT SAVED"), "\(line)")
      #expect(line.contains("1 conflict: F4") == (columns >= 36), "\(columns): \(line)")
      #expect(columns < 47 || line.contains("away") || line.contains("out of touch"), "\(columns): \(line)")
    }
  }

  @Test("Whoever has the list before them has read what comes")
  func reading() {
    var two = Two(.conflicts)
    #expect(two.text.contains("No two screens have got in each other's way."))
    two.moveTables()
    two.here.wait(seconds: 60)
    #expect(two.text.contains("moved to T7") && !two.text.contains("conflict: F4"))
  }

  @Test("What is there at the first look is no news")
  func firstLook() {
    var two = Two()
    two.moveTables()
    var console = Console(.kitchen)
    console.see(two.view)
    #expect(!console.frame(two.view).text.contains("CONFLICT") && console.message(at: two.view.now) == nil)
  }

  @Test("The list: newest first, both sides, why")
  func list() throws {
    var two = Two()
    two.moveTables()
    two.here.change(two.order, .kitchen(.move(to: .ready, round: nil, items: [])))
    two.there.hear(two.here)
    two.here.wait(seconds: 5)
    two.here.change(two.order, .kitchen(.recall(round: 1)))
    two.there.wait(seconds: 90)
    two.there.change(two.order, .kitchen(.move(to: .delivered, round: nil, items: [])))
    two.meet()
    let frame = try PaneDrawing.frame(of: "conflicts", two.here.view(80, 24))
    #expect(
      Array(frame.lines.prefix(11)) == [
        "Conflicts, newest first", "",
        "20:02 B01 T8  tv: recalled to new: Soup",
        "      ! another screen moved the items on without having heard of it",
        "      = 20:02 bar: served: Soup", "",
        "20:01 B01 T8  tv: moved to T7",
        "      ! another screen changed the same without having heard of it; the later",
        "      one counts",
        "      = 20:01 bar: moved to T8", "",
      ])
  }

  @Test("The list is bounded, and says what it leaves out")
  func bounded() {
    var two = Two()
    for round in 0..<(ConflictsPane.limit + 5) {
      two.here.wait(seconds: 1)
      two.here.change(two.order, .service(.moveTable(ExactString("H\(round)"))))
      two.there.wait(seconds: 2)
      two.there.change(two.order, .service(.moveTable(ExactString("B\(round)"))))
      two.here.hear(two.there)
      two.there.hear(two.here)
    }
    let lines = ConflictsPane.lines(two.here.view(120, 40), columns: 120).map { line in
      line.start.flatMap(\.text.clusters).map(\.text).joined()
    }
    #expect(lines.count { $0.contains("tv: moved to H") } == ConflictsPane.limit)
    #expect(lines.last == "5 older ones are left out.")
    #expect(
      lines.contains { $0.contains("moved to H204") } && !lines.contains { $0.hasSuffix("moved to H4") })
  }

  @Test("A doubled code: both cards show the order_id's tail, whatever the size", arguments: [40, 80, 240])
  func doubledCode(columns: Int) {
    var two = Two()
    let other = two.there.open(table: "T2")
    two.there.add(other, "Bread")
    two.there.change(other, .kitchen(.submit))
    let mine = two.here.open(table: "T3")
    two.here.add(mine, "Wine")
    two.here.change(mine, .kitchen(.submit))
    two.meet()
    two.columns = columns
    let orders = two.here.house.orders.values.filter { $0.order.codeText == "B02" }.map(\.order.id)
    #expect(orders.count == 2)
    for order in orders { #expect(two.text.contains("\(order.description.suffix(6))")) }
    let rush = Request.Action.change(OrderName("B02"), .kitchen(.rush(true)))
    guard case .refused(let complaint) = two.here.request(rush) else {
      return #expect(Bool(false), "a doubled code names no order")
    }
    for order in orders { #expect(complaint.message.contains(order.description.suffix(6))) }
  }
}
