import Dining
import Events
import Menus
import Venue

@testable import Screens

/// A house with menus for the manager's panes, at 20:00 on the wall of a Sunday (19:00 UTC, one hour ahead).
extension Dinner {
  static func menu(_ text: String) -> JSON {
    do {
      return try JSONParser.parse(Array(text.utf8))
    } catch {
      fatalError("\(error)")
    }
  }

  /// Three sections; the second differs from the first in all that a menu can differ in.
  static let winter = menu(
    """
    {"menu_id":"dinner","name":"Dinner","currency":"EUR","sections":[
    {"id":"starters","name":"Starters","items":[
    {"id":"soup","name":"Onion soup","price":850,"allergens":["milk"]},
    {"id":"salad","name":"Green salad","price":700},
    {"id":"bruschetta","name":"Bruschetta","price":650}]},
    {"id":"mains","name":"Mains","items":[
    {"id":"burger","name":"Burger","price":1500,"station":"grill"},
    {"id":"bream","name":"Sea bream","price":2200},
    {"id":"stew","name":"Venison stew with red cabbage, dumplings and cranberries","price":2400}]},
    {"id":"drinks","name":"Drinks","items":[{"id":"ale","name":"Ale","price":480}]}]}
    """)

  static let spring = menu(
    """
    {"menu_id":"dinner","name":"Dinner","currency":"EUR","sections":[
    {"id":"starters","name":"Starters","items":[
    {"id":"soup","name":"Onion soup","price":900,"allergens":["milk","gluten"]},
    {"id":"salad","name":"Green salad","price":700},
    {"id":"bruschetta","name":"Bruschetta","price":650}]},
    {"id":"mains","name":"From the grill","items":[
    {"id":"burger","name":"Burger","price":1500,"station":"grill"},
    {"id":"ale","name":"Ale","price":480},
    {"id":"asparagus","name":"Asparagus","price":1800}]},
    {"id":"drinks","name":"Drinks","items":[
    {"id":"bream","name":"Sea bream","price":2200}]}]}
    """)

  mutating func give(_ request: MenuRequest) -> [Event] {
    switch self.request(.menu(request)) {
    case .wrote(let events, _): return events
    case .refused(let complaint), .recorded(_, let complaint): fatalError(complaint.message)
    }
  }

  /// Winter is in force, brunch comes tomorrow for a while, spring is tried at two tables, and another is being written.
  static func managed() -> Dinner {
    var dinner = Dinner()
    _ = dinner.give(.publish(winter, label: "winter"))
    dinner.wait(seconds: 600)
    _ = dinner.give(.importDocument(spring))
    _ = dinner.give(.snapshot(label: "spring"))
    let begin = Dinner.start.advanced(byMilliseconds: 14 * 3_600_000)
    let end = begin.advanced(byMilliseconds: 4 * 3_600_000)
    _ = dinner.give(.activate(version: "spring", from: begin, until: end))
    dinner.wait(seconds: 60)
    let wrong = dinner.give(.activate(version: "spring", from: end, until: nil))
    dinner.wait(seconds: 60)
    _ = dinner.give(.cancel(activation: wrong[0].id.description))
    _ = dinner.give(.soldOut(menuitem: "bream", isAvailable: false))
    let text = String(decoding: winter.canonicalBytes, as: UTF8.self)
    _ = dinner.give(.importDocument(menu(text.replacing("\"Ale\"", with: "\"Pale ale\""))))
    return dinner
  }

  /// With an experiment that has begun.
  static func trying() -> Dinner {
    var dinner = managed()
    dinner.wait(seconds: 60)
    let wish = ExperimentRequest.Wish(
      control: "winter", variant: "spring", allocation: 30, from: dinner.wall,
      until: dinner.wall.advanced(byMilliseconds: 3 * 3_600_000), tables: ["T4", "T5"])
    if case .refused(let complaint) = dinner.request(.experiment(.create(wish))) {
      fatalError(complaint.message)
    }
    dinner.wait(seconds: 60)
    return dinner
  }
}
