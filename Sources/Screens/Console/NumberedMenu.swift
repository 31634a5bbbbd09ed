import Dining
import Events
import Venue

/// A strip of numbered choices, for hands that have only a number pad.
struct NumberedMenu: Sendable {
  enum Kind: Sendable {
    /// Panes, and what else the board does.
    case main
    case stations
    /// Dishes of the selected ticket, to be sold out or brought back.
    case soldOut
    /// Those who work here.
    case members
  }

  let kind: Kind
  /// Which of several strips is shown, where there are more choices than digits.
  var page = 0

  init(_ kind: Kind) { self.kind = kind }

  /// One choice.
  struct Choice: Sendable {
    let title: String
    let does: Does
    /// Whether it is what the screen shows already.
    var isChosen = false
    var isOff = false

    enum Does: Sendable {
      case pane(PaneKind)
      case action(Action)
      case station(ExactString?)
      case soldOut(ExactString)
      case logIn(name: String)
      case logOut
      /// The strip with those for which there was no digit.
      case more
    }
  }

  /// After the panes; those that a build does not have are left out.
  static let actionNames = ["recall", "undo", "stations", "void", "past"]
  static let choiceLimit = 9

  var title: String {
    switch kind {
    case .main: "Menu"
    case .stations: "Station"
    case .soldOut: "Sold out"
    case .members: "Who"
    }
  }

  /// What `0` and Esc do.
  var closing: String { kind == .stations ? "all" : "close" }

  /// The choices with the digits 1 to 9.
  func choices(_ console: Console, _ view: View) -> [Choice] {
    let all =
      switch kind {
      case .main: Self.main(console, view)
      case .stations: Self.stations(console, view)
      case .soldOut: Self.dishes(console, view)
      case .members: Self.members(console, view)
      }
    guard all.count > Self.choiceLimit else { return all }
    let pageSize = Self.choiceLimit - 1
    let pages = (all.count + pageSize - 1) / pageSize
    let first = page % pages * pageSize
    return Array(all[first..<min(all.count, first + pageSize)]) + [Choice(title: "more", does: .more)]
  }

  private static func main(_ console: Console, _ view: View) -> [Choice] {
    let panes = PaneTable.named(on: console).map { _, row in
      Choice(
        title: row.name, does: .pane(row), isChosen: row.isShown(console.pane),
        isOff: row.subject(console, view) == nil)
    }
    return panes
      + actionNames.compactMap { name in
        ActionTable.named(name).map { action in
          Choice(title: name, does: .action(action), isOff: action.whyOff(console, view) != nil)
        }
      }
  }

  private static func dishes(_ console: Console, _ view: View) -> [Choice] {
    console.soldOutDishes(view).map { dish in
      Choice(title: dish.name, does: .soldOut(dish.id), isChosen: console.isSoldOut(dish.id, view))
    }
  }

  private static func members(_ console: Console, _ view: View) -> [Choice] {
    let person = console.person(view)
    let names = view.house.members.map { member in
      Choice(title: member.name.string, does: .logIn(name: member.name.string), isChosen: member == person)
    }
    return names + (person == nil ? [] : [Choice(title: "log out", does: .logOut)])
  }

  private static func stations(_ console: Console, _ view: View) -> [Choice] {
    view.house.stations(at: view.wall).map { station in
      Choice(title: station.string, does: .station(station), isChosen: console.station == station)
    }
  }
}

extension Console {
  mutating func choose(_ key: Key, _ view: View) -> [ConsoleEffect] {
    guard let open = menu, let digit = key.digit else { return [] }
    let choices = open.choices(self, view)
    guard choices.indices.contains(digit - 1) else {
      say("there is no choice \(digit)", isError: true, at: view.now)
      return []
    }
    let choice = choices[digit - 1]
    if case .more = choice.does {
      menu?.page += 1
      return []
    }
    menu = nil
    switch choice.does {
    case .pane(let kind): show(kind, view)
    case .action(let action): return perform(action, view)
    case .station(let station): show(station: station, view)
    case .soldOut(let dish): return toggleSoldOut(dish, view)
    case .logIn(let name): askPin(of: name, view)
    case .logOut: return logOut(view)
    case .more: break
    }
    return []
  }

  mutating func closeMenu(_ view: View) {
    if menu?.kind == .stations, station != nil { show(station: nil, view) }
    menu = nil
  }

  mutating func show(station wanted: ExactString?, _ view: View) {
    station = wanted
    // Other dishes of the same tickets are no news.
    lookAnew()
    go(to: .board)
    see(view)
    say(wanted.map { "only dishes of \($0.string), and those of no station" } ?? "all stations", at: view.now)
  }

  /// Does what a row of the table says, from the board where it is not on here.
  private mutating func perform(_ action: Action, _ view: View) -> [ConsoleEffect] {
    if !action.places.contains(place) { go(to: .board) }
    if let reason = action.whyOff(self, view) {
      say(reason, isError: true, at: view.now)
      return []
    }
    return action.perform(&self, .unknown, view)
  }
}
