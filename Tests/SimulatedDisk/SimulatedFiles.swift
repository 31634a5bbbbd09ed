import EventLog

/// What is left after the power went: how much of what was not synced.
public struct PowerCut: Sendable {
  var random: SeededRandom
  /// Nothing that was not synced is left; otherwise some of it, block by block, in any order.
  let losesAll: Bool

  public static let losingAll = PowerCut(random: SeededRandom(seed: 0), losesAll: true)

  public static func seeded(_ seed: UInt64) -> PowerCut {
    PowerCut(random: SeededRandom(seed: seed), losesAll: false)
  }
}

/// SplitMix64 (Steele, Lea and Flood, 2014): one number gives the whole run.
public struct SeededRandom: RandomNumberGenerator, Sendable {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}

enum LogPath {
  static func directory(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return String(path[..<slash])
  }
}

/// The bytes of a file as the program sees them, and as they lie on the medium.
final class SimulatedFile {
  static let blockBytes = 512

  let inode: UInt64
  var bytes: [UInt8] = []
  private var synced: [UInt8] = []
  private var dirty: [Range<Int>] = []
  private var sizeIsDirty = false

  init(inode: UInt64) { self.inode = inode }

  var status: FileStatus {
    FileStatus(
      size: Int64(bytes.count), identity: FileIdentity(device: 1, inode: inode), isDirectory: false)
  }

  func write(_ new: ArraySlice<UInt8>, at offset: Int) {
    let end = offset + new.count
    if end > bytes.count {
      bytes += [UInt8](repeating: 0, count: end - bytes.count)
      sizeIsDirty = true
    }
    bytes.replaceSubrange(offset..<end, with: new)
    dirty.append(offset..<end)
  }

  func truncate(to size: Int) {
    guard size != bytes.count else { return }
    bytes = Array(bytes.prefix(size)) + [UInt8](repeating: 0, count: max(0, size - bytes.count))
    sizeIsDirty = true
  }

  func sync() {
    // Bytes that reach the medium bring the size along that they need.
    let reached = min(bytes.count, dirty.map(\.upperBound).max() ?? 0)
    if sizeIsDirty || reached > synced.count { resize(&synced, to: sizeIsDirty ? bytes.count : reached) }
    for range in dirty {
      let part = range.clamped(to: 0..<min(bytes.count, synced.count))
      synced.replaceSubrange(part, with: bytes[part])
    }
    forgetDirty()
  }

  func syncAll() {
    synced = bytes
    forgetDirty()
  }

  func forgetDirty() {
    dirty = []
    sizeIsDirty = false
  }

  /// Becomes what the medium holds: what was synced, and with luck some blocks of what was not.
  func lose(_ cut: inout PowerCut) {
    var left = synced
    if !cut.losesAll {
      if sizeIsDirty, Bool.random(using: &cut.random) {
        let sizes = min(bytes.count, synced.count)...max(bytes.count, synced.count)
        resize(
          &left, to: Bool.random(using: &cut.random) ? bytes.count : .random(in: sizes, using: &cut.random))
      }
      let touched = Set(dirty.filter { !$0.isEmpty }.flatMap { blocks(of: $0) }).sorted()
      for block in touched where Bool.random(using: &cut.random) {
        let start = block * Self.blockBytes
        let part = (start..<(start + Self.blockBytes)).clamped(to: 0..<min(bytes.count, left.count))
        left.replaceSubrange(part, with: bytes[part])
      }
    }
    bytes = left
    syncAll()
  }

  private func blocks(of range: Range<Int>) -> ClosedRange<Int> {
    (range.lowerBound / Self.blockBytes)...((range.upperBound - 1) / Self.blockBytes)
  }

  private func resize(_ array: inout [UInt8], to size: Int) {
    array = Array(array.prefix(size)) + [UInt8](repeating: 0, count: max(0, size - array.count))
  }

  /// The same, what was not synced included.
  func twin() -> SimulatedFile {
    let other = SimulatedFile(inode: inode)
    other.bytes = bytes
    other.synced = synced
    other.dirty = dirty
    other.sizeIsDirty = sizeIsDirty
    return other
  }

