import Events
import Menus

/// What a party means to do on the demo's evening, before the kitchen has its say.
struct DemoParty {
  enum Kind: Equatable { case table, takeaway }

  var arrivesAt: Int64
  var kind = Kind.table
  var guests = 2
  var courses: [Course] = []
  var alert: String?
  var names: [String] = []
  var wish = Wish.none
  var leavesBeforeOrdering = false
  var asksForBillEarly = false
  var paysInParts = 1

  /// One trip of the waiter: what is ordered and sent together.
  struct Course {
    var lines: [Line]
    /// How long after the last trip was served.
    let afterMilliseconds: Int64
  }

  struct Line {
    let dish: MenuItem
    var quantity: Int
    var modifiers: [ModifierOption] = []
    var note: String?
    var participant: Int?
  }

  /// What is out of the ordinary with them.
  enum Wish {
    case none, void, moreAfterSending, moreBeforeSending, wrongDish, delay, hurry, recall, otherTable
    case cancelTakeaway, openItem
  }

  var isLarge: Bool { guests >= 8 }
}

/// Draws up the parties of an evening.
struct DemoParties {
  private var chance: DemoChance
  private let menu = DemoMenu.document

  init(chance: DemoChance) { self.chance = chance }

  /// Doors at 18:00, the rush from 19:30 to 20:30, the last guests at 21:00.
  static let rushMilliseconds: ClosedRange<Int64> = 90 * 60_000...150 * 60_000
  static let lastArrivalMilliseconds: Int64 = 180 * 60_000

  /// In order of arrival.
  mutating func all() -> [DemoParty] {
    var parties: [DemoParty] = []
    // Bursts: several parties within a few minutes, as trams and theatres bring them.
    for (from, until, bursts) in [(4, 84, 7), (90, 146, 11), (154, 176, 3)] {
      for burst in 0..<bursts {
        let at = from + (until - from) * burst / bursts
        let centre = Int64(at) * 60_000 + chance.minutes(0...4)
        for _ in 0..<chance.number(3...4) {
          parties.append(party(arrivingAt: centre + chance.minutes(0...3)))
        }
      }
    }
    for place in [3, 17, 29, 38, 52] where parties.indices.contains(place) { enlarge(&parties[place]) }
    parties = parties.filter { $0.arrivesAt <= Self.lastArrivalMilliseconds }
    parties.sort { $0.arrivesAt < $1.arrivesAt }
    giveWishes(&parties)
    return parties
  }

  private mutating func party(arrivingAt time: Int64) -> DemoParty {
    var party = DemoParty(arrivesAt: time)
    if chance.percent(16) {
      party.kind = .takeaway
      party.guests = chance.number(1...4)
      party.courses = [DemoParty.Course(lines: takeawayLines(for: party.guests), afterMilliseconds: 0)]
      return party
    }
    party.guests = chance.one(of: [2, 2, 2, 2, 3, 4, 4, 4, 5, 6])
    fill(&party)
    return party
  }

  private mutating func enlarge(_ party: inout DemoParty) {
    party = DemoParty(arrivesAt: party.arrivesAt, guests: chance.number(8...12))
    fill(&party)
  }

  private mutating func fill(_ party: inout DemoParty) {
    if chance.percent(12) { party.alert = chance.one(of: Self.alerts) }
    if party.guests <= 6, chance.percent(22) {
      party.names = (0..<min(party.guests, 3)).map { _ in chance.one(of: Self.names) }
    }
    party.asksForBillEarly = chance.percent(12)
    if chance.percent(22) { party.paysInParts = min(party.guests, chance.number(2...3)) }
    party.courses = courses(for: party)
  }

