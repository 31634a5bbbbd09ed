import Dining
import Events
import Insights
import Testing
import Venue

@testable import Screens

/// A manager's pane of insights: what is asked with which key, and how the answer reads.
@Suite struct InsightsPaneTests {
  private static func screening(
    _ preferences: Preferences = Preferences(), columns: Int = 80, rows: Int = 24,
    _ dinner: Dinner = .trying()
  ) -> Screening {
    var screening = Screening(dinner, .manager, preferences, columns: columns, rows: rows)
    screening.press(.function(11))
    return screening
  }

  private static func asked(_ screening: inout Screening) -> InsightQuestion? {
    screening.console.see(screening.view).compactMap { effect -> InsightQuestion? in
      if case .readInsight(let question) = effect { question } else { nil }
    }.first
  }

  /// Answers what is asked, as the program does.
  @discardableResult
  private static func answer(_ screening: inout Screening) -> InsightQuestion? {
    let question = asked(&screening)
    if let question {
      let answer = InsightSamples.answer(question)
      screening.console.take(Result<InsightAnswer, Complaint>.success(answer), at: screening.view.now)
    }
    return question
  }

  // MARK: Pictures

  static let sizes = [(80, 24), (120, 42), (160, 45)]

  @Test("Every metric at a laptop's sizes", arguments: Metric.allCases, sizes)
  func golden(metric: Metric, size: (Int, Int)) throws {
    var screening = Self.screening(columns: size.0, rows: size.1)
    let digit = try #require(Metric.allCases.firstIndex(of: metric)) + 1
    screening.press(.character(Unicode.Scalar(UInt8(0x30 + digit))))
    Self.answer(&screening)
    try Golden.compare(screening.frame, "insights-\(metric.rawValue)-\(size.0)x\(size.1)")
  }

  @Test(
    "A console's fonts and a small window", arguments: [PixelShape.half, .full, nil], [(80, 24), (40, 12)])
  func goldenFonts(pixels: PixelShape?, size: (Int, Int)) throws {
    var screening = Self.screening(Preferences(pixels: pixels), columns: size.0, rows: size.1)
    Self.answer(&screening)
    try Golden.compare(screening.frame, "insights-\(pixels?.rawValue ?? "plain")-\(size.0)x\(size.1)")
  }

  @Test func `no window is too small, and none is left at its edge`() {
    for columns in [1, 2, 5, 9, 17, 24, 33, 58, 79, 129, 200] {
      for rows in [1, 2, 4, 6, 9, 15, 60] {
        for metric in Metric.allCases {
          var screening = Self.screening(columns: columns, rows: rows)
          screening.console.pick(metric)
          Self.answer(&screening)
          let width = InsightsPane(screening.console, screening.view).columns(columns)
          for line in width.joined() where columns < 130 {
            #expect(line.startColumns <= columns, "\(metric) at \(columns)")
          }
          _ = screening.frame
        }
      }
    }
  }

  // MARK: Asking

  @Test func `it asks for the last seven days when it is opened, and once`() throws {
    var screening = Self.screening()
    let question = try #require(Self.asked(&screening))
    // Sunday 22 November at 20:00 on the wall, one hour ahead; days begin at five.
    #expect(question.metric == .takings && question.grouping == nil && question.filter == InsightFilter())
    #expect(question.window.from.description == "2026-11-16T04:00:00.000Z")
    #expect(question.window.until.description == "2026-11-23T04:00:00.000Z")
    #expect(Self.asked(&screening) == nil, "one at a time")
    #expect(screening.text.contains("reading…") && screening.text.contains("The log is being read …"))
  }

  @Test func `nobody at the screen asks nothing, and other panes neither`() {
    var screening = Screening(.trying(), .manager)
    screening.console.go(to: Console.Pane(InsightsPane.kind))
    #expect(Self.asked(&screening) == nil)
    screening.press(.function(10))
    #expect(Self.asked(&screening) == nil)
  }

  @Test func `keys pick each part of the question`() throws {
    var screening = Self.screening()
    Self.answer(&screening)
    screening.press("2")
    #expect(Self.answer(&screening)?.metric == .prepTimes)
    screening.press(.right)
    #expect(Self.answer(&screening)?.metric == .voice)
    screening.press(.left, .left, .left)
    #expect(Self.answer(&screening)?.metric == .voids, "before the first comes the last")
    screening.press("2", "g")
    #expect(Self.answer(&screening)?.grouping == .hour)
    screening.press("g")
    #expect(Self.answer(&screening)?.grouping == .station)
    screening.press("g")
    #expect(Self.answer(&screening)?.grouping == nil)
    screening.press("5", "g")
    #expect(Self.answer(&screening)?.grouping == .day)
    screening.press("3")
    #expect(Self.answer(&screening)?.grouping == nil, "voice is not parted")
    screening.press("o")
    #expect(Self.answer(&screening)?.filter.orderType == "dine_in")
    screening.press("s", "v", "e")
    let filter = try #require(Self.answer(&screening)).filter
    #expect(filter.station == "grill" && filter.arm == "control")
    #expect(filter.menuVersion == screening.dinner.house.menus.versions.first?.id.text)
    screening.press("x")
    #expect(Self.answer(&screening)?.filter == InsightFilter())
    #expect(screening.lines.prefix(4).joined().contains("o all orders"))
  }

