import Dining
import Events

/// What a checkpoint keeps beside the events that are still needed: enough that a start does not read history.
public struct CheckpointNotes: Sendable {
  public let house: JSON

  /// The notes of a terminal as it stands.
  public init(_ venue: Venue) {
    let shown = venue.shown
    house = .object([
      "archive": .object(
        shown.archive.sorted { $0.key < $1.key }.map {
          JSON.Member($0.key.description, .int($0.value.closedAt.milliseconds))
        }),
      "clock": .int(venue.clock.floor.milliseconds),
      "codes": .object(
        shown.codes.sorted { $0.key < $1.key }.map {
          JSON.Member(
            $0.key.string,
            .array([.string($0.value.order.description), .int($0.value.openedAt.milliseconds)]))
        }),
      "events": .int(Int64(shown.eventCount)),
      "free": .array(venue.codes.free.map { .int(Int64($0)) }),
      "newest": .int(shown.newest.milliseconds),
      "openings": .object(
        shown.openings.sorted { $0.key < $1.key }.map {
          JSON.Member($0.key.string, .string($0.value.description))
        }),
      "unsupported": .int(Int64(shown.unsupportedCount)),
      "views": shown.views.notes,
    ])
  }

  /// Reads notes back; nil where they are not what this version writes.
  public init?(_ bytes: [UInt8]) {
    guard let json = try? JSONParser.parse(bytes), json["events"]?.int != nil else { return nil }
    house = json
  }

  public var bytes: [UInt8] { house.canonicalBytes }

  public var clockFloor: Timestamp { Timestamp(clamping: house["clock"]?.int ?? 0) }

  /// The free numbers for a letter; all of them where the notes have none.
  public func codes(letter: Character) -> ShortCodes {
    let free = house["free"]?.array?.compactMap { $0.int.map { Int($0) } } ?? []
    return ShortCodes(letter: letter, free: free) ?? ShortCodes(letter: letter)
  }

  /// Adds to a house that has taken the retained events what they no longer say.
  public func complete(_ target: inout House) {
    target.restore(
      eventCount: Int(house["events"]?.int ?? 0), unsupportedCount: Int(house["unsupported"]?.int ?? 0),
      newest: Timestamp(clamping: house["newest"]?.int ?? 0))
    for (id, value) in members("archive") {
      guard let order = UUIDv7(id), let closedAt = value.int else { continue }
      target.archive[OrderID(order)] = House.Archived(closedAt: Timestamp(clamping: closedAt))
    }
    target.views.take(notes: house["views"])
    for (code, value) in members("codes") {
      guard let pair = value.array, pair.count == 2, let order = pair[0].string.flatMap({ UUIDv7($0) }),
        let openedAt = pair[1].int
      else { continue }
      target.codes[ExactString(code)] = House.Coded(
        order: OrderID(order), openedAt: Timestamp(clamping: openedAt))
    }
    for (key, value) in members("openings") {
      guard let order = value.string.flatMap({ UUIDv7($0) }) else { continue }
      target.openings[ExactString(key)] = OrderID(order)
    }
  }

  private func members(_ key: String) -> [(String, JSON)] {
    guard case .object(let members)? = house[key] else { return [] }
    return members.map { ($0.key.string, $0.value) }
  }
}
