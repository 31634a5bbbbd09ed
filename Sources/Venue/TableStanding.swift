import Dining
import Events

/// How it stands at one table, or with one order that has none: a row of the list that a waiter looks at.
///
/// A table with two parties has two, so that what is asked for a row is asked of one order.
public struct TableStanding: Sendable {
  /// As the house writes it; nil for an order without a table.
  public let table: ExactString?
  /// The party's order; nil where nothing is ordered.
  public let order: OrderID?
  /// Nil: the table is free.
  public let stage: PartyStage?
  /// Since when; nil for a table that is free for longer than anybody remembers.
  public let since: Timestamp?
}

extension House {
  /// Every table that this house knows, in the order in which people count (`T2` before `T10`), and behind them the
  /// live orders without a table, by when they were opened.
  ///
  /// A table is known by an order in memory, or by guests who looked at the menu there. Walks over all orders in memory
  /// once; for a list that is made once a picture.
  public func tableStandings(at now: Timestamp) -> [TableStanding] {
    var tables: [String: TableOrders] = [:]
    var loose: [Seated] = []
    for stream in orders.values {
      let order = stream.order
      guard let opened = order.opening?.createdAt else { continue }
      let party = order.party
      let seated = party.map {
        Seated(order: order.id, opened: opened, isLive: order.isLive, stage: $0.stage, since: $0.since)
      }
      if let table = order.tableID {
        tables[TableName.key(table.string), default: TableOrders()].take(
          table, opened, freedAt: order.tableFreedAt, seated)
      } else if let seated, order.isLive {
        loose.append(seated)
      }
    }
    for (key, visit) in views.visits where tables[key]?.seated.isEmpty != false {
      tables[key, default: TableOrders(key: key)].visit = lookingSince(visit, now)
    }
    let named = tables.sorted { TableName.comesBefore($0.key, $1.key) }
    return named.flatMap { $0.value.standings }
      + loose.sorted(by: Seated.isBefore).map { $0.standing(at: nil) }
  }

  /// Since when guests who have not ordered look at the menu; nil where that visit is over or has an order.
  private func lookingSince(_ visit: Visit, _ now: Timestamp) -> Timestamp? {
    let isOver = now.milliseconds - visit.beganAt.milliseconds >= Visit.lapseMilliseconds
    guard !isOver, !orders.values.contains(where: { $0.order.opening?.session == visit.session }) else {
      return nil
    }
    return visit.beganAt
  }
}

/// One order of a party.
private struct Seated {
  let order: OrderID
  let opened: Timestamp
  let isLive: Bool
  let stage: PartyStage
  let since: Timestamp

  static func isBefore(_ left: Self, _ right: Self) -> Bool {
    (left.opened, left.order) < (right.opened, right.order)
  }

  func standing(at table: ExactString?) -> TableStanding {
    TableStanding(table: table, order: order, stage: stage, since: since)
  }
}

/// What is known of one table.
private struct TableOrders {
  /// As it was written last.
  private var name: ExactString?
  private var namedAt = Timestamp.earliest
  private var freedAt: Timestamp?
  private(set) var seated: [Seated] = []
  /// Since when somebody sits there who has not ordered.
  var visit: Timestamp?

  init() {}

  /// A table of which only guests who looked at the menu have told: how the house writes it is not known.
  init(key: String) { name = ExactString(TableName.isNumber(Substring(key)) ? "T\(key)" : key) }

  mutating func take(_ table: ExactString, _ opened: Timestamp, freedAt freed: Timestamp?, _ party: Seated?) {
    if name == nil || opened >= namedAt { (name, namedAt) = (table, opened) }
    if let freed { freedAt = max(freedAt ?? freed, freed) }
    if let party { seated.append(party) }
  }

  /// A party that has paid, or has left, is gone once others have sat down after it.
  private var present: [Seated] {
    let newest = seated.filter(\.isLive).map(\.opened).max() ?? .earliest
    return seated.filter { $0.isLive || $0.opened >= newest }.sorted(by: Seated.isBefore)
  }

  var standings: [TableStanding] {
    let present = present
    guard present.isEmpty else { return present.map { $0.standing(at: name) } }
    let stage: PartyStage? = visit == nil ? nil : .seated
    return [TableStanding(table: name, order: nil, stage: stage, since: visit ?? freedAt)]
  }
}

extension TableName {
  /// Whether a table is counted before another: numbers in a name count as numbers. Of keys (``key(_:)``).
  public static func comesBefore(_ left: String, _ right: String) -> Bool {
    let (one, other) = (parts(left), parts(right))
    for (a, b) in zip(one, other) where a != b { return Part.isBefore(a, b) }
    return one.count != other.count ? one.count < other.count : left < right
  }

  private enum Part: Equatable {
    /// Without leading zeros, so that the longer is the greater; of any length.
    case number(Substring)
    case text(Substring)

    static func isBefore(_ left: Self, _ right: Self) -> Bool {
      switch (left, right) {
      case (.number(let a), .number(let b)):
        a.utf8.count != b.utf8.count ? a.utf8.count < b.utf8.count : a < b
      case (.text(let a), .text(let b)): a < b
      case (.number, .text): true
      case (.text, .number): false
      }
    }
  }

  private static func parts(_ key: String) -> [Part] {
    var parts: [Part] = []
    var rest = Substring(key)
    while let first = rest.first {
      let isDigit = isNumber(Substring(String(first)))
      let run = rest.prefix { isNumber(Substring(String($0))) == isDigit }
      parts.append(isDigit ? .number(run.drop { $0 == "0" }) : .text(run))
      rest = rest.dropFirst(run.count)
    }
    return parts
  }
}
