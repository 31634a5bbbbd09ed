import Dining
import Events
import Menus

/// What is kept of a log for questions about the past: rows by business day.
///
/// It is fed with the events of the log in their order, and goes on later where it stopped. Orders go to the files of
/// their days as they leave memory. An order that gets an event after that is made anew from all of its events, and its
/// rows take the place of those of before; so the files are the same however the events came.
public struct Rollup {
  let shelf: any RollupShelf
  private(set) var index: RollupIndex
  private var finder: DayFinder
  private var passage = OrderPassage()
  /// By when they begin.
  private var drafts: [Timestamp: (day: BusinessDay, rows: DayDraft, touched: Int)] = [:]
  private var draftWeight = 0
  private var touches = 0
  /// Nil until somebody asks for them.
  private var menuBook: MenuBook?
  private var hasNewMenus = false
  /// Whether a file that is named in the index was not there or damaged: all is to be made anew.
  public private(set) var isDamaged = false

  /// Rows in memory at one time, some 200 bytes each: five days of a large house.
  static let weightLimit = 40_000
  /// With more of the log to read than this, orders that nobody has seen before are not looked up one by one.
  private static let tailBytes: Int64 = 2 << 20

  /// - Parameters:
  ///   - days: by which the log is parted.
  ///   - settings: what they are made of; with others all is made anew.
  public init(_ shelf: any RollupShelf, _ days: BusinessDays, settings: String) {
    self.shelf = shelf
    finder = DayFinder(days)
    let kept = shelf.read(RollupIndex.name).flatMap { RollupIndex($0) }
    index = RollupIndex(settings: settings)
    guard let kept, kept.settings == settings else { return }
    // The same settings with another table of time zones are other days.
    guard kept.days.allSatisfy({ days.day(named: $0.day.date) == $0.day }) else { return }
    index = kept
  }

  /// All menus that the log has told of.
  public mutating func menus() -> MenuBook {
    if let menuBook { return menuBook }
    var book = MenuBook()
    if let name = index.menus {
      if let bytes = shelf.read(name), Self.menusName(bytes) == name {
        var decoder = EventDecoder()
        book.insert(
          bytes.split(separator: UInt8(ascii: "\n")).compactMap { try? decoder.decode(Array($0)) })
      } else {
        isDamaged = true
      }
    }
    menuBook = book
    return book
  }

  private static func menusName(_ bytes: [UInt8]) -> String {
    "menus-\(RollupIndex.hex(Checksum.of(bytes[...])))"
  }

  /// How far the log was read; empty where nothing was.
  public var mark: [UInt8] { index.mark }

  // MARK: Taking events

  /// Forgets everything: the log is another than it was.
  public mutating func startAnew() {
    index = RollupIndex(settings: index.settings)
    passage = OrderPassage()
    drafts = [:]
    draftWeight = 0
    menuBook = nil
    hasNewMenus = false
    isDamaged = false
  }

  /// To be called before the first event.
  ///
  /// - Parameter bytes: how much of the log there is to read.
  public mutating func willTake(bytes: Int64) {
    guard !index.mark.isEmpty else { return }
    passage = OrderPassage(left: bytes <= Self.tailBytes ? .all : knownOrders())
  }

  private mutating func knownOrders() -> OrderTraces {
    var traces = OrderTraces()
    for entry in index.days {
      guard let table = table(of: entry, nil, [.orderHigh, .orderLow]) else { continue }
      for (high, low) in zip(table.wide(.orderHigh), table.wide(.orderLow)) {
        if let id = UUIDv7(high: high, low: low) { traces.insert(OrderID(id)) }
      }
    }
    return traces
  }

  /// Takes the next event of the log.
  public mutating func take(_ event: Event) {
    if event.orderID != nil {
      for stream in passage.take(event) { place(stream) }
    } else if MenuBook.holds(event) {
      _ = menus()
      if (menuBook?.insert([event]) ?? 0) > 0 { hasNewMenus = true }
    } else if let visit = VisitRow(event) {
      change(finder.day(holding: visit.at)) { $0.visits.insert(visit) }
    } else if let utterance = UtteranceRow(event) {
      change(finder.day(holding: utterance.at)) { $0.utterances.insert(utterance) }
    }
  }

  /// The end of the log: writes what is in memory.
  ///
  /// - Parameters:
  ///   - mark: how far it was read.
  ///   - events: brings all that the log holds of an order.
  public mutating func settle<Failure: Error>(
    at mark: [UInt8], bringing events: (OrderID) throws(Failure) -> [Event]
  ) throws(Failure) {
    for stream in passage.finish() { place(stream) }
    for id in passage.late.sorted() {
      let stream = OrderStream(id: id, events: try events(id))
      let moments = Set(stream.events.flatMap { [$0.createdAt, $0.writtenAt] })
      for day in Set(moments.map { finder.day(holding: $0) }) where mayHold(day) {
        change(day) { $0.orders[id] = nil }
      }
      place(stream)
    }
    passage = OrderPassage()
    for start in drafts.keys.sorted() { write(start) }
    writeMenus()
    guard !isDamaged else { return }
    index.mark = mark
    shelf.write(RollupIndex.name, index.bytes)
    shelf.keepOnly(index.names)
  }

