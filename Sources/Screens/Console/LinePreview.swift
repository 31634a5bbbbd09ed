import Dining
import Events
import Venue

/// What stands above a command line at every key: what Enter will do, why it would be refused now, or what the words
/// still want. An order that is typed has ``OrderReading`` for that.
enum LinePreview: Hashable, Sendable {
  /// What Enter does.
  case does(String)
  /// Why Enter would do nothing; the line may be changed.
  case refused(String)
  /// What may follow the words.
  case wants(String)

  /// How many commands are named that the words may become.
  fileprivate static let choicesLimit = 12
}

extension Console {
  /// The preview of what is typed; nil where nothing is typed, an order is, or a line is looked for.
  func preview(_ view: View) -> LinePreview? {
    guard isTyping, past == nil, entry.search == nil, typedOrder(view) == nil else { return nil }
    let words: [String]
    do throws(UsageFault) {
      words = try Self.words(of: entry.text)
    } catch {
      return .wants(error.message)
    }
    guard !words.isEmpty else { return nil }
    if Self.holdsPin(words) { return .refused(Self.pinInLine) }
    if words.count == 1, let kind = PaneTable.all.first(where: { $0.name == words[0] }) {
      return .does("Enter shows \(kind.help)")
    }
    if words == ["past"] { return .does("Enter shows the past: this pane as it stood at any moment") }
    let whole = Self.spelledOut(words)
    return preview(whole, filled: self.words(withSubject: whole, view) ?? whole, view)
  }

  /// - Parameters:
  ///   - words: as typed.
  ///   - filled: with the selected order in its place, where they name none.
  private func preview(_ words: [String], filled: [String], _ view: View) -> LinePreview? {
    guard let command = CommandTable.command(words) else { return Self.choices(words) }
    let arguments: Arguments
    let invocation: Invocation
    do throws(UsageFault) {
      arguments = try Arguments(filled)
      invocation = try CommandTable.understand(arguments)
    } catch {
      return .wants("\(command.synopsis): \(error.message)")
    }
    if invocation.changesSomething, let reason = whyNoChange(invocation.clearance, view) {
      return .refused(reason)
    }
    guard let action = invocation.action(view) else { return .does("Enter: \(command.help)") }
    let request = rehearsed(action, isAnyway: arguments.has("anyway") || arguments.has("again"), view)
    switch Rehearsal(request, in: view.house, as: view.identity, at: view.moment) {
    case .would(let events, let order): return .does(Self.words(for: events, order, command, view))
    case .refused(let complaint):
      guard filled != words, let order = subject(view), !complaint.message.holds(order.codeText) else {
        return .refused(complaint.message)
      }
      return .refused("\(Self.name(order)): \(complaint.message)")
    case .unknown: return .does("Enter: \(command.help)")
    }
  }

  /// A request as whoever is at this screen would give it.
  func rehearsed(_ action: Request.Action, isAnyway: Bool, _ view: View) -> Request {
    var request = Request(action, actor: person(view)?.name, isAnyway: isAnyway)
    request.role = person(view)?.role
    return request
  }

  /// `Enter: B07 at T4: ready: 2 × Ramen`. The code of an order that is opened is not known yet.
  private static func words(for events: [Event], _ order: Order?, _ command: Command, _ view: View) -> String
  {
    // What was heard is beside the point of what it does.
    let changes = events.filter { $0.type != .voiceHeard }
    let events = changes.isEmpty ? events : changes
    guard let order else {
      var house = view.house
      house.insert(events)
      let lines = events.map { HouseStory.line($0, nil, in: house, clock: view.dayAndClock) }
      return "Enter: \(lines.isEmpty ? command.help : lines.joined(separator: " "))"
    }
    let sentences = events.map { OrderStory.sentence($0, in: order) }.joined(separator: "; ")
    guard view.house.orders[order.id] != nil else { return "Enter: an order is \(sentences)" }
    return "Enter: \(name(order)): \(sentences)"
  }

  private static func name(_ order: Order) -> String {
    order.codeText + (order.tableID.map { " at \($0)" } ?? "")
  }

  /// Which commands begin so: the one with its sentence, or several by their names.
  private static func choices(_ words: [String]) -> LinePreview {
    let found = CommandTable.all.filter { begins($0, with: words) }
    guard found.count != 1 else { return .wants("\(found[0].synopsis): \(found[0].help)") }
    guard found.isEmpty else {
      let names = found.prefix(LinePreview.choicesLimit).map(\.name)
      return .wants(names.joined(separator: " · ") + (found.count > names.count ? " …" : ""))
    }
    return .refused(CommandTable.unknown(words).message)
  }

  /// Whether a command's words begin with those, the last of which is in progress; `re` begins `order ready` too.
  private static func begins(_ command: Command, with words: [String]) -> Bool {
    func fits(_ own: ArraySlice<String>) -> Bool {
      own.count >= words.count && own.prefix(words.count - 1).elementsEqual(words.dropLast())
        && own[own.startIndex + words.count - 1].hasPrefix(words[words.count - 1])
    }
    return fits(command.words[...]) || command.words.first == "order" && fits(command.words.dropFirst())
  }
}

extension Invocation {
  /// What is asked of the heart, with times as this screen's clock has them; nil where only the terminal with the log can
  /// say, or nothing is changed.
  fileprivate func action(_ view: View) -> Request.Action? {
    guard case .change(let change) = self else { return nil }
    func moment(_ time: TimeName?) -> Timestamp? { time.map { view.moment(of: $0, from: view.wall) } }
    switch change {
    case .request(let action): return action
    case .open(let table, let guests, let type, let promised):
      return .open(table: table, guests: guests, type: type, promisedAt: moment(promised))
    case .terms(let order, var terms, let promised):
      terms.promisedAt = moment(promised)
      return .change(order, .service(.change(terms)))
    case .place, .importMenu, .publishMenu, .activate, .createExperiment, .addStaff, .keepCard: return nil
    case .startPayment(let order, let target, let tip, _):
      return .change(order, .pay(.start(target, tip: tip)))
    }
  }
}

extension View {
  /// Now, without chance: what is only rehearsed gets ids that nobody sees.
  var moment: Moment {
    let none = RandomBits(high: 0, low: 0)
    return Moment(
      wall: wall, monotonicMs: 0, offsetMinutes: offsets.minutes(at: wall), random: (none, none, none, none))
  }
}
