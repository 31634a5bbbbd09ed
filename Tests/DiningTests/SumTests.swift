import Events
import Testing

@testable import Dining

/// Sums over lines and tickets, and what a cook must notice.
@Suite struct SumTests {
  private static func burger(
    _ modifiers: String..., quantity: Int64 = 1, note: String? = nil, named name: String = "Burger",
    id: String = "burger"
  ) -> OrderCommand {
    .add(
      .init(
        dish: Dish(menuitemID: ExactString(id), name: name, unitPrice: euro(900)), quantity: quantity,
        modifiers: modifiers.map { Modifier(name: $0, price: .zero) }, note: note))
  }

  private func table(_ commands: OrderCommand...) throws -> OneOrder {
    var table = try OneOrder()
    for command in commands { try table.give(command) }
    return table
  }

  private func lines(_ table: OneOrder) -> [String] {
    ItemSum.lines(of: table.order.items).map { "\($0.quantity) \($0.item.dish.name) of \($0.ids.count)" }
  }

  @Test func identicalLinesAreOneWhereTheFirstStands() throws {
    let table = try table(
      Self.burger(quantity: 2), .soup, Self.burger(), Self.burger("no onion"), Self.burger(note: "rare"),
      Self.burger("no onion"), .soup)
    #expect(lines(table) == ["3 Burger of 2", "2 soup of 2", "2 Burger of 2", "1 Burger of 1"])
    let items = table.order.items
    #expect(ItemSum.lines(of: items)[0].ids == [items[0].id, items[2].id])
  }

  @Test func equalModifiersInAnotherOrderAreOneLine() throws {
    let table = try table(
      Self.burger("rare", "no onion"), Self.burger("no onion", "rare"), Self.burger("rare"),
      Self.burger("rare", "rare"))
    #expect(lines(table) == ["2 Burger of 2", "1 Burger of 1", "1 Burger of 1"])
    #expect(ItemSum.lines(of: table.order.items)[0].item.modifiers.map(\.name) == ["rare", "no onion"])
  }

  /// What the kitchen does with them differs: a step further, or taken off.
  @Test func linesAtDifferentStepsStayApart() throws {
    let table = try table(
      Self.burger(), Self.burger(), Self.burger(), Self.burger(), .submit, .to(.preparing, "2"), .off("3"),
      .off("4"))
    #expect(lines(table) == ["1 Burger of 1", "1 Burger of 1", "2 Burger of 2"])
    #expect(ItemSum.lines(of: table.order.items).map(\.item.isRemoved) == [false, false, true])
  }

  @Test func aSumStopsAtTheGreatestNumber() throws {
    var item = try #require(try table(.soup).order.items.first)
    item.quantity = .max
    #expect(ItemSum.lines(of: [item, item]).map(\.quantity) == [.max])
  }

  @Test func allDayCountsWhatIsSentAndNotYetReady() throws {
    let table = try table(
      Self.burger(quantity: 3), Self.burger("no onion", quantity: 2),
      Self.burger("rare", "no onion"), .soup, .wine, .bread, .submit, .to(.preparing, "1"),
      .to(.ready, "5"), .off("6"), Self.burger(quantity: 50))
    let sums = AllDay.sums(of: BoardRules.tickets(of: table.order))
    #expect(sums.map { "\($0.quantity) \($0.name)" } == ["6 Burger", "1 soup"])
    #expect(sums.first?.modifiers.map { "\($0.quantity) \($0.name)" } == ["3 no onion", "1 rare"])
  }

  /// Open items share one id, so their names tell them apart; ties stand in order of their bytes.
  @Test func openItemsAreSummedByName() throws {
    let table = try table(
      Self.burger(named: "cake", id: "open"), Self.burger(named: "Zabaione", id: "open"),
      Self.burger(named: "cake", id: "open"), Self.burger(named: "Apple", id: "open"), .submit)
    let sums = AllDay.sums(of: BoardRules.tickets(of: table.order))
    #expect(sums.map(\.name) == ["cake", "Apple", "Zabaione"] && sums.map(\.quantity) == [2, 1, 1])
  }

  @Test func allDayCountsOverOrdersAndForOneStation() throws {
    let one = try OneOrder.sent()
    let tickets = BoardRules.tickets(of: one.order) + BoardRules.tickets(of: one.order)
    #expect(AllDay.sums(of: tickets).map(\.name) == ["bread", "soup", "wine"])
    #expect(AllDay.sums(of: tickets).map(\.quantity) == [2, 2, 2])
    #expect(AllDay.sums(of: tickets.compactMap { $0.at("bar") }).map(\.name) == ["bread", "wine"])
  }

  /// What a cook must see again, and what changes nothing for them.
  @Test(arguments: [
    (OrderCommand.off("1"), true), (.quantity(ItemName("1"), 4), false), (.alert("nuts"), true),
    (.rush(true), true), (.delay(minutes: 5), true), (.moveTable("T9"), true), (.to(.preparing), false),
    (.to(.ready, "1"), false), (.bill, false), (.cash(100), false), (.bread, false),
    (.adjust(.tip, euro(100), label: nil), false), (.join(name: "Ann"), false),
  ]) func theGistChangesWithWhatMatters(_ command: OrderCommand, _ changes: Bool) throws {
    var table = try OneOrder.sent()
    let before = try #require(BoardRules.tickets(of: table.order).first).gist
    try table.give(command)
    let after = try #require(BoardRules.tickets(of: table.order).first).gist
    #expect((before != after) == changes, "\(command)")
  }
}
