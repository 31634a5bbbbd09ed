/// How a board is divided before any ticket is looked at: lanes side by side, each as wide as the others for as long
/// as the window keeps its size.
///
/// A wide screen divides a lane once more: small letters stand in its files, large ones take all of it.
struct BoardGrid: Hashable, Sendable {
  let body: Rectangle
  let laneCount: Int
  let laneColumns: Int
  /// Files of a lane, 1 or 2.
  let fileCount: Int

  /// A card begins with a line, so that one blank column before it is enough.
  let gapColumns = 1
  /// Code and timer in narrow letters stand beside each other in as much, and a usual dish in plain cells has room.
  private static let narrowColumns = 25
  /// What the same needs in square letters.
  private static let squareColumns = 38
  /// Below this a board has one lane, and shows one column at a time.
  static let lanesLeastColumns = 36
  /// With fewer lanes than this a board has no lane to lend, so that none is divided.
  private static let dividedLanes = 4
  /// A heading costs too much of fewer rows.
  private static let headingLeastRows = 4

  init(body: Rectangle, pixels: PixelShape?) {
    self.body = body
    let width = body.widthColumns
    let least = pixels == .half || pixels == .full ? Self.squareColumns : Self.narrowColumns
    let files = (width + gapColumns) / (least + gapColumns)
    let isDivided = files / 2 >= Self.dividedLanes
    fileCount = isDivided ? 2 : 1
    laneCount = isDivided ? files / 2 : max(files, width >= Self.lanesLeastColumns ? 2 : 1)
    laneColumns = (width - gapColumns * (laneCount - 1)) / laneCount
  }

  var headingRows: Int { body.heightRows >= Self.headingLeastRows ? 1 : 0 }
  /// The height of a lane.
  var rows: Int { max(1, body.heightRows - headingRows) }
  var fileColumns: Int { (laneColumns - gapColumns * (fileCount - 1)) / fileCount }

  /// The width that a card has in a form.
  func cardColumns(_ form: CardForm) -> Int { form.isWide ? laneColumns : fileColumns }

  /// Side by side in a lane stand so many cards of a form.
  func cardsAcross(_ form: CardForm) -> Int { form.isWide ? 1 : fileCount }

  /// The first column of a lane's file.
  func column(ofLane lane: Int, file: Int = 0) -> Int {
    body.column + lane * (laneColumns + gapColumns) + file * (fileColumns + gapColumns)
  }

  /// Lanes side by side, without the heading.
  func rectangle(ofLanes lanes: Range<Int>) -> Rectangle {
    Rectangle(
      row: body.row + headingRows, column: column(ofLane: lanes.lowerBound),
      widthColumns: lanes.count * (laneColumns + gapColumns) - gapColumns,
      heightRows: body.heightRows - headingRows)
  }
}
