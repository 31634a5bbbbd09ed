import Dining
import Events
import Menus

/// All that a guest can read on a table's screen, apart from what the house wrote on its menu.
enum TableWords {
  // Welcome and goodbye.
  static func table(_ name: String) -> String { "Table \(name)" }
  static let touchToBegin = "Touch the screen, or press any key"
  static let thanks = "Thank you!"
  static let goodbye = "We hope to see you again."
  /// The least size of a window, in as many words as fit into what there is.
  static func tooSmall(_ least: Size, toColumns columns: Int) -> String {
    let size = "\(least.widthColumns)×\(least.heightRows)"
    let sentences = ["This window is too small: it needs \(size)", "Too small: it needs \(size)"]
    return sentences.first { $0.count <= columns } ?? size
  }
  static let noMenu = "There is no menu here yet. Please ask a waiter."

  // Names of pages and buttons.
  static let menu = "Menu"
  static let order = "Your order"
  static func order(notSent count: Int64) -> String { "Your order · \(count) not sent" }
  static func orderShort(notSent count: Int64) -> String { "Order · \(count)" }
  static let bill = "Bill"
  static let back = "Back"
  static let enter = "Enter"
  static let send = "Send to the kitchen"
  static let sendShort = "Send"
  static let again = "Same again"
  static let againShort = "Again"
  static let undo = "Undo"
  static func undo(seconds: Int64) -> String { "Undo · \(seconds) s" }
  static let allergy = "An allergy?"
  static let allergyShort = "Allergy"
  static let askForBill = "Ask for the bill"
  static let askForBillShort = "Ask"
  static let add = "Add to your order"
  static let fewer = "−"
  static let more = "+"
  static let off = "×"

  // What was heard.
  static func heardAndDone(_ said: String) -> String { "Heard “\(said)”: done." }
  static func heardAndDone(_ said: String, _ seconds: Int64) -> String {
    "Heard “\(said)”: done. Ctrl-Z takes it back: \(seconds) s"
  }
  static func heardUnsure(_ said: String, _ help: String, _ seconds: Int64) -> String {
    "Did you say “\(said)”? \(help) Ctrl-Y does it: \(seconds) s"
  }
  static func heardNothing(_ said: String) -> String {
    "“\(said)” was not understood, and nothing was done. Say it again, or touch what you want."
  }
  static func heardTooLate(_ said: String) -> String {
    "“\(said)” is not possible now, and nothing was done. Please ask a waiter, or use the buttons."
  }
  static let nothingHeard = "Nothing that was said waits for that key."

  // The menu.
  static let search = "Search:"
  static let searchHint = "type to search"
  static func found(_ count: Int) -> String { count == 1 ? "1 dish" : "\(count) dishes" }
  static let nothingFound =
    "Nothing on the menu is called that. Backspace takes a letter back, Esc starts anew."
  static let emptySection = "Nothing stands here today."
  static func moreSections(_ count: Int) -> String { "▼ \(count) more" }
  static let sectionsFromStart = "▲ first ones"
  static let pageBefore = "▲ before"
  static let pageAfter = "more ▼"
  static func page(_ number: Int, of count: Int) -> String { "page \(number) of \(count)" }
  static func above(_ rows: Int) -> String { "▲ \(rows) above" }
  static func below(_ rows: Int) -> String { "\(rows) more ▼" }
  static let soldOut = "sold out"
  static func notNow(from minute: Int?) -> String {
    guard let minute else { return "not today" }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "from \(two(minute / 60)):\(two(minute % 60))"
  }
  /// An allergen as a mark of three letters.
  static func mark(_ allergen: String) -> String { String(allergen.prefix(3)).uppercased() }

  // A dish.
  static func contains(_ allergens: [String]) -> String { "Contains \(allergens.joined(separator: ", "))" }
  static let noAllergens = "No allergens are listed. If you have an allergy, please ask us."
  static func cannotHave(_ why: String) -> String { "Not to be had now: \(why)" }
  static let wishLabel = "Your wish"
  static let wishHint = "type it, like: no onions"
  static let forWhom = "For"
  static func wish(of group: ModifierGroup) -> String {
    switch (group.min, group.max) {
    case (let min, let max) where min == max: "choose \(min)"
    case (0, let max): max == 1 ? "one, if you like" : "up to \(max)"
    case (let min, let max): "choose \(min) to \(max)"
    }
  }
  static func missing(_ group: ModifierGroup) -> String { "\(group.name): please \(chooseFirst(group))" }
  private static func chooseFirst(_ group: ModifierGroup) -> String {
    group.min == group.max ? "choose \(group.min)" : "choose at least \(group.min)"
  }
  static func full(_ group: ModifierGroup) -> String {
    "\(group.name): \(group.max) at the most. Take one away to choose another."
  }
  static let changed = "This dish has just been changed on the menu. Please choose again."
  static let gone = "That dish has just been taken off the menu."

