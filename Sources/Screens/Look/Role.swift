/// What a piece of a screen means. Screens name roles; a theme says how each looks, in every depth of colour.
public enum Role: UInt8, CaseIterable, Sendable {
  case text, dim, title, rule
  case codeNew, codeCooking, codeReady
  case ageCalm, ageWarm, ageLate
  case lateCard, changed, next
  case allergen, allergenCalm, alert, rush, delay, bill, paid, void
  case selected, focus, past, allDay, pane, paneChosen
  case statusLine, banner, prompt, help, key
  case qr
}

extension Role {
  /// The word that stands for it in a theme file.
  public var name: String { String(describing: self) }

  /// Those whose look a theme chooses. A QR code is read by machines, which want it dark on light; a theme that made
  /// it hard to read would keep guests from paying.
  public static let themed = allCases.filter { $0 != .qr }

  /// Whether it is read from across the kitchen; such a role has a contrast of 7:1 at least.
  public var isReadFromAfar: Bool {
    switch self {
    case .dim, .rule, .allergenCalm, .focus, .pane, .paneChosen, .statusLine, .prompt, .help, .key: false
    case .text, .title, .codeNew, .codeCooking, .codeReady, .ageCalm, .ageWarm, .ageLate, .lateCard, .changed,
      .next, .allergen, .alert, .rush, .delay, .bill, .paid, .void, .selected, .past, .allDay, .banner, .qr:
      true
    }
  }

  /// What it is the look of, for the manual.
  public var help: String {
    switch self {
    case .text: "what has no other role; its background is that of the whole screen"
    case .dim: "what matters less: what is served, hints"
    case .title: "the names of columns and panes"
    case .rule: "lines between columns and around cards"
    case .codeNew: "the short code of a ticket that nobody has begun, and its column"
    case .codeCooking: "the short code of a ticket that is being cooked, and its column"
    case .codeReady: "the short code of a ticket that waits to be served, and its column"
    case .ageCalm: "the timer of a ticket that has time"
    case .ageWarm: "the timer of a ticket past the first age limit"
    case .ageLate: "the timer of a ticket past the second age limit"
    case .lateCard: "the header bar of a late ticket's card"
    case .changed: "the mark of a new or changed card"
    case .next: "the word on the ticket that is to be started next"
    case .allergen: "allergens of a dish, where the order has an alert"
    case .allergenCalm: "allergens of a dish, where it has none"
    case .alert: "an allergy or caution for a whole order"
    case .rush: "the badge RUSH"
    case .delay: "the badge DELAY"
    case .bill: "the badge BILL"
    case .paid: "the badge PAID"
    case .void: "a dish that was taken off after it was sent"
    case .selected: "the card or row that keys act on"
    case .focus: "the frame of the pane or card that has the focus"
    case .past: "the banner and the frame while the board shows the past"
    case .allDay: "the all-day strip"
    case .pane: "the other panes in the status line's switch"
    case .paneChosen: "the shown pane in the status line's switch"
    case .statusLine: "the status line"
    case .banner: "what is wrong and what to do about it"
    case .prompt: "the line that is typed in"
    case .help: "the text of the help pane"
    case .key: "the name of a key"
    case .qr: "a QR code: its light modules are the ink"
    }
  }

  /// How it looks in the built-in theme. Where colour carries a meaning, contrast is at least 7:1 in true colour and
  /// in 256 (WCAG 2.2, 1.4.6), and without colours an attribute carries it instead.
  var defaultLook: Look {
    switch self {
    case .text: Look(.text, on: .ground)
    case .dim: Look(.dim, on: .ground)
    case .title: Look(.white, on: .ground, .bold)
    case .rule: Look(.line, on: .ground)
    case .codeNew: Look(.sky, on: .ground, .bold)
    case .codeCooking: Look(.yellow, on: .ground, .bold)
    case .codeReady: Look(.green, on: .ground, .bold)
    case .ageCalm: Look(.sage, on: .ground)
    case .ageWarm: Look(.amber, on: .ground, .bold, withoutColours: [.bold, .underline])
    case .ageLate: Look(.white, on: .red, .bold, withoutColours: [.bold, .reverse])
    case .lateCard: Look(.white, on: .red, .bold, withoutColours: [.bold, .reverse])
    case .changed: Look(.black, on: .sky, .bold, withoutColours: [.bold, .reverse])
    case .next: Look(.black, on: .green, .bold, withoutColours: [.bold, .reverse])
    case .allergen: Look(.black, on: .gold, .bold, withoutColours: [.bold, .reverse])
    case .allergenCalm: Look(.dim, on: .ground)
    case .alert: Look(.white, on: .purple, .bold, withoutColours: [.bold, .reverse])
    case .rush: Look(.black, on: .peach, .bold, withoutColours: [.bold, .reverse])
    case .delay: Look(.lilac, on: .ground, .bold)
    case .bill: Look(.blue, on: .ground, .bold)
    case .paid: Look(.mint, on: .ground, .bold)
    case .void: Look(.rose, on: .ground, .strike, withoutColours: [.strike, .underline])
    case .selected: Look(.black, on: .text, .bold, withoutColours: .reverse)
    case .focus: Look(.white, on: .ground, .bold)
    case .past: Look(.black, on: .lilac, .bold, withoutColours: [.bold, .reverse])
    case .allDay: Look(.straw, on: .bar, .bold)
    case .pane: Look(.text, on: .bar, withoutColours: .reverse)
    case .paneChosen: Look(.black, on: .text, .bold, withoutColours: [.bold, .underline])
    case .statusLine: Look(.text, on: .bar, withoutColours: .reverse)
    case .banner: Look(.black, on: .orange, .bold, withoutColours: [.bold, .reverse, .underline])
    case .prompt: Look(.white, on: .ground)
    case .help: Look(.text, on: .ground)
    case .key: Look(.straw, on: .ground, .bold)
    case .qr: Look(.white, on: .black)
    }
  }
}
