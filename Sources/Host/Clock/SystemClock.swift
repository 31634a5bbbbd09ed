import Events
import Glibc

/// Time and chance, asked of the system here and nowhere else.
public enum SystemClock {
  /// Milliseconds of a clock that nobody sets; it goes on while the machine sleeps.
  public static func monotonicMs() -> Int64 { read(CLOCK_BOOTTIME) }

  public static func wall() -> Timestamp { Timestamp(clamping: read(CLOCK_REALTIME)) }

  /// 128 bits from the system's generator.
  public static func bits() -> RandomBits {
    var generator = SystemRandomNumberGenerator()
    return RandomBits(high: generator.next(), low: generator.next())
  }

  private static func read(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}
