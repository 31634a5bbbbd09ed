import Dining
import Insights
import Randomness
import Testing

@testable import Screens

/// Round numbers, and numbers as people read them.
@Suite struct PlotScaleTests {
  @Test(
    arguments: [
      (97, 6, [0, 20, 40, 60, 80, 100]), (3, 6, [0, 1, 2, 3]), (1_204, 4, [0, 500, 1_000, 1_500]),
      (0, 6, [0, 1]),
      (7, 2, [0, 10]), (5_018, 3, [0, 3_000, 6_000]),
    ] as [(Int64, Int, [Int64])])
  func `counts go in ones to fives`(most: Int64, limit: Int, ticks: [Int64]) {
    #expect(PlotScale([most], .count, ticks: limit).ticks == ticks)
  }

  @Test(
    arguments: [
      (700, 4, [0, 300, 600, 900]), (100, 5, [0, 30, 60, 90, 120]),
      (7_000, 5, [0, 1_800, 3_600, 5_400, 7_200]),
    ] as [(Int64, Int, [Int64])])
  func `times go in minutes and hours`(most: Int64, limit: Int, ticks: [Int64]) {
    #expect(PlotScale([most], .seconds, ticks: limit).ticks == ticks)
  }

  @Test func `what goes below nought has it between its ends`() {
    #expect(PlotScale([-30, 70], .count, ticks: 6).ticks == [-30, 0, 30, 60, 90])
    #expect(PlotScale([-30, 70], .count, ticks: 2).ticks == [-70, 0, 70])
    #expect(PlotScale([-30], .count, ticks: 4).ticks == [-30, -20, -10, 0])
  }

  @Test func `every value lies on its axis, with as few numbers as were wanted`() {
    var random = Seeded(seed: 4)
    for _ in 0..<2_000 {
      let sizes: [UInt64] = [10, 5_000, 1 << 40, .max]
      let values = (0..<4).map { _ in Int64(truncatingIfNeeded: random.next() % sizes[Int(random.next() % 4)])
      }
      let limit = Int(random.next() % 9) + 2
      for unit in [Plot.Unit.count, .seconds, .rate] {
        let scale = PlotScale(values, unit, ticks: limit)
        let isMixed = values.contains { $0 < 0 } && values.contains { $0 > 0 }
        #expect(scale.ticks.count <= max(limit, isMixed ? 3 : 2) && scale.low < scale.high)
        #expect(scale.ticks == scale.ticks.sorted() && scale.ticks.contains(0))
        for value in values {
          let limited = min(max(value, -Money.limit), Money.limit)
          #expect(scale.low <= limited && limited <= scale.high)
        }
      }
    }
  }

  @Test func `numbers are written as people read them`() throws {
    let (euro, yen) = (try #require(Currency("EUR")), try #require(Currency("JPY")))
    #expect(
      [0, 45, 270, 720, 3_905, -90].map { PlotWords(.seconds).value($0) }
        == ["0:00", "0:45", "4:30", "12:00", "1:05:05", "-1:30"])
    #expect(
      [0, 30, 90, 720, 7_200, -60].map { PlotWords(.seconds).tick($0) }
        == ["0", "30 s", "1:30", "12 min", "2 h", "-1 min"])
    #expect(
      [0, 999, 12_345, -1_234].map { PlotWords(.count).value($0) } == ["0", "999", "12 345", "-1 234"])
    #expect([0, 452, 1_000].map { PlotWords(.rate).value($0) } == ["0%", "45.2%", "100%"])
    #expect(
      PlotWords(.money(euro)).value(-123_456) == "-1234.56" && PlotWords(.money(yen)).value(500) == "500")
    #expect(PlotWords(.money(euro)).name == "EUR")
    #expect(
      PlotWords.share(1, of: 3) == "33%" && PlotWords.share(2, of: 3) == "67%"
        && PlotWords.share(0, of: 0) == "")
  }

  @Test func `a shade is a round part of the largest value`() {
    #expect(PlotScale.part(of: 40, into: 4, .count) == 10 && PlotScale.part(of: 41, into: 4, .count) == 11)
    #expect(PlotScale.part(of: 423_150, into: 4, .count) == 110_000)
    #expect(
      PlotScale.part(of: 3_000, into: 4, .seconds) == 780 && PlotScale.part(of: 0, into: 4, .count) == 1)
  }

  @Test func `labels never touch and stand in even steps`() {
    let hours = (0..<24).map { (column: $0 * 2, name: "\($0)") }
    #expect(
      AxisLabels.text(hours, columns: 48).split(separator: " ").map(String.init)
        == (0..<24).filter { $0 % 2 == 0 }.map(String.init))
    #expect(AxisLabels.text([(0, "Monday"), (4, "Tue")], columns: 20) == "Monday")
    #expect(AxisLabels.text([(18, "late")], columns: 20) == "")
  }
}
