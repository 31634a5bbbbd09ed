import Events
import Testing

@testable import Dining

/// What guests may change of what they have ordered: what the kitchen was not told of, and a sending for ten seconds.
/// The rule is the order's own, so it is the same from the table's screen, voice, the socket and the wire (S9).
@Suite struct GuestTests {
  /// An order with soup at each of the kitchen's stages.
  private static func order(at status: KitchenStatus) throws -> OneOrder {
    var table = try OneOrder()
    try table.give(.soup)
    if status > .opened { try table.give(.submit) }
    for step in KitchenStep.allCases where step.status <= status { try table.give(.to(step)) }
    return table
  }

  @Test func `what was sent is no guest's to take off or to change, at any stage and from any source`() throws
  {
    for status in KitchenStatus.allCases {
      let table = try Self.order(at: status)
      #expect(table.statuses == [status])
      for source in Source.allCases {
        let isRefused = source == .guest && status != .opened
        for command in [.off("1"), .quantity(ItemName("1"), 2), .quantity(ItemName("1"), 999)]
          as [OrderCommand]
        {
          let refusal = table.refusal(command, source)
          #expect(refusal == (isRefused ? .sentAlready("soup") : nil), "\(status) \(source) \(command)")
        }
      }
    }
    #expect(Refusal.sentAlready("soup").code == "sent")
  }

  @Test func `what a guest did is undone by a guest while nobody cooks it`() throws {
    typealias Row = (did: [OrderCommand], mayUndo: Bool)
    let rows: [Row] = [
      ([.soup], true), ([.soup, .off("1")], true), ([.soup, .quantity(ItemName("1"), 3)], true),
      ([.soup, .submit], true), ([.soup, .submit, .alert("nuts")], false), ([.soup, .submit, .bill], false),
      ([.join(name: "Ben")], false),
    ]
    for row in rows {
      var table = try OneOrder()
      for command in row.did { try table.box.give(command, table.id, as: "P1", .guest) }
      #expect((table.refusal(.undo, by: "P1", .guest) == nil) == row.mayUndo, "\(row.did)")
      // They have one screen: it takes back what any of them did. For staff a guest is another person.
      #expect((table.refusal(.undo, by: "P2", .guest) == nil) == row.mayUndo, "\(row.did)")
      #expect(table.refusal(.undo, by: "Mira") == .othersFollowed("B07", actor: "P1"), "\(row.did)")
    }
  }

  @Test func `a guest's undo reaches no change of staff, also where the terminal's name stands for both`()
    throws
  {
    let staffs: [[OrderCommand]] = [
      [.soup], [.soup, .off("1")], [.soup, .submit], [.soup, .submit, .to(.ready)],
      [.soup, .adjust(.discount, euro(100), label: nil)], [.soup, .submit, .rush(true)], [.moveTable("T9")],
      [.soup, .submit, .delay(minutes: 5)], [.alert("nuts")], [.alert("nuts"), .alert("")],
    ]
    for did in staffs {
      var table = try OneOrder()
      try table.give(did)
      #expect(table.refusal(.undo, by: "Mira") == nil, "\(did)")
      #expect(table.refusal(.undo, by: "Mira", .guest) == .nothingToUndo("B07"), "\(did)")
    }
  }

  @Test func `a guest's sending can be taken back for ten seconds`() throws {
    var table = try OneOrder()
    for command in [.soup, .submit] as [OrderCommand] {
      try table.box.give(command, table.id, as: "P1", .guest)
    }
    let sent = try #require(table.order.changes.last).at.milliseconds
    table.box.wall = sent + Order.unsendMs
    #expect(table.refusal(.undo, by: "P1", .guest) == nil)
    table.box.wall = sent + Order.unsendMs + 1
    #expect(table.refusal(.undo, by: "P1", .guest) == .sentTooLongAgo("B07"))
  }
}