  private mutating func courses(for party: DemoParty) -> [DemoParty.Course] {
    let guests = party.guests
    var first = lines("drink", guests: guests)
    let hasStarters = chance.percent(55)
    first += hasStarters ? lines("starter", guests: max(1, guests * 2 / 3)) : mains(guests: guests)
    var courses = [DemoParty.Course(lines: first, afterMilliseconds: chance.minutes(5...10))]
    if hasStarters {
      let lines = mains(guests: guests)
      courses.append(DemoParty.Course(lines: lines, afterMilliseconds: chance.minutes(6...10)))
    }
    if chance.percent(24) {
      let lines = lines("drink", guests: max(1, guests / 2))
      courses.append(DemoParty.Course(lines: lines, afterMilliseconds: chance.minutes(5...9)))
    }
    if chance.percent(52) {
      let lines = lines("dessert", guests: max(1, guests * 2 / 3))
      courses.append(DemoParty.Course(lines: lines, afterMilliseconds: chance.minutes(12...20)))
    }
    for course in courses.indices where !party.names.isEmpty {
      for line in courses[course].lines.indices {
        courses[course].lines[line].participant = chance.number(1...party.names.count)
      }
    }
    return courses
  }

  private mutating func mains(guests: Int) -> [DemoParty.Line] {
    lines("main", guests: guests) + (chance.percent(60) ? lines("side", guests: max(1, guests / 2)) : [])
  }

  private mutating func takeawayLines(for guests: Int) -> [DemoParty.Line] {
    let quick = ["m5", "g2", "m4", "g3", "m1"].compactMap { menu.item(ExactString($0)) }
    return lines(of: quick, guests: guests) + (chance.percent(50) ? lines("side", guests: guests) : [])
  }

  private mutating func lines(_ course: String, guests: Int) -> [DemoParty.Line] {
    lines(of: menu.items.filter { $0.course == course }, guests: guests)
  }

  /// A dish for each guest; the same dish on one line unless it is wanted another way.
  private mutating func lines(of dishes: [MenuItem], guests: Int) -> [DemoParty.Line] {
    var lines: [DemoParty.Line] = []
    for _ in 0..<guests {
      var line = DemoParty.Line(dish: chance.one(of: dishes), quantity: 1)
      line.modifiers = modifiers(of: line.dish)
      if chance.percent(6) { line.note = chance.one(of: Self.notes) }
      let twin = lines.firstIndex {
        $0.dish.id == line.dish.id && $0.modifiers == line.modifiers && $0.note == nil && line.note == nil
      }
      if let twin { lines[twin].quantity += 1 } else { lines.append(line) }
    }
    return lines
  }

  private mutating func modifiers(of dish: MenuItem) -> [ModifierOption] {
    var chosen: [ModifierOption] = []
    for group in dish.modifierGroups where group.min > 0 || chance.percent(30) {
      chosen.append(chance.one(of: group.options))
    }
    return chosen
  }

  /// Each thing that can go wrong in an evening happens a few times, to someone to whom it can happen.
  private mutating func giveWishes(_ parties: inout [DemoParty]) {
    let many: [DemoParty.Wish] = [
      .void, .hurry, .moreAfterSending, .delay, .recall, .moreBeforeSending, .wrongDish, .void, .recall,
      .otherTable, .moreAfterSending, .delay, .void, .hurry, .openItem, .recall, .wrongDish,
      .moreBeforeSending,
    ]
    let tables = parties.indices.filter { parties[$0].kind == .table }
    for (number, wish) in many.enumerated() where !tables.isEmpty {
      parties[tables[(number * 3 + 1) % tables.count]].wish = wish
    }
    if tables.count > 12 { parties[tables[11]].leavesBeforeOrdering = true }
    if let takeaway = parties.indices.last(where: { parties[$0].kind == .takeaway }) {
      parties[takeaway].wish = .cancelTakeaway
    }
  }

  private static let alerts = [
    "NUT ALLERGY, seat 2", "coeliac at the table: no gluten, clean board", "shellfish allergy, seat 1",
    "no milk in anything for the child", "sesame allergy: ask before the burger goes out",
  ]
  private static let notes = [
    "dressing apart", "no salt please", "cut in half, to share", "extra napkins", "with the starters",
    "birthday: candle", "very hungry child: first, please", "sauce apart",
  ]
  private static let names = [
    "Ana", "Bashir", "Chiara", "Duy", "Emre", "Fatou", "Grete", "Hana", "Imre", "José", "Kofi", "Liên",
  ]
}
