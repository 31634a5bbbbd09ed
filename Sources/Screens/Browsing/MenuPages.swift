import Dining
import Events
import Menus

/// The menu as it is looked through: the sections, and the dishes of one of them with their prices.
///
/// Dishes stand on pages, which keep still while the mark moves over them.
struct MenuPages {
  let menu: MenuDocument
  let browser: MenuBrowser
  let soldOut: Set<ExactString>
  /// The clock on the wall, as milliseconds since 1970 began there.
  let local: Int64
  let pixels: PixelShape?
  /// Whether the table has said that somebody must not eat something.
  let hasAlert: Bool
  private let area: Rectangle
  private let dishes: [MenuItem]
  /// The columns that the sections have; none where the screen is narrow.
  private let sectionColumns: Int
  /// The part with the dishes.
  private let dishArea: Rectangle
  /// The section's name in large letters; nil where they would take room that dishes need.
  private let title: BigText?
  /// The rows of the section's name.
  private let headRows: Int
  /// How many rows a dish takes, where there is room the blank one under it counted.
  private let dishRows: Int

  /// Below this width the sections have no column of their own.
  private static let columnLeast = 50
  private static let gap = 2
  /// From this height on a section's name is large.
  private static let titleLeast = 24

  init(
    _ menu: MenuDocument, _ browser: MenuBrowser, soldOut: Set<ExactString>, local: Int64,
    pixels: PixelShape?, hasAlert: Bool, area: Rectangle
  ) {
    self.menu = menu
    self.browser = browser
    self.soldOut = soldOut
    self.local = local
    self.pixels = pixels
    self.hasAlert = hasAlert
    self.area = area
    dishes = browser.dishes(of: menu)
    sectionColumns = Self.sectionColumns(menu, area)
    let left = sectionColumns == 0 ? 0 : sectionColumns + Self.gap
    dishArea = Rectangle(
      row: area.row, column: area.column + left, widthColumns: area.widthColumns - left,
      heightRows: area.heightRows)
    let name = menu.sections.isEmpty ? "" : menu.sections[browser.sectionPlace(in: menu)].name
    title =
      area.heightRows >= Self.titleLeast && !browser.isSearching && !name.isEmpty
      ? BigText.title(name, pixels, toColumns: dishArea.widthColumns) : nil
    headRows = title.map { $0.heightRows + 1 } ?? (area.heightRows >= 10 ? 2 : 1)
    dishRows = dishArea.heightRows - headRows >= 11 ? 3 : 2
  }

  private static func sectionColumns(_ menu: MenuDocument, _ area: Rectangle) -> Int {
    guard area.widthColumns >= columnLeast else { return 0 }
    let longest = menu.sections.map { SafeText($0.name, limit: 40).widthColumns }.max() ?? 0
    return max(12, min(longest + 5, area.widthColumns / 3))
  }

  /// The rows that dishes have, below the section's name.
  private var listRows: Int { max(1, dishArea.heightRows - headRows) }

  /// How many dishes stand on one page: the last row says where one is, if there are more.
  var pageSize: Int {
    let whole = (listRows + 1) / dishRows
    if dishes.count <= whole { return max(1, whole) }
    return max(1, (listRows - 1) / dishRows)
  }

  func draw(into paper: inout TouchFrame) {
    if sectionColumns > 0 { drawSections(&paper) }
    drawHead(&paper)
    drawDishes(&paper)
  }

  /// How many sections are seen at once: the last row leads to the others, if there are more.
  private var sectionsShown: Int {
    let count = menu.sections.count
    if sectionColumns == 0 { return count }
    return count <= area.heightRows ? count : max(1, area.heightRows - 1)
  }

  /// The first of those that are seen.
  private var firstSection: Int {
    browser.sectionPlace(in: menu) / max(1, sectionsShown) * sectionsShown
  }

  /// The place of the section that a digit stands beside; nil where none does.
  func section(withNumber number: Int) -> Int? {
    let place = firstSection + number - 1
    return number <= sectionsShown && menu.sections.indices.contains(place) ? place : nil
  }

  private func drawSections(_ paper: inout TouchFrame) {
    let count = menu.sections.count
    let rows = area.heightRows
    let isRoomy = count * 2 <= rows
    let shown = sectionsShown
    let current = browser.sectionPlace(in: menu)
    let first = firstSection
    for place in first..<min(count, first + shown) {
      let row = area.row + (place - first) * (isRoomy ? 2 : 1)
      let isShown = place == current && !browser.isSearching
      let number = place - first < 9 ? "\(place - first + 1)" : " "
      let style = Style(isShown ? .selected : .text)
      let line = Rectangle(row: row, column: area.column, widthColumns: sectionColumns, heightRows: 1)
      paper.fill(line, style)
      paper.draw(
        TextLine([
          .init(" \(number) ", isShown ? style : Style(.key)),
          .init(
            SafeText(menu.sections[place].name, limit: 80).cut(toColumns: sectionColumns - 4), style),
        ]), row: 0, in: line)
      let touched = Rectangle(
        row: row, column: area.column, widthColumns: sectionColumns, heightRows: isRoomy ? 2 : 1)
      paper.put(.section(place), on: touched)
    }
    guard shown < count else { return }
    let next = first + shown < count ? first + shown : 0
    let words = next == 0 ? TableWords.sectionsFromStart : TableWords.moreSections(count - next)
    let last = Rectangle(
      row: area.row + rows - 1, column: area.column, widthColumns: sectionColumns, heightRows: 1)
    paper.draw(TextLine(words, .key), row: 0, in: last)
    paper.put(.section(next), on: last)
  }