  // Guests.
  static let forTable = "the table"
  static let forTableStrip = "For:"
  static let anotherGuest = "another guest"
  static let severalGuests = "several guests?"
  static let whoJoins = "Who is joining?"
  static let nameHint = "Type a name, or just press Enter."
  static func guest(_ participant: Participant) -> String {
    participant.name.map { "\(participant.label) \($0)" } ?? participant.label.string
  }

  // What is on the order.
  static let notSent = "Not sent yet"
  static let nothingYet = "Nothing is on your order yet. Choose from the menu."
  static func round(_ number: Int, at clock: String) -> String {
    number == 1 ? "Sent at \(clock)" : "Round \(number), sent at \(clock)"
  }
  static func later(_ minutes: Int64) -> String {
    "The kitchen says: about \(minutes) \(minutes == 1 ? "minute" : "minutes") later"
  }
  /// How far the kitchen is, in the words of somebody who waits.
  static func status(_ item: Item) -> String {
    if item.isRemoved { return "taken off" }
    return switch item.status {
    case .opened: "not sent yet"
    case .ordered: "sent"
    case .preparing: "being made"
    case .ready: "ready"
    case .delivered: "served"
    }
  }
  static func line(_ item: Item) -> String { "\(item.quantity) × \(item.dish.name)" }
  static func tell(_ alerts: [String]) -> String { "The kitchen knows: \(alerts.joined(separator: " · "))" }
  static let alertGone = "an allergy"

  // The bill.
  static let total = "Total"
  static let paid = "Paid"
  static let toPay = "Still to pay"
  static let everythingPaid = "Everything is paid. Thank you!"
  static let nothingToPay = "Nothing was ordered yet."
  static let howToPay = "How to pay"
  static let askFirst = "Ask for the bill; pay here, or a waiter helps."
  static func notSentYet(_ items: [String]) -> String {
    "Not sent yet: \(items.joined(separator: ", ")). Send it or take it off first."
  }
  /// What can't be sent, and so stands in the way of the rest and of the bill.
  static func soldOut(_ items: [Item]) -> String {
    "Sold out: \(items.map(line).joined(separator: ", ")); take it off with Del."
  }
  static let takeOff = "Sold out: take it off with Del or ×"
  static func adjustment(_ adjustment: Adjustment) -> String {
    if let label = adjustment.label { return label }
    return switch adjustment.kind {
    case .discount: "Discount"
    case .comp: "On the house"
    case .service: "Service"
    case .tip: "Tip"
    case .tax: "Tax"
    }
  }

  // The allergy.
  static let whatAllergy = "What must nobody at this table eat?"
  static let allergyHint = "Type it, like: peanuts. The kitchen sees it on every dish. Enter tells them."

  // What has happened.
  static func added(_ quantity: Int64, _ name: String) -> String {
    "\(quantity) × \(name) is on your order. Send it when you are ready."
  }
  static let sent = "Sent to the kitchen."
  static let tookBack = "Taken back."
  static func tookBack(_ items: [Item]) -> String { "Taken back: \(items.map(line).joined(separator: ", "))" }
  static func tookBackSending(_ items: [Item]) -> String {
    "Taken back from the kitchen: \(items.map(line).joined(separator: ", "))"
  }
  static func isBack(_ item: Item) -> String { "Back on your order: \(line(item))" }
  static func backTo(_ quantity: Int64, _ item: Item) -> String { "Back to \(quantity) × \(item.dish.name)" }
  static let billComes = "Here is your bill. Pay here, or ask a waiter."
  static let tooLong = "That took too long. Look at your order before you try again."
  static func refused(_ why: String) -> String { "That was not possible: \(why)." }
  static let oneMoment = "One moment, please."

  // Why something can't be done now.
  static let nothingToSend = "There is nothing to send. Choose from the menu first."
  static let nothingAgain = "Nothing was ordered yet that could come again."
  static let notOnMenu = "not on the menu any more"
  static func leftOut(_ name: String, _ why: String) -> String { "Same again leaves out \(name): \(why)." }
  static let nothingToUndo = "There is nothing to take back."
  static let alertStays = "An allergy can only be taken back by a waiter."
  static let tooLate = "The kitchen may have begun. Please ask a waiter."
  static let billIsOut = "The bill is out. To order more, please ask a waiter."
  static let isPaid = "This order is paid. To order more, please ask a waiter."
  static let payHere = "The bill is out: pay here, or ask a waiter."
  static let alreadySent = "That is with the kitchen. To change it, please ask a waiter."
  static let chooseALine = "Choose a dish that is not sent yet."
  static let notHere = "This can't be done from here. Please ask a waiter."
  static let typeFirst = "Type what it is first, or press Esc."
}
