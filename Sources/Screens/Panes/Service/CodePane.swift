import Dining
import Events
import Venue

/// The code of a payment that waits for a guest's telephone.
///
/// Who stands there: a waiter who turns a till or a tablet to a guest, and the guest, who leans over with a telephone.
///
/// What they need first:
/// 1. A code that the telephone takes at once. So it is whole and at its full size, and keys and empty line give it
///    their rows; where it has no room, the window that it wants is said, with the address.
/// 2. Is it my bill, and how much? So table, share and sum stand beside it, the sum in large letters.
/// 3. Has it worked? So what becomes of the payment stands in the same place, without a key.
struct CodePane {
  static let kind = PaneKind(
    name: "qr", help: "the code of a payment that a guest's telephone opens",
    picture: .drawing { console, view, frame in CodePane(console, view)?.draw(into: &frame) },
    wantsRoom: true, subject: { _, _ in nil },
    operand: PaneKind.Operand(word: "CODE") { name, view in
      OrderName(name).order(in: view.house).map { .payment($0.id, share: newestShare(of: $0)) }
    },
    keys: ActionTable.codePane)

  private let console: Console
  private let view: View
  private let order: Order
  private let share: Int64?
  /// Nil where a telephone has nothing to open now.
  private var picture: AddressPicture?

  init?(_ console: Console, _ view: View) {
    guard case .payment(let id, let share) = console.pane.subject, let order = view.house.orders[id]?.order
    else { return nil }
    self.console = console
    self.view = view
    self.order = order
    self.share = share
    picture = address.map { draft(of: $0) }
  }

  /// What waits for somebody at a page, by share; all that is left before the shares.
  static func openShares(of order: Order) -> [Int64?] {
    let open = order.openPayments.filter { !$0.isAutomatic }.map(\.share)
    return (open.contains(nil) ? [nil] : []) + open.compactMap(\.self).sorted()
  }

  /// The share of the payment that was begun last; nil where that is of all that is left, or there is none.
  static func newestShare(of order: Order) -> Int64? {
    let paid = order.payments.filter { !$0.isAutomatic }
    return (paid.last(where: \.isOpen) ?? paid.last)?.share
  }

  /// The one that is shown: also once it is over.
  private var payment: Payment? {
    let own = order.payments.filter { !$0.isAutomatic && $0.share == share }
    return own.last(where: \.isOpen) ?? own.last
  }

  /// What a telephone is to open now; an earlier moment has nothing to be paid.
  private var address: String? { console.past == nil ? payment?.page : nil }

  // MARK: Drawing

  private var body: Rectangle { ScreenPlan(console, view).body }

  private func draft(of address: String) -> AddressPicture {
    let links = PayLinks(base: console.preferences.settings.payLinkBase)
    return AddressPicture(
      address, shortLink: payment.flatMap(links.short),
      places: AddressPicture.places(on: body, spareRows: 0, whole: body), window: view.size,
      pixels: console.preferences.pixels)
  }

  func draw(into frame: inout Frame) {
    guard let picture else { return draw([], in: body, &frame) }
    guard picture.code != nil else {
      return draw(picture.lines(toColumns: body.widthColumns), in: body, &frame)
    }
    picture.draw(into: &frame)
    let words = picture.place.words
    guard words.heightRows > 1 else { return frame.inside(words) { $0.draw(line, row: 0) } }
    let typed = TextLine.wrapped(picture.text, Style(.dim), toColumns: words.widthColumns)
    draw(typed.count <= CodeWords.typedLines ? typed : [], in: words, &frame)
  }

  /// The words from the top, the keys at the end.
  ///
  /// - Parameter address: how the page is reached without a code. It goes before all other words, and is there whole or
  ///   not at all: half of one leads nowhere.
  private func draw(_ address: [TextLine], in area: Rectangle, _ frame: inout Frame) {
    let keyRows = console.isBare(view) ? 1 : 0
    let room = area.heightRows - keyRows - (address.isEmpty ? 0 : address.count + 1)
    frame.inside(area) { frame in
      let row = drawWords(&frame, rows: max(0, room))
      if area.heightRows - keyRows - row >= address.count {
        for (offset, line) in address.enumerated() { frame.draw(line, row: row + offset) }
      }
      if keyRows > 0 { frame.draw(keys, row: area.heightRows - 1) }
    }
  }

