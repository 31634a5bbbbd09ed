import Dining
import Events
import Randomness
import Testing
import Venue

@testable import Screens

/// What must hold of every board, whatever its picture.
@Suite struct BoardTests {
  private static func board(_ dinner: Dinner, _ columns: Int = 80, _ rows: Int = 24) -> Frame {
    plain.frame(dinner.view(columns, rows))
  }

  /// In plain cells, so that text can be read off it.
  private static let plain = Console(.kitchen, Preferences(pixels: nil))

  @Test("A ticket stands in the column of its least advanced dish")
  func columns() {
    var dinner = Dinner()
    let order = dinner.open(table: "T1")
    dinner.add(order, "Soup")
    dinner.add(order, "Bread")
    dinner.change(order, .kitchen(.submit))
    // Columns of 26 with one blank between: they begin at 0, 27 and 54.
    func column() -> Int? {
      [0, 27, 54].first { start in
        let frame = Self.board(dinner)
        return (0..<3).map { frame[1, start + 3 + $0]?.cluster.text ?? "" }.joined() == "B01"
      }
    }
    #expect(column() == 0)
    dinner.change(order, .kitchen(.move(to: .ready, round: nil, items: [ItemName("1")])))
    #expect(column() == 0)
    dinner.change(order, .kitchen(.move(to: .preparing, round: nil, items: [])))
    #expect(column() == 27)
    dinner.change(order, .kitchen(.move(to: .ready, round: nil, items: [])))
    #expect(column() == 54)
    dinner.change(order, .kitchen(.move(to: .delivered, round: nil, items: [])))
    #expect(column() == nil)
  }

  @Test(
    "Age is a colour and a word, a mark where that has no room: calm, warm from 5 minutes, late from 8, hours from 60",
    arguments: [
      (0, "0:00", Role.ageCalm), (299, "4:59", .ageCalm), (300, "5:00 SOON", .ageWarm),
      (479, "7:59 SOON", .ageWarm), (480, "8:00 LATE", .lateCard), (3599, "59:59 LATE", .lateCard),
      (3600, "1:00:00 LATE", .lateCard), (36_061, "10:01:01 !!", .lateCard),
    ])
  func age(seconds: Int64, text: String, role: Role) throws {
    var dinner = Dinner()
    let order = dinner.open(table: "T1")
    dinner.add(order, "Soup")
    dinner.change(order, .kitchen(.submit))
    dinner.wait(seconds: seconds)
    // A lane of 29 columns has room for the longest beside table and NEXT.
    let frame = Self.board(dinner, 120, 24)
    #expect(frame.lines[1].hasPrefix("1  B01 T1 ") && frame.lines[1].hasSuffix(" \(text)"))
    #expect(frame[1, 28]?.style.role == role)
    // Where there is less, the timer gets short before the table goes.
    #expect(Self.board(dinner, 40, 24).text.contains("T1"))
  }

  @Test("A round that another clock sent later than now has waited for nothing yet")
  func noNegativeAge() {
    var dinner = Dinner()
    let order = dinner.open(table: "T1")
    dinner.add(order, "Soup")
    dinner.change(order, .kitchen(.submit))
    dinner.wait(seconds: -90)
    #expect(Self.board(dinner).lines[1].hasSuffix(" 0:00"))
  }

  @Test("What a clock that was ahead has sent ages from when it was learned of")
  func sentAhead() throws {
    var dinner = Dinner()
    let order = dinner.open(table: "T1")
    dinner.add(order, "Soup")
    dinner.change(order, .kitchen(.submit))
    dinner.wait(seconds: -600)
    var view = dinner.view(120, 24)
    let events = try #require(view.house.orders.values.first).events
    view.house.learn(events, at: view.now)
    // Told again it is no news.
    view.house.learn(events, at: view.now.advanced(byMilliseconds: 30_000))
    for (seconds, text) in [(0, "0:00"), (90, "1:30"), (301, "5:01 SOON"), (480, "8:00 LATE")]
      as [(Int64, String)]
    {
      var later = view
      later.now = view.now.advanced(byMilliseconds: seconds * 1000)
      #expect(Self.plain.frame(later).lines[1].hasSuffix(" \(text)"), "after \(seconds) s")
    }
  }

