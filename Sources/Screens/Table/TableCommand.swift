import Dining
import Events
import Venue

/// What a guest asks for, as the table's screen holds it until it is its turn.
///
/// Its words are made then, from the order as it is by then: somebody who presses + three times in a row gets three more.
enum TableCommand: Hashable, Sendable {
  case open
  case join(name: String?)
  /// A dish of the menu, with its name for what is told afterwards.
  case add(ExactString, name: String, OrderRequest.Extras)
  /// So many more or fewer of a line that is not sent; none left takes it off.
  case change(ItemID, by: Int64)
  case remove(ItemID)
  case submit
  /// With what it takes back, in words: they are found when it is its turn.
  case undo(String? = nil)
  case bill
  case alert(String)
  case pay(PayRequest)
  /// A page where the guest with that label leaves a card.
  case keepCard(String)
  /// Do what was heard, or take back what a voice did.
  case voiceYes(event: String)
  case voiceUndo

  /// The same, with what can be said of it only before it is done.
  func settled(_ view: TableView) -> TableCommand {
    switch self {
    case .undo: .undo(view.undoWords)
    case .open, .join, .add, .change, .remove, .submit, .bill, .alert, .pay, .keepCard, .voiceYes,
      .voiceUndo:
      self
    }
  }

  /// Whether a provider may be asked: its answer is waited for before the next such thing.
  var isOfPayment: Bool {
    switch self {
    case .pay, .keepCard: true
    case .open, .join, .add, .change, .remove, .submit, .undo, .bill, .alert, .voiceYes, .voiceUndo: false
    }
  }

  /// The command line that asks for it; nil where it has no sense any more.
  func line(_ view: TableView) -> TypedLine? {
    let order = view.current
    func change(_ request: OrderRequest) -> TypedLine {
      Request.Action.change(OrderName(view.orderName), request).line
    }
    switch self {
    case .open:
      // Somebody else may have opened it meanwhile.
      guard order == nil else { return nil }
      return Request.Action.open(
        table: view.table.string, guests: nil, type: .dineIn, promisedAt: nil
      ).line
    case .join(let name): return change(.item(.join(name: name)))
    case .add(let item, _, let extras): return change(.add(menuitem: item.string, extras))
    case .change(let id, let step):
      guard let item = order?.item(id), !item.isRemoved, item.round == nil else { return nil }
      let name = ItemName(id.description)
      let quantity = item.quantity + step
      return change(
        .item(
          quantity < 1
            ? .remove(name, reason: nil) : .quantity(name, min(quantity, Item.quantityLimit))))
    case .remove(let id):
      guard let item = order?.item(id), !item.isRemoved, item.round == nil else { return nil }
      return change(.item(.remove(ItemName(id.description), reason: nil)))
    case .submit: return change(.kitchen(.submit))
    case .undo: return change(.service(.undo))
    case .bill: return change(.money(.bill))
    case .alert(let text): return change(.service(.alert(text)))
    case .pay(let wanted): return change(.pay(wanted))
    case .keepCard(let label):
      return TypedLine(
        "pay method", ["--json"] + TypedLine.flag("participant", label), on: [view.orderName])
    case .voiceYes(let event): return VoiceRequest.confirm(event: event, surface: .guest).line
    case .voiceUndo: return VoiceRequest.undo(surface: .guest, order: OrderName(view.orderName)).line
    }
  }
}

extension TableView {
  /// The table's order: of several the one that was opened last.
  var current: Order? { orders.last?.order }

  /// What an undo would take back now, in words.
  var undoWords: String? {
    guard let order = current, let last = order.changes.last else { return nil }
    switch last.kind {
    case .added(let id): return order.item(id).map { TableWords.tookBack([$0]) }
    case .removed(let id): return order.item(id).map(TableWords.isBack)
    case .quantity(let id, let before, _): return order.item(id).map { TableWords.backTo(before, $0) }
    case .sent(let round):
      let items = order.items(ofRound: round).filter { !$0.isRemoved }
      return items.isEmpty ? nil : TableWords.tookBackSending(items)
    case .moved, .delayed, .adjusted, .billRequested, .rushed, .alerted, .alertCleared, .alertsCleared,
      .tableMoved, .termsChanged, .acknowledged, .final:
      return nil
    }
  }

  /// How the order is named in commands: by its table, unless another one is there too.
  var orderName: String {
    guard orders.count > 1, let order = current else { return table.string }
    return order.id.description
  }

  /// The clock on the wall, as milliseconds since 1970 began there.
  var local: Int64 { now.milliseconds + Int64(offsets.minutes(at: now)) * 60_000 }
}

/// Commands that wait for their turn: each is given when the one before it has been answered.
struct TableQueue: Sendable {
  private var waiting: [Press] = []
  private var running: Running?

  /// A command, and the key that tells this press from all others.
  private struct Press: Sendable {
    let command: TableCommand
    let key: String
  }

  private struct Running: Sendable {
    let command: TableCommand
    let words: [String]
    let since: Timestamp
  }

  /// A finger that taps on and on fills no more than this.
  private static let limit = 20
  /// What was not answered by then is not waited for: with its key it can't take effect twice.
  static let answerMs: Int64 = 15_000

  func holds(_ isMeant: (TableCommand) -> Bool) -> Bool {
    waiting.contains { isMeant($0.command) } || running.map { isMeant($0.command) } == true
  }

  mutating func add(_ command: TableCommand, key: String) {
    if waiting.count < Self.limit { waiting.append(Press(command: command, key: key)) }
  }

  /// Gives the next command, unless one is on its way.
  mutating func next(_ view: TableView) -> [TableEffect] {
    guard running == nil else { return [] }
    while !waiting.isEmpty {
      let press = waiting.removeFirst()
      guard let line = press.command.line(view) else { continue }
      // Behind the command's two words, before what it is about.
      let words = line.words.prefix(2) + ["--idempotency-key=\(press.key)"] + line.words.dropFirst(2)
      running = Running(command: press.command.settled(view), words: Array(words), since: view.now)
      return [.run(Array(words))]
    }
    return []
  }

  /// Takes an answer.
  ///
  /// - Returns: what was asked for; nil where it is not what is waited for.
  mutating func finish(_ words: [String]) -> TableCommand? {
    guard let answered = running, answered.words == words else { return nil }
    running = nil
    return answered.command
  }

  /// Lets all go that waits: what it needed was refused.
  mutating func clear() { waiting = [] }

  /// When no answer is waited for any longer.
  var givesUpAt: Timestamp? { running?.since.advanced(byMilliseconds: Self.answerMs) }

  mutating func giveUp() {
    running = nil
    waiting = []
  }
}
