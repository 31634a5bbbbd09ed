import Dining
import Events

/// Which rows of a day a question is about.
struct DayFilter {
  let filter: InsightFilter
  let window: InsightWindow

  init(_ question: InsightQuestion) {
    filter = question.filter
    window = question.window
  }

  /// The columns of orders that ``orders(_:)`` looks at.
  var orderColumns: [DayColumn] {
    (filter.orderType == nil ? [] : [.orderMarks]) + (filter.arm == nil ? [] : [.orderArm])
  }

  /// Whether each order is meant, by its type and its arm; nil: all are.
  func orders(_ table: DayTable) -> [Bool]? {
    guard filter.orderType != nil || filter.arm != nil else { return nil }
    var isMeant = [Bool](repeating: true, count: table.head.count(.orders))
    if let type = filter.orderType {
      for (place, marks) in table.numbers(.orderMarks).enumerated()
      where OrderMarks(rawValue: marks).type.rawValue != type { isMeant[place] = false }
    }
    if let arm = filter.arm {
      for (place, text) in table.numbers(.orderArm).enumerated() where table.text(text)?.string != arm {
        isMeant[place] = false
      }
    }
    return isMeant
  }

  func holds(station: ExactString?, version: ExactString?) -> Bool {
    (filter.station == nil || filter.station == station)
      && (filter.menuVersion == nil || filter.menuVersion == version)
  }

  /// From when until when a day's dishes are meant, in milliseconds since it began.
  func dishes(_ head: DayHead) -> Range<UInt32> {
    let from = UInt32(clamping: window.from.milliseconds - head.from.milliseconds)
    let until = UInt32(clamping: window.until.milliseconds - head.from.milliseconds)
    return from..<max(from, until)
  }
}

/// The dishes of a question, each once, however many days have it under however many kinds.
struct DishList {
  private var numbers: [ExactString: Int] = [:]
  private(set) var ids: [ExactString] = []
  private var names: [ExactString] = []

  static let kindColumns: [DayColumn] = [.kindDish, .kindName, .kindStation, .kindVersion]

  var count: Int { ids.count }

  /// What is not on the menu has a name for each time it was typed; as one dish it has this one.
  func name(_ number: Int) -> String {
    ids[number] == Dish.openItem ? "(not on the menu)" : names[number].string
  }

  /// The number of a dish; from now on it has this name.
  mutating func number(_ id: ExactString, _ name: ExactString) -> Int {
    if let known = numbers[id] {
      names[known] = name
      return known
    }
    numbers[id] = ids.count
    ids.append(id)
    names.append(name)
    return ids.count - 1
  }

  /// The dish of each kind of a day; -1 for those that the filter leaves out.
  mutating func numbers(_ table: DayTable, _ filter: DayFilter) -> [Int] {
    let (ids, names) = (table.numbers(.kindDish), table.numbers(.kindName))
    let (stations, versions) = (table.numbers(.kindStation), table.numbers(.kindVersion))
    return ids.indices.map { place in
      guard filter.holds(station: table.text(stations[place]), version: table.text(versions[place])) else {
        return -1
      }
      return number(table.text(ids[place]) ?? "", table.text(names[place]) ?? "")
    }
  }
}
