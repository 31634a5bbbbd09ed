import Host

/// A bar on standard error for work that takes long, where a person looks on.
struct Progress {
  private let what: String
  private let isShown: Bool
  private var lastPercent: Int64 = -1

  private static let widthColumns = 30

  /// - Parameter isWanted: not where a full screen has the terminal.
  init(_ what: String, isWanted: Bool = true) {
    self.what = what
    isShown = isWanted && Descriptor.isTerminal(Descriptor.standardError)
  }

  /// Draws the bar anew when a whole percent has been done since.
  mutating func show(_ done: Int64, of all: Int64) {
    guard isShown, all > 0 else { return }
    let percent = min(100, done * 100 / all)
    guard percent != lastPercent else { return }
    lastPercent = percent
    let filled = Int(percent) * Self.widthColumns / 100
    let bar =
      String(repeating: "#", count: filled) + String(repeating: ".", count: Self.widthColumns - filled)
    StandardStreams.warn("\r\(what) [\(bar)] \(percent) %")
  }

  /// Wipes the bar.
  func clear() {
    guard isShown, lastPercent >= 0 else { return }
    StandardStreams.warn("\r\u{1B}[K")
  }
}
