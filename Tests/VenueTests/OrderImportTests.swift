import Dining
import Events
import Testing

@testable import Venue

/// Files of past orders become orders as an evening would have made them.
@Suite struct OrderImportTests {
  private static let full = """
    order_id,created_at,menuitem_id,name,qty,unit_price,order_type,table_id,guests,sent_at,ready_at,paid_at
    17,2023-01-31T19:00:00Z,soup,Soup,2,6.50,Dine-In,T4,3,2023-01-31T19:02:00Z,2023-01-31T19:12:00Z,2023-01-31T20:30:00Z
    17,2023-01-31T19:01:00Z,steak,Steak,1,24,Dine-In,T4,3,2023-01-31T19:02:00Z,,2023-01-31T20:30:00Z
    17,2023-01-31T19:40:00Z,cake,Cake,1,5,,T4,,2023-01-31T19:41:00Z,2023-01-31T19:46:00Z,
    18,2023-01-31T19:05:00Z,soup,Soup,1,6.50,to go,,,,,
    """

  private func time(_ text: String) -> Timestamp { Timestamp("2023-01-31T\(text).000Z") ?? .latest }

  @Test func aDayOfARestaurantAddsUp() throws {
    let read = try Importer.read(
      PastDay.orders, second: PastDay.menu, dates: "DD-MM-YYYY", on: ("item_id", "menu_item_id"),
      currency: "USD")
    // Counted and added up in Python: 93 rows, 37 orders of which one has no dish, 1,229.95 USD.
    #expect(read.orders.count == 36)
    #expect(read.dishCount == 91)
    #expect(read.total == 122_995)
    #expect(
      read.refusals.map(\.reason) == Array(repeating: "no dish stands here: item_id is empty", count: 2))
    #expect(read.columns.first { $0.field == .createdAt }?.column == "order_date+order_time")
    var importer = try Importer()
    #expect(try importer.take(read) == Importer.ImportedCounts(orders: 36, dishes: 91, old: 0))
    let orders = importer.orders.values
    #expect(orders.reduce(0) { $0 + $1.total.minor } == 122_995)
    #expect(orders.allSatisfy { $0.closing != nil && $0.remaining == .zero && $0.overpaid == .zero })
    #expect(orders.allSatisfy { $0.conflicts.isEmpty && $0.isServed })
    #expect(try importer.take(read) == Importer.ImportedCounts(orders: 0, dishes: 0, old: 91))
  }

  @Test func everyFieldBecomesWhatItSays() throws {
    var importer = try Importer()
    _ = try importer.take(Self.full)
    let order = try #require(importer.orders["17"])
    #expect(order.opening?.type == .dineIn)
    #expect(order.opening?.guests == 3)
    #expect(order.tableID == "T4")
    #expect(order.opening?.shortCode == "Z17")
    #expect(order.opening?.createdAt == time("19:00:00"))
    #expect(order.rounds.map(\.sentAt) == [time("19:02:00"), time("19:41:00")])
    #expect(order.items.map(\.dish.name) == ["Soup", "Steak", "Cake"])
    #expect(order.items.map(\.round) == [1, 1, 2])
    #expect(order.total.minor == 2 * 650 + 2_400 + 500)
    let stream = importer.log.filter { $0.orderID == order.id }
    func moments(_ type: EventType, to status: String? = nil) -> [Timestamp] {
      stream.filter { event in
        var payload = event.payload
        return event.type == type && (status == nil || payload.text("to") == status)
      }.map(\.writtenAt).sorted()
    }
    #expect(moments(.statusChanged, to: "ready") == [time("19:12:00"), time("19:46:00")])
    #expect(moments(.statusChanged, to: "delivered") == [time("20:30:00")])
    #expect(moments(.paid) == [time("20:30:00")])
    #expect(moments(.statusChanged, to: "closed") == [time("20:30:00")])
    #expect(moments(.tableFreed) == [time("20:30:00")])
    #expect(order.payments.map(\.provider) == ["history"])
    // The steak's ready moment is not known: it never was ready for as long as nothing.
    let ready = stream.filter { event in
      var payload = event.payload
      return event.type == .statusChanged && payload.text("to") == "ready"
    }
    #expect(ready.count == 2)
    let other = try #require(importer.orders["18"])
    #expect(other.opening?.type == .takeaway)
    #expect(other.tableFreedAt == nil)
    #expect(other.payments.map(\.amount.minor) == [650])
  }

  @Test func columnsAreFoundByTheirUsualNamesAndByFlags() throws {
    let usual = try Importer.read(
      "Sales of May\nCheck Number;Date;Time;Item Name;Quantity;Price;Table\n9;2023-05-01;12:30;Pad Thai;2;€ 1.012,50;7\n"
    )
    #expect(usual.orders.first?.openedAt == Timestamp("2023-05-01T12:30:00.000Z"))
    #expect(usual.orders.first?.dishes.map(\.dish.menuitemID) == ["pad-thai"])
    #expect(usual.total == 202_500)
    let named = try Importer.read(
      "a,b,c,d,e\n1,01/02/23,1:05 PM,Rice,3.20\n",
      map: [.orderID: ["a"], .createdAt: ["b", "c"], .name: ["d"], .unitPrice: ["e"]], dates: "D/M/YY")
    #expect(named.orders.first?.openedAt == Timestamp("2023-02-01T13:05:00.000Z"))
    #expect(named.total == 320)
    #expect(throws: OrderImportFault.self) {
      try Importer.read("order_id,created_at,name,price\n", map: [.unitPrice: ["cost"]])
    }
    #expect(throws: OrderImportFault.self) { try Importer.read("order_id,name,price\n1,Rice,3\n") }
  }

  @Test func aSecondFileHasNamesAndPrices() throws {
    let orders =
      "order_id,created_at,item_id\n1,2023-05-01 12:30,7\n1,2023-05-01 12:30,8\n1,2023-05-01 12:30,9\n"
    let read = try Importer.read(
      orders, second: "key;title;item name;price\n7;x;Soup;6,50\n8;y;Stew;\n", on: ("item_id", "key"))
    #expect(read.orders.first?.dishes.map(\.dish.name) == ["Soup"])
    #expect(read.orders.first?.dishes.map(\.dish.menuitemID) == ["7"])
    #expect(read.refusals.map(\.line) == [3, 4])
    #expect(throws: OrderImportFault.self) {
      try Importer.read(orders, second: "key,price\n7,1\n7,2\n", on: ("item_id", "key"))
    }
    #expect(throws: OrderImportFault.self) {
      try Importer.read(orders, second: "key,price\n7,1\n", on: ("dish", "key"))
    }
  }

  @Test func rowsThatMakeNoSenseAreToldByLine() throws {
    let read = try Importer.read(
      """
      order_id,created_at,name,price,qty,order_type,ready_at,paid_at
      1,2023-05-01 12:30,Rice,3.20,1,dine_in,,
      ,2023-05-01 12:30,Rice,3.20,1,,,
      2,,Rice,3.20,1,,,
      2,2023-05-32 12:30,Rice,3.20,1,,,
      2,2023-05-01 25:30,Rice,3.20,1,,,
      2,2023-05-01 12:30,NULL,3.20,1,,,
      2,2023-05-01 12:30,Rice,,1,,,
      2,2023-05-01 12:30,Rice,-3,1,,,
      2,2023-05-01 12:30,Rice,3.205,1,,,
      2,2023-05-01 12:30,Rice,3.20,0,,,
      2,2023-05-01 12:30,Rice,3.20,1.5,,,
      2,2023-05-01 12:30,Rice,3.20,1000,,,
      2,2023-05-01 12:30,Rice,3.20,1,floating,,
      2,2023-05-01 12:30,Rice,3.20,1,,2023-05-01 12:29,
      2,2023-05-01 12:30,Rice,3.20,1,,,2023-05-01 12:29
      2,2027-05-01 12:30,Rice,3.20,1,,,
      2,2023-05-01 12:30,Rice,3.20,1,,,2023-05-03 12:31
      1,2023-05-03 12:30,Rice,3.20,1,,,
      2,2023-05-01 12:30,Rice,3.20
      2,2023-05-01 12:30,Rice,3,20,1,,,
      """)
    #expect(read.refusals.map(\.line) == Array(3...21))
    #expect(read.orders.map(\.name) == ["1"])
    #expect(read.dishCount == 1)
  }

  @Test func whatIsRefusedIsBounded() throws {
    let rows = (1...50).map { "\($0),2023-05-01 12:30,Rice,\($0 <= 45 ? "x" : "1")\n" }.joined()
    let read = try Importer.read("order_id,created_at,name,price\n" + rows)
    #expect(read.refusedCount == 45)
    #expect(read.refusals.map(\.line) == Array(2...21))
    #expect(read.orders.count == 5)
    let long = String(repeating: "x", count: OrderImportLimits.cellBytes + 1)
    let number = String(repeating: "9", count: OrderImportLimits.orderIDBytes + 1)
    let limits = try Importer.read(
      "order_id,created_at,name,price\n1,2023-05-01,\(long),1\n\(number),2023-05-01,Rice,1\n2,2023-05-01,Rice,1\n"
    )
    #expect(limits.refusals.map(\.line) == [2, 3])
    let banquet = (1...(Order.itemLimit + 1)).map { "1,2023-05-01,Rice \($0),1\n" }.joined()
    let banqueted = try Importer.read("order_id,created_at,name,price\n" + banquet)
    #expect(banqueted.dishCount == Order.itemLimit)
    #expect(banqueted.refusals.map(\.line) == [Order.itemLimit + 2])
    #expect(throws: OrderImportFault.self) { try Importer.read("") }
    #expect(throws: OrderImportFault.self) { try Importer.read("order_id,created_at,name,price\n1,\"2023") }
    #expect(throws: OrderImportFault.self) {
      try Importer.read("order_id,created_at,name,price\n1,2023-05-01,Rice,1\n", currency: nil)
    }
  }

  /// Whatever is cut off or put in, reading ends with orders, refusals or a sentence.
  @Test func damagedFilesAreReadToTheirEnd() throws {
    let bytes = Array(Self.full.utf8)
    for length in 0..<bytes.count {
      let text = String(decoding: bytes[..<length], as: UTF8.self)
      if let read = try? Importer.read(text) {
        #expect(read.dishCount + read.refusedCount <= 4)
      }
    }
    for place in stride(from: 0, to: bytes.count, by: 3) {
      for byte in [0x22, 0x2C, 0x0A, 0x00, 0xFF] as [UInt8] {
        var damaged = bytes
        damaged[place] = byte
        _ = try? Importer.read(String(decoding: damaged, as: UTF8.self))
      }
    }
  }
}
