import Events

/// Where roll-ups lie: a folder beside the log, or memory in tests and where the disk takes nothing.
///
/// All of it can be made anew from the log, so nothing here fails: what can't be read is missing.
public protocol RollupShelf: AnyObject {
  /// A stretch of a file; nil where the file is not there or shorter.
  func read(_ name: String, _ range: Range<Int>) -> [UInt8]?
  /// The whole of a file; nil where there is none.
  func read(_ name: String) -> [UInt8]?
  func write(_ name: String, _ bytes: [UInt8])
  /// Removes the files that are not among these.
  func keepOnly(_ names: Set<String>)
}

/// What roll-ups hold, and how far they have read the log: the one file whose name is fixed.
///
/// Files of days are named for what is in them, so that a file that somebody replaced, or that the power cut short, is
/// never taken for the one that is meant.
struct RollupIndex: Equatable {
  static let name = "index"
  private static let magic = Array("galleyX".utf8)

  /// What the days depend on besides the log: when they start, and by which clock.
  var settings: String
  /// How far the log was read, and how it is known again, as whoever reads the log writes it.
  var mark: [UInt8]
  /// Ascending.
  var days: [Entry]
  /// The file with the events of menus; nil where there are none.
  var menus: String?

  struct Entry: Equatable {
    let day: BusinessDay
    let headBytes: Int
    let sum: UInt64

    /// The day and its head's checksum.
    var name: String { "\(day.date)-\(RollupIndex.hex(sum))" }
  }

  var names: Set<String> { Set([Self.name] + days.map(\.name) + (menus.map { [$0] } ?? [])) }

  static func hex(_ sum: UInt64) -> String {
    let digits = String(sum, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }

  var bytes: [UInt8] {
    var writer = ByteWriter()
    writer.write(raw: Self.magic)
    writer.write(DayHead.codec)
    writer.write(text: settings)
    writer.write(UInt32(mark.count))
    writer.write(raw: mark)
    writer.write(text: menus ?? "")
    writer.write(UInt32(days.count))
    for entry in days {
      writer.write(text: entry.day.date)
      writer.write(entry.day.from.milliseconds)
      writer.write(entry.day.until.milliseconds)
      writer.write(UInt32(entry.headBytes))
      writer.write(entry.sum)
    }
    return writer.sealed()
  }

  init(settings: String, mark: [UInt8] = [], days: [Entry] = [], menus: String? = nil) {
    self.settings = settings
    self.mark = mark
    self.days = days
    self.menus = menus
  }

  /// - Returns: nil for what does not fit its checksum, or was written by another codec.
  init?(_ bytes: [UInt8]) {
    guard var reader = ByteReader(sealed: bytes), let magic = reader.raw(Self.magic.count),
      magic.elementsEqual(Self.magic), reader.number(UInt32.self) == DayHead.codec,
      let settings = reader.text(), let markCount = reader.count(ofAtLeast: 1),
      let mark = reader.raw(markCount),
      let menus = reader.text(), let count = reader.count(ofAtLeast: 30)
    else { return nil }
    self.init(settings: settings, mark: Array(mark), menus: menus.isEmpty ? nil : menus)
    for _ in 0..<count {
      guard let date = reader.text(), let from = reader.number(Int64.self),
        let until = reader.number(Int64.self),
        let headBytes = reader.number(UInt32.self), let sum = reader.number(UInt64.self)
      else { return nil }
      let day = BusinessDay(
        date: date, from: Timestamp(clamping: from), until: Timestamp(clamping: until))
      days.append(Entry(day: day, headBytes: Int(headBytes), sum: sum))
    }
  }
}