  @Test(
    "A card shows the last six digits of its order_id",
    arguments: [(40, 12), (80, 24), (120, 34), (240, 67)])
  func orderID(columns: Int, rows: Int) throws {
    var dinner = Dinner()
    let order = dinner.open(table: "T1", guests: 2)
    dinner.add(order, "Soup")
    dinner.change(order, .kitchen(.submit))
    let id = try #require(dinner.tickets.first).order.id.description
    #expect(Self.board(dinner, columns, rows).text.contains("…\(id.suffix(6))"))
  }

  @Test("Every fact of an order is on its card, each in its role")
  func facts() throws {
    let frame = Self.board(Dinner.evening(12), 240, 67)
    let text = frame.text
    for words in [
      "B01 T4", "4 covers", "20:00", "P1–P3", "ALERT nut allergy, seat 2", "2 × Still water",
      "· extra garlic",
      "“one spoon each”", "▲ milk, egg", "RUSH TAKEAWAY for 21:15", "DELAY +10", "VOID 1 × Green salad (86)",
      "BALANCE 18.00", "BILL", "B08·2",
    ] {
      #expect(text.contains(words), "\(words)")
    }
    func role(of words: String) -> Role? {
      for row in 0..<67 {
        let line = (0..<240).map { frame[row, $0] }
        let clusters = line.map { $0?.cluster.text ?? "" }
        guard let start = clusters.indices.first(where: { clusters[$0...].joined().hasPrefix(words) }) else {
          continue
        }
        return line[start]?.style.role
      }
      return nil
    }
    #expect(role(of: "ALERT") == .alert)
    #expect(role(of: "RUSH") == .rush)
    #expect(role(of: "▲ milk") == .allergen)
    #expect(role(of: "1 × Green salad") == .void)
    #expect(role(of: "DELAY") == .delay)
    #expect(role(of: "BALANCE") == .bill)
    #expect(role(of: "B01") == .lateCard)
    #expect(role(of: "B08·2") == .codeNew)
    #expect(role(of: "B07") == .codeCooking)
    #expect(role(of: "B06") == .codeReady)
  }

  @Test("PAID stands on what is paid and still to serve, and alone")
  func paid() {
    var dinner = Dinner()
    let order = dinner.open(table: "T1")
    dinner.add(order, "Soup")
    dinner.change(order, .kitchen(.submit), .money(.bill))
    #expect(Self.board(dinner).text.contains("BILL"))
    dinner.request(.change(order, .payCash(amount: "8.50", .order)))
    let text = Self.board(dinner).text
    #expect(text.contains("PAID") && !text.contains("BILL") && !text.contains("BALANCE"))
  }

  @Test(
    "The oldest ticket of each column is on the screen, and the rest is counted",
    arguments: [(40, 12), (80, 24), (120, 34), (240, 67)], [12, 40])
  func nothingIsLost(size: (Int, Int), count: Int) throws {
    let dinner = Dinner.evening(count)
    let console = Self.plain
    let view = dinner.view(size.0, size.1)
    let frame = console.frame(view)
    let shown = Set(BoardPane(console, view).shown.map(\.id))
    for (index, tickets) in Columns(dinner.tickets).tickets.enumerated() {
      #expect(frame.text.contains(try #require(tickets.first).code))
      let hidden = tickets.count { !shown.contains($0.id) }
      #expect(hidden == 0 || frame.text.contains("▼ \(hidden)"), "column \(index) hides \(hidden)")
    }
  }

  @Test(
    "What is selected is on the screen, however long its column", arguments: [(40, 12), (80, 24), (25, 9)])
  func selectionIsShown(columns: Int, rows: Int) throws {
    var screening = Screening(Dinner.evening(40), columns: columns, rows: rows)
    for _ in 0..<20 {
      screening.press(.down)
      let ticket = try #require(screening.console.selectedTicket(screening.view))
      #expect(screening.text.contains("►\(ticket.code)"))
    }
    screening.press(.home, .pageDown, .pageUp)
    let first = try #require(Columns(screening.dinner.tickets).tickets[0].first)
    #expect(screening.console.selection == first.id)
  }

