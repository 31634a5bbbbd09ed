import Testing
@testable import Screens
@Suite struct Look0 {
  @Test func look() {
    for (c, r) in [(80, 24), (40, 12), (240, 67), (20, 9), (25, 6), (30, 4), (10, 3), (5, 2), (1, 1)] {
      for n in [12, 40] {
        print("=== \(c)x\(r) \(n)")
        print(Console(.kitchen).frame(Dinner.evening(n).view(c, r)).text)
      }
    }
    let d = Dinner.evening(12)
    var k = Console(.staff)
    let v = d.view(80, 24)
    for c in "order list".unicodeScalars { _ = k.handle(.character(c), v) }
    print(k.frame(v).text)
    _ = k.handle(.escape, v); _ = k.handle(.escape, v)
    for key in ["1", "j", "j", "j", "j"] { _ = k.handle(.character(Unicode.Scalar(key)!), v) }
    print(k.frame(v).text)
    _ = k.handle(.enter, v)
    print(k.frame(v).text)
    for (c, r) in [(80, 24), (120, 34)] {
      let v = d.view(c, r)
      for p in ["order B01", "order B04", "log", "help"] { print(try! PaneDrawing.frame(of: p, v).text) }
    }
  }
}
