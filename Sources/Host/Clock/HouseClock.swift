import Events
import Venue

/// The clock of one terminal: the system's, or in the demo one that runs faster and can be set.
public final class HouseClock {
  private var wallAtSetting: Timestamp
  private var monotonicAtSetting: Int64
  private var speed: Int64?

  /// The system's own time.
  public init() {
    wallAtSetting = SystemClock.wall()
    monotonicAtSetting = SystemClock.monotonicMs()
  }

  /// Now on the wall.
  public func wall() -> Timestamp { speed == nil ? SystemClock.wall() : steady() }

  /// Now by a clock that goes on evenly from where it was set, whatever is done to the one on the wall: timers on a
  /// screen run on it.
  public func steady() -> Timestamp {
    let passed = SystemClock.monotonicMs() - monotonicAtSetting
    return wallAtSetting.advanced(byMilliseconds: passed * (speed ?? 1))
  }

  /// How many milliseconds of the process's time pass while this clock goes on by `milliseconds`.
  public func processMs(for milliseconds: Int64) -> Int64 { milliseconds / (speed ?? 1) }

  /// Sets the clock; from here on it runs `speed` times as fast as time does.
  public func set(_ wall: Timestamp, speed: Int64) {
    wallAtSetting = wall
    monotonicAtSetting = SystemClock.monotonicMs()
    self.speed = speed
  }

  /// Now, with fresh chance.
  public func moment() -> Moment {
    let wall = wall()
    return Moment(
      wall: wall, monotonicMs: SystemClock.monotonicMs(), offsetMinutes: LocalTime.offsetMinutes(wall),
      random: (SystemClock.bits(), SystemClock.bits(), SystemClock.bits(), SystemClock.bits()))
  }
}
