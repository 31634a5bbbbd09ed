import Dining
import Events
import Randomness
import Venue

@testable import Screens

/// A house in which tests serve dinner: every change goes through the heart, as in the program.
struct Dinner: Sendable {
  private(set) var venue: Venue
  private(set) var wall: Timestamp
  private var chance: Seeded
  private var ticket: UInt64 = 0
  /// Every event of this terminal, as its log has them.
  private(set) var log: [Event] = []

  /// 2026-11-22T19:00:00Z, a quiet Sunday evening.
  static let start = Timestamp("2026-11-22T19:00:00.000Z") ?? .earliest

  init() { self.init("tv-00000001", seed: 3) }

  private init(_ name: String, seed: UInt64) {
    let origin = Origin(name).unsafelyUnwrapped
    chance = Seeded(seed: seed)
    venue = Venue(
      identity: Identity(venue: "casa", origin: origin, letter: "B"), memory: Memory(letter: "B"),
      tips: ChainTips(venue: "casa"))
    wall = Self.start
  }

  var house: House { venue.shown }

  mutating func wait(seconds: Int64) { wait(milliseconds: seconds * 1000) }

  mutating func wait(milliseconds: Int64) { wall = wall.advanced(byMilliseconds: milliseconds) }

  /// Gives a request to the heart and lets the disk take what comes of it.
  @discardableResult
  mutating func request(_ action: Request.Action, source: Source = .staff, actor: String? = nil) -> Reply {
    // Tests seat several parties at one table.
    give(Request(action, actor: actor.map { ExactString($0) }, source: source, isAnyway: true))
  }

  /// Gives a request as it is, with its key and its source.
  mutating func give(_ request: Request) -> Reply {
    let moment = moment()
    return take(.request(request, from: Asker(1), at: moment), moment)
  }

  private mutating func moment() -> Moment {
    let bits = (0..<4).map { _ in RandomBits(high: chance.next(), low: chance.next()) }
    return Moment(wall: wall, monotonicMs: 0, random: (bits[0], bits[1], bits[2], bits[3]))
  }

  private mutating func take(_ input: Input, _ moment: Moment) -> Reply {
    var reply = Reply.refused(Complaint("none", "no answer"))
    var inputs = [input]
    while !inputs.isEmpty {
      for effect in venue.handle(inputs.removeFirst()) {
        switch effect {
        case .append(let events, let ticket, _):
          log += events
          inputs.append(.durable(upTo: ticket, at: moment))
        case .fetch(let ids, let again): inputs += [.fetched(ids.map { ($0, []) }), again]
        case .answer(let answer, let asker) where asker == Asker(1): reply = answer
        default: break
        }
      }
    }
    return reply
  }

  /// A second terminal with the same letter that knows what one knows.
  static func other(_ terminal: String, knowing dinner: Dinner) -> Dinner {
    var other = Dinner("\(terminal)-00000002", seed: 9)
    other.wall = dinner.wall
    other.hear(dinner)
    return other
  }

  /// Takes what another terminal knows and this one does not.
  mutating func hear(_ other: Dinner) {
    arrive(
      other.house.orders.values.flatMap(\.events).filter { event in
        event.orderID.flatMap { house.orders[$0]?.event(event.id) } == nil
      })
  }

  /// Takes events that another terminal wrote.
  mutating func arrive(_ events: [Event]) {
    let moment = moment()
    _ = take(.arrived(events, from: Asker(1), at: moment), moment)
  }

  /// Opens an order; what it gets is its id as a name.
  mutating func open(
    table: String? = nil, guests: Int64? = nil, type: OrderType = .dineIn, promisedAt: Timestamp? = nil
  ) -> OrderName {
    let reply = request(.open(table: table, guests: guests, type: type, promisedAt: promisedAt))
    guard case .wrote(let events, _) = reply, let id = events.first?.orderID else { return OrderName("?") }
    return OrderName(id.description)
  }

  mutating func change(_ order: OrderName, _ commands: OrderRequest...) {
    for command in commands {
      if case .refused(let complaint) = request(.change(order, command)) {
        fatalError("\(command): \(complaint.message)")
      }
    }
  }

  /// Puts a dish on an order.
  mutating func add(
    _ order: OrderName, _ name: String, _ quantity: Int64 = 1, price: Int64 = 850, modifiers: [String] = [],
    note: String? = nil, allergens: [String] = [], station: ExactString? = nil, for participant: String? = nil
  ) {
    let dish = Dish(
      menuitemID: ExactString(name), name: name, unitPrice: Money(minor: price) ?? .zero,
      allergens: allergens, station: station)
    let addition = OrderCommand.Addition(
      dish: dish, quantity: quantity, modifiers: modifiers.map { Modifier(name: $0, price: .zero) },
      note: note, participant: participant)
    guard let id = UUIDv7(order.text) else { fatalError("\(order.text) is no order_id") }
    let request = Request(own: .priced(.add(addition)), on: OrderID(id), source: .staff)
    if case .refused(let complaint) = give(request) { fatalError("\(name): \(complaint.message)") }
  }

