import Events

/// Reads a stretch of a segment line by line, in bounded memory whatever the bytes are.
struct SegmentScanner {
  /// A line as it stands in the file, readable or not.
  struct Line {
    let offset: Int64
    /// With the newline, where there is one.
    let length: Int64
    let content: Result<Event, LineFault>

    var end: Int64 { offset + length }
  }

  private static let chunkBytes = 256 << 10

  private let disk: any Disk
  private let file: OpenFile
  private let checkingHashes: Bool
  private var decoder = EventDecoder()
  private var end: Int64
  private var buffer: [UInt8] = []
  /// Where `buffer` starts in the file.
  private var bufferOffset: Int64
  /// Where the next line starts in `buffer`, and up to where no newline was found.
  private var cursor = 0
  private var searched = 0
  /// Lines that were read ahead, the next one last.
  private var ready: [Line] = []

  /// 64 lines are read at a time, so that their hashes are computed side by side.
  private static let linesAtOnce = 64

  init(_ disk: any Disk, _ file: OpenFile, from start: Int64, to end: Int64, checkingHashes: Bool = true) {
    self.disk = disk
    self.file = file
    self.end = end
    self.checkingHashes = checkingHashes
    bufferOffset = start
  }

  /// The next line; nil at the end.
  mutating func next() throws(DiskFault) -> Line? {
    while true {
      if let line = ready.popLast() { return line }
      readAhead()
      guard ready.isEmpty else { continue }
      if searched - cursor > Event.lineBytesLimit { return try skipOverlong() }
      guard try fill() else { return cursor < buffer.count ? takeRest() : nil }
    }
  }

  /// Reads the whole lines that are in the buffer, as many as are read at once.
  private mutating func readAhead() {
    let offset = bufferOffset + Int64(cursor)
    let start = cursor
    var texts: [Range<Int>] = []
    while texts.count < Self.linesAtOnce {
      guard let newline = LineBreak.position(in: buffer, from: searched) else {
        searched = buffer.count
        break
      }
      texts.append(cursor..<newline)
      cursor = newline + 1
      searched = cursor
    }
    let contents = decoder.decode(buffer, lines: texts, checkingHashes: checkingHashes)
    for (text, content) in zip(texts, contents).reversed() {
      ready.append(
        Line(offset: offset + Int64(text.lowerBound - start), length: Int64(text.count + 1), content: content)
      )
    }
  }

  /// What stands behind the last newline.
  private mutating func takeRest() -> Line {
    let line = Line(
      offset: bufferOffset + Int64(cursor), length: Int64(buffer.count - cursor),
      content: .failure(LineFault(.form, "the line has no end")))
    cursor = buffer.count
    searched = cursor
    return line
  }

  /// Steps over what is longer than any line may be, up to the next newline, without holding it.
  private mutating func skipOverlong() throws(DiskFault) -> Line {
    let offset = bufferOffset + Int64(cursor)
    var lineEnd = bufferOffset + Int64(buffer.count)
    cursor = buffer.count
    while try fill() {
      if let newline = buffer[cursor...].firstIndex(of: UInt8(ascii: "\n")) {
        cursor = newline + 1
        lineEnd = bufferOffset + Int64(cursor)
        break
      }
      cursor = buffer.count
      lineEnd = bufferOffset + Int64(cursor)
    }
    searched = cursor
    let fault = LineFault(.size, "longer than \(Event.lineBytesLimit) bytes")
    return Line(offset: offset, length: lineEnd - offset, content: .failure(fault))
  }

  /// Reads the next chunk behind what is left of the buffer; false at the end.
  private mutating func fill() throws(DiskFault) -> Bool {
    buffer.removeFirst(cursor)
    bufferOffset += Int64(cursor)
    searched -= cursor
    cursor = 0
    let place = bufferOffset + Int64(buffer.count)
    let count = Int(min(Int64(Self.chunkBytes), end - place))
    guard count > 0 else { return false }
    let bytes = try disk.readPassingOver(file, at: place, count: count)
    if bytes.count < count { end = place + Int64(bytes.count) }
    buffer += bytes
    return !bytes.isEmpty
  }
}