  @Test func `w goes through the windows, and W back`() throws {
    var screening = Self.screening()
    Self.answer(&screening)
    var days: [Int64] = []
    for _ in 0..<6 {
      screening.press("w")
      let window = try #require(Self.answer(&screening)).window
      days.append((window.until.milliseconds - window.from.milliseconds) / 86_400_000)
    }
    // 28, 90, November so far (22 days), October (31), today, and the seven again.
    #expect(days == [28, 90, 22, 31, 1, 7])
    screening.press("W")
    #expect(
      Self.answer(&screening).map {
        ($0.window.until.milliseconds - $0.window.from.milliseconds) / 86_400_000
      } == 1)
  }

  @Test func `two days are typed, and what is no day is said beside the field`() throws {
    var screening = Self.screening()
    Self.answer(&screening)
    screening.press("f")
    #expect(screening.text.contains("first day") && screening.text.contains("2026-11-16"))
    screening.press(.control("u"))
    screening.type("2026-11-31")
    screening.press(.enter)
    #expect(screening.text.contains("no date: 2026-11-28"))
    screening.press(.control("u"))
    screening.type("2026-11-30")
    screening.press(.enter)
    #expect(screening.text.contains("comes before the first"))
    screening.press(.control("u"))
    screening.type("2026-10-20")
    screening.press(.tab, .control("u"))
    screening.type("2026-11-02")
    #expect(screening.text.contains("Insights of 20 Oct – 2 Nov are read."))
    screening.press(.enter)
    let window = try #require(Self.answer(&screening)).window
    #expect(window.from.description == "2026-10-20T04:00:00.000Z")
    #expect(window.until.description == "2026-11-03T04:00:00.000Z")
    #expect(screening.text.contains("these days, 20 Oct – 2 Nov"))
  }

  // MARK: Answers

  @Test func `the answer before stays while another is read, and says whose it is`() {
    var screening = Self.screening()
    Self.answer(&screening)
    screening.press("2")
    screening.look()
    #expect(screening.text.contains("reading…"))
    #expect(screening.text.contains("Below is what was read before: takings, 16 Nov – 22 Nov."))
    #expect(screening.text.contains("Takings by day"))
  }

  @Test func `who leafs through the metrics waits for the last alone`() {
    var screening = Self.screening()
    screening.look()
    screening.press(.right, .right)
    #expect(Self.asked(&screening) == nil, "the first is still read")
    screening.console.take(
      Result<InsightAnswer, Complaint>.failure(Complaint("disk", "no disk")), at: screening.view.now)
    #expect(Self.asked(&screening)?.metric == .voids)
  }

  @Test func `what went wrong is said in words, the answer stays, and Enter tries again`() {
    var screening = Self.screening()
    let question = Self.answer(&screening)
    screening.press(.enter)
    #expect(Self.asked(&screening) == question)
    screening.console.take(
      Result<InsightAnswer, Complaint>.failure(Complaint("disk", "no disk")), at: screening.view.now)
    #expect(screening.text.contains("no disk") && screening.text.contains("Takings by day"))
    #expect(Self.asked(&screening) == nil, "nobody asked again")
    screening.press(.enter)
    #expect(Self.answer(&screening) == question)
    #expect(!screening.text.contains("no disk") && screening.text.contains("read at 20:"))
  }

  @Test func `keys that can do nothing say why`() {
    var screening = Self.screening(Preferences(), Dinner())
    for (key, words) in [
      ("s", "no dish of the menu has a station"), ("v", "no version of the menu is frozen yet"),
      ("e", "there is no experiment yet"), ("x", "nothing is filtered"),
    ] as [(Unicode.Scalar, String)] {
      screening.press(key)
      #expect(screening.message == words)
    }
    screening.press("1", "g")
    #expect(screening.message == "takings, prep times and abandonment alone are parted")
  }

  @Test func `nothing reads well, and so do one row and one dish`() {
    var screening = Self.screening()
    screening.press("7")
    Self.answer(&screening)
    #expect(screening.text.contains("Nothing that this question is about happened in these days."))
    let question = screening.console.desk.insights.question(screening.view)
    let one = InsightAnswer(
      question, currency: InsightSamples.euro, columns: [.init("a", "dish"), .init("b", "EUR")],
      rows: [[.text(RandomPlots.names[2]), .money(-1_250)]],
      plots: [Plot("One", InsightSamples.euro.map { .money($0) } ?? .count, .bars([.init("Ale", -1_250)]))],
      notes: ["One order is too few to say anything."])
    screening.console.take(Result<InsightAnswer, Complaint>.success(one), at: screening.view.now)
    #expect(screening.text.contains("-12.50") && screening.text.contains("One order is too few"))
  }

  @Test func `a long table is scrolled, and a longer one names the command that has it all`() {
    var screening = Self.screening()
    let question = screening.console.desk.insights.question(screening.view)
    let rows = (0..<700).map { [InsightAnswer.Value.text("dish \($0)"), .count(Int64($0))] }
    let long = InsightAnswer(question, columns: [.init("a", "dish"), .init("b", "orders")], rows: rows)
    screening.console.take(Result<InsightAnswer, Complaint>.success(long), at: screening.view.now)
    screening.press(.pageDown)
    #expect(screening.text.contains("▲"))
    screening.press(.end)
    #expect(screening.text.contains("200 more rows: galley insights --csv has them."))
  }

  @Test func `a narrow window names the columns that it leaves out`() {
    var screening = Self.screening(columns: 50, rows: 40)
    screening.press("2")
    Self.answer(&screening)
    #expect(screening.text.contains("A wider window also has: outlier."))
  }

  @Test func `without a screen the answer's own question is shown`() throws {
    let dinner = Dinner.trying()
    let view = dinner.view(80, 24)
    let window = InsightSpan.days(28).window(at: view.wall, view.businessDays)
    let answer = InsightSamples.answer(InsightQuestion(.abandonment, window))
    let frame = try PaneDrawing.frame(of: "insights", view, insight: answer)
    #expect(frame.text.contains("[4 abandonment]") && frame.text.contains("26 Oct – 22 Nov"))
    #expect(frame.text.contains("Visits by step"))
  }
}
