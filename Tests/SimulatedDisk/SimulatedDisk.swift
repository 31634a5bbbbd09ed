import EventLog

/// A disk in memory that fails when it is told to, and forgets what was not synced when the power goes.
///
/// What was synced is kept apart from what was only written, for contents and for names. Calls are counted from 1,
/// so that a test can fail each of them in turn.
///
/// `@unchecked Sendable`: it is used by one thread at a time.
public final class SimulatedDisk: Disk, @unchecked Sendable {
  /// What happens at a call.
  public enum Failure: Sendable {
    /// It fails; a write leaves half of its bytes behind, a sync none.
    case fault(DiskFault.Kind)
    /// A write stops after half of its bytes. Other calls go well.
    case shortWrite
    /// The program dies before the call, or after it was done; a write may be done by half.
    case crash(Moment)
  }

  public enum Moment: Sendable, CaseIterable { case before, halfway, after }

  /// How many calls there were. Reading and looking count too: the disk may fail there as well.
  public private(set) var calls = 0
  public private(set) var isCrashed = false
  /// How many bytes all files may have together; nil for no bound.
  public var capacity: Int?
  public var isReadOnly = false
  /// As if the program had forgotten to sync its directories: to see that a test notices.
  public var ignoresDirectorySync = false
  /// Called before each call, with its number and name: to watch, and to change what is above.
  public var onCall: ((Int, String) -> Void)?

  var files = SimulatedFiles()
  private var failures: [Int: Failure] = [:]
  private var open: [Int32: SimulatedFile] = [:]
  private var nextNumber: Int32 = 3
  private var lockHolder: Int32?

  public init() {}

  /// Lets a call go wrong.
  public func plan(_ failure: Failure, atCall number: Int) { failures[number] = failure }

  /// Lets nothing more go wrong that was planned.
  public func cancelPlans() { failures = [:] }

  /// Starts the machine again: all files are closed, and with `power` what was not synced is lost in part.
  public func restart(after power: PowerCut?) {
    if let power { files.lose(power) }
    open = [:]
    lockHolder = nil
    isCrashed = false
    failures = [:]
  }

  // MARK: the bytes of a file, for tests that damage them

  public func contents(_ path: String) -> [UInt8]? { files.names[path]?.bytes }

  /// Changes the bytes of a file as they lie on the medium.
  public func damage(_ path: String, _ change: (inout [UInt8]) -> Void) {
    guard let file = files.names[path] else { return }
    change(&file.bytes)
    file.syncAll()
  }

  public var paths: [String] { files.names.keys.sorted() }

  /// As if someone had removed or moved it behind the program's back.
  public func lose(_ path: String) { files.change([path: nil], durably: true) }

  /// A second disk with the same files, as they would be found after the program was killed now.
  public func copy() -> SimulatedDisk {
    let other = SimulatedDisk()
    other.files = files.copy()
    return other
  }

  // MARK: calls

  /// Counts a call and lets go wrong what shall; true where a write or sync shall be done by half.
  private func begin(_ call: String, _ path: String, changing: Bool = false) throws(DiskFault) -> Step {
    guard !isCrashed else { throw DiskFault(.io, call, path) }
    calls += 1
    onCall?(calls, call)
    if isReadOnly, changing { throw DiskFault(.readOnly, call, path) }
    switch failures[calls] {
    case nil: return .whole
    case .shortWrite: return .short
    case .fault(let kind): return .failing(DiskFault(kind, call, path))
    case .crash(.before):
      isCrashed = true
      throw DiskFault(.io, call, path)
    case .crash(.halfway):
      isCrashed = true
      return .failing(DiskFault(.io, call, path))
    case .crash(.after):
      isCrashed = true
      return .last(DiskFault(.io, call, path))
    }
  }

  /// How far a call is carried out.
  private enum Step {
    case whole, short
    case failing(DiskFault)
    case last(DiskFault)

    /// Ends a call that knows no halves: nothing is done where it fails, all of it where it is the last.
    func perform<Answer>(_ work: () throws(DiskFault) -> Answer) throws(DiskFault) -> Answer {
      switch self {
      case .whole, .short: return try work()
      case .failing(let fault): throw fault
      case .last(let fault):
        _ = try work()
        throw fault
      }
    }
  }

  public func open(_ path: String, for purpose: OpenPurpose) throws(DiskFault) -> OpenFile {
    var changes = false
    if case .reading = purpose {
    } else {
      changes = files.names[path] == nil || purpose == .replacing || isReadOnly
    }
    let step = try begin("open", path, changing: changes)
    return try step.perform { () throws(DiskFault) in
      var file = files.names[path]
      if file == nil, purpose != .reading, files.directories.contains(LogPath.directory(of: path)) {
        file = files.make(path)
      }
      guard let file else { throw DiskFault(.notFound, "open", path) }
      if purpose == .replacing { file.truncate(to: 0) }
      nextNumber += 1
      open[nextNumber] = file
      return OpenFile(number: nextNumber, path: path)
    }
  }

  public func close(_ file: OpenFile) {
    open[file.number] = nil
    if lockHolder == file.number { lockHolder = nil }
  }

