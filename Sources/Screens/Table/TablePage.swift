/// What a table's screen shows.
enum TablePage: String, CaseIterable, Sendable {
  /// Nobody sits there yet.
  case welcome
  case menu
  case dish
  /// What is on the list, and how far what was sent is.
  case order
  case bill
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
    case .dish, .name, .allergy: true
    case .welcome, .menu, .order, .bill, .goodbye: false
    }
  }

  /// Where Escape goes.
  var before: TablePage {
    switch self {
    case .welcome: .welcome
    case .menu, .dish, .order, .name: .menu
    case .bill, .allergy: .order
    case .goodbye: .welcome
    }
  }
}
