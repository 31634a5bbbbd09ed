import Dining
import Events
import Insights
import Ledger
import Testing

/// What is kept is never believed: damaged at any byte, it says so or answers as before.
@Suite struct RollupDamageTests {
  private static var house: Book {
    var book = Book()
    let visit = book.uuid()
    book.view(visit)
    book.expose(visit, arm: "control")
    var opening = Book.Opening()
    (opening.session, opening.arm, opening.version) = (visit, "control", "v1")
    let order = book.open(opening)
    let items = [book.add("soup", 500, station: "hot", to: order), book.add("tea", 100, to: order)]
    book.send(items, order)
    book.move(items, from: "ordered", to: "ready", order)
    book.remove(items[1], order)
    book.say("executed", intent: "add_item", dish: "soup")
    book.pay("cash", 500, order)
    book.close(order)
    return book
  }

  private static let questions = Metric.allCases.map { InsightQuestion($0, window("28T05:00", "29T05:00")) }

  @Test func `a flipped bit anywhere is seen or does no harm`() throws {
    let rolled = RolledLog(Self.house.log)
    let wanted = Self.questions.map { rolled.answer($0) }
    let names = rolled.names
    try #require(names.count == 1)
    let bytes = try #require(rolled.shelf.files[names[0]])
    var seen = 0
    for place in bytes.indices {
      var damaged = bytes
      damaged[place] ^= 1 << UInt8(place % 8)
      rolled.shelf.files[names[0]] = damaged
      for (question, answer) in zip(Self.questions, wanted) {
        let found = rolled.answer(question)
        if found == nil { seen += 1 } else { #expect(found == answer, "byte \(place)") }
      }
    }
    // The head is read by all seven, each column by one at least, but for some that are kept for exports.
    #expect(seen > bytes.count)
  }

  @Test func `a file that is shorter, empty or gone is seen`() throws {
    let rolled = RolledLog(Self.house.log)
    let name = rolled.names[0]
    let bytes = try #require(rolled.shelf.files[name])
    for count in [0, 1, 8, bytes.count / 2, bytes.count - 1] {
      rolled.shelf.files[name] = Array(bytes.prefix(count))
      #expect(Self.questions.contains { rolled.answer($0) == nil }, "\(count) bytes")
    }
    rolled.shelf.files[name] = nil
    #expect(Self.questions.allSatisfy { rolled.answer($0) == nil })
  }

  @Test func `a damaged index is as none`() throws {
    let rolled = RolledLog(Self.house.log)
    let bytes = try #require(rolled.shelf.files["index"])
    for place in bytes.indices {
      var damaged = bytes
      damaged[place] ^= 1 << UInt8(place % 8)
      rolled.shelf.files["index"] = damaged
      #expect(Rollup(rolled.shelf, rolled.days, settings: "test").mark.isEmpty, "byte \(place)")
    }
  }

  @Test func `other settings or another clock begin anew`() {
    let rolled = RolledLog(Self.house.log)
    func mark(_ settings: String, _ days: BusinessDays) -> [UInt8] {
      Rollup(rolled.shelf, days, settings: settings).mark
    }
    #expect(!mark("test", rolled.days).isEmpty)
    #expect(mark("other", rolled.days).isEmpty)
    #expect(mark("test", BusinessDays(startingAt: "04:00") { _ in 0 }).isEmpty)
    #expect(mark("test", BusinessDays { _ in 60 }).isEmpty)
  }
}
