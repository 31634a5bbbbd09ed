extension Role {
  /// The word that stands for it in a theme file.
  public var name: String { String(describing: self) }

  /// Whether it is read from across the kitchen; such a role has a contrast of 7:1 at least.
  public var isReadFromAfar: Bool {
    switch self {
    case .dim, .rule, .focus, .pane, .paneChosen, .statusLine, .prompt, .help, .key: false
    default: true
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
    case .allergen: "allergens of a dish"
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
    }
  }
}

extension Attributes {
  /// Each attribute with its word in a theme file, in the order in which they are written.
  public static let words: [(word: String, attribute: Attributes)] = [
    ("bold", .bold), ("reverse", .reverse), ("underline", .underline), ("strike", .strike),
  ]

  /// As a theme file has them, blanks between.
  public var text: String {
    Self.words.filter { contains($0.attribute) }.map(\.word).joined(separator: " ")
  }
}