  private mutating func place(_ stream: OrderStream) {
    guard let row = OrderRow(stream) else {
      guard let first = stream.events.first else { return }
      let stub = PartOfOrder(row: nil, isOpenedHere: false, isElsewhere: false)
      return change(finder.day(holding: first.writtenAt)) { $0.orders[stream.order.id] = stub }
    }
    for (day, part) in PartOfOrder.parts(of: row, { finder.day(holding: $0) }) {
      change(day) { $0.orders[row.id] = part }
    }
  }

  private mutating func writeMenus() {
    guard hasNewMenus else { return }
    hasNewMenus = false
    let bytes = menus().events.reduce(into: [UInt8]()) { $0 += $1.line + [UInt8(ascii: "\n")] }
    let name = Self.menusName(bytes)
    shelf.write(name, bytes)
    index.menus = name
  }

  // MARK: Days

  private func mayHold(_ day: BusinessDay) -> Bool {
    drafts[day.from] != nil || index.days.contains { $0.day.from == day.from }
  }

  private mutating func change(_ day: BusinessDay, _ body: (inout DayDraft) -> Void) {
    touches += 1
    var draft = takeDraft(of: day)
    let before = draft.rows.weight
    body(&draft.rows)
    draftWeight += draft.rows.weight - before
    draft.touched = touches
    drafts[day.from] = draft
    if draftWeight > Self.weightLimit { letOldestGo() }
  }

  private mutating func takeDraft(of day: BusinessDay) -> (day: BusinessDay, rows: DayDraft, touched: Int) {
    if let draft = drafts.removeValue(forKey: day.from) { return draft }
    return (day, load(day), touches)
  }

  private mutating func load(_ day: BusinessDay) -> DayDraft {
    guard let entry = index.days.first(where: { $0.day.from == day.from }) else { return DayDraft() }
    guard let table = table(of: entry, nil, DayColumn.allCases), let rows = DayDraft(table) else {
      isDamaged = true
      return DayDraft()
    }
    draftWeight += rows.weight
    return rows
  }

  /// Half of what is in memory, the days that were touched longest ago.
  private mutating func letOldestGo() {
    for (start, _) in drafts.sorted(by: { $0.value.touched < $1.value.touched }) {
      guard draftWeight > Self.weightLimit / 2, drafts.count > 1 else { return }
      write(start)
    }
  }

  private mutating func write(_ start: Timestamp) {
    guard let draft = drafts.removeValue(forKey: start) else { return }
    draftWeight -= draft.rows.weight
    let place = index.days.partitioningIndex { $0.day.from >= start }
    let isThere = place < index.days.count && index.days[place].day.from == start
    guard !draft.rows.isEmpty else {
      if isThere { index.days.remove(at: place) }
      return
    }
    let (bytes, headBytes) = draft.rows.file(of: draft.day)
    let sum = Checksum.of(bytes[..<headBytes])
    let entry = RollupIndex.Entry(day: draft.day, headBytes: headBytes, sum: sum)
    guard !isThere || index.days[place] != entry else { return }
    shelf.write(entry.name, bytes)
    if isThere { index.days[place] = entry } else { index.days.insert(entry, at: place) }
  }

  // MARK: Reading

  /// The days that have something of a window, or all of them, each with the columns that are wanted of it.
  ///
  /// - Returns: false where a file is not what it was: the answer would not be whole.
  mutating func each(
    in window: InsightWindow?, _ columns: (DayHead, _ isWhole: Bool) -> [DayColumn],
    _ body: (DayTable, _ isWhole: Bool) -> Void
  ) -> Bool {
    for entry in index.days {
      var isWhole = true
      if let window {
        guard entry.day.from < window.until, window.from < entry.day.until else { continue }
        isWhole = window.from <= entry.day.from && entry.day.until <= window.until
      }
      guard let head = head(of: entry), let table = table(of: entry, head, columns(head, isWhole)) else {
        return false
      }
      body(table, isWhole)
    }
    return true
  }

  private mutating func head(of entry: RollupIndex.Entry) -> DayHead? {
    guard let bytes = shelf.read(entry.name, 0..<entry.headBytes), Checksum.of(bytes[...]) == entry.sum,
      let head = DayHead(bytes), head.from == entry.day.from, head.until == entry.day.until
    else {
      isDamaged = true
      return nil
    }
    return head
  }

  /// Some columns of a day; nil where its file is not what it was, which ``isDamaged`` then says.
  private mutating func table(
    of entry: RollupIndex.Entry, _ known: DayHead?, _ columns: [DayColumn]
  ) -> DayTable? {
    guard let head = known ?? head(of: entry) else { return nil }
    guard let table = DayTable(head, columns, { shelf.read(entry.name, $0) }) else {
      isDamaged = true
      return nil
    }
    return table
  }
}
