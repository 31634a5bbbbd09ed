import Events

/// A ring of fixed size through which small batches become durable before their segment is synced.
///
/// A segment grows with each batch, and syncing a file that has grown makes the file system commit its own
/// journal as well: two to four writes and flushes where one would do. The ring never grows, so a sync of it
/// writes the batch and nothing else. Each batch stands in it with its place in the log; the segment is written
/// at the same time but synced only when the ring has gone round, a segment is sealed, or nothing else is to do.
/// From the ring a start knows exactly how far the log was acknowledged, and puts back what the segment lost. What
/// must be recovered as a whole is therefore written here first, and to the segment once it is synced here.
///
/// Each record starts on a block of its own, so writing one never touches an acknowledged one.
struct CommitJournal {
  /// A batch and where it stands in the log. One without bytes says that the log itself is synced up to there.
  struct Record {
    let sequence: UInt64
    let position: LogPosition
    let bytes: ArraySlice<UInt8>

    var end: LogPosition { position.advanced(by: bytes.count) }
  }

  /// No journal of any galley is larger.
  static let bytesLimit = 64 << 20
  private static let blockBytes = 4096
  private static let magic = Array("galleyJ1".utf8)
  /// Magic, sequence, position, length, checksum.
  private static let headerBytes = 8 + 8 + 12 + 4 + 8

  private let disk: any Disk
  private let file: OpenFile
  private let size: Int
  private var nextBlock = 0
  private var nextSequence: UInt64

  /// Opens the journal, or makes one where there is none of this size.
  ///
  /// - Parameter last: the newest record in it, from ``records(on:)``.
  init(on disk: any Disk, size: Int, after last: (record: Record, block: Int)?) throws(DiskFault) {
    self.disk = disk
    self.size = size
    let status = try disk.status(at: LogLayout.journal)
    if status?.size != Int64(size) { try Self.make(on: disk, size: size) }
    file = try disk.open(LogLayout.journal, for: .writing)
    nextSequence = (last?.record.sequence ?? 0) + 1
    if let last, status?.size == Int64(size) {
      nextBlock = last.block + Self.blocks(for: last.record.bytes.count)
    }
  }

  /// Opens the journal behind what it holds, and notes that the log itself is synced up to `position`.
  ///
  /// - Parameter records: what it holds, from ``records(on:limit:)``.
  static func openedAnew(
    on disk: any Disk, limits: LogLimits, after records: [(record: Record, block: Int)],
    noting position: LogPosition
  ) throws(DiskFault) -> CommitJournal {
    var journal = try CommitJournal(on: disk, size: limits.journalBytes, after: records.last)
    if !journal.hasRoom(for: limits.journalRecordBytes) { journal.startOver() }
    try journal.note(position)
    return journal
  }

  func close() { disk.close(file) }

  /// Whether a batch of `count` bytes still fits before the ring begins anew: then what its first records say
  /// must be synced in the log before they are overwritten.
  func hasRoom(for count: Int) -> Bool { (nextBlock + Self.blocks(for: count)) * Self.blockBytes <= size }

  /// Goes on at the beginning. The caller has synced the log.
  mutating func startOver() { nextBlock = 0 }

  /// Writes a record and syncs it.
  mutating func commit(_ bytes: ArraySlice<UInt8>, at position: LogPosition) throws(DiskFault) {
    try write(bytes, at: position)
    try disk.syncData(file)
  }

  /// Notes that the log itself is synced up to `position`; on the medium with the next record.
  mutating func note(_ position: LogPosition) throws(DiskFault) {
    if !hasRoom(for: 0) { startOver() }
    try write([], at: position)
  }

  func sync() throws(DiskFault) { try disk.syncData(file) }

  /// Ends orderly: the log itself is synced up to `position`, and what stands here before is no copy of its end any
  /// more. The gap in the sequence says so.
  mutating func finish(at position: LogPosition) throws(DiskFault) {
    nextSequence += 1
    try note(position)
    try sync()
  }

  private mutating func write(_ bytes: ArraySlice<UInt8>, at position: LogPosition) throws(DiskFault) {
    let record = Record(sequence: nextSequence, position: position, bytes: bytes)
    try disk.writeWhole(Self.encode(record)[...], to: file, at: Int64(nextBlock * Self.blockBytes))
    nextBlock += Self.blocks(for: bytes.count)
    nextSequence += 1
  }

  private static func encode(_ record: Record) -> [UInt8] {
    var writer = ByteWriter()
    writer.write(raw: magic)
    writer.write(record.sequence)
    writer.write(record.position)
    writer.write(UInt32(record.bytes.count))
    writer.write(Checksum.of(writer.bytes[...]) ^ Checksum.of(record.bytes))
    writer.write(raw: record.bytes)
    return writer.bytes
  }

  /// Writes a record once more where it stands, and syncs it.
  ///
  /// The newest one may be seen and yet not be on the medium: its program was killed before the sync, or that has
  /// failed. Written again it is dirty again, and the sync is a real one.
  static func prove(_ found: (record: Record, block: Int), on disk: any Disk) throws(DiskFault) {
    let file = try disk.open(LogLayout.journal, for: .writing)
    defer { disk.close(file) }
    try disk.writeWhole(encode(found.record)[...], to: file, at: Int64(found.block * blockBytes))
    try disk.syncData(file)
  }

  /// Empties the journal, for what it holds must be gone. The caller has synced the log.
  mutating func erase(noting position: LogPosition) throws(DiskFault) {
    let zeros = [UInt8](repeating: 0, count: size)
    try disk.writeWhole(zeros[...], to: file, at: 0)
    nextBlock = 0
    try note(position)
    try sync()
  }

  private static func make(on disk: any Disk, size: Int) throws(DiskFault) {
    try disk.replace(LogLayout.journal, with: [UInt8](repeating: 0, count: size))
  }

  private static func blocks(for count: Int) -> Int { (headerBytes + count + blockBytes - 1) / blockBytes }
}

extension CommitJournal {
  /// The records that read back whole, in order of sequence, each with the block that it starts on.
  ///
  /// Whatever the file holds, no more than `limit` bytes of it are looked at.
  static func records(on disk: any Disk, limit: Int) throws(DiskFault) -> [(record: Record, block: Int)] {
    guard let bytes = try disk.readWhole(LogLayout.journal, limit: limit) else { return [] }
    var found: [(record: Record, block: Int)] = []
    for block in 0..<(bytes.count / blockBytes) {
      if let record = record(in: bytes, at: block * blockBytes) { found.append((record, block)) }
    }
    return found.sorted { $0.record.sequence < $1.record.sequence }
  }

  private static func record(in bytes: [UInt8], at start: Int) -> Record? {
    var reader = ByteReader(bytes, start)
    guard let mark = reader.raw(8), mark.elementsEqual(magic), let sequence = reader.number(UInt64.self),
      let position = reader.position(), let length = reader.number(UInt32.self)
    else { return nil }
    let header = Checksum.of(bytes[start..<reader.place])
    guard let sum = reader.number(UInt64.self), let batch = reader.raw(Int(length)),
      sum == header ^ Checksum.of(batch), sequence < UInt64.max
    else { return nil }
    return Record(sequence: sequence, position: position, bytes: batch)
  }

  /// The newest records that stand one behind the other in one segment: copies of the last acknowledged bytes.
  static func newestRun(of records: [(record: Record, block: Int)]) -> [Record] {
    var run: [Record] = []
    for (record, _) in records.reversed() {
      if let next = run.last {
        guard record.sequence == next.sequence - 1, record.end == next.position else { break }
      }
      run.append(record)
    }
    return run.reversed()
  }
}
