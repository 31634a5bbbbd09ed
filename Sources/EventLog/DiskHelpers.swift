import Events

extension Disk {
  /// Writes all of `bytes`, however often the disk stops early.
  package func writeWhole(_ bytes: ArraySlice<UInt8>, to file: OpenFile, at offset: Int64) throws(DiskFault) {
    var rest = bytes
    var place = offset
    while !rest.isEmpty {
      let count = try write(rest, to: file, at: place)
      guard count > 0 else { throw DiskFault(.io, "write", file.path) }
      rest = rest.dropFirst(count)
      place += Int64(count)
    }
  }

  /// Reads what can be read. Blocks that the medium no longer gives back read as zeros, which no line holds: so the
  /// lines in them are found damaged and the ones around them are still read.
  func readPassingOver(
    _ file: OpenFile, at place: Int64, count: Int
  ) throws(DiskFault) -> [UInt8] {
    do throws(DiskFault) {
      return try read(file, at: place, count: count)
    } catch {
      guard error.kind == .io else { throw error }
    }
    let blockBytes = 4096
    var bytes: [UInt8] = []
    while bytes.count < count {
      let part = min(blockBytes, count - bytes.count)
      do throws(DiskFault) {
        let read = try read(file, at: place + Int64(bytes.count), count: part)
        bytes += read
        if read.count < part { break }
      } catch {
        guard error.kind == .io else { throw error }
        bytes += [UInt8](repeating: 0, count: part)
      }
    }
    return bytes
  }

  /// Copies a stretch of a segment into a file of its own, where somebody may look at it.
  func setAside(
    _ start: LogPosition, to end: Int64, at now: Timestamp
  ) throws(DiskFault) -> OpenReport.SetAside? {
    guard end > start.offset else { return nil }
    let path = LogLayout.quarantined(start, at: now)
    let source = try open(LogLayout.segment(start.segment), for: .reading)
    defer { close(source) }
    try replace(path) { file throws(DiskFault) in
      var offset = start.offset
      while offset < end {
        let bytes = try readPassingOver(source, at: offset, count: Int(min(end - offset, 1 << 20)))
        guard !bytes.isEmpty else { break }
        try writeWhole(bytes[...], to: file, at: offset - start.offset)
        offset += Int64(bytes.count)
      }
    }
    return OpenReport.SetAside(
      file: LogLayout.segment(start.segment), offset: start.offset, length: end - start.offset, keptIn: path)
  }

  /// The whole of a small file; nil where there is none.
  public func readWhole(_ path: String, limit: Int) throws(DiskFault) -> [UInt8]? {
    let file: OpenFile
    do throws(DiskFault) {
      file = try open(path, for: .reading)
    } catch {
      if error.kind == .notFound { return nil }
      throw error
    }
    defer { close(file) }
    let size = try status(of: file).size
    guard size <= Int64(limit) else { return nil }
    return try read(file, at: 0, count: Int(size))
  }

  /// Puts a file with these bytes at `path`: after a crash there is what was there before, or all of the new.
  ///
  /// - Returns: how large the file is.
  @discardableResult
  public func replace(_ path: String, with bytes: [UInt8]) throws(DiskFault) -> Int64 {
    try replace(path) { file throws(DiskFault) in
      try writeWhole(bytes[...], to: file, at: 0)
      return Int64(bytes.count)
    }
  }

  /// The same for a file that `write` fills; its answer is returned.
  func replace<Answer>(
    _ path: String, by write: (OpenFile) throws(DiskFault) -> Answer
  ) throws(DiskFault) -> Answer {
    let temporary = path + LogLayout.temporarySuffix
    let file = try open(temporary, for: .replacing)
    let answer: Answer
    do throws(DiskFault) {
      defer { close(file) }
      answer = try write(file)
      try syncData(file)
    } catch {
      try? remove(temporary)
      throw error
    }
    try rename(temporary, to: path)
    try syncDirectory(LogLayout.directory(of: path))
    return answer
  }

  func removeIfThere(_ path: String) throws(DiskFault) {
    do throws(DiskFault) {
      try remove(path)
    } catch {
      guard error.kind == .notFound else { throw error }
    }
  }
}