  /// - Returns: the row below them, with a blank one before it.
  private func drawWords(_ frame: inout Frame, rows: Int) -> Int {
    let columns = frame.window.widthColumns
    var row = 0
    func put(_ lines: [TextLine]) {
      for line in lines.prefix(max(0, rows - row)) {
        frame.draw(line, row: row)
        row += 1
      }
    }
    put([TextLine(name, .text), TextLine(title, .title, .bold)])
    let large = BigText.title(sum, console.preferences.pixels, toColumns: columns)
    if let large, rows >= Self.largeLeast, !sum.isEmpty {
      frame.write(large, at: Position(row: row, column: 0), style: Style(.title))
      row += large.heightRows
    } else {
      put([TextLine(sum, .title, .bold)])
    }
    put(sentences(columns))
    return row == 0 ? 0 : row + 1
  }

  /// With fewer rows the words go before large letters.
  private static let largeLeast = 16

  // MARK: Words

  private var tag: PriceTag { PriceTag(order.opening?.currency.code ?? "EUR") }
  private var sum: String { payment.map { tag.text($0.amount) } ?? "" }

  private var name: String {
    [order.tableID?.string ?? order.names.first, order.codeText].compactMap { $0 }.joined(separator: " ")
  }

  /// All that is said where the code takes the rest.
  private var line: TextLine {
    TextLine([.init("\(title)  \(sum)", .title, .bold), .init("  \(name)", .text)], end: keys.start)
  }

  /// Each after a blank line.
  private func sentences(_ columns: Int) -> [TextLine] {
    var said: [(String, Role)] = [
      (payment.map { CodeWords.purpose(of: $0, order) } ?? "", .text), whatNext,
      (payment.flatMap(CodeWords.lastTry) ?? "", .ageWarm),
    ]
    if console.isBare(view), let message = console.message(at: view.now) {
      said.append((message.text, message.isError ? .ageWarm : .title))
    }
    return said.filter { !$0.0.isEmpty }.flatMap { words, role in
      [.empty] + TextLine.wrapped(words, Style(role), toColumns: columns)
    }
  }

  private var title: String {
    guard let payment else { return Self.none }
    switch payment.state {
    case .requested, .started, .needsGuest:
      guard let picture else { return TableWords.wait }
      return picture.code == nil ? TableWords.openToPay : TableWords.scan
    case .processing: return Self.withBank
    case .paid: return Self.paid
    case .failed, .cancelled: return Self.notPaid
    }
  }

  private var whatNext: (String, Role) {
    guard let payment else { return ("pay start \(order.codeText) asks for one.", .text) }
    if console.past != nil { return (Self.ofNow, .text) }
    switch payment.state {
    case .requested: return (TableWords.begins, .text)
    case .needsGuest: return ("\(Self.confirm) pay start \(order.codeText) goes on here.", .ageWarm)
    case .processing: return (TableWords.processing, .ageWarm)
    case .started:
      if payment.url == nil { return (Self.noPage, .text) }
      if payment.provider == Partner.simulated { return (TableWords.pretend, .ageWarm) }
      return (picture?.code == nil ? TableWords.afterOpening : TableWords.afterScan, .text)
    case .paid:
      let rest = order.remaining
      return (rest > .zero ? "\(tag.text(rest)) of \(order.codeText) is left to pay." : Self.allPaid, .paid)
    case .failed, .cancelled:
      let reason = payment.failure.map { PaymentWords.aloud($0) + ". " } ?? ""
      return ("\(reason)pay start \(order.codeText) tries again.", .ageWarm)
    }
  }

  private var keys: TextLine {
    var pieces: [TextLine.Piece] = [.init("Esc", .key), .init(" back", .text)]
    let open = Self.openShares(of: order)
    if open.count > 1, let place = open.firstIndex(of: share) {
      pieces += [.init("  ↑ ↓", .key), .init(" \(place + 1) of \(open.count)", .text)]
    }
    return TextLine(pieces)
  }

  private static let none = "Nobody pays this at a page"
  private static let noPage = "The provider has no page for it."
  private static let withBank = "With the bank"
  private static let paid = "Paid ✓"
  private static let notPaid = "Not paid"
  private static let allPaid = "The bill is paid. Thank you!"
  private static let ofNow = "A code is shown of now alone: Esc."
  private static let confirm = "The bank wants the guest to confirm it on the telephone."
}

extension Action.Place {
  static let code = Self("qr")
}
