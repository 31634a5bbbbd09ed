import Events
import Foundation

@testable import Screens

/// One evening on one screen, looked at every fifth minute.
struct WatchedEvening {
  private let name: String
  private let size: Size
  private let prints: Bool
  private var console = Console(.kitchen)
  private(set) var looks: [WallLook] = []
  /// How often room was shared out anew.
  private(set) var moves = 0
  /// How often it was within a minute of the time before.
  private(set) var restless = 0
  private(set) var refusals: [String] = []
  private var room: String?
  private var movedAt: Timestamp?

  private static let everyMs: Int64 = 300_000
  private static let restMs: Int64 = 60_000

  /// - Parameters:
  ///   - name: what its lines are told apart by.
  ///   - hours: when the screen is on; the house goes its way before.
  ///   - prints: whether every look is told, for `.ci/wall`.
  init(
    _ evening: WallEvening, _ name: String, _ size: Size,
    during hours: Range<Timestamp> = .earliest ..< .latest, prints: Bool
  ) {
    self.name = name
    self.size = size
    self.prints = prints
    var evening = evening
    var ahead = evening.next()
    while let moment = ahead, moment.time < hours.upperBound {
      ahead = evening.next()
      guard hours.contains(moment.time) else { continue }
      _ = console.see(moment.view(size))
      follow(moment.view(size))
      look(at: moment, until: min(ahead?.time ?? moment.time, hours.upperBound))
    }
    refusals = evening.refusals
  }

  private mutating func follow(_ view: View) {
    let now = WallLook.room(of: console)
    defer { room = now }
    guard let room, room != now else { return }
    moves += 1
    if let movedAt, movedAt.advanced(byMilliseconds: Self.restMs) > view.now {
      restless += 1
      tell(["moved", view.clock(view.now), "\(room) to \(now), again within a minute"])
    }
    movedAt = view.now
  }

  /// Looks at each fifth minute from a change on, and before the next one.
  private mutating func look(at moment: WallMoment, until end: Timestamp) {
    var minute = (moment.time.milliseconds + Self.everyMs - 1) / Self.everyMs * Self.everyMs
    while minute < end.milliseconds {
      look(moment.view(size, at: Timestamp(clamping: minute)))
      minute += Self.everyMs
    }
  }

  private mutating func look(_ view: View) {
    guard !view.tickets.isEmpty else { return }
    let frame = console.seeAndDraw(view).frame
    let look = WallLook(console, view, frame)
    looks.append(look)
    tell([
      "look", view.clock(view.now), look.tickets.map(String.init).joined(separator: "+"), "\(look.hidden)",
      "\(look.largeHeads)/\(look.cards)", look.dishRows.formatted(.number.precision(.fractionLength(1))),
      "\(look.unusedPercent)", "\(look.blankPercent)", look.letters,
    ])
  }

  /// Prints a line: its kind, the screen, the evening, then what is told.
  private func tell(_ fields: [String]) {
    guard prints else { return }
    let line = fields.prefix(1) + ["\(size.widthColumns)x\(size.heightRows)", name] + fields.dropFirst()
    print(line.joined(separator: "\t"))
  }
}
