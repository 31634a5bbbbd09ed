import Foundation
import TestAids
import Testing

extension Patience {
  /// A receiver of webhooks that fails in the middle of a rush: nothing is lost, and nobody in the house waits for it.
  @Suite struct PartnerRush {
    private static let secret = "whsec_" + Data((0..<32).map { UInt8(0x40 + $0) }).base64EncodedString()
    private static let ordersAtOnce = 10

    @Test
    func
      `a receiver that is killed, crawls or answers 500 in a rush gets every event, each order's in order, and no board waits`()
      throws
    {
      let places = try [Place("till", letter: "B"), Place("pass", letter: "C")]
      try ScratchHouse.with(places) { houses in
        let (till, pass) = (houses[0], houses[1])
        try till.serve(at: places[0])
        try pass.serve(at: places[1], dialling: [places[0].port])
        try pass.waitForPeer("till")
        let receiver = try PlayedReceiver()
        try receiver.tell("secrets", ["secrets": [Self.secret]])
        let way = try FaultyNetwork(in: till).way(to: Int(receiver.port))
        try till.done(
          "partner", "enable", "webhook", "--url", "http://127.0.0.1:\(way.port)/hook", "--allow-private",
          "--secret-file", till.file("secret", Self.secret))

        let calm = try rush(till, pass, "A")
        try way.refuse()
        let gone = try rush(till, pass, "B")
        try way.heal()
        try till.done("partner", "retry", "webhook")
        try way.slow(bytesPerSecond: 200)
        let crawling = try rush(till, pass, "C")
        try way.heal()
        let fails: [[String: Any]] = Array(repeating: ["status": 500], count: 3 * Self.ordersAtOnce)
        try receiver.tell("answers", ["answers": fails])
        try till.done("partner", "retry", "webhook")
        let failing = try rush(till, pass, "D")
        for (name, seconds) in [("gone", gone), ("crawling", crawling), ("failing", failing)] {
          // Twice what a calm house takes, and a moment of a machine that does other things too.
          #expect(seconds < 2 * calm + 0.01, "\(name): \(seconds) s, calm: \(calm) s")
        }
        try receiver.tell("answers", ["answers": [Any]()])
        let wanted = try owed(till)
        try waitUntil("all to be delivered", limit: 40) {
          try till.done("partner", "retry", "webhook")
          return try till.jsonLines("partner", "list").first?["lag_events"] == .int(0)
        }
        try expectTaken(wanted, try receiver.tell("deliveries", ["count": wanted.count]).elements)
        #expect(try till.jsonLines("partner", "dead-letters").isEmpty)
      }
    }

    /// Guests order at the till, and the pass shows it.
    ///
    /// - Returns: the median of seconds from the sending of an order to when the other terminal knows of it.
    private func rush(_ till: ScratchHouse, _ pass: ScratchHouse, _ tables: String) throws -> Double {
      let (waiter, board) = (try RawSocket(till.socket), try RawSocket(pass.socket))
      var waits: [Double] = []
      for number in 0..<Self.ordersAtOnce {
        let opened = try waiter.run("order open --table \(tables)\(number) --quiet")
        let code = opened.text.trimmingCharacters(in: .whitespacesAndNewlines)
        _ = try waiter.run("order add \(code) --open-item Soup --price 4")
        let began = monotonicSeconds()
        guard try waiter.run("order submit \(code)").status == 0 else {
          throw Failure("\(code) was not sent")
        }
        try waitUntil("\(code) at the pass", pauseMs: 1) {
          try board.run("order show \(code) --json").text.contains(#""sent_at""#)
        }
        waits.append(monotonicSeconds() - began)
      }
      return waits.sorted()[waits.count / 2]
    }

    /// What standardwebhooks and cloudevents say of each delivery, and that all came.
    private func expectTaken(_ wanted: [Json], _ deliveries: [Json]) throws {
      #expect(deliveries.allSatisfy { $0["judged"] == .array([.string("ok")]) })
      #expect(deliveries.allSatisfy { $0["tampered"] == .string("WebhookVerificationError") })
      #expect(deliveries.allSatisfy { $0["id"] == $0["event"]["id"] })
      // An event that was answered with 500 came again: what counts is when it was taken.
      var last: [String: Json] = [:]
      var order: [String] = []
      for delivery in deliveries {
        guard let id = delivery["id"].string else { continue }
        order.removeAll { $0 == id }
        order.append(id)
        last[id] = delivery["event"]
      }
      try expectDelivered(wanted, order.compactMap { last[$0] })
    }
  }
}
