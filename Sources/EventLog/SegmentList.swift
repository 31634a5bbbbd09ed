/// Which segments there are, as the directory says.
enum SegmentList {
  /// Ascending by number, each with its size.
  static func read(on disk: any Disk) throws(DiskFault) -> [Checkpoint.SealedSegment] {
    try segments(among: try disk.names(in: LogLayout.log), on: disk)
  }

  static func segments(
    among names: [String], on disk: any Disk
  ) throws(DiskFault) -> [Checkpoint.SealedSegment] {
    var found: [Checkpoint.SealedSegment] = []
    for number in names.compactMap(LogLayout.segmentNumber).sorted() {
      guard let status = try disk.status(at: LogLayout.segment(number)), !status.isDirectory else { continue }
      found.append(Checkpoint.SealedSegment(number: number, bytes: status.size))
    }
    return found
  }
}
