import Dining
import Events
import Menus
import Venue

/// What a terminal tells the screen of one table: all that a ``TableView`` needs of the house, and nothing of the rest.
///
/// Menu and events go beside it, in frames of their own: the menu is long and seldom changes, events have their lines.
public struct TableState: Sendable {
  public var table: GuestTable
  public var menu: MenuDocument?
  public var soldOut: Set<ExactString>
  /// The table's live orders, the one that was opened first first.
  public var orders: [OrderStream]
  /// The zone of the house's clocks; nil where its log says none.
  public var timeZone: String?
  /// Why nothing can be ordered, in words for a guest; nil when it can.
  public var closedBecause: String?
  /// What a guest of the table was heard to say last.
  public var voice: TableVoice?
  /// How the house is paid.
  public var paying = TablePaying()

  /// Nothing is known yet.
  public init(of table: GuestTable, closedBecause: String) {
    self.table = table
    soldOut = []
    orders = []
    self.closedBecause = closedBecause
  }

  /// What a table's guests may know of a house.
  ///
  /// - Parameters:
  ///   - isOpen: whether the log takes anything.
  ///   - linkBase: where the house's own short links to payments begin; nil where it has none.
  public init(
    of table: GuestTable, in house: House, at now: Timestamp, isOpen: Bool, linkBase: String? = nil
  ) {
    self.table = table
    let menu = house.served(at: now, atTable: table.name.string)
    self.menu = menu?.document
    soldOut = menu?.soldOut ?? []
    orders = Self.bounded(house.streams(at: table))
    timeZone = house.setting("time_zone")?.string
    voice = TableVoice(at: table, in: house, at: now)
    paying = TablePaying(at: table, in: house, at: now, linkBase: linkBase)
    closedBecause =
      if !isOpen {
        "Orders can't be taken from here at the moment. Please ask the staff."
      } else if menu == nil {
        "There is no menu yet. Please ask the staff."
      } else {
        nil
      }
  }

  /// The bytes of events that one screen is sent at a time; a party's evening has a hundredth of it.
  static let bytesLimit = 4 << 20

  /// The orders opened last, as far as they have room.
  private static func bounded(_ streams: [OrderStream]) -> [OrderStream] {
    var bytes = 0
    let kept = streams.reversed().prefix { stream in
      bytes += stream.events.reduce(0) { $0 + $1.line.count }
      return bytes <= bytesLimit
    }
    return kept.reversed()
  }

  /// What a screen draws.
  public func view(size: Size, now: Timestamp, offsets: LocalOffsets) -> TableView {
    TableView(
      size: size, table: table.name, menu: menu, soldOut: soldOut, orders: orders, now: now, offsets: offsets,
      closedBecause: closedBecause, voice: voice, paying: paying)
  }
}

extension TableState {
  /// All but the menu and the events.
  public var json: JSON {
    JSON.object([
      "table": .string(table.description), "has_menu": .bool(menu != nil),
      "sold_out": .array(soldOut.sorted().map { .string($0.string) }),
      "time_zone": timeZone.map { .string($0) }, "closed_because": closedBecause.map { .string($0) },
      "voice": voice?.json, "paying": paying.json,
    ])
  }

  /// - Parameters:
  ///   - json: what ``json`` is; nil comes of anything else.
  ///   - menu: the menu that was told last.
  ///   - events: those of the table's live orders.
  public init?(_ json: JSON, menu: MenuDocument?, events: [Event]) {
    guard let table = json["table"]?.string.flatMap({ GuestTable($0) }),
      case .bool(let hasMenu)? = json["has_menu"]
    else { return nil }
    self.table = table
    self.menu = hasMenu ? menu : nil
    soldOut = Set((json["sold_out"]?.array ?? []).compactMap { $0.string.map { ExactString($0) } })
    orders =
      Dictionary(grouping: events, by: \.orderID)
      .compactMap { id, events in id.map { OrderStream(id: $0, events: events) } }.byOpening
    timeZone = json["time_zone"]?.string
    closedBecause = json["closed_because"]?.string
    voice = TableVoice(json["voice"])
    paying = TablePaying(json["paying"])
  }
}
