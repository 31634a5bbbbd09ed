import Events
import Testing
import Venue

@testable import Screens

/// A manager's pane of the partners: which one does not work, what waits, and what to do.
@Suite struct PartnersPaneTests {
  private static func statuses(_ wall: Timestamp) -> [PartnerStatus] {
    var stripe = PartnerStatus("stripe", isRunning: true, mode: "test", lastWebhookAt: wall)
    stripe.terminal = "tv"
    stripe.delivered = 1_204
    var hook = PartnerStatus(
      "webhook", isRunning: true, state: .waiting, lastError: "https://example.org answers 503")
    hook.terminal = "bar"
    (hook.delivered, hook.failed, hook.dead, hook.lagEvents) = (48_211, 37, 2, 640)
    var chain = PartnerStatus(
      "warehouse of the whole chain in Vienna", isRunning: false, lastError: "psql: no such host")
    (chain.terminal, chain.lagEvents) = ("tv", 12)
    let off = PartnerStatus("crm", isRunning: false, state: .disabled)
    return [stripe, hook, chain, off]
  }

  private static func screening(_ columns: Int, _ rows: Int) -> (Screening, View) {
    var screening = Screening(.trying(), .manager, columns: columns, rows: rows)
    screening.press(.function(12))
    var view = screening.view
    view.partners = statuses(view.wall)
    return (screening, view)
  }

  @Test("Four partners, two of them in trouble", arguments: [(80, 24), (120, 42), (160, 45), (40, 12)])
  func golden(size: (Int, Int)) throws {
    let (screening, view) = Self.screening(size.0, size.1)
    try Golden.compare(screening.console.frame(view), "partners-\(size.0)x\(size.1)")
  }

  @Test func `it says how many need somebody, and the command for each`() {
    let (screening, view) = Self.screening(160, 40)
    let text = screening.console.frame(view).text
    #expect(text.contains("2 of 4 need somebody"))
    #expect(text.contains("https://example.org answers 503."))
    #expect(text.contains("partner retry webhook tries now"))
    #expect(text.contains("2 events were given up after a day: partner dead-letters lists them"))
    #expect(text.contains("psql: no such host."))
  }

  @Test func `those who are well need nobody, and none at all tells how to begin`() {
    var (screening, view) = Self.screening(80, 24)
    view.partners = [Self.statuses(view.wall)[0]]
    #expect(screening.console.frame(view).text.contains("all is well"))
    view.partners = []
    #expect(screening.console.frame(view).text.contains("No partner is enabled."))
  }

  @Test func `whoever no terminal tells of is in the list all the same`() {
    var screening = Screening(.trying(), .manager, columns: 120, rows: 30)
    screening.press(.function(12))
    let enabling = PartnerRequest.enable(name: "simulated", settings: [])
    guard case .wrote = screening.dinner.request(.partner(enabling)) else {
      Issue.record("not enabled")
      return
    }
    #expect(screening.lines.contains { $0.hasPrefix("simulated  not told here") && $0.contains("tv") })
  }

  @Test func `no window is too small`() {
    for columns in [1, 3, 8, 19, 40, 77, 200] {
      for rows in [1, 4, 9, 60] {
        let (screening, view) = Self.screening(columns, rows)
        #expect(screening.console.frame(view).lines.count == rows)
      }
    }
  }
}
