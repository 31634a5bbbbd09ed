import Events
import Testing
import Venue

@testable import Screens

/// What a waiter's status line and `doctor` say of the partner that takes money.
@Suite struct PartnerWordsTests {
  private static let wall = Timestamp(clamping: 1_795_000_000_000 / 86_400_000 * 86_400_000 + 68_520_000)

  private func words(_ change: (inout PartnerStatus) -> Void = { _ in }) -> PartnerWords {
    var status = PartnerStatus("stripe", isRunning: true, version: "2026-09-30.x", mode: "live")
    change(&status)
    return PartnerWords(status, wall: Self.wall, offsetMinutes: 60)
  }

  @Test func `the status line says when the last webhook came, and that a key is for tests`() {
    #expect(words().forms == ["stripe"])
    #expect(words { $0.lastWebhookAt = Self.wall }.forms == ["stripe, webhook 20:02", "stripe"])
    #expect(
      words {
        $0.mode = "test"
        $0.lastWebhookAt = Self.wall
      }.forms == ["stripe TEST, webhook 20:02", "stripe TEST"])
    #expect(words { $0.trouble = .nobodyCalls }.forms == ["stripe: no webhook comes", "stripe"])
  }

  @Test func `the doctor names the version, the key and the last webhook`() {
    #expect(words().sentence == "stripe: runs, version 2026-09-30.x, a live key.")
    let yesterday = Self.wall.advanced(byMilliseconds: -86_400_000)
    let old = words {
      $0.mode = "test"
      $0.lastWebhookAt = yesterday
    }
    #expect(
      old.sentence
        == "stripe: runs, version 2026-09-30.x, a key for tests: no money moves, last webhook "
        + "\(yesterday.description.prefix(10)) 20:02.")
    #expect(words().problem == nil)
  }

  @Test func `each trouble has words of its own that say what to do`() {
    let troubles: [PartnerStatus.Trouble] = [.away, .badSignature, .noSecret, .nobodyCalls]
    let problems = troubles.map { trouble in words { $0.trouble = trouble }.problem ?? "" }
    #expect(Set(problems).count == 4)
    for (problem, word) in zip(problems, ["cash", "webhook_secret_file", "--webhook-secret-file", "address"])
    {
      #expect(problem.contains(word))
    }
  }

  @Test(arguments: [40, 60, 80, 120, 160])
  func `waiters and managers see it where there is room, the kitchen does not`(columns: Int) throws {
    var view = Dinner.evening(1).view(columns, 24)
    view.partners = [PartnerStatus("stripe", isRunning: true, mode: "test", lastWebhookAt: view.wall)]
    for mode in Console.Mode.allCases {
      let last = try #require(Console(mode).frame(view).lines.last)
      #expect(last.contains("stripe TEST") == (mode != .kitchen && columns >= 80), "\(mode): \(last)")
    }
  }
}
