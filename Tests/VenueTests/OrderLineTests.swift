import Dining
import Events
import Menus
import Randomness
import Testing

@testable import Venue

/// One typed line, and what it means.
@Suite struct OrderLineTests {
  static let menu = """
    {"menu_id":"m","name":"M","currency":"EUR","sections":[{"id":"s","name":"All","items":[
    {"id":"b","name":"Burger","price":1790,"modifiers":[{"group":"extra","min":0,"max":2,"options":[
      {"name":"Cheese","price":150},{"name":"Chili","price":0},{"name":"no onions","price":0}]}]},
    {"id":"f","name":"Fries","price":450},{"id":"x","name":"Fritto misto","price":1400},
    {"id":"p","name":"3 cheese pizza","price":1300},{"id":"q","name":"Cheese pizza","price":1100},
    {"id":"w","name":"House white 0,2","price":520},{"id":"s1","name":"Soup","price":600},
    {"id":"s2","name":"Soup","price":650}]}]}
    """

  static func till() throws -> Till {
    var till = try Till()
    try till.give(.menu(.importDocument(JSONParser.parse(Array(menu.utf8)))))
    try till.give(.menu(.soldOut(menuitem: "x", isAvailable: false)))
    return till
  }

  static func reading(_ text: String, _ till: Till? = nil) throws -> OrderReading {
    OrderLine(text).reading(in: try till?.house ?? Self.till().house, at: Timestamp(clamping: Till.noon))
  }

