import Events
import Randomness
import Testing

@testable import Menus

/// Which visits an experiment asks, and which arm each gets (document 08, contract section 6).
@Suite struct ExperimentTests {
  private static let id = UUIDv7("01a22922-74fd-7b65-a1af-dac300e0a6c6")

  private struct Given {
    var scribe: MenuScribe
    var book = ExperimentBook()
    let control: VersionID
    let variant: VersionID

    init() throws {
      scribe = try MenuScribe()
      control = try MenuDocument.priced(100).versionID
      variant = try MenuDocument.priced(200).versionID
    }

    /// - Parameters: minutes after noon.
    mutating func create(
      _ id: UUIDv7? = ExperimentTests.id, allocation: Int64 = 50, from: Int64 = 0, until: Int64 = 60,
      tables: [String]? = nil, minute: Int64 = 0
    ) throws -> Event {
      let event = try scribe.write(
        .experimentCreated, .experiment, .uuid(#require(id)), minute: minute
      ) { payload in
        payload.set("allocation", allocation)
        payload.set("control", control.text)
        payload.set("ends_at", Timestamp.noon(until))
        payload.set("menu_id", "supper")
        payload.set("starts_at", Timestamp.noon(from))
        payload.set("tables", tables)
        payload.set("variant", variant.text)
      }
      book.insert(event)
      return event
    }

    func asks(_ minute: Int64, _ table: ExactString = "T4", menu: ExactString = "supper") -> UUIDv7? {
      book.experiment(visitBeginningAt: .noon(minute), menu: menu) { $0 == table }?.id
    }
  }

