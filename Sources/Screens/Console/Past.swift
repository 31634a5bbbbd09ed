import Events
import Insights
import Venue

/// What the log holds of the last part of time, ready to be looked at moment by moment.
public struct Lookback: Sendable {
  var history: HouseHistory
  let offsets: LocalOffsets
  /// Whether there were too many events to hold all that was asked for.
  let isBounded: Bool

  public init(_ history: HouseHistory, offsets: LocalOffsets, isBounded: Bool) {
    self.history = history
    self.offsets = offsets
    self.isBounded = isBounded
  }
}

/// The time scrubber of one screen: which moment it shows, and what is being typed.
struct Past: Sendable {
  /// The moment that is shown: whole minutes, unless it was given to the millisecond from outside.
  private(set) var time: Timestamp
  /// Digits of a time of day that is being typed, at most four.
  private(set) var typed = ""
  /// When somebody pressed a key last: nobody is left looking at the past.
  var lastKey: Timestamp
  /// Nil until the log has been read.
  private(set) var lookback: Lookback?
  /// The house as it stood at `time`.
  private(set) var house = House()

  static let minute: Int64 = 60_000
  /// After 60 s without a key the screen goes back to now.
  static let patienceMilliseconds: Int64 = 60_000
  /// The log is read 36 hours back: yesterday's service too, even on the evening after.
  static let reachMilliseconds: Int64 = 36 * 3_600_000

  /// At the last full minute.
  init(now: Timestamp) {
    time = Self.lastMinute(now)
    lastKey = now
  }

  /// A moment whose house is known, drawn once.
  init(at time: Timestamp, house: House, offsets: LocalOffsets, now: Timestamp) {
    self.time = time
    self.house = house
    lastKey = now
    let history = HouseHistory(house, events: [], since: .earliest)
    lookback = Lookback(history, offsets: offsets, isBounded: false)
  }

  static func lastMinute(_ now: Timestamp) -> Timestamp {
    Timestamp(clamping: now.milliseconds - now.milliseconds % minute)
  }

  var isReading: Bool { lookback == nil }
  var endsAt: Timestamp { lastKey.advanced(byMilliseconds: Self.patienceMilliseconds) }

  /// The first whole minute from which on everything is known.
  private var earliest: Timestamp {
    guard let since = lookback?.history.since else { return .earliest }
    return Self.lastMinute(since.advanced(byMilliseconds: Self.minute - 1))
  }

  mutating func take(_ lookback: Lookback) {
    self.lookback = lookback
    show(max(time, earliest))
  }

  private mutating func show(_ moment: Timestamp) {
    time = moment
    if let house = lookback?.history.house(at: moment) { self.house = house }
  }

  /// Goes to a moment, or as near to it as can be shown; why it can't be shown, in words.
  mutating func go(to moment: Timestamp, now: Timestamp) -> String? {
    typed = ""
    guard lookback != nil else { return "the log is still being read" }
    if moment > Self.lastMinute(now) {
      show(Self.lastMinute(now))
      return "what comes after this is now; Esc goes there"
    }
    guard moment < earliest else {
      show(moment)
      return nil
    }
    show(earliest)
    return lookback?.isBounded == true
      ? "there are too many events to look back further"
      : "this looks back 36 hours; earlier: galley screen --at"
  }

  mutating func step(minutes: Int64, now: Timestamp) -> String? {
    go(to: time.advanced(byMilliseconds: minutes * Self.minute), now: now)
  }

  /// The start of the business day that is shown, or of its events where they began later; from there, that of the
  /// day before.
  mutating func goToStart(now: Timestamp) -> String? {
    guard let lookback else { return go(to: time, now: now) }
    let dayStart = BusinessDays.startMinute(HouseSetting.dayStarts.value(in: house))
    func start(until end: Timestamp) -> Timestamp {
      let day = lookback.offsets.latest(minuteOfDay: dayStart, until: end) ?? earliest
      return max(day, lookback.history.firstEvent.map(Self.lastMinute) ?? day, earliest)
    }
    let first = start(until: time)
    guard first >= time else { return go(to: first, now: now) }
    return go(to: start(until: time.advanced(byMilliseconds: -Self.minute)), now: now)
  }

  mutating func type(_ digit: Unicode.Scalar) {
    if typed.utf8.count == 4 { typed = "" }
    typed.unicodeScalars.append(digit)
  }

  mutating func erase() { if !typed.isEmpty { typed.removeLast() } }

  /// Goes to the time that was typed, `1942` or `942`; one that has not come yet today was yesterday.
  mutating func goToTyped(now: Timestamp) -> String? {
    guard !typed.isEmpty else { return "type a time first: 1942, then Enter" }
    let number = Int(typed) ?? 0
    let isWhole = typed.utf8.count >= 3
    let wanted = isWhole ? (number / 100, number % 100) : (number, 0)
    guard wanted.0 < 24, wanted.1 < 60 else {
      defer { typed = "" }
      return "\(typed) is no time of day; type it as 1942"
    }
    guard let lookback else { return "the log is still being read" }
    let found = lookback.offsets.latest(minuteOfDay: wanted.0 * 60 + wanted.1, until: now)
    guard let found else {
      typed = ""
      return "the clocks were changed over that time"
    }
    return go(to: found, now: now)
  }

  /// What the screen is drawn from: the house, the clock and the ages of then.
  func view(_ present: View) -> View {
    var view = present
    view.house = house
    view.eventsHeld = house.eventCount
    view.now = time
    view.offsets = lookback?.offsets ?? present.offsets
    view.readOnlyBecause = "this is \(view.clock(time)); Esc goes back to now"
    return view
  }
}
