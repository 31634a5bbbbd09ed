import Dining
import Insights
import Menus
import Venue

/// Keys of the pane of insights: which question is asked.
extension ActionTable {
  static let insightsPane: [Action] = [
    Action(
      [.left, .right], "← →", name: "metric", title: "metric", help: "Ask the next or the previous question.",
      places: [.insights], isFixed: true
    ) { console, key, _ in
      console.pickMetric(by: key == .left ? -1 : 1)
      return []
    },
    Action(
      Array(digits.prefix(Metric.allCases.count)), "1–\(Metric.allCases.count)", name: "metric_by_number",
      help: "Ask the question with this number.", places: [.insights], isFixed: true
    ) { console, key, _ in
      if let digit = key.digit, Metric.allCases.indices.contains(digit - 1) {
        console.pick(Metric.allCases[digit - 1])
      }
      return []
    },
    Action(
      [.character("w"), .character("W")], "w, W", name: "span", title: "window",
      help: "Look at another window: today, 7, 28 or 90 days, this month, the last one; W goes back.",
      places: [.insights]
    ) { console, key, _ in
      console.pickSpan(by: key == .character("W") ? -1 : 1)
      return []
    },
    Action(
      [.character("f")], "f", name: "days", title: "from–to",
      help: "Look from one day to another, both typed.",
      places: [.insights]
    ) { console, _, view in
      let window = console.desk.insights.question(view).window
      let days = view.businessDays
      let last = window.until.advanced(byMilliseconds: -1)
      console.open(
        MenuForm(
          .span,
          [
            .init(.firstDay, days.day(holding: window.from).date),
            .init(.lastDay, days.day(holding: last).date),
          ]))
      return []
    },
    Action(
      [.character("o")], "o", name: "only_type", title: "order type",
      help: "Count only orders of one type: eaten here, taken away, delivered; then all again.",
      places: [.insights]
    ) { console, _, _ in
      console.pick(\.orderType, from: OrderType.allCases.map(\.rawValue))
      return []
    },
    Action(
      [.character("s")], "s", name: "only_station", title: "station",
      help: "Count only dishes of one station; then all again.", places: [.insights], whyOff: noStation
    ) { console, _, view in
      console.pick(\.station, from: view.house.stations(at: view.wall))
      return []
    },
    Action(
      [.character("v")], "v", name: "only_version", title: "menu version",
      help: "Count only what was ordered from one version of the menu; then all again.", places: [.insights],
      whyOff: noVersion
    ) { console, _, view in
      console.pick(\.menuVersion, from: view.house.menus.versions.map(\.id.text))
      return []
    },
    Action(
      [.character("e")], "e", name: "only_arm", title: "experiment arm",
      help: "Count only visits that saw the control, or the variant, of an experiment; then all again.",
      places: [.insights], whyOff: noTrial
    ) { console, _, _ in
      console.pick(\.arm, from: Experiment.Arm.allCases.map(\.rawValue))
      return []
    },
    Action(
      [.character("g")], "g", name: "parted", title: "by hour, day …",
      help: "Part takings and prep times by hour, day, weekday or station; then not at all.",
      places: [.insights], whyOff: notParted
    ) { console, _, _ in
      console.pickGrouping()
      return []
    },
    Action(
      [.character("x")], "x", name: "only_nothing", title: "no filters", help: "Take all filters off.",
      places: [.insights], whyOff: noFilter
    ) { console, _, _ in
      console.pickEverything()
      return []
    },
    Action(
      [.enter], "Enter", name: "insight", title: "read anew",
      help: "Read the log anew for the same question.",
      places: [.insights], isFixed: true
    ) { console, _, _ in
      console.readInsightAnew()
      return []
    },
  ]
}

extension Action.Place {
  static let insights = Self("insights")
}

/// Why a key of the pane of insights does nothing now.
extension ActionTable {
  static let noStation: Reason = { _, view in
    view.house.stations(at: view.wall).isEmpty ? "no dish of the menu has a station" : nil
  }

  static let noVersion: Reason = { _, view in
    view.house.menus.versions.isEmpty ? "no version of the menu is frozen yet" : nil
  }

  static let noTrial: Reason = { _, view in
    view.house.experiments.all.isEmpty ? "there is no experiment yet" : nil
  }

  static let notParted: Reason = { console, _ in
    console.desk.insights.metric.groupings.isEmpty
      ? "takings, prep times and abandonment alone are parted" : nil
  }

  static let noFilter: Reason = { console, _ in
    console.desk.insights.filter == InsightFilter() ? "nothing is filtered" : nil
  }
}