  /// Worked out with Python: int.from_bytes(sha256(f"{experiment}\n{session}").digest()[:8], "big") % 10000.
  @Test(
    arguments: [
      ("01a22922-8064-79d7-a9fe-243437931b14", 1349),
      ("01a22922-8064-79d7-a9fe-243437931b15", 2243),
      ("01a22922-8064-79d7-a9fe-243437931b16", 1548),
      ("01a22922-8064-79d7-a9fe-243437931b17", 615),
      ("01a22922-8064-79d7-a9fe-243437931b18", 5599),
      ("01a22922-8064-79d7-a9fe-243437931b19", 3996),
    ] as [(String, Int64)])
  func theArmIsThatOfTheHash(_ session: String, _ number: Int64) throws {
    for allocation in [number / 100, number / 100 + 1] where Experiment.allocations.contains(allocation) {
      var given = try Given()
      _ = try given.create(allocation: allocation)
      let experiment = try #require(given.book.all.first)
      let arm = experiment.arm(ofSession: try #require(UUIDv7(session)))
      #expect(arm == (number < allocation * 100 ? .variant : .control), "\(allocation)")
    }
  }

  /// Within four standard deviations of the share that was asked for.
  @Test(arguments: [1, 10, 50, 99] as [Int64])
  func armsAreSharedOutAsAskedOver100000Sessions(_ allocation: Int64) throws {
    var given = try Given()
    _ = try given.create(allocation: allocation)
    let experiment = try #require(given.book.all.first)
    var random = Seeded(seed: UInt64(allocation))
    let count = 100_000
    let variants = (0..<count).count { _ in
      let bits = RandomBits(high: random.next(), low: random.next())
      return experiment.arm(ofSession: UUIDv7(at: .noon(0), random: bits)) == .variant
    }
    let share = Double(allocation) / 100
    let deviation = (Double(count) * share * (1 - share)).squareRoot()
    #expect(abs(Double(variants) - Double(count) * share) < 4 * deviation, "\(variants)")
  }

  @Test func visitsThatBeginInItsWindowAreAskedAndNoOthers() throws {
    var given = try Given()
    _ = try given.create(from: 10, until: 20)
    #expect([9, 10, 19, 20].map { given.asks($0) != nil } == [false, true, true, false])
    #expect(given.asks(15, menu: "lunch") == nil, "another menu is in force")
  }

  @Test func anExperimentThatWasEndedAsksNobodyMore() throws {
    var given = try Given()
    _ = try given.create()
    given.book.insert(
      try given.scribe.write(
        .experimentEnded, .experiment, .uuid(#require(Self.id)), minute: 30, actor: "boss"
      ) {
        $0.set("reason", "clear enough")
      })
    given.book.insert(
      try given.scribe.write(.experimentEnded, .experiment, .uuid(#require(Self.id)), minute: 40) {
        $0.set("reason", "again")
      })
    #expect([29, 30, 59].map { given.asks($0) != nil } == [true, false, false])
    let ended = try #require(given.book.all.first?.ended)
    #expect(ended == .init(at: .noon(30), actor: "boss", reason: "clear enough"), "the first word counts")
  }

  @Test func onlyTheTablesThatItNamesAreAsked() throws {
    var given = try Given()
    _ = try given.create(tables: ["T4", "T5"])
    #expect(given.asks(1, "T4") != nil && given.asks(1, "T6") == nil)
  }

  @Test func ofTwoThatAskTheSameVisitTheOneMadeFirstDoes() throws {
    var given = try Given()
    let other = UUIDv7(at: .noon(1), random: RandomBits(high: 1, low: 1))
    _ = try given.create(other, minute: 5)
    _ = try given.create(minute: 3)
    #expect(given.asks(10) == Self.id)
  }

  @Test(
    arguments: [
      (0, 60, 60, 120, nil, nil, false), (0, 60, 59, 120, nil, nil, true), (0, 60, 0, 60, ["T4"], nil, true),
      (0, 60, 0, 60, ["T4"], ["T5"], false), (0, 60, 0, 60, ["T4", "T5"], ["T5"], true),
      (10, 20, 0, 100, nil, ["T1"], true),
    ] as [(Int64, Int64, Int64, Int64, [String]?, [String]?, Bool)])
  func experimentsThatCouldAskTheSameVisitAreRivals(
    _ from: Int64, _ until: Int64, _ otherFrom: Int64, _ otherUntil: Int64, _ tables: [String]?,
    _ others: [String]?,
    _ isRival: Bool
  ) throws {
    var given = try Given()
    _ = try given.create(from: from, until: until, tables: tables)
    var plan = Experiment.Plan(
      menuID: "supper", control: given.control, variant: given.variant, allocation: 1,
      startsAt: .noon(otherFrom),
      endsAt: .noon(otherUntil), tables: (others ?? []).map { ExactString($0) })
    #expect(given.book.rivals(of: plan, isSameTable: ==).isEmpty == !isRival)
    plan.menuID = "lunch"
    #expect(given.book.rivals(of: plan, isSameTable: ==).isEmpty)
  }

  @Test(
    arguments: [
      ("allocation", 0), ("allocation", 100), ("window", 0), ("same", 0), ("control", 0),
    ] as [(String, Int64)])
  func whatCantBeAnExperimentHasNoEffectAndIsListed(_ fault: String, _ value: Int64) throws {
    var given = try Given()
    let event = try given.scribe.write(.experimentCreated, .experiment, .uuid(#require(Self.id)), minute: 0) {
      payload in
      payload.set("allocation", fault == "allocation" ? value : 50)
      payload.set("control", fault == "control" ? "abc" : given.control.text.string)
      payload.set("ends_at", Timestamp.noon(fault == "window" ? 0 : 60))
      payload.set("menu_id", "supper")
      payload.set("starts_at", Timestamp.noon(0))
      payload.set("variant", (fault == "same" ? given.control : given.variant).text)
    }
    given.book.insert(event)
    #expect(given.book.all.isEmpty && given.asks(1) == nil)
    #expect(String(decoding: given.book.state.canonicalBytes, as: UTF8.self).contains(event.id.description))
  }

  @Test func theSameEventsMakeTheSameExperimentInWhateverOrderTheyCome() throws {
    var given = try Given()
    let first = try given.create(minute: 1)
    let again = try given.create(allocation: 60, minute: 2)
    let end = try given.scribe.write(.experimentEnded, .experiment, .uuid(#require(Self.id)), minute: 3) {
      $0.set("reason", "over")
    }
    given.book.insert(end)
    for order in [[end, again, first], [again, end, first], [first, end, again, again]] {
      var book = ExperimentBook()
      for event in order { book.insert(event) }
      #expect(book.state == given.book.state && book.all.first?.plan.allocation == 50)
    }
  }
}