  func copy() -> SimulatedFile {
    let other = SimulatedFile(inode: inode)
    other.bytes = bytes
    other.syncAll()
    return other
  }
}

/// The names of files and directories, as the program sees them and as they lie on the medium.
struct SimulatedFiles {
  /// A change of names that happens in one step or not at all: paths with the file that they then lead to.
  private struct Change {
    let names: [String: SimulatedFile?]
    let directory: String?
  }

  private(set) var names: [String: SimulatedFile] = [:]
  private(set) var directories: Set<String> = [""]
  private var syncedNames: [String: SimulatedFile] = [:]
  private var syncedDirectories: Set<String> = [""]
  private var pending: [Change] = []
  private var nextInode: UInt64 = 1

  var totalBytes: Int { names.values.reduce(0) { $0 + $1.bytes.count } }

  func list(_ directory: String) -> [String] {
    let files = names.keys.filter { LogPath.directory(of: $0) == directory }
    let inner = directories.filter { !$0.isEmpty && LogPath.directory(of: $0) == directory }
    let prefix = directory.isEmpty ? 0 : directory.count + 1
    return (files + inner).map { String($0.dropFirst(prefix)) }.sorted()
  }

  mutating func make(_ path: String) -> SimulatedFile {
    let file = SimulatedFile(inode: nextInode)
    nextInode += 1
    change([path: file])
    return file
  }

  mutating func makeDirectory(_ path: String) {
    guard directories.insert(path).inserted else { return }
    pending.append(Change(names: [:], directory: path))
  }

  mutating func change(_ change: [String: SimulatedFile?], durably: Bool = false) {
    Self.apply(change, to: &names)
    if durably {
      Self.apply(change, to: &syncedNames)
    } else {
      pending.append(Change(names: change, directory: nil))
    }
  }

  mutating func syncDirectory(_ path: String) {
    let (here, elsewhere) = (pending.filter { touches(path, $0) }, pending.filter { !touches(path, $0) })
    for change in here { keep(change) }
    pending = elsewhere
  }

  /// Names that were not synced are gone or not, the later ones only with the earlier ones.
  mutating func lose(_ power: PowerCut) {
    var cut = power
    let kept = cut.losesAll ? 0 : Int.random(in: 0...pending.count, using: &cut.random)
    for change in pending.prefix(kept) { keep(change) }
    pending = []
    names = syncedNames.filter { syncedDirectories.contains(LogPath.directory(of: $0.key)) }
    syncedNames = names
    directories = syncedDirectories
    for path in names.keys.sorted() { names[path]?.lose(&cut) }
  }

  func copy() -> SimulatedFiles {
    var other = self
    other.names = names.mapValues { $0.copy() }
    other.syncedNames = other.names
    other.syncedDirectories = directories
    other.pending = []
    return other
  }

  func copy(after power: PowerCut) -> SimulatedFiles {
    var twins: [UInt64: SimulatedFile] = [:]
    func twin(_ file: SimulatedFile) -> SimulatedFile {
      if let made = twins[file.inode] { return made }
      let made = file.twin()
      twins[file.inode] = made
      return made
    }
    var other = self
    other.names = names.mapValues(twin)
    other.syncedNames = syncedNames.mapValues(twin)
    other.pending = pending.map { change in
      Change(names: change.names.mapValues { $0.map(twin) }, directory: change.directory)
    }
    other.lose(power)
    return other
  }

  private func touches(_ path: String, _ change: Change) -> Bool {
    if let directory = change.directory { return LogPath.directory(of: directory) == path }
    return change.names.keys.contains { LogPath.directory(of: $0) == path }
  }

  private mutating func keep(_ change: Change) {
    Self.apply(change.names, to: &syncedNames)
    if let directory = change.directory { syncedDirectories.insert(directory) }
  }

  private static func apply(_ change: [String: SimulatedFile?], to names: inout [String: SimulatedFile]) {
    for (path, file) in change { names[path] = file }
  }
}