  /// What a screen of a size is drawn from now.
  func view(_ columns: Int, _ rows: Int) -> View {
    View(
      size: Size(widthColumns: columns, heightRows: rows), house: house, identity: venue.identity, now: wall,
      offsets: LocalOffsets(minutes: 60))
  }

  var tickets: [Ticket] { house.tickets }
}

/// The same evening for every picture: so many tickets, among them all that a card can have.
extension Dinner {
  static func evening(_ count: Int) -> Dinner {
    var dinner = Dinner()
    for number in 0..<count { dinner.seat(number) }
    dinner.wait(seconds: 47)
    return dinner
  }

  private mutating func seat(_ number: Int) {
    wait(seconds: 41)
    switch number % 8 {
    case 0: spanish(number)
    case 1: asian(number)
    case 2: takeaway(number)
    case 3: withVoid(number)
    case 4: hostile(number)
    case 5: paid(number)
    case 6: long(number)
    default: plain(number)
    }
  }

  private mutating func spanish(_ number: Int) {
    let order = open(table: "T\(number + 4)", guests: 4)
    change(order, .item(.join(name: "Ana")), .item(.join(name: nil)), .item(.join(name: nil)))
    add(order, "Still water", 2, price: 300, station: "bar")
    add(order, "Bruschetta", price: 650, modifiers: ["extra garlic"], allergens: ["gluten"], station: "cold")
    add(order, "Crème brûlée", price: 700, note: "one spoon each", allergens: ["milk", "egg"], for: "P1")
    change(order, .service(.alert("nut allergy, seat 2")), .kitchen(.submit))
  }

  private mutating func asian(_ number: Int) {
    let order = open(table: "T\(number + 4)", guests: 2)
    add(order, "Phở bò", allergens: ["soy"], station: "wok")
    add(order, "担々麺", 2, price: 1250, modifiers: ["辛さ二倍"], allergens: ["sesame", "peanut"], station: "wok")
    add(order, "한글 비빔밥", note: "no egg 🥚")
    change(order, .kitchen(.submit), .kitchen(.move(to: .preparing, round: nil, items: [])))
  }

  private mutating func takeaway(_ number: Int) {
    let promised = max(
      Self.start.advanced(byMilliseconds: 4_500_000), wall.advanced(byMilliseconds: 300_000))
    let order = open(type: .takeaway, promisedAt: promised)
    add(order, "Margherita", 3, station: "oven")
    add(order, "Tiramisù", station: "cold")
    change(order, .kitchen(.submit), .kitchen(.rush(true)))
  }

  private mutating func withVoid(_ number: Int) {
    let order = open(table: "T\(number + 4)", guests: 3)
    add(order, "Entrecôte 300 g", 2, price: 2450, modifiers: ["medium rare", "no sauce"], station: "grill")
    add(order, "Green salad")
    change(order, .kitchen(.submit), .kitchen(.move(to: .preparing, round: nil, items: [ItemName("1")])))
    change(order, .item(.remove(ItemName("2"), reason: "86")), .kitchen(.delay(minutes: 10)))
  }

  private mutating func hostile(_ number: Int) {
    let order = open(table: "\u{1B}[2JT\(number + 4)\u{202E}", guests: 1)
    add(
      order, "ab\u{1B}]0;owned\u{7}cd\u{9B}31m\u{7F}ef", note: "e\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}x")
    add(order, "👩‍👩‍👧‍👦 family platter\u{200B}", modifiers: ["\u{202E}left", "👍🏽"])
    change(order, .kitchen(.submit), .kitchen(.move(to: .ready, round: nil, items: [])))
  }

  private mutating func paid(_ number: Int) {
    let order = open(table: "T\(number + 4)", guests: 2)
    add(order, "Lamb shank", 2, price: 1900, station: "grill")
    change(order, .kitchen(.submit), .kitchen(.move(to: .ready, round: nil, items: [])), .money(.bill))
    request(.change(order, .payCash(amount: number % 16 == 5 ? "20.00" : "38.00", .order)))
  }

  private mutating func long(_ number: Int) {
    let order = open(table: "Terrace \(number)", guests: 12)
    for dish in 1...14 { add(order, "Tasting plate \(dish)", 12, allergens: dish % 5 == 0 ? ["fish"] : []) }
    change(order, .kitchen(.submit), .kitchen(.move(to: .preparing, round: nil, items: [])))
  }

  /// A second round, its first one served.
  private mutating func plain(_ number: Int) {
    let order = open(table: "T\(number + 4)", guests: 2)
    add(order, "House wine", 2)
    change(order, .kitchen(.submit), .kitchen(.move(to: .delivered, round: nil, items: [])))
    wait(seconds: 30)
    add(order, "House wine")
    add(order, "שקשוקה مشكلة", note: "בלי בצל")
    change(order, .kitchen(.submit), .money(.bill))
  }
}