  @Test("What is off the screen is named by its table, an alert first, and shows the oldest age at the edge")
  func lateBelow() throws {
    let view = Dinner.evening(40).view(80, 24)
    let stand = BoardPane(Self.plain, view).layout.columns[0]
    #expect(stand.below.contains { view.age(of: $0).urgency == .late })
    let table = try #require(stand.below.first { !$0.order.alerts.isEmpty }?.order.tableID?.string)
    let frame = Self.plain.frame(view)
    // The last of NEW's lanes of 26 columns.
    let start = (stand.lanes.count - 1) * 27
    let row = frame.lines[21].dropFirst(start).prefix(26)
    #expect(row.hasPrefix("▼ \(stand.below.count) ALERT \(table)"))
    #expect(frame[21, start + 25]?.style.role == .ageLate)
  }

  @Test("A cut card says what nobody may miss in its hidden lines")
  func warningsOfHiddenLines() {
    var dinner = Dinner()
    let order = dinner.open(table: "T1")
    for dish in 1...30 { dinner.add(order, "Dish \(dish)", allergens: dish == 30 ? ["egg"] : []) }
    dinner.change(order, .kitchen(.submit))
    // 21 rows of board: a header, 19 lines, and what is left of 1 fact and 30 dishes, the last with its allergen.
    #expect(Self.board(dinner).lines[21] == "│ … 12 more lines → ▲")
  }

  @Test("The selected card is unmistakable without colour")
  func selectedLook() {
    var screening = Screening(Dinner.evening(3), .kitchen, Preferences(pixels: nil))
    screening.press("1")
    let frame = screening.frame
    #expect(frame.lines[1].hasPrefix("1 ►B03"))
    #expect((0..<15).allSatisfy { frame[1, $0]?.style.role == .selected })
    #expect((2...5).allSatisfy { frame[$0, 0]?.cluster.text == "┃" })
    let ink = Theme.default.ink(of: Style(.selected), at: .none)
    #expect(ink.attributes.contains(.reverse))
  }

  @Test("F32: any size from 1×1 draws every pane, no row broken")
  func sizes() throws {
    var random = Seeded(seed: 32)
    var view = Dinner.evening(12).view(1, 1)
    view.banner = "the disk is full"
    var sizes = [(1, 1), (2, 2), (1, 30), (90, 1), (400, 200)]
    for _ in 0..<60 {
      sizes.append((.random(in: 1...130, using: &random), .random(in: 1...40, using: &random)))
    }
    for (columns, rows) in sizes {
      view.size = Size(widthColumns: columns, heightRows: rows)
      for name in ["kitchen", "staff", "order B01", "log", "help"] {
        let frame = try PaneDrawing.frame(of: name, view)
        for row in 0..<rows {
          for column in 0..<columns where frame[row, column]?.isContinuation == true {
            #expect(column > 0 && frame[row, column - 1]?.isLead == true)
          }
        }
      }
    }
  }

  @Test("S7: nothing that a terminal obeys or hides comes through, in any pane")
  func hostileText() throws {
    let view = Dinner.evening(12).view(120, 34)
    for name in ["kitchen", "order B05", "log"] {
      for scalar in try PaneDrawing.frame(of: name, view).text.unicodeScalars where scalar != "\n" {
        let category = scalar.properties.generalCategory
        // Emoji that were joined stay joined (see SafeText); everything else of format would be a trick.
        #expect(category != .control && (category != .format || scalar == "\u{200D}"))
      }
    }
  }

  @Test("A pane that nobody knows is refused with those that there are")
  func unknownPane() {
    let view = Dinner().view(80, 24)
    #expect(throws: UsageFault.self) { try PaneDrawing.frame(of: "kitchin", view) }
    #expect(throws: UsageFault("there is no order “B77”")) { try PaneDrawing.frame(of: "order B77", view) }
  }
}
