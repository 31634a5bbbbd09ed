import Dining
import Events
import Menus

/// All that a table's screen is drawn from, apart from its own state: handed in anew for each key and each picture.
///
/// It holds what a guest of this table may know, and nothing of the rest of the house.
public struct TableView: Sendable {
  /// The screen's size in cells.
  public var size: Size
  public var table: ExactString
  /// The menu that is in force for the table's visit; nil while the house has none.
  public var menu: MenuDocument?
  /// Dishes that can't be had at the moment.
  public var soldOut: Set<ExactString>
  /// The table's live orders, the one that was opened first first; mostly one, or none yet.
  public var orders: [OrderStream]
  /// A clock that nobody sets back while the screen is up.
  public var now: Timestamp
  /// What to add to a moment for the clock on the wall.
  public var offsets: LocalOffsets
  /// Why nothing can be ordered from here, in words for a guest; nil when it can.
  public var closedBecause: String?
  /// What a guest was heard to say last.
  public var voice: TableVoice?
  /// How the house is paid.
  public var paying: TablePaying

  public init(
    size: Size, table: ExactString, menu: MenuDocument?, soldOut: Set<ExactString> = [],
    orders: [OrderStream] = [], now: Timestamp, offsets: LocalOffsets = LocalOffsets(minutes: 0),
    closedBecause: String? = nil, voice: TableVoice? = nil, paying: TablePaying = TablePaying()
  ) {
    self.size = size
    self.table = table
    self.menu = menu
    self.soldOut = soldOut
    self.orders = orders
    self.now = now
    self.offsets = offsets
    self.closedBecause = closedBecause
    self.voice = voice
    self.paying = paying
  }
}

/// What a table's screen wants done.
public enum TableEffect: Hashable, Sendable {
  /// Somebody looks at what the screen shows: a visit begins where the table has none, and a bill that is out is seen.
  case touch
  /// Give this command through the table's socket; its answer goes to the console.
  case run([String])
  case redraw
  /// The terminal's picture is to be made anew.
  case repaint
  case quit
}
