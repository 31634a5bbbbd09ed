import Foundation
import Testing
@testable import Screens
@Suite struct Look0 {
  @Test func look() throws {
    for (c, r) in [(80, 24), (120, 34), (40, 12), (240, 67), (20, 9), (25, 6), (30, 4), (10, 3), (5, 2), (1, 1)] {
      for n in [12] {
        print("=== \(c)x\(r) \(n)")
        var v = Dinner.evening(n).view(c, r)
        var k = Console(.kitchen)
        _ = k.handle(.character("4"), v)
        let f = k.frame(v)
        if c < 40 { print(f.text) }
        v.banner = "the disk is full: nothing new is taken, what is shown is safe; free space on /var/lib/galley"
        _ = k.handle(.function(5), v)
        try f.svg().write(toFile: "/tmp/look-\(c).svg", atomically: true, encoding: .utf8)
        try k.frame(v).ansi(depth: .trueColour).write(toFile: "/tmp/look-\(c).ansi", atomically: true, encoding: .utf8)
        try k.frame(v).svg().write(toFile: "/tmp/lookb-\(c).svg", atomically: true, encoding: .utf8)
      }
    }
    for p in ["order B01", "help"] {
      try PaneDrawing.frame(of: p, Dinner.evening(12).view(120, 34)).svg().write(toFile: "/tmp/look-\(p.prefix(4)).svg", atomically: true, encoding: .utf8)
    }
  }
}
