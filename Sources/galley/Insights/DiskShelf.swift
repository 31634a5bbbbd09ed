import EventLog
import Events
import Insights

/// Roll-ups in a folder beside the log, as far as the disk takes them; what it does not take lies in memory.
///
/// Nothing is synced: what a power cut leaves half is seen by its checksum, and made anew from the log.
final class DiskShelf: RollupShelf {
  static let folder = "rollup"
  private static let lockName = "lock"
  private static let suffix = ".new"
  /// More than the day of a house has, or all of its menus.
  private static let bytesLimit = 1 << 30

  private let disk: any Disk
  private var lock: OpenFile?
  /// What the disk did not take.
  private var inMemory: [String: [UInt8]] = [:]
  /// The file that was read last.
  private var opened: (name: String, file: OpenFile)?

  init(_ disk: any Disk) { self.disk = disk }

  deinit {
    closeRead()
    stopKeeping()
  }

  /// Whether this process may write: one at a time does.
  func startKeeping() -> Bool {
    if lock != nil { return true }
    do throws(DiskFault) {
      try disk.makeDirectory(Self.folder)
      lock = try disk.lock(Self.path(Self.lockName))
      return true
    } catch {
      return false
    }
  }

  /// From now on what is written lies in memory.
  func stopKeeping() {
    if let lock { disk.close(lock) }
    lock = nil
  }

  private static func path(_ name: String) -> String { "\(folder)/\(name)" }

  func read(_ name: String) -> [UInt8]? {
    if let bytes = inMemory[name] { return bytes }
    return (try? disk.readWhole(Self.path(name), limit: Self.bytesLimit)) ?? nil
  }

  func read(_ name: String, _ range: Range<Int>) -> [UInt8]? {
    if let bytes = inMemory[name] { return range.upperBound <= bytes.count ? Array(bytes[range]) : nil }
    if opened?.name != name {
      closeRead()
      guard let file = try? disk.open(Self.path(name), for: .reading) else { return nil }
      opened = (name, file)
    }
    guard let file = opened?.file,
      let bytes = try? disk.read(file, at: Int64(range.lowerBound), count: range.count),
      bytes.count == range.count
    else { return nil }
    return bytes
  }

  private func closeRead() {
    if let opened { disk.close(opened.file) }
    opened = nil
  }

  func write(_ name: String, _ bytes: [UInt8]) {
    closeRead()
    if lock != nil {
      do throws(DiskFault) {
        try put(name, bytes)
        inMemory[name] = nil
        return
      } catch {
        try? disk.remove(Self.path(name + Self.suffix))
        stopKeeping()
      }
    }
    inMemory[name] = bytes
  }

  /// Whole under another name first, so that whoever reads it now has the old one or the new one.
  private func put(_ name: String, _ bytes: [UInt8]) throws(DiskFault) {
    let new = Self.path(name + Self.suffix)
    try fill(new, bytes)
    try disk.rename(new, to: Self.path(name))
  }

  private func fill(_ path: String, _ bytes: [UInt8]) throws(DiskFault) {
    let file = try disk.open(path, for: .replacing)
    defer { disk.close(file) }
    try disk.writeWhole(bytes[...], to: file, at: 0)
  }

  func keepOnly(_ names: Set<String>) {
    for name in inMemory.keys where !names.contains(name) { inMemory[name] = nil }
    guard lock != nil, let all = try? disk.names(in: Self.folder) else { return }
    for name in all.sorted() where name != Self.lockName && !names.contains(name) {
      try? disk.remove(Self.path(name))
    }
  }
}
