import Dining
import Events
import Foundation
import Testing

@testable import Screens
@testable import galley

/// A quarter of an hour before the wall, second by second: which cards jump to another lane or size, and why.
///
/// With `GALLEY_WALL_SEEDS` set every jump is listed.
@Suite struct CalmTests {
  private static let prints = ProcessInfo.processInfo.environment["GALLEY_WALL_SEEDS"] != nil
  /// The larger wall takes as long again, and is calmer.
  private static let sizes =
    [Size(widthColumns: 120, heightRows: 33)] + (prints ? [Size(widthColumns: 240, heightRows: 67)] : [])
  /// Of the first evening's fullest hour.
  private static let minutes: Range<Int64> = 120..<135

  @Test(
    "A card jumps to another lane or size when a ticket comes, goes or changes, and at no other time",
    arguments: sizes)
  func jumps(size: Size) {
    var evening = WallEvening(seed: 1)
    var watch = CardWatch(size: size)
    var last: WallMoment?
    var tickets = 0
    while let moment = evening.next() {
      let from = WallEvening.opens.advanced(byMilliseconds: Self.minutes.lowerBound * 60_000)
      let end = WallEvening.opens.advanced(byMilliseconds: Self.minutes.upperBound * 60_000)
      if moment.time >= end { break }
      if let last, moment.time > from {
        watch.wait(from: max(last.time, from), until: moment) { last.view(size, at: $0) }
      }
      let jumps = watch.see(moment.view(size), isListed: moment.time > from)
      for jump in jumps where Self.prints { print("\(size.widthColumns): \(jump), since \(moment.cause)") }
      tickets = max(tickets, moment.view(size).tickets.count)
      last = moment
    }
    #expect(tickets >= 12, "a quiet quarter of an hour proves nothing")
    #expect(watch.jumpsWithoutCause.isEmpty)
    #expect(watch.jumpCount > 0, "whoever sees no jump at all does not look")
    print(
      "jumps at \(size.widthColumns)×\(size.heightRows): \(watch.jumpCount), by \(watch.causeCount) changes of \(watch.changeCount)"
    )
  }
}

extension WallMoment {
  /// What was done, to which order.
  fileprivate var cause: String {
    "\(step.arguments.prefix(3).joined(separator: " ")) \(order?.codeText ?? "")"
  }
}

/// Follows where cards stand and how large they are.
private struct CardWatch {
  private struct Place: Hashable, CustomStringConvertible {
    let column: BoardColumn
    let screenColumn: Int
    let form: Int

    var description: String { "\(column.title) at \(screenColumn) in form \(form)" }
  }

  private let size: Size
  private var console = Console(.kitchen)
  private var places: [String: Place] = [:]
  private(set) var jumpsWithoutCause: [String] = []
  private(set) var jumpCount = 0
  private(set) var causeCount = 0
  private(set) var changeCount = 0

  init(size: Size) { self.size = size }

  /// Takes a change, and says which cards jumped that were there before; a card in another column has moved by itself.
  mutating func see(_ view: View, isListed: Bool) -> [String] {
    _ = console.see(view)
    let now = places(view)
    let jumps = jumps(to: now, at: view)
    places = now
    guard isListed else { return [] }
    changeCount += 1
    jumpCount += jumps.count
    causeCount += jumps.isEmpty ? 0 : 1
    return jumps
  }

  /// Looks every second until the next change: nothing may jump.
  mutating func wait(from start: Timestamp, until next: WallMoment, _ view: (Timestamp) -> View) {
    var time = start.advanced(byMilliseconds: 1_000)
    while time < next.time {
      let view = view(time)
      _ = console.see(view)
      let now = places(view)
      jumpsWithoutCause += jumps(to: now, at: view)
      places = now
      time = time.advanced(byMilliseconds: 1_000)
    }
  }

  private func jumps(to now: [String: Place], at view: View) -> [String] {
    now.keys.sorted().compactMap { code in
      guard let place = now[code], let before = places[code], before != place, before.column == place.column
      else { return nil }
      return "\(view.clock(view.now)) \(code): \(before) → \(place)"
    }
  }

  private func places(_ view: View) -> [String: Place] {
    let layout = BoardPane(console, view).layout
    var places: [String: Place] = [:]
    for stand in layout.columns {
      for placed in stand.placed where placed.lines.lowerBound == 0 {
        let ticket = stand.tickets[placed.index]
        places[ticket.code] = Place(
          column: ticket.column, screenColumn: layout.rectangle(of: placed, in: stand).column,
          form: stand.forms[placed.index])
      }
    }
    return places
  }
}