  @Test(
    "Table four, two guests, two burgers without onions, fries, send: in each of its forms, and none has 40 keys",
    arguments: [
      "T4/2 2 burger -onions, fries", "T4 2p: 2 burger -onions, fries; send", "T4/2 2 burgers -onion, frie !",
      "T4/2: 2x bu -on, f!", "T4 2p 2 BURGER - onions,1 fries send", "T4/2 2 b -onions ; f",
    ])
  func theOrder(text: String) throws {
    let reading = try Self.reading(text)
    #expect(text.count + 1 < 40)
    #expect(
      reading.parts == ["T4, 2 guests", "2 × Burger, no onions", "1 × Fries", "40.30 EUR", "Enter sends"])
    #expect(reading.doubts.isEmpty)
    let placement = try #require(reading.placement)
    #expect(
      placement.target == .new(table: "T4", type: .dineIn, guests: 2, promisedAt: nil) && placement.sends)
    #expect(placement.items.map(\.dish) == [.menu("b"), .menu("f")])
    #expect(placement.items.map(\.extras.quantity) == [2, 1])
  }

  @Test(
    "What a line says of the place",
    arguments: [
      ("4/12 f", "table 4, 12 guests"), ("Terrace 9/3: f", "Terrace 9, 3 guests"), ("bar: f", "bar"),
      ("takeaway f", "takeaway"), ("delivery/2 f", "delivery, 2 guests"),
      ("Window seat 2p: f", "Window seat, 2 guests"),
    ])
  func places(text: String, expected: String) throws {
    #expect(try Self.reading(text).parts == [expected, "1 × Fries", "4.50 EUR", "Enter sends"])
  }

  @Test(
    "Wishes, notes and prices",
    arguments: [
      ("T4 b +cheese", "1 × Burger, Cheese"), ("T4 b +chee -on", "1 × Burger, Cheese, no onions"),
      ("T4 b -bread \"well done\"", "1 × Burger, no bread, “well done”"),
      ("T4 2 b \"seat 2\" +extra hot \"no rush\"", "2 × Burger, extra hot (free), “seat 2, no rush”"),
      ("T4 house white 0,2", "1 × House white 0,2"), ("T4 3 house", "3 × House white 0,2"),
      ("T4 s2", "1 × Soup"),
      ("T4 1 3 cheese pizza", "1 × 3 cheese pizza"),
    ])
  func wishes(text: String, expected: String) throws { #expect(try Self.reading(text).parts[1] == expected) }

  @Test(
    "What is written like a code and is none opens no table, and a table without an order has nothing to send"
  )
  func slipsOfThePlace() throws {
    var till = try Self.till()
    #expect(try Self.reading("L07 s1", till).doubts == [.noOrder("L07")])
    #expect(try Self.reading("l07 s1", till).placement == nil)
    #expect(try Self.reading("T9 send", till).doubts == [.nothingAt("T9")])
    // Where a table has such a name, it is one.
    _ = try till.open("L07")
    #expect(try Self.reading("L07 s1", till).doubts == [])
  }

  @Test(
    "What a line does to an order that has more to it: what waits goes along, a bill that is out stops it")
  func whatStands() throws {
    var till = try Self.till()
    let code = try till.open("T4")
    try till.give(.dish(code, "1"))
    try till.give(.dish(code, "2"))
    #expect(try Self.reading("T4 f", till).parts.suffix(2) == ["with 2 not sent before", "Enter sends"])
    #expect(try Self.reading("T4 f hold", till).parts.last == "Enter adds, not sent")
    try till.give(.order(code, .kitchen(.submit)))
    try till.give(.order(code, .money(.bill)))
    let reading = try Self.reading("T4 f", till)
    #expect(reading.doubts == [.settled(.billIsOut(code))] && reading.placement == nil)
  }

  @Test(
    "Who wants less is told that a line only adds, and how to have less",
    arguments: ["T4 -1 burger", "T4 -burger", "T4 cancel burger", "T4 remove burger", "T4 no burger"])
  func takingOff(_ text: String) throws {
    let doubts = try Self.reading(text).doubts
    #expect(doubts == [.takingOff("burger")])
    #expect(doubts[0].sentence.contains("quantity CODE burger N"))
  }

  @Test(
    "Who writes out what shall be left out is told how to write it",
    arguments: ["no", "without", "NO"])
  func withoutInWords(_ word: String) throws {
    let doubts = try Self.reading("T4 2 burger \(word) red onions").doubts
    #expect(
      doubts == [.withoutInWords("burger \(word) red onions", dish: "burger", without: "red onions")])
    #expect(doubts[0].sentence.hasSuffix("write burger -red onions"))
  }

  @Test("An allergy stands in the line, for the whole order", arguments: ["allergy", "Alert"])
  func allergy(_ word: String) throws {
    let reading = try Self.reading("T4/2 2 b -onions, \(word) nuts, f, \(word) \"no milk\"")
    #expect(reading.doubts.isEmpty && reading.placement?.alert == "nuts, no milk")
    #expect(
      reading.parts
        == [
          "T4, 2 guests", "ALERT nuts, no milk", "2 × Burger, no onions", "1 × Fries", "40.30 EUR",
          "Enter sends",
        ])
    var till = try Self.till()
    _ = try till.open("T4")
    let more = try Self.reading("T4 \(word) nuts", till)
    #expect(more.parts.suffix(2) == ["ALERT nuts", "Enter sets the alert"] && more.placement?.sends == false)
    // A word alone is no caution.
    #expect(try Self.reading("T4 \(word)", till).obstacle != nil)
  }

  @Test("Options cost what the menu says, on each of a dish; free wishes nothing, and are told so")
  func prices() throws {
    #expect(try Self.reading("T4 2 b +cheese +truffle").total?.minor == 2 * (1790 + 150))
    let doubts = try Self.reading("T4 2 b +cheese +truffle").doubts
    #expect(doubts == [.freeWish("truffle", dish: "Burger")] && doubts[0].stops == false)
    #expect(doubts[0].sentence == "“truffle” is no option of Burger: a wish to the kitchen, free of charge")
  }

  @Test(
    "Each doubt says what to choose from, and stops the order",
    arguments: [
      ("T4 burgr", "the menu has no “burgr”; did you mean Burger?"),
      ("T4 2 fries, xyz", "the menu has no “xyz”"),
      ("T4 soup", "“soup”: Soup (s1) or Soup (s2)?"),
      ("T4 3 cheese pizza", "“cheese pizza”: 3 cheese pizza or Cheese pizza?"),
      ("T4 fr", "“fr”: Fries or Fritto misto?"), ("T4 misto", "Fritto misto is sold out"),
      ("T4 b +ch", "Burger, “ch”: Cheese or Chili?"), ("T4 1000 b", "1000 is no quantity; give 1 to 999"),
      ("T4 0 b", "0 is no quantity; give 1 to 999"), ("T4 2", "a dish is not named to its end"),
      ("T4 b -", "a dish is not named to its end"), ("T4 b \"well", "the note has no closing quote"),
      ("T4/two b", "“two” is no number of guests; write T4/2 for two"),
      ("+ b", "no order is selected; begin with a table or a code"),
      ("burger", "begin with a table, like T4 2 burger, fries; or with + for the order that is selected"),
      ("T4", "write dishes with commas between, or send for what is not sent yet"),
    ])
  func doubts(text: String, sentence: String) throws {
    let reading = try Self.reading(text)
    #expect(reading.obstacle?.sentence == sentence)
    #expect(reading.placement == nil && !reading.parts.contains { $0.hasPrefix("Enter") })
  }

  @Test("A line has two hundred dishes and no more")
  func fullLine() throws {
    let till = try Self.till()
    func line(_ count: Int) -> String { "T4 " + Array(repeating: "f", count: count).joined(separator: ",") }
    #expect(try Self.reading(line(200), till).dishes.count == 200)
    let reading = try Self.reading(line(201), till)
    #expect(reading.obstacle == .tooManyDishes(201) && reading.dishes.isEmpty)
  }

  @Test("Many dishes that fit are named up to six, then counted")
  func manyFit() {
    let doubt = OrderDoubt.several("a", (1...9).map { "A\($0)" })
    #expect(doubt.sentence == "“a”: A1, A2, A3, A4, A5, A6 or 3 more?")
  }

  @Test("Without a menu the line says how to bring one in")
  func noMenu() throws {
    let reading = OrderLine("T4/2 burger, fries").reading(
      in: try Till().house, at: Timestamp(clamping: Till.noon))
    #expect(reading.doubts == [.noMenu])
  }

  @Test("A table with an order is added to; hold leaves it in the cart, send alone sends what is there")
  func adding() throws {
    var till = try Self.till()
    let code = try till.open("T4")
    #expect(
      try Self.reading("T4 f", till).parts == ["\(code) at T4", "1 × Fries", "4.50 EUR", "Enter sends"])
    #expect(try Self.reading("\(code) f hold", till).parts.last == "Enter adds, not sent")
    #expect(try Self.reading("T4 send", till).placement?.sends == true)
    #expect(try Self.reading("T9/2", till).parts == ["T9, 2 guests", "Enter opens it"])
    #expect(try Self.reading("T9/2 f hold", till).parts.last == "Enter opens it, not sent")
    #expect(try Self.reading("T4/5 f", till).doubts.map(\.stops) == [false], "its two guests stay")
    let order = try #require(OrderName(code).order(in: till.house))
    #expect(
      OrderLine("+f").reading(in: till.house, selected: order, at: till.now).placement?.target
        == .existing(OrderName(order.id.description)))
    #expect(try till.open("T4") != code)
    #expect(try Self.reading("T4 f", till).obstacle?.code == "ambiguous")
    #expect(try Self.reading("T4 f", till).obstacle?.sentence.contains(code) == true)
  }

  // MARK: Of all lines

  /// What people type, by chance: pieces of lines, good and bad.
  private static func line(_ random: inout Seeded) -> String {
    let pieces = [
      "T4", "4", "/2", " 2p", ":", " ", " ", " ", ",", ";", "\"", "!", "+", "-", "burger", "fries", "2", "x",
      "send",
      "hold", "bar", "takeaway", "é", "担", "0,2", "Terrace", "delivery", " anyway",
    ]
    return (0..<Int.random(in: 0...14, using: &random)).map { _ in pieces.randomElement(using: &random) ?? ""
    }.joined()
  }

  @Test("What is printed of a line is read as the same line")
  func printedIsRead() {
    var random = Seeded(seed: 12)
    for _ in 0..<5_000 {
      let text = Self.line(&random)
      var line = OrderLine(text)
      // A line without a place says nothing of where the dishes begin; a note that is open is closed by printing.
      guard line.place != .missing else { continue }
      line.isQuoteOpen = false
      #expect(OrderLine(line.text) == line, "“\(text)” was printed as “\(line.text)”")
    }
  }

  @Test("Each dish of a menu has a text that names it alone, and none is lost in a line")
  func everyDishCanBeTyped() throws {
    let words = ["fish", "3", "Chips", "&", "send", "-", "hold!", "Crème", "\"x\"", "a,b", "0,2", "T-bone"]
    var random = Seeded(seed: 3)
    for _ in 0..<40 {
      let names = (0..<12).map { _ in
        (1...Int.random(in: 1...3, using: &random)).map { _ in words.randomElement(using: &random) ?? "" }
          .joined(separator: " ")
      }
      let items = names.enumerated().map { place, name in
        JSON.object(["id": .string("id\(place)"), "name": .string(name), "price": .int(Int64(place + 1))])
      }
      var till = try Till()
      try till.give(
        .menu(
          .importDocument(
            .object([
              "menu_id": "m", "name": "M", "currency": "EUR",
              "sections": .array([.object(["id": "s", "name": "S", "items": .array(items)])]),
            ]))))
      let menu = try #require(till.house.menus.draft?.document)
      for item in menu.items {
        let text = try #require(menu.typedName(of: item), "\(item.name)")
        let reading = OrderLine("T4 7 \(text), 1 \(text)").reading(in: till.house, at: till.now)
        #expect(
          reading.dishes.map(\.item.id) == [item.id, item.id] && reading.dishes.map(\.quantity) == [7, 1],
          "\(text)")
      }
    }
  }
}
