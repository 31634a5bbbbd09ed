import Foundation
import TestAids
import Testing

extension Acceptance {
  /// Roadmap document 07, AI Menu Insights: each of its criteria on the built program, by its words, its JSON and its CSV.
  @Suite struct MenuInsights {
    private static let evening = ["--from", "2026-10-20T03:00:00Z", "--until", "2026-10-21T03:00:00Z"]
    private static let span = #""from":"2026-10-20T03:00:00.000Z","until":"2026-10-21T03:00:00.000Z""#

    /// The rows of the table that people see, their cells parted by one blank.
    private static func table(_ told: String) -> [String] {
      told.splitLines.dropFirst().map { $0.split(separator: " ").joined(separator: " ") }.filter {
        !$0.isEmpty
      }
    }

    // Slow movers

    /// On the 20th: Tantanmen on one order, Bruschetta on one but more of it, Phở on three; Still water never. On the
    /// 10th: Still water.
    private static func ordered() throws -> PastEvents {
      var past = try PastEvents("2026-10-10T18:00:00Z")
      let early = past.open()
      past.send([past.add("m07", "Still water", to: early)], early)
      past.seconds = 10 * 86_400
      for (dish, name, quantity) in [
        ("m02", "Phở bò", 2), ("m02", "Phở bò", 1), ("m02", "Phở bò", 1), ("m01", "Bruschetta", 5),
        ("m03", "Tantanmen", 2),
      ] {
        let order = past.open()
        past.send([past.add(dish, name, quantity: quantity, to: order)], order)
        past.seconds += 60
      }
      return past
    }

