import Dining
import Events

/// A table whose guests have a screen of their own. Its name stands in the name of a socket, so it is one that can.
public struct GuestTable: Hashable, Sendable, CustomStringConvertible {
  public let name: ExactString

  public static let bytesLimit = 32

  /// - Returns: nil for a name that could lead out of a folder or into another file's place.
  public init?(_ text: String) {
    guard (1...Self.bytesLimit).contains(text.utf8.count), text.utf8.allSatisfy(Self.isSafe) else {
      return nil
    }
    name = ExactString(text)
  }

  /// A-Z, a-z, 0-9, `-` and `_`.
  private static func isSafe(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
    default: false
    }
  }

  /// What is said of a name that is none.
  public static func complaint(about text: String) -> String {
    "“\(text)” is no name for a table's screen; take A-Z, a-z, 0-9, - and _, at most \(bytesLimit)"
  }

  public var description: String { name.string }

  /// Whether a text names this table, however it is spelled.
  public func isNamed(_ text: String) -> Bool { TableName.key(text) == TableName.key(name.string) }

  /// Whether an order is alive at this table.
  public func has(_ order: Order) -> Bool {
    order.isLive && (order.tableID.map { isNamed($0.string) } ?? false)
  }
}

extension House {
  /// The live orders at a guest's table with their events, the one that was opened first first.
  public func streams(at table: GuestTable) -> [OrderStream] {
    orders.values.filter { table.has($0.order) }.byOpening
  }
}

extension Sequence<OrderStream> {
  /// The one that was opened first first.
  public var byOpening: [OrderStream] {
    sorted { left, right in
      (left.order.opening?.createdAt ?? .latest, left.order.id)
        < (right.order.opening?.createdAt ?? .latest, right.order.id)
    }
  }
}

extension OrderName {
  /// What the name stands for among the live orders of one table: their codes, ids and tails, and the table's name.
  public func meaning(in house: House, at table: GuestTable) -> Meaning {
    let orders = house.streams(at: table).map(\.order)
    let code = ExactString(String(text.uppercased().prefix { $0 != "·" }))
    let small = text.lowercased()
    let named = orders.filter { order in
      order.opening?.shortCode == code || order.id.description == small
        || ItemName.isTail(small, of: order.id.description)
    }
    let found = named.isEmpty && table.isNamed(text) ? orders : named
    guard let first = found.first else { return .none }
    return found.count == 1 ? .order(first.id) : .several(found.map(\.id))
  }
}
