/// Neighbouring cells of one row.
public struct CellRun: Hashable, Sendable {
  public let row: Int
  public let columns: Range<Int>
}

extension Frame {
  /// The runs of cells that differ from an earlier frame, in reading order: what a terminal that shows the
  /// earlier one must be sent; everything where there is none.
  ///
  /// A run never begins or ends inside a wide cluster, of either frame: both halves hold the same cluster and style,
  /// so they differ together. A frame of another size differs everywhere.
  public func difference(from earlier: Frame?) -> [CellRun] {
    guard let earlier, earlier.size == size else {
      return (0..<size.heightRows).map { CellRun(row: $0, columns: 0..<size.widthColumns) }
    }
    return (0..<size.heightRows).flatMap { changedRuns(inRow: $0, from: earlier) }
  }

  private func changedRuns(inRow row: Int, from earlier: Frame) -> [CellRun] {
    let first = row * size.widthColumns
    var runs: [CellRun] = []
    var start: Int?
    for column in 0...size.widthColumns {
      let isChanged =
        column < size.widthColumns && cells[first + column] != earlier.cells[first + column]
      if isChanged {
        start = start ?? column
      } else if let begun = start {
        runs.append(CellRun(row: row, columns: begun..<column))
        start = nil
      }
    }
    return runs
  }
}
