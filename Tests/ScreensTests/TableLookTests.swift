import Foundation
import Testing
import Venue

@testable import Screens

@Suite struct TableLookTests {
  @Test func look() throws {
    guard let folder = ProcessInfo.processInfo.environment["LOOK"] else { return }
    for (w, h) in [(60, 20), (80, 24), (120, 40)] {
      func save(_ guest: inout Guest, _ name: String) throws {
        let f = guest.frame
        try Data(f.svg().utf8).write(to: URL(filePath: "\(folder)/\(name)-\(w)x\(h).svg"))
        try Data(f.text.utf8).write(to: URL(filePath: "\(folder)/\(name)-\(w)x\(h).txt"))
      }
      var g = Guest(columns: w, rows: h)
      try save(&g, "1welcome")
      g.press(.enter)
      g.wait(9)
      try save(&g, "2menu")
      g.press(.right, .down)
      try save(&g, "3grill")
      g.type("bur")
      try save(&g, "4search")
      g.press(.escape, .enter)
      try save(&g, "5dish")
      g.press(.character("2"), .character("4"))
      g.type("no salt please")
      try save(&g, "6dish")
      g.press(.end, .enter)
      try save(&g, "7added")
      g.press(.down, .enter, .enter, .right, .right, .enter, .enter)
      g.press(.character("#"))
      g.type("Ana")
      try save(&g, "8name")
      g.press(.enter)
      g.press(.down, .enter, .right, .enter)
      g.wait(9)
      g.press(.tab)
      try save(&g, "9order")
      g.press(.enter)
      try save(&g, "A-sent")
      g.wait(20)
      let name = OrderName(g.order!.id.description)
      g.dinner.change(name, .kitchen(.move(to: .preparing, round: nil, items: [.init("1"), .init("2")])))
      g.dinner.change(
        name, .kitchen(.move(to: .ready, round: nil, items: [.init("1")])), .kitchen(.delay(minutes: 10)))
      g.press(.character("a"))
      g.wait(9)
      try save(&g, "B-status")
      g.press(.tab)
      try save(&g, "C-bill")
      g.press(.backTab, .enter)
      g.wait(20)
      g.press(.tab, .enter)
      g.wait(1)
      try save(&g, "D-billed")
      g.press(.backTab, .character("t"))
      g.type("peanuts")
      try save(&g, "E-allergy")
      g.press(.enter)
      g.wait(9)
      try save(&g, "F-alert")
    }
    var g = Guest.seated(.withMenu(Menus.huge))
    g.press(.pageDown, .right, .right)
    try Data(g.frame.svg().utf8).write(to: URL(filePath: "\(folder)/huge.svg"))
  }
}