  public func read(_ file: OpenFile, at offset: Int64, count: Int) throws(DiskFault) -> [UInt8] {
    let step = try begin("read", file.path)
    return try step.perform { () throws(DiskFault) in
      let bytes = try found(file).bytes
      let start = min(Int(offset), bytes.count)
      return Array(bytes[start..<min(start + count, bytes.count)])
    }
  }

  public func write(
    _ bytes: ArraySlice<UInt8>, to file: OpenFile, at offset: Int64
  ) throws(DiskFault) -> Int {
    let step = try begin("write", file.path, changing: true)
    let target = try found(file)
    var fitting = bytes
    if let capacity {
      let growth = max(0, Int(offset) + bytes.count - target.bytes.count)
      let room = max(0, capacity - files.totalBytes)
      if growth > room { fitting = bytes.dropLast(growth - room) }
      if fitting.isEmpty, !bytes.isEmpty { throw DiskFault(.noSpace, "write", file.path) }
    }
    switch step {
    case .whole: break
    case .short: fitting = fitting.prefix(max(1, fitting.count / 2))
    case .failing(let fault):
      target.write(fitting.prefix(fitting.count / 2), at: Int(offset))
      throw fault
    case .last(let fault):
      target.write(fitting, at: Int(offset))
      throw fault
    }
    target.write(fitting, at: Int(offset))
    return fitting.count
  }

  public func truncate(_ file: OpenFile, to size: Int64) throws(DiskFault) {
    let step = try begin("truncate", file.path, changing: true)
    try step.perform { () throws(DiskFault) in try found(file).truncate(to: Int(size)) }
  }

  /// A sync that fails leaves the file looking as it did, but what was written is not on the medium and no later
  /// sync brings it there: so the kernel does it.
  public func syncData(_ file: OpenFile) throws(DiskFault) {
    let step = try begin("sync", file.path, changing: true)
    let target = try found(file)
    if case .failing(let fault) = step {
      if !isCrashed { target.forgetDirty() }
      throw fault
    }
    try step.perform { () throws(DiskFault) in target.sync() }
  }

  public func status(of file: OpenFile) throws(DiskFault) -> FileStatus {
    let step = try begin("look at", file.path)
    return try step.perform { () throws(DiskFault) in try found(file).status }
  }

  public func status(at path: String) throws(DiskFault) -> FileStatus? {
    let step = try begin("look at", path)
    return try step.perform { () throws(DiskFault) in
      if files.directories.contains(path) {
        return FileStatus(size: 0, identity: FileIdentity(device: 1, inode: 0), isDirectory: true)
      }
      return files.names[path]?.status
    }
  }

  public func isThere(_ path: String) throws(DiskFault) -> Bool {
    let step = try begin("look at", path)
    return try step.perform { () throws(DiskFault) in files.names[path] != nil }
  }

  public func names(in directory: String) throws(DiskFault) -> [String] {
    let step = try begin("list", directory)
    return try step.perform { () throws(DiskFault) in
      guard files.directories.contains(directory) else { throw DiskFault(.notFound, "list", directory) }
      // In no order that anyone may rely on, yet the same in each run.
      return files.list(directory).reversed()
    }
  }

  public func makeDirectory(_ path: String) throws(DiskFault) {
    let step = try begin("make directory", path, changing: !files.directories.contains(path))
    try step.perform { () throws(DiskFault) in files.makeDirectory(path) }
  }

  public func syncDirectory(_ path: String) throws(DiskFault) {
    let step = try begin("sync", path, changing: true)
    try step.perform { () throws(DiskFault) in
      if !ignoresDirectorySync { files.syncDirectory(path) }
    }
  }

  public func rename(_ path: String, to newPath: String) throws(DiskFault) {
    let step = try begin("rename", path, changing: true)
    try step.perform { () throws(DiskFault) in
      guard let file = files.names[path] else { throw DiskFault(.notFound, "rename", path) }
      files.change([path: nil, newPath: file])
    }
  }

  public func remove(_ path: String) throws(DiskFault) {
    let step = try begin("remove", path, changing: true)
    try step.perform { () throws(DiskFault) in
      guard files.names[path] != nil else { throw DiskFault(.notFound, "remove", path) }
      files.change([path: nil])
    }
  }

  public func lock(_ path: String) throws(DiskFault) -> OpenFile {
    if lockHolder != nil { throw DiskFault(.held(by: "process 1 (simulated)"), "lock", path) }
    let file = try open(path, for: .writing)
    lockHolder = file.number
    return file
  }

  private func found(_ file: OpenFile) throws(DiskFault) -> SimulatedFile {
    guard let found = open[file.number] else { throw DiskFault(.other(9), "use", file.path) }
    return found
  }
}

extension SimulatedDisk {
  /// A second disk with what would be left if the power went now.
  public func copy(after power: PowerCut) -> SimulatedDisk {
    let other = SimulatedDisk()
    other.files = files.copy(after: power)
    return other
  }

  /// Becomes what another disk holds: a backup that is put back. Whoever had files open has them no longer.
  public func become(_ other: SimulatedDisk) {
    files = other.files.copy()
    restart(after: nil)
  }

  /// How many bytes all files have together.
  public var usedBytes: Int { files.totalBytes }
}