  private func drawHead(_ paper: inout TouchFrame) {
    let place = dishArea
    if browser.isSearching {
      let line = TextLine(
        [
          .init(TableWords.search, .dim), .init(" ", .text),
          .init(SafeText(browser.search.text), Style(.title, [.bold, .underline])),
        ], end: [.init(TableWords.found(dishes.count), dishes.isEmpty ? .ageWarm : .dim)])
      paper.draw(line, row: 0, in: place)
      let typed = SafeText(TableWords.search).widthColumns + 1 + SafeText(browser.search.text).widthColumns
      paper.frame.placeCursor(
        at: Position(row: place.row, column: min(place.column + typed, place.columns.upperBound - 1)))
      return
    }
    guard !menu.sections.isEmpty else { return }
    if let title {
      paper.frame.write(title, at: Position(row: place.row, column: place.column), style: Style(.title))
      let hint = SafeText(TableWords.searchHint)
      if title.widthColumns + hint.widthColumns + 2 <= place.widthColumns {
        paper.draw(TextLine(end: [.init(hint, Style(.dim))]), row: 0, in: place)
      }
      return
    }
    let index = browser.sectionPlace(in: menu)
    let isAlone = sectionColumns == 0
    let name = menu.sections[index].name
    let start: [TextLine.Piece] =
      isAlone ? [.init("← ", .key), .init(name, .title, .bold)] : [.init(name, .title, .bold)]
    let end: [TextLine.Piece] =
      isAlone
      ? [.init("\(index + 1)/\(menu.sections.count) →", .key)] : [.init(TableWords.searchHint, .dim)]
    paper.draw(TextLine(start, end: end), row: 0, in: place)
    if isAlone {
      let half = place.widthColumns / 2
      paper.put(
        .key(.left),
        on: Rectangle(row: place.row, column: place.column, widthColumns: half, heightRows: 1))
      paper.put(
        .key(.right),
        on: Rectangle(
          row: place.row, column: place.column + half, widthColumns: place.widthColumns - half, heightRows: 1)
      )
    }
  }

  private func drawDishes(_ paper: inout TouchFrame) {
    guard !dishes.isEmpty else {
      let words = browser.isSearching ? TableWords.nothingFound : TableWords.emptySection
      for (row, line) in TextLine.wrapped(words, Style(.text), toColumns: dishArea.widthColumns).enumerated()
      {
        paper.draw(line, row: headRows + row, in: dishArea)
      }
      return
    }
    let size = pageSize
    let marked = browser.place(among: dishes.count)
    let page = marked / size
    let first = page * size
    for place in first..<min(dishes.count, first + size) {
      let top = dishArea.row + headRows + (place - first) * dishRows
      let rows = min(2, area.rows.upperBound - top)
      guard rows > 0 else { break }
      let block = Rectangle(
        row: top, column: dishArea.column, widthColumns: dishArea.widthColumns, heightRows: rows)
      draw(dishes[place], isMarked: place == marked, in: block, &paper)
      paper.put(.dish(place), on: block)
    }
    let pages = (dishes.count + size - 1) / size
    if pages > 1 { drawTurning(page, of: pages, &paper) }
  }

  /// `▲ before   page 2 of 5   more ▼`: each end turns the page.
  private func drawTurning(_ page: Int, of pages: Int, _ paper: inout TouchFrame) {
    let row = Rectangle(
      row: area.rows.upperBound - 1, column: dishArea.column, widthColumns: dishArea.widthColumns,
      heightRows: 1)
    let third = row.widthColumns / 3
    let before = page > 0 ? TableWords.pageBefore : ""
    let after = page + 1 < pages ? TableWords.pageAfter : ""
    let middle = SafeText(TableWords.page(page + 1, of: pages))
    paper.draw(TextLine([.init(before, .key)], end: [.init(after, .key)]), row: 0, in: row)
    paper.frame.write(
      middle,
      at: Position(row: row.row, column: row.column + (row.widthColumns - middle.widthColumns) / 2),
      style: Style(.dim))
    paper.put(
      .key(.pageUp), on: Rectangle(row: row.row, column: row.column, widthColumns: third, heightRows: 1))
    paper.put(
      .key(.pageDown),
      on: Rectangle(
        row: row.row, column: row.columns.upperBound - third, widthColumns: third, heightRows: 1))
  }

  private func draw(
    _ item: MenuItem, isMarked: Bool, in block: Rectangle, _ paper: inout TouchFrame
  ) {
    let state = DishState(item, soldOut: soldOut, atLocal: local)
    let base: Role = isMarked ? .selected : state == .served ? .text : .dim
    if isMarked { paper.fill(block, Style(.selected)) }
    let price = state.words ?? PriceTag(menu.currencyCode).text(minor: item.priceMinor)
    let inner = Rectangle(
      row: block.row, column: block.column + 1, widthColumns: max(1, block.widthColumns - 2),
      heightRows: block.heightRows)
    paper.draw(
      TextLine(
        [.init(SafeText(item.name, limit: 200), Style(base, .bold))], end: [.init(price, Style(base, .bold))]),
      row: 0, in: inner)
    guard block.heightRows > 1 else { return }
    let about = browser.isSearching ? menu.section(ofItem: item.id)?.name : nil
    let words = [about, item.description].compactMap { $0 }.joined(separator: " · ")
    let marks = item.allergens.map(TableWords.mark).joined(separator: " ")
    let quiet = isMarked ? Style(.selected) : Style(.dim)
    let mark = isMarked ? Style(.selected) : Style(hasAlert ? .allergen : .allergenCalm)
    let room = max(1, inner.widthColumns - SafeText(marks).widthColumns - 2)
    let text = SafeText(words, limit: inner.widthColumns + 1).cut(toColumns: room)
    paper.draw(
      TextLine([.init(text, quiet)], end: marks.isEmpty ? [] : [.init(marks, mark)]), row: 1, in: inner)
  }
}
