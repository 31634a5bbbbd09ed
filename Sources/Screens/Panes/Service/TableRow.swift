import Dining
import Events
import Venue

/// One row of the tables: where, how far, since when, who, what waits, and money at the right edge.
struct TableRow {
  let view: View
  /// What is to be seen to, by order.
  let calls: [OrderID: [Attention]]
  let columns: Int

  private static let stageColumns = 11
  private static let spanColumns = 4
  private static let coverColumns = 3
  private static let codeColumns = 4
  /// Below this a row leaves out what the order tells: since when it is open, covers, code.
  private static let fullLeast = 64

  private var isFull: Bool { columns >= Self.fullLeast }
  private var nameColumns: Int { isFull ? 8 : 6 }

  var heading: TextLine {
    let style = Style(.dim)
    var pieces: [TextLine.Piece] = [.init("  ", style)]
    pieces += TextLine.Piece.cell("table", style, columns: nameColumns)
    pieces += TextLine.Piece.cell("state", style, columns: Self.stageColumns)
    pieces += TextLine.Piece.cell("for", style, columns: Self.spanColumns, isRight: true)
    if isFull {
      pieces += TextLine.Piece.cell("open", style, columns: Self.spanColumns, isRight: true)
      pieces += TextLine.Piece.cell("pax", style, columns: Self.coverColumns, isRight: true)
      pieces += TextLine.Piece.cell("code", style, columns: Self.codeColumns)
    }
    return TextLine(pieces + [.init("what waits", style)], end: [.init("to pay", style)])
  }

  func line(_ standing: TableStanding, isMarked: Bool) -> TextLine {
    let order = standing.order.flatMap { view.house.orders[$0]?.order }
    let style = Style(isMarked ? .selected : standing.stage == nil ? .dim : .text)
    let isCalled = standing.order.map { calls[$0]?.isEmpty == false } ?? false
    var pieces: [TextLine.Piece] = [.init(isMarked ? "► " : "  ", style)]
    pieces += TextLine.Piece.cell(
      name(standing, order), isMarked ? style : Style(standing.stage == nil ? .dim : .title),
      columns: nameColumns)
    let stage = standing.stage?.rawValue ?? "free"
    pieces += TextLine.Piece.cell(
      stage, isMarked ? style : Style(standing.stage.map(Self.role) ?? .dim), columns: Self.stageColumns)
    let span = standing.since.map { Span.text(since: $0, at: view.now) } ?? ""
    pieces += TextLine.Piece.cell(
      span, isMarked ? style : Style(isCalled ? .ageWarm : .text), columns: Self.spanColumns, isRight: true)
    if isFull { pieces += facts(order, style) }
    if let order { pieces += waiting(order) }
    return TextLine(pieces, end: order.map(money) ?? [])
  }

  private func name(_ standing: TableStanding, _ order: Order?) -> String {
    if let table = standing.table { return table.string }
    let type = order?.opening?.type ?? .takeaway
    return order?.names.first ?? (type == .dineIn ? "no table" : type.rawValue)
  }

  private func facts(_ order: Order?, _ style: Style) -> [TextLine.Piece] {
    let opened = order?.opening.map { Span.text(since: $0.createdAt, at: view.now) } ?? ""
    let guests = order?.opening?.guests.map { "\($0)" } ?? ""
    let code = order?.codeText ?? ""
    return TextLine.Piece.cell(opened, style, columns: Self.spanColumns, isRight: true)
      + TextLine.Piece.cell(guests, style, columns: Self.coverColumns, isRight: true)
      + TextLine.Piece.cell(code, style, columns: Self.codeColumns)
  }

  private static func role(_ stage: PartyStage) -> Role {
    switch stage {
    case .seated, .ordering, .eating: .text
    case .waiting: .codeCooking
    case .atBill: .bill
    case .paid: .paid
    case .toClear: .title
    }
  }

  // MARK: What waits

  /// What somebody is to do, then what only is so; each once.
  private func waiting(_ order: Order) -> [TextLine.Piece] {
    var words: [TextLine.Piece] = []
    if let ready = order.readyDishes {
      let span = Span.text(since: ready.since, at: view.now)
      words.append(.init("\(ready.count) ready \(span)", .codeReady))
    }
    for entry in calls[order.id] ?? [] {
      switch entry.about {
      case .late: words.append(.init("LATE", .ageLate))
      case .conflict: words.append(.init("conflict", .ageWarm))
      case .call(_, let kind): if let short = kind.short { words.append(.init(short, kind.role)) }
      case .machine, .clock, .screen: break
      }
    }
    if !order.rounds.isEmpty, !order.cart.isEmpty {
      words.append(.init("\(order.cart.count) not sent", .ageWarm))
    }
    if isFull { words += calm(order) }
    return Array(words.map { [$0] }.joined(separator: [.init(" · ", .dim)]))
  }

  private func calm(_ order: Order) -> [TextLine.Piece] {
    guard !order.rounds.isEmpty else {
      return order.cart.isEmpty ? [] : [.init("\(order.cart.count) not sent", .dim)]
    }
    let cooking = order.standing.filter { $0.round != nil && $0.status < .ready }
      .reduce(Int64(0)) { $0.addingSaturating($1.quantity) }
    if cooking > 0 { return [.init("\(cooking) to come", .dim)] }
    return order.isServed ? [.init("all served", .dim)] : []
  }

  // MARK: Money

  private func money(_ order: Order) -> [TextLine.Piece] {
    guard let currency = order.opening?.currency, order.total != .zero || order.paidPortion != .zero else {
      return []
    }
    if order.remaining == .zero {
      return [.init(isFull ? "\(currency.text(order.total)) paid" : "paid", .paid)]
    }
    let left = TextLine.Piece(currency.text(order.remaining), order.bill == .none ? .text : .bill)
    guard order.paidPortion > .zero, isFull else { return [left] }
    return [left, .init(" of \(currency.text(order.total))", .dim)]
  }
}
