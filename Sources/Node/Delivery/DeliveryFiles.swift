import EventLog
import Events

/// What is kept on the disk for a partner's stream: its record, and its dead letters.
///
/// Has no state, so that a thread of its own may write while the loop goes on.
public struct DeliveryFiles: Sendable {
  private let disk: any Disk
  private let name: String

  /// - Parameter name: the partner's, which is a file's name as well (``isName(_:)``).
  public init(_ name: String, on disk: any Disk) {
    self.name = name
    self.disk = disk
  }

  private static let recordsFolder = "partners"
  public static let lettersFolder = "dead-letter"
  /// Some ten thousand letters. With more, what is not taken goes on being tried.
  public static let lettersLimitBytes = 8 << 20

  private var record: String { "\(Self.recordsFolder)/\(name).json" }
  private var letters: String { "\(Self.lettersFolder)/\(name).jsonl" }

  /// - Returns: nil where there is none that can be read.
  public func readRecord() throws(DiskFault) -> DeliveryRecord? {
    try disk.readWhole(record, limit: DeliveryRecord.bytesLimit).flatMap { DeliveryRecord($0) }
  }

  public func write(_ new: DeliveryRecord) throws(DiskFault) {
    try makeFolder(Self.recordsFolder)
    try disk.replace(record, with: new.bytes)
  }

  /// A folder whose own name is lost with the power takes all that was synced in it along.
  private func makeFolder(_ folder: String) throws(DiskFault) {
    let isNew = try disk.status(at: folder) == nil
    try disk.makeDirectory(folder)
    if isNew { try disk.syncDirectory("") }
  }

  /// Nothing goes to the partner any more: one that is enabled anew begins anew.
  public func removeRecord() throws(DiskFault) {
    guard try disk.isThere(record) else { return }
    try disk.remove(record)
  }

  /// The partners of which there are letters.
  public static func names(on disk: any Disk) throws(DiskFault) -> [String] {
    guard try disk.status(at: lettersFolder) != nil else { return [] }
    let ending = ".jsonl"
    return try disk.names(in: lettersFolder).filter { $0.hasSuffix(ending) }.map {
      String($0.dropLast(ending.count))
    }.sorted()
  }

  public func readLetters() throws(DiskFault) -> [DeadLetter] {
    // Twice the limit: the last batch may have gone beyond it.
    DeadLetter.letters(in: try disk.readWhole(letters, limit: 2 * Self.lettersLimitBytes) ?? [])
  }

  /// Adds letters, each in the place of an older one about the same event, and takes out those that were taken.
  ///
  /// - Returns: what lies there now.
  public func change(adding new: [DeadLetter], removing taken: Set<String>) throws(DiskFault) -> Letters {
    let gone = taken.union(new.map(\.id))
    let all = try readLetters().filter { !gone.contains($0.id) } + new
    let bytes = all.flatMap(\.line)
    try makeFolder(Self.lettersFolder)
    try disk.replace(letters, with: bytes)
    return Letters(count: all.count, bytes: bytes.count)
  }

  /// How many dead letters there are.
  public struct Letters: Hashable, Sendable {
    public var count = 0
    public var bytes = 0

    public init(count: Int = 0, bytes: Int = 0) {
      self.count = count
      self.bytes = bytes
    }
  }
}
