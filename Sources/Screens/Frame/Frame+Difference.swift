/// Neighbouring cells of one row.
public struct CellRun: Hashable, Sendable {
  public let row: Int
  public let columns: Range<Int>
}

extension Frame {
  /// The runs of cells that differ from an earlier frame, in reading order: what a terminal that shows the
  /// earlier one must be sent; everything where there is none.
  ///
  /// A run never begins or ends inside a wide cluster, of either frame: half of one, overwritten, takes the
  /// other half with it. A frame of another size differs everywhere.
  public func difference(from earlier: Frame?) -> [CellRun] {
    guard let earlier, earlier.size == size else {
      return (0..<size.heightRows).map { CellRun(row: $0, columns: 0..<size.widthColumns) }
    }
    return (0..<size.heightRows).flatMap { changedRuns(inRow: $0, from: earlier) }
  }

  private func changedRuns(inRow row: Int, from earlier: Frame) -> [CellRun] {
    let first = row * size.widthColumns
    let isCut = { (column: Int) in
      column < size.widthColumns
        && (cells[first + column].isContinuation || earlier.cells[first + column].isContinuation)
    }
    var runs: [CellRun] = []
    var column = 0
    while column < size.widthColumns {
      guard cells[first + column] != earlier.cells[first + column] else {
        column += 1
        continue
      }
      var start = column
      while isCut(start) { start -= 1 }
      column += 1
      while column < size.widthColumns,
        isCut(column) || cells[first + column] != earlier.cells[first + column]
      {
        column += 1
      }
      // Widened to the left, a run may reach into the one before it.
      if let last = runs.last, last.columns.upperBound >= start {
        runs[runs.count - 1] = CellRun(row: row, columns: last.columns.lowerBound..<column)
      } else {
        runs.append(CellRun(row: row, columns: start..<column))
      }
    }
    return runs
  }
}
