import Dining
import Events
import Menus
import Venue

/// The order pad: the menu by section and by name, from which dishes go onto one order.
///
/// Who stands there: a waiter with a guest on the telephone or at the table, who does not know what the dish is called.
/// What they need first: which dish it is, what has to be chosen with it, what is on the order by now.
struct PadPane {
  static let kind = PaneKind(
    name: "pad", help: "the menu by sections, to put dishes on an order or a table",
    picture: .drawing { console, view, frame in
      var paper = TouchFrame(frame)
      PadPane(console, view).draw(into: &paper)
      frame = paper.frame
    },
    subject: { console, view in console.padSubject(view) },
    whyOff: { _, _ in "select a ticket first, or type pad and a table: pad T4" },
    operand: PaneKind.Operand(word: "CODE") { name, view in Console.padSubject(named: name, view) },
    keys: ActionTable.pad,
    wheel: { console, key, view in console.movePad(key == .wheelUp ? .up : .down, view) },
    click: { console, position, view in
      var paper = TouchFrame(Frame(size: view.size))
      PadPane(console, view).draw(into: &paper)
      return paper.touch(at: position).map { console.press($0, view) } ?? []
    })

  private let console: Console
  private let view: View
  private let plan: ScreenPlan
  private let order: Order?
  private let served: ServedMenu?

  /// From this width on, what is on the order stands beside the menu.
  private static let asideLeast = 100
  private static let asideColumns = 34

  init(_ console: Console, _ view: View) {
    self.console = console
    self.view = view
    plan = ScreenPlan(console, view)
    order = console.padOrder(view)
    served = console.served(view)
  }

  private var body: Rectangle { plan.body }

  private var hasAside: Bool { body.widthColumns >= Self.asideLeast }

  /// The part in which the menu stands.
  private var area: Rectangle {
    let width = body.widthColumns - (hasAside ? Self.asideColumns + 2 : 0)
    return Rectangle(
      row: body.row + 2, column: body.column, widthColumns: width, heightRows: max(1, body.heightRows - 2))
  }

  private func pages(_ menu: MenuDocument) -> MenuPages {
    MenuPages(
      menu, console.pad.browser, soldOut: served?.soldOut ?? [], local: view.local, pixels: nil,
      hasAlert: order?.alerts.isEmpty == false, area: area)
  }

  var pageSize: Int { served.map { pages($0.document).pageSize } ?? 1 }

  func section(withNumber number: Int) -> Int? {
    served.flatMap { pages($0.document).section(withNumber: number) }
  }

  func draw(into paper: inout TouchFrame) {
    let waiting = order?.cart.count ?? 0
    paper.draw(
      TextLine(
        [.init("Order pad", .title, .bold), .init("  \(console.padName(view))", .title)],
        end: waiting == 0 ? [] : [.init("\(Chrome.count(waiting, "line")) not sent", .ageWarm)]), row: 0,
      in: body)
    guard let menu = served?.document else {
      return paper.draw(TextLine("There is no menu yet: menu import FILE", .text), row: 2, in: body)
    }
    if let form = console.pad.form {
      let height = max(1, area.heightRows - 4)
      DishPage(
        form: form, currency: menu.currencyCode,
        state: DishState(form.item, soldOut: served?.soldOut ?? [], atLocal: view.local), person: nil,
        hasAlert: order?.alerts.isEmpty == false, pixels: nil, whyOff: console.whyNoChange(.staff, view),
        addWords: "add to \(console.padName(view))"
      ).draw(
        into: &paper,
        in: Rectangle(
          row: area.row, column: area.column, widthColumns: area.widthColumns, heightRows: height),
        foot: Rectangle(
          row: area.row + height + 1, column: area.column, widthColumns: area.widthColumns,
          heightRows: min(3, max(1, area.heightRows - height - 1))))
    } else {
      pages(menu).draw(into: &paper)
    }
    if hasAside { drawOrder(&paper) }
  }

  /// What is on the order and not sent, and what it comes to; then what was sent.
  private func drawOrder(_ paper: inout TouchFrame) {
    let place = Rectangle(
      row: area.row, column: area.columns.upperBound + 2, widthColumns: Self.asideColumns,
      heightRows: area.heightRows)
    guard let order, let currency = order.opening?.currency else {
      return paper.draw(TextLine("nothing is on it yet", .dim), row: 0, in: place)
    }
    let tag = PriceTag(currency.code)
    var lines = order.cart.flatMap { item in
      let sum = item.lineTotal(quantity: item.quantity).map(tag.text) ?? ""
      let rest = (item.modifiers.map(\.name) + [item.noteShown].compactMap { $0 }).joined(separator: ", ")
      let line = TextLine(
        [.init(SafeText(TableWords.line(item), limit: 200), Style(.text))], end: [.init(sum, .text)])
      return rest.isEmpty ? [line] : [line, TextLine("    \(rest)", .dim)]
    }
    let sent = order.standing.filter { $0.round != nil }
    if !sent.isEmpty {
      lines += lines.isEmpty ? [] : [.empty]
      lines += sent.map {
        TextLine(
          [.init(SafeText(TableWords.line($0), limit: 200), Style(.dim))],
          end: [.init($0.status.rawValue, .dim)])
      }
    }
    let total = TextLine([.init("total", .title)], end: [.init(tag.text(order.total), .title, .bold)])
    for (row, line) in (lines.cut(toRows: max(1, place.heightRows - 2), columns: place.widthColumns))
      .enumerated()
    {
      paper.draw(line, row: row, in: place)
    }
    paper.draw(total, row: place.heightRows - 1, in: place)
  }
}

extension View {
  /// The clock on the wall, as milliseconds since 1970 began there.
  var local: Int64 { wall.milliseconds + Int64(offsets.minutes(at: wall)) * 60_000 }
}
