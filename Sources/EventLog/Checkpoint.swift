import Events

/// What a start needs instead of the log before a position: tips, counts, the lines that are still of use, and
/// whatever the heart keeps of the rest.
public struct Checkpoint: Sendable {
  /// Which reduction made it; see ``EventLog/reduction``.
  let reduction: UInt32
  /// Everything before this place in the log is covered.
  let position: LogPosition
  /// Where the last line before it stands, and its hash: a checkpoint of another log is known by it.
  let lastLine: LastLine?
  let eventCount: Int64
  /// The sealed segments, each with its size: one that has shrunk or gone is noticed without reading it.
  let sealed: [SealedSegment]
  let tips: ChainTips
  let retained: [[UInt8]]
  let blob: [UInt8]

  struct LastLine: Equatable {
    let position: LogPosition
    /// Without the newline.
    let length: UInt32
    let hash: Fingerprint
  }

  struct SealedSegment: Equatable {
    let number: SegmentNumber
    let bytes: Int64
  }

  /// Its last sign is raised whenever the form changes: another version's checkpoint is ignored.
  private static let magic = Array("galleyC2".utf8)
  /// No checkpoint is larger: some 400,000 retained lines.
  static let bytesLimit = 256 << 20

  var encoded: [UInt8] {
    var writer = ByteWriter()
    writer.write(raw: Self.magic)
    writer.write(reduction)
    writer.write(text: tips.venue)
    writer.write(position)
    writer.write(UInt8(lastLine == nil ? 0 : 1))
    if let lastLine {
      writer.write(lastLine.position)
      writer.write(lastLine.length)
      writer.write(lastLine.hash)
    }
    writer.write(eventCount)
    writer.write(UInt32(sealed.count))
    for segment in sealed {
      writer.write(segment.number)
      writer.write(segment.bytes)
    }
    write(tips, to: &writer)
    writer.write(UInt32(retained.count))
    for line in retained {
      writer.write(UInt32(line.count))
      writer.write(raw: line)
    }
    writer.write(UInt32(blob.count))
    writer.write(raw: blob)
    return writer.sealed()
  }

  private func write(_ tips: ChainTips, to writer: inout ByteWriter) {
    let origins = tips.origins
    writer.write(UInt32(origins.count))
    for origin in origins {
      writer.write(text: origin.description)
      let histories = tips.histories(of: origin)
      writer.write(UInt32(histories.count))
      for tip in histories {
        writer.write(tip.seq)
        writer.write(tip.hash)
      }
    }
  }
}

extension Checkpoint {
  /// Why a file is not a checkpoint of this log.
  enum Flaw: Error {
    case checksum, version, form, venue
    /// What the log says would not be folded today as it was folded for it.
    case reduction
    /// It covers what the log does not hold.
    case log(String)

    var message: String {
      switch self {
      case .checksum: "it is damaged"
      case .version, .reduction: "another version of galley wrote it"
      case .form: "it does not read back"
      case .venue: "it is another venue's"
      case .log(let why): why
      }
    }
  }

  init(_ bytes: [UInt8], venue: String) throws(Flaw) {
    guard bytes.count >= Self.magic.count, bytes.starts(with: Self.magic.dropLast()) else { throw .form }
    guard bytes.starts(with: Self.magic) else { throw .version }
    guard var reader = ByteReader(sealed: bytes), reader.raw(Self.magic.count) != nil else { throw .checksum }
    guard let reduction = reader.number(UInt32.self), let name = reader.text() else { throw .form }
    guard ExactString(name) == ExactString(venue) else { throw .venue }
    guard let read = Checkpoint(&reader, venue: venue, reduction: reduction) else { throw .form }
    self = read
  }

  private init?(_ reader: inout ByteReader, venue: String, reduction: UInt32) {
    self.reduction = reduction
    guard let position = reader.position(), let marked = reader.number(UInt8.self) else { return nil }
    self.position = position
    if marked == 1 {
      guard let place = reader.position(), let length = reader.number(UInt32.self),
        let hash = reader.fingerprint()
      else { return nil }
      lastLine = LastLine(position: place, length: length, hash: hash)
    } else {
      lastLine = nil
    }
    guard let count = reader.number(Int64.self), let segments = reader.count(ofAtLeast: 12) else {
      return nil
    }
    eventCount = count
    var sealed: [SealedSegment] = []
    for _ in 0..<segments {
      guard let number = reader.number(SegmentNumber.self), let bytes = reader.number(Int64.self) else {
        return nil
      }
      sealed.append(SealedSegment(number: number, bytes: bytes))
    }
    self.sealed = sealed
    guard let tips = Self.tips(&reader, venue: venue), let lines = reader.count(ofAtLeast: 4) else {
      return nil
    }
    self.tips = tips
    var retained: [[UInt8]] = []
    retained.reserveCapacity(lines)
    for _ in 0..<lines {
      guard let length = reader.number(UInt32.self), let line = reader.raw(Int(length)) else { return nil }
      retained.append(Array(line))
    }
    self.retained = retained
    guard let length = reader.number(UInt32.self), let blob = reader.raw(Int(length)) else { return nil }
    self.blob = Array(blob)
  }

  private static func tips(_ reader: inout ByteReader, venue: String) -> ChainTips? {
    var tips = ChainTips(venue: venue)
    guard let origins = reader.count(ofAtLeast: 6) else { return nil }
    for _ in 0..<origins {
      guard let origin = reader.text().flatMap(Origin.init), let count = reader.count(ofAtLeast: 24) else {
        return nil
      }
      var histories: [ChainTip] = []
      for _ in 0..<count {
        guard let seq = reader.number(Int64.self), let hash = reader.fingerprint() else { return nil }
        histories.append(ChainTip(seq: seq, hash: hash))
      }
      tips.set(histories, of: origin)
    }
    return tips
  }
}
