/// Whether what a screen shows is current: the facts about log, disk, other screens of this log and clock, and their
/// words. What is known of the house's other terminals is ``MeshWords``.
public struct Truth: Hashable, Sendable {
  public var log: Log
  /// Bytes that the data directory's disk has left for this user; nil where that could not be asked.
  public var freeBytes: Int64?
  public var peers: Peers
  /// How far the wall clock was set while the screen was up, in milliseconds; forward is positive.
  public var clockSetMs: Int64
  /// How far the log's last event lies ahead of the wall clock, in milliseconds; negative: behind, as it should.
  public var lastEventAheadMs: Int64
  /// What the start found to be wrong with the log, in words.
  public var found: [String]

  /// How it stands with what was to be kept.
  public enum Log: Hashable, Sendable {
    case saved
    /// How many changes are on their way to the disk.
    case saving(Int)
    case readOnly(String)
    /// The disk or the log takes nothing now, in words.
    case failing(String)

    /// Whether nothing more is kept for now.
    public var isTrouble: Bool {
      switch self {
      case .saved, .saving: false
      case .readOnly, .failing: true
      }
    }
  }

  /// Who else shows this log.
  public enum Peers: Hashable, Sendable {
    case alone
    /// How many screens of this machine show the log, this one counted.
    case onThisLog(Int)
    /// This screen follows the terminal of that name.
    case following(String)
  }

  /// A kitchen's evening is a few megabytes: below this there is time to make room.
  public static let lowBytes: Int64 = 500 * 1_000_000
  /// Below this there is none.
  public static let almostFullBytes: Int64 = 50 * 1_000_000
  /// Clocks are put right by less every day.
  public static let clockToleranceMs: Int64 = 5_000

  public init(
    log: Log = .saved, freeBytes: Int64? = nil, peers: Peers = .alone, clockSetMs: Int64 = 0,
    lastEventAheadMs: Int64 = 0, found: [String] = []
  ) {
    self.log = log
    self.freeBytes = freeBytes
    self.peers = peers
    self.clockSetMs = clockSetMs
    self.lastEventAheadMs = lastEventAheadMs
    self.found = found
  }

  /// What the status line says, what matters most in front.
  public var words: [String] { machineWords + [peerWords ?? "this screen only"] }

  /// What is wrong and what to do, the gravest first; nothing on an ordinary day.
  ///
  /// What keeps orders from being saved comes first, then what will soon, then what makes times wrong.
  public var problems: [String] { logProblems + diskProblems + clockProblems }

  /// Of log, disk and clock.
  var machineWords: [String] { [logWords] + [lowDiskWords, clockWords].compactMap { $0 } }
  /// Of further screens of this log; nil without any.
  var peerWords: String? {
    switch peers {
    case .alone, .onThisLog(...1): nil
    case .onThisLog(let count): "\(count) screens on this log"
    case .following(let terminal): "following \(terminal)"
    }
  }

  var logProblems: [String] { [logProblem].compactMap { $0 } + found }
  var diskProblems: [String] { [diskProblem].compactMap { $0 } }
  var clockProblems: [String] { [backwardsProblem, clockProblem].compactMap { $0 } }
}

extension Truth {
  private var logWords: String {
    switch log {
    case .saved: "all saved"
    case .saving(let count): "saving \(count)"
    case .readOnly: "read-only"
    case .failing: "NOT SAVED"
    }
  }

  private var logProblem: String? {
    switch log {
    case .saved, .saving: nil
    case .readOnly(let words), .failing(let words): words
    }
  }

  private var lowDiskWords: String? {
    freeBytes.flatMap { $0 < Self.lowBytes ? "\(Self.amount($0)) left" : nil }
  }

  private var diskProblem: String? {
    guard let freeBytes, freeBytes < Self.almostFullBytes else { return nil }
    guard freeBytes > 0 else {
      return "The disk is full: what is shown is kept, new orders will not be. Free some room on it now."
    }
    return
      "The disk is almost full: \(Self.amount(freeBytes)) left. Free some room before new orders are lost."
  }

  private var clockWords: String? { backwardsProblem ?? clockProblem == nil ? nil : "clock wrong" }

  private var backwardsProblem: String? {
    guard lastEventAheadMs > Self.clockToleranceMs else { return nil }
    return
      "The clock is \(Self.span(lastEventAheadMs)) behind the last event of the log. Set the clock right: "
      + "times of new orders are wrong till then."
  }

  private var clockProblem: String? {
    guard abs(clockSetMs) > Self.clockToleranceMs else { return nil }
    let direction = clockSetMs > 0 ? "forward" : "back"
    return
      "The clock was set \(direction) by \(Self.span(abs(clockSetMs))). Timers here go on as before; check "
      + "the clock, then start galley anew."
  }

  /// `480 MB`, `1 MB` for less than two, `0 MB` for nothing.
  static func amount(_ bytes: Int64) -> String {
    "\(bytes > 0 ? max(1, bytes / 1_000_000) : 0) MB"
  }

  /// `7 s`, `3 min`, `2 h 5 min`, `4 days`: as exact as a person needs it.
  static func span(_ milliseconds: Int64) -> String {
    let seconds = milliseconds / 1_000
    if seconds < 120 { return "\(seconds) s" }
    let minutes = seconds / 60
    if minutes < 60 { return "\(minutes) min" }
    if minutes < 48 * 60 { return "\(minutes / 60) h" + (minutes % 60 == 0 ? "" : " \(minutes % 60) min") }
    return "\(minutes / 1_440) days"
  }

  /// `1 812`: thousands apart.
  static func grouped(_ number: Int) -> String {
    var text = ""
    for (place, digit) in String(number).reversed().enumerated() {
      text = (place > 0 && place % 3 == 0 ? "\(digit) " : "\(digit)") + text
    }
    return text
  }
}
