/// The tables of a day's file.
enum DayPart: UInt8, CaseIterable {
  case kinds, orders, dishes, voids, visits, utterances
}

/// The columns of a day's file, in the order in which they lie there. Those of one table are as long as each other.
///
/// A moment is its milliseconds since 1970 and 1 more, 0 for none. A text is its place among the day's texts, of which
/// the first is none.
enum DayColumn: UInt8, CaseIterable {
  case kindDish, kindName, kindStation, kindVersion
  case orderHigh, orderLow, orderMarks, orderArm, orderVersion, orderCurrency, orderTable, orderGuests
  case orderTotal, orderSessionHigh, orderSessionLow
  case orderOpened, orderAdded, orderSent, orderReady, orderBill, orderStarted, orderPaid, orderPaidInFull
  case orderClosed, orderFreed
  case dishOrder, dishKind, dishRound, dishQuantity, dishSent, dishEnd
  case voidOrder, voidKind, voidQuantity, voidAmount, voidReason, voidAt
  case visitHigh, visitLow, visitAt, visitVersion, visitArm
  case voiceHigh, voiceLow, voiceAt, voiceOutcome, voiceIntent, voiceReason, voiceDish

  var part: DayPart {
    switch self {
    case .kindDish, .kindName, .kindStation, .kindVersion: .kinds
    case .orderHigh, .orderLow, .orderMarks, .orderArm, .orderVersion, .orderCurrency, .orderTable,
      .orderGuests, .orderTotal, .orderSessionHigh, .orderSessionLow, .orderOpened, .orderAdded, .orderSent,
      .orderReady, .orderBill, .orderStarted, .orderPaid, .orderPaidInFull, .orderClosed, .orderFreed:
      .orders
    case .dishOrder, .dishKind, .dishRound, .dishQuantity, .dishSent, .dishEnd: .dishes
    case .voidOrder, .voidKind, .voidQuantity, .voidAmount, .voidReason, .voidAt: .voids
    case .visitHigh, .visitLow, .visitAt, .visitVersion, .visitArm: .visits
    case .voiceHigh, .voiceLow, .voiceAt, .voiceOutcome, .voiceIntent, .voiceReason, .voiceDish: .utterances
    }
  }

  enum Content {
    /// Four bytes.
    case number, text
    /// Four bytes: a row of another table.
    case row(DayPart)
    /// Eight bytes.
    case wide
  }

  var content: Content {
    switch self {
    case .kindDish, .kindName, .kindStation, .kindVersion, .orderArm, .orderVersion, .orderCurrency,
      .orderTable, .voidReason, .visitVersion, .visitArm, .voiceOutcome, .voiceIntent, .voiceReason,
      .voiceDish:
      .text
    case .dishOrder, .voidOrder: .row(.orders)
    case .dishKind, .voidKind: .row(.kinds)
    case .orderMarks, .dishRound, .dishQuantity, .dishSent, .dishEnd, .voidQuantity: .number
    case .orderHigh, .orderLow, .orderGuests, .orderTotal, .orderSessionHigh, .orderSessionLow, .orderOpened,
      .orderAdded, .orderSent, .orderReady, .orderBill, .orderStarted, .orderPaid, .orderPaidInFull,
      .orderClosed, .orderFreed, .voidAmount, .voidAt, .visitHigh, .visitLow, .visitAt, .voiceHigh, .voiceLow,
      .voiceAt:
      .wide
    }
  }

  var widthBytes: Int {
    switch content {
    case .number, .text, .row: 4
    case .wide: 8
    }
  }
}

/// What ``DayColumn/orderMarks`` says of an order.
struct OrderMarks: OptionSet {
  let rawValue: UInt32

  /// Its opening is known; of one without it there is nothing else.
  static let isOpened = OrderMarks(rawValue: 1 << 0)
  /// It was opened on this day.
  static let isOpenedHere = OrderMarks(rawValue: 1 << 1)
  /// Other days have dishes or voids of it, or its opening.
  static let isElsewhere = OrderMarks(rawValue: 1 << 2)
  static let isCancelled = OrderMarks(rawValue: 1 << 3)
  static let isSold = OrderMarks(rawValue: 1 << 4)
  static let hasMoney = OrderMarks(rawValue: 1 << 5)
  static let hasGuests = OrderMarks(rawValue: 1 << 6)
  static let takeaway = OrderMarks(rawValue: 1 << 7)
  static let delivery = OrderMarks(rawValue: 1 << 8)
}

/// What ``DayColumn/dishEnd`` says: milliseconds from the sending until it was ready, or one of these.
enum DishEndCode {
  static let open = UInt32.max
  static let served = UInt32.max - 1
  /// Longer is as long: 49 days.
  static let longest = UInt32.max - 2
}
