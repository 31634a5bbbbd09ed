import Dining
import Events
import Insights

/// Answers as a full week of a middling restaurant gives them, written by hand.
enum InsightSamples {
  static let euro = Currency("EUR")

  static func answer(_ question: InsightQuestion) -> InsightAnswer {
    switch question.metric {
    case .slowMovers: slowMovers(question)
    case .prepTimes: prepTimes(question)
    case .voice: voice(question)
    case .abandonment: abandonment(question)
    case .takings: takings(question)
    case .speed: speed(question)
    case .voids: voids(question)
    }
  }

  private static func slowMovers(_ question: InsightQuestion) -> InsightAnswer {
    let dishes: [(name: String, section: String, orders: Int64, last: String)] = [
      ("Bruschetta", "Starters", 0, "never"),
      ("Venison stew with red cabbage, dumplings and cranberries", "Mains", 2, "24 Nov"),
      ("Phở bò", "Mains", 9, "27 Nov"), ("Green salad", "Starters", 31, "29 Nov"),
      ("Burger", "Mains", 140, "29 Nov"),
    ]
    return InsightAnswer(
      question, currency: euro,
      columns: [
        .init("item", "dish"), .init("section", "section"), .init("orders", "orders"),
        .init("last", "last ordered"),
      ],
      rows: dishes.map { [.text($0.name), .text($0.section), .count($0.orders), .text($0.last)] },
      plots: [
        Plot(
          "Orders by dish, fewest first", .count,
          .bars(dishes.map { .init($0.name, $0.orders, isMarked: $0.orders == 0) }))
      ])
  }

  private static func prepTimes(_ question: InsightQuestion) -> InsightAnswer {
    let dishes: [(name: String, station: String, count: Int64, median: Int64, p90: Int64, isSlow: Bool)] = [
      ("Venison stew with red cabbage, dumplings and cranberries", "stove", 64, 2_875, 4_200, true),
      ("Sea bream", "grill", 88, 1_620, 2_410, false), ("Burger", "grill", 140, 1_201, 1_980, false),
      ("Onion soup", "stove", 97, 640, 1_000, false), ("Green salad", "cold", 31, 410, 700, false),
    ]
    let bins = [4, 18, 61, 90, 72, 41, 38, 22, 14, 9, 4, 3, 2, 1].enumerated().map {
      Plot.Bin(from: Int64($0.offset) * 120, until: Int64($0.offset + 1) * 120, count: Int64($0.element))
    }
    return InsightAnswer(
      question,
      columns: [
        .init("item", "dish"), .init("station", "station"), .init("count", "cooked"),
        .init("median", "median"),
        .init("p90", "p90"), .init("outlier", "outlier"),
      ],
      rows: dishes.map {
        [
          .text($0.name), .text($0.station), .count($0.count), .halfSeconds($0.median), .halfSeconds($0.p90),
          .flag($0.isSlow),
        ]
      },
      plots: [
        Plot(
          "Median by dish, slowest first", .seconds,
          .bars(dishes.map { .init($0.name, $0.median / 2, isMarked: $0.isSlow) })),
        Plot(
          "All dishes", .seconds, .distribution(bins, marks: [.init("median", 505), .init("p90", 1_030)])),
      ])
  }

  private static func voice(_ question: InsightQuestion) -> InsightAnswer {
    InsightAnswer(
      question,
      columns: [
        .init("intent", "said"), .init("count", "times"), .init("rate", "done"), .init("reasons", "why not"),
      ],
      rows: [
        [
          .text("ready TABLE"), .count(212), .rate(201, of: 212),
          .counts([.init("not sure", 8), .init("no such table", 3)]),
        ],
        [.text("sold out DISH"), .count(9), .rate(6, of: 9), .counts([.init("no such dish", 3)])],
      ],
      plots: [Plot("What was said", .count, .bars([.init("ready TABLE", 212), .init("sold out DISH", 9)]))])
  }

  private static func abandonment(_ question: InsightQuestion) -> InsightAnswer {
    let steps: [(String, Int64)] = [
      ("menu opened", 412), ("dish looked at", 380), ("dish chosen", 301), ("sent", 288), ("bill asked", 270),
      ("paid", 268),
    ]
    return InsightAnswer(
      question,
      columns: [
        .init("step", "step"), .init("visits", "visits"), .init("lost", "ended here"),
        .init("rate", "of all"),
      ],
      rows: steps.enumerated().map { place, step in
        let next = place + 1 < steps.count ? steps[place + 1].1 : step.1
        return [.text(step.0), .count(step.1), .count(step.1 - next), .rate(step.1, of: 412)]
      },
      plots: [Plot("Visits by step", .count, .funnel(steps.map { .init($0.0, $0.1) }))],
      notes: ["12 visits are still going on and are not counted."])
  }

  private static func takings(_ question: InsightQuestion) -> InsightAnswer {
    let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    let amounts: [Int64] = [182_040, 199_510, 0, 240_075, 412_300, 501_880, 268_450]
    let covers: [Int64] = [61, 64, 0, 83, 140, 171, 92]
    let hours = (11...23).map { "\($0)" }
    let map = days.enumerated().map { day, _ in
      hours.indices.map { hour -> Int64? in
        if covers[day] == 0 { return nil }
        let evening = max(0, 6 - abs(hour - 8))
        let noon = max(0, 3 - abs(hour - 1))
        return Int64(evening * evening + noon * noon) * covers[day] / 60
      }
    }
    return InsightAnswer(
      question, currency: euro,
      columns: [
        .init("day", "day"), .init("orders", "orders"), .init("covers", "covers"), .init("total", "EUR"),
        .init("per_cover", "each cover"),
      ],
      rows: days.enumerated().map { place, day in
        [
          .text(day), .count(covers[place] / 2), .count(covers[place]), .money(amounts[place]),
          covers[place] == 0 ? .none : .money(amounts[place] / covers[place]),
        ]
      },
      plots: [
        Plot(
          "Takings by day", euro.map { .money($0) } ?? .count,
          .series(zip(days, amounts).map { .init($0, $1) })),
        Plot("Covers by hour and weekday", .count, .heatMap(rows: days, columns: hours, values: map)),
      ])
  }

  private static func speed(_ question: InsightQuestion) -> InsightAnswer {
    let hours: [(name: String, rounds: Int64, late: Int64)] = [
      ("18", 36, 0), ("19", 58, 4), ("20", 71, 19), ("21", 44, 6), ("22", 12, 0),
    ]
    return InsightAnswer(
      question,
      columns: [
        .init("hour", "hour"), .init("rounds", "rounds"), .init("late", "late"),
        .init("share", "late of all"),
      ],
      rows: hours.map {
        [.text($0.name), .count($0.rounds), .count($0.late), .rate($0.late, of: $0.rounds)]
      },
      plots: [
        Plot(
          "Late rounds by hour", .rate, .series(hours.map { .init($0.name, $0.late * 1_000 / $0.rounds) }))
      ])
  }

  private static func voids(_ question: InsightQuestion) -> InsightAnswer {
    InsightAnswer(question, columns: [.init("item", "dish"), .init("count", "voids")], rows: [])
  }
}
