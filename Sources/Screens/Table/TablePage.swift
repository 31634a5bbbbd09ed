/// What a table's screen shows.
enum TablePage: String, CaseIterable, Sendable {
  /// Nobody sits there yet.
  case welcome
  case menu
  case dish
  /// What is on the list, and how far what was sent is.
  case order
  case bill
  /// In place of it once the bill is out: how to pay.
  case pay
  case tip
  /// In how many parts.
  case split
  /// What somebody agrees to who pays by themselves.
  case consent
  /// The code that leads a telephone to the payment.
  case code
  /// Who is joining.
  case name
  /// What somebody must not eat.
  case allergy
  /// The order is over.
  case goodbye

  /// The pages that stand at the bottom as tabs, in the order in which Tab goes through them.
  static let tabs: [TablePage] = [.menu, .order, .bill]

  /// Whether one thing is to be finished there first: in place of the tabs it has its own buttons.
  var isForm: Bool {
    switch self {
    case .dish, .name, .allergy, .tip, .split, .consent, .code: true
    case .welcome, .menu, .order, .bill, .pay, .goodbye: false
    }
  }

  /// Whether it is about a bill that is out.
  var isOfPayment: Bool {
    switch self {
    case .pay, .tip, .split, .consent, .code: true
    case .welcome, .menu, .dish, .order, .bill, .name, .allergy, .goodbye: false
    }
  }

  /// The tab that it stands under.
  var tab: TablePage { self == .pay ? .bill : self }

  /// Where Escape goes.
  var before: TablePage {
    switch self {
    case .welcome: .welcome
    case .menu, .dish, .order, .name: .menu
    case .bill, .pay, .allergy: .order
    case .tip, .split, .consent, .code: .pay
    case .goodbye: .welcome
    }
  }
}