    @Test
    func
      `GIVEN a menu with historical orders WHEN an owner views slow movers THEN items are sorted by lowest order frequency over a selectable window`()
      throws
    {
      try ScratchHouse.with { house in
        try house.importSupper()
        try house.take(Self.ordered())
        let json = try house.done(["insights", "slow-movers", "--json"] + Self.evening).output
        #expect(
          json == #"{"metric":"slow-movers",\#(Self.span),"rows":["#
            + #"{"menuitem_id":"m07","name":"Still water","orders":0,"qty":0},"#
            + #"{"menuitem_id":"m03","name":"Tantanmen","orders":1,"qty":2},"#
            + #"{"menuitem_id":"m01","name":"Bruschetta","orders":1,"qty":5},"#
            + #"{"menuitem_id":"m02","name":"Phở bò","orders":3,"qty":4}]}"# + "\n")
        #expect(
          try house.csv("slow-movers", Self.evening) == [
            "menuitem_id,name,orders,qty", "m07,Still water,0,0", "m03,Tantanmen,1,2", "m01,Bruschetta,1,5",
            "m02,Phở bò,3,4",
          ])
        let told = try house.done(["insights", "slow-movers"] + Self.evening).output
        #expect(told.hasPrefix("Slow movers, 2026-10-20 03:00 to 2026-10-21 03:00\n"))
        #expect(
          Self.table(told).prefix(5) == [
            "DISH NAME ORDERS QUANTITY", "m07 Still water 0 0", "m03 Tantanmen 1 2", "m01 Bruschetta 1 5",
            "m02 Phở bò 3 4",
          ])
        #expect(told.contains("1 dish was never ordered."))
        // A longer window has the one of the 10th.
        let longer = try house.json(
          "insights", "slow-movers", "--from", "2026-10-10T00:00:00Z", "--until", "2026-10-21T03:00:00Z")
        #expect(longer["rows"].elements.map { $0["menuitem_id"].string } == ["m07", "m03", "m01", "m02"])
        #expect(longer["rows"][0]["orders"] == .int(1))
        // The same terminal, running, says the same.
        _ = try house.serve()
        #expect(try house.done(["insights", "slow-movers", "--json"] + Self.evening).output == json)
      }
    }

    @Test func `07: a window is picked by a word, in business days that end with the running one`() throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        var past = PastEvents(Date().addingTimeInterval(-10 * 86_400))
        let order = past.open()
        past.send([past.add("m03", "Tantanmen", to: order)], order)
        try house.take(past)
        _ = try house.sendSupper()
        for (word, orders) in [("1d", 0), ("7d", 0), ("28d", 1), ("90d", 1)] {
          let answer = try house.json("insights", "slow-movers", "--window", word)
          let rows = answer["rows"].elements
          let tantanmen = rows.first { $0["menuitem_id"].string == "m03" }
          #expect(tantanmen?["orders"] == .int(orders), "\(word)")
          let pho = rows.first { $0["menuitem_id"].string == "m02" }
          #expect(pho?["orders"] == .int(1) && pho?["qty"] == .int(2), "the running day counts in \(word)")
          let times = try [answer["from"], answer["until"]].map {
            try Date($0.string ?? "", strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true))
          }
          #expect(times[1].timeIntervalSince(times[0]) == Double(word.dropLast()).map { $0 * 86_400 })
          #expect(times[1] > Date() && answer["from"].string?.hasSuffix("T05:00:00.000Z") == true)
        }
        #expect(
          try house.json("insights", "slow-movers") == house.json("insights", "slow-movers", "--window", "7d")
        )
        #expect(try house.galley("insights", "slow-movers", "--window", "3d").status == 2)
      }
    }

    // Prep-time bottlenecks

    @Test
    func
      `GIVEN item timestamps ordered, preparing and ready WHEN an owner views prep-time bottlenecks THEN items are ranked by median time to ready, and outliers stand out`()
      throws
    {
      try ScratchHouse.with { house in
        try house.importSupper()
        var past = try PastEvents("2026-10-20T16:00:00Z")
        // 21 of 40 take 100 s: that is the menu's median. 280 s are 180 s over it; nine samples are too few.
        for _ in 0..<21 { past.timed("m07", "Still water", seconds: 100) }
        for _ in 0..<9 { past.timed("m02", "Phở bò", seconds: 280) }
        past.timed("m02", "Phở bò", seconds: 291)
        for _ in 0..<9 { past.timed("m03", "Tantanmen", seconds: 900) }
        try house.take(past)
        let json = try house.done(["insights", "prep-times", "--json"] + Self.evening).output
        #expect(
          json == #"{"metric":"prep-times",\#(Self.span),"rows":["#
            + #"{"menuitem_id":"m03","name":"Tantanmen","count":9,"median_seconds":900,"p90_seconds":900,"outlier":false},"#
            + #"{"menuitem_id":"m02","name":"Phở bò","count":10,"median_seconds":280,"p90_seconds":280,"outlier":true},"#
            + #"{"menuitem_id":"m07","name":"Still water","count":21,"median_seconds":100,"p90_seconds":100,"outlier":false}]}"#
            + "\n")
        let told = try house.done(["insights", "prep-times"] + Self.evening).output
        #expect(
          Self.table(told).prefix(4) == [
            "DISH NAME TIMED MEDIAN 90 OF 100 OUTLIER", "m03 Tantanmen 9 15:00 15:00",
            "m02 Phở bò 10 4:40 4:40 yes", "m07 Still water 21 1:40 1:40",
          ])
        let csv = try house.csv("prep-times", Self.evening)
        #expect(csv.first == "menuitem_id,name,count,median_seconds,p90_seconds,outlier")
        #expect(csv.dropFirst(2).first == "m02,Phở bò,10,280,280,true")
      }
    }

    // Voice-trigger frequency

    @Test
    func
      `GIVEN voice ordering WHEN an owner views voice insights THEN the items that were asked for most come first, with how often it worked`()
      throws
    {
      try ScratchHouse.with { house in
        try house.importSupper()
        func again(_ code: String, _ confidence: String...) throws {
          for value in confidence {
            _ = try house.galley(
              "voice", "say", "same again", "--confidence", value, "--surface", "guest", "--order", code)
          }
        }
        let first = try house.openSupper(table: "T1")
        try again(first, "0.95", "0.5", "0.9")
        let second = try house.open("--table", "T2").code
        try house.done("order", "add", second, "m03")
        try again(second, "0.2")
        // No dish is meant by these, and one without a score waits for a key.
        _ = try house.galley(
          "voice", "say", "one more of everything", "--confidence", "0.9", "--surface", "guest")
        _ = try house.galley("voice", "say", "same again", "--surface", "guest", "--order", second)
        let json = try house.done("insights", "voice", "--window", "1d", "--json").output
        #expect(
          json.hasSuffix(
            #""rows":[{"menuitem_id":"m01","name":"Bruschetta","attempts":3,"succeeded":2,"failed":1,"success_rate":0.6667},"#
              + #"{"menuitem_id":"m03","name":"Tantanmen","attempts":1,"succeeded":0,"failed":1,"success_rate":0}]}"#
              + "\n"), "\(json)")
        #expect(json.hasPrefix(#"{"metric":"voice","from":""#))
        let told = try house.done("insights", "voice", "--window", "1d").output
        #expect(
          Self.table(told).prefix(3) == [
            "DISH NAME ATTEMPTS SUCCEEDED FAILED SHARE", "m01 Bruschetta 3 2 1 67%",
            "m03 Tantanmen 1 0 1 0%",
          ])
        #expect(told.contains("2 of 5 attempts were carried out."), "\(told)")
        #expect(told.contains("1 more was heard without a score and waited for a key."))
        let csv = try house.csv("voice", ["--window", "1d"])
        #expect(
          csv == [
            "menuitem_id,name,attempts,succeeded,failed,success_rate", "m01,Bruschetta,3,2,1,0.6667",
            "m03,Tantanmen,1,0,1,0",
          ])
      }
    }

    // Abandonment points

    /// Ten visits, each a minute from step to step; how far they get stands in the list.
    private static func visits() throws -> PastEvents {
      var past = try PastEvents("2026-10-20T16:00:00Z")
      for furthest in [1, 1, 2, 2, 3, 3, 4, 5, 6, 6] {
        let session = past.view()
        func next() { past.seconds += 60 }
        guard furthest >= 2 else { continue }
        next()
        let order = past.open(session: session)
        let item = past.add("m02", "Phở bò", to: order)
        next()
        if furthest >= 3 { past.send([item], order) }
        next()
        if furthest >= 4 { past.bill(order) }
        next()
        if furthest >= 5 { past.pay(order, by: "stripe", isPaid: furthest == 6) }
      }
      return past
    }

    private static let rows = [
      #"{"step":"menu_viewed","reached":10,"continued":8,"rate":0.8,"median_seconds":60}"#,
      #"{"step":"item_added","reached":8,"continued":6,"rate":0.75,"median_seconds":60}"#,
      #"{"step":"order_submitted","reached":6,"continued":4,"rate":0.6667,"median_seconds":60}"#,
      #"{"step":"bill_requested","reached":4,"continued":3,"rate":0.75,"median_seconds":60}"#,
      #"{"step":"payment_started","reached":3,"continued":2,"rate":0.6667,"median_seconds":60}"#,
      #"{"step":"payment_succeeded","reached":2,"continued":2,"rate":1}"#,
    ]

    @Test
    func
      `GIVEN customers can browse and request bills and pay WHEN an owner views abandonment insights THEN the drop-off at each key step is shown`()
      throws
    {
      try ScratchHouse.with { house in
        try house.importSupper()
        try house.take(Self.visits())
        let json = try house.done(["insights", "abandonment", "--json"] + Self.evening).output
        #expect(
          json == #"{"metric":"abandonment",\#(Self.span),"rows":[\#(Self.rows.joined(separator: ","))]}"#
            + "\n")
        let told = try house.done(["insights", "abandonment"] + Self.evening).output
        #expect(
          Self.table(told).prefix(7) == [
            "STEP REACHED WENT ON SHARE MEDIAN UNTIL THEN", "menu viewed 10 8 80% 1:00",
            "item added 8 6 75% 1:00", "order submitted 6 4 67% 1:00", "bill requested 4 3 75% 1:00",
            "payment started 3 2 67% 1:00", "payment succeeded 2 2 100%",
          ])
        let csv = try house.csv("abandonment", Self.evening)
        #expect(csv.count == 7 && csv.first == "step,reached,continued,rate,median_seconds")
        #expect(csv.last == "payment_succeeded,2,2,1,")
      }
    }
  }
}
