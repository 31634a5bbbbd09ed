/// Where something stands: rows count downward and columns to the right, both from 0.
///
/// Rows and columns are plain `Int`s: every call names which is which, and the arithmetic between them that a
/// type would forbid does not occur.
public struct Position: Hashable, Sendable {
  public var row: Int
  public var column: Int

  public init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }
}

/// How large a screen is, within what a frame holds: 1 × 1 to 400 columns × 200 rows, a wall of monitors at the
/// smallest font. A size beyond is clamped.
public struct Size: Hashable, Sendable {
  public static let limitColumns = 400
  public static let limitRows = 200

  public let widthColumns: Int
  public let heightRows: Int

  public init(widthColumns: Int, heightRows: Int) {
    self.widthColumns = min(max(widthColumns, 1), Self.limitColumns)
    self.heightRows = min(max(heightRows, 1), Self.limitRows)
  }
}

/// A part of a screen. It may be empty; corners and lengths are clamped to ±10,000 so that no sum overflows.
public struct Rectangle: Hashable, Sendable {
  private static let limit = 10_000

  public let row: Int
  public let column: Int
  public let widthColumns: Int
  public let heightRows: Int

  public init(row: Int, column: Int, widthColumns: Int, heightRows: Int) {
    self.row = min(max(row, -Self.limit), Self.limit)
    self.column = min(max(column, -Self.limit), Self.limit)
    self.widthColumns = min(max(widthColumns, 0), Self.limit)
    self.heightRows = min(max(heightRows, 0), Self.limit)
  }

  public var rows: Range<Int> { row..<row + heightRows }
  public var columns: Range<Int> { column..<column + widthColumns }
  public var isEmpty: Bool { widthColumns == 0 || heightRows == 0 }

  /// What both cover.
  public func clamped(to other: Rectangle) -> Rectangle {
    let rows = rows.clamped(to: other.rows)
    let columns = columns.clamped(to: other.columns)
    return Rectangle(
      row: rows.lowerBound, column: columns.lowerBound, widthColumns: columns.count, heightRows: rows.count)
  }

  func moved(downRows rows: Int, rightColumns columns: Int) -> Rectangle {
    Rectangle(
      row: row + rows, column: column + columns, widthColumns: widthColumns, heightRows: heightRows)
  }
}
