import Events

/// Event lines whose predecessor is not held yet, kept across a restart (`waiting.jsonl`).
///
/// They are no part of the log: what comes from here is checked like what comes from anywhere.
public struct WaitingLines {
  /// No more than this is kept; who sends more will be asked again.
  public static let bytesLimit = 64 << 20

  private let disk: any Disk

  public init(on disk: any Disk) { self.disk = disk }

  /// The lines that were stored last, without their newlines; none where the file is missing or too large.
  public func load() throws(DiskFault) -> [[UInt8]] {
    let bytes = try disk.readWhole(LogLayout.waiting, limit: Self.bytesLimit) ?? []
    return bytes.split(separator: UInt8(ascii: "\n")).map(Array.init)
  }

  /// Keeps these lines instead of those kept before, as many of the first as fit: after a crash there are the ones
  /// or the others.
  ///
  /// - Returns: how many were kept.
  @discardableResult
  public func store(_ lines: [[UInt8]]) throws(DiskFault) -> Int {
    guard !lines.isEmpty else {
      try disk.removeIfThere(LogLayout.waiting)
      return 0
    }
    var bytes: [UInt8] = []
    var kept = 0
    for line in lines {
      guard bytes.count + line.count < Self.bytesLimit else { break }
      bytes += line
      bytes.append(UInt8(ascii: "\n"))
      kept += 1
    }
    try disk.replace(LogLayout.waiting, with: bytes)
    return kept
  }
}
