import Events
import Menus
import Venue

/// What a manager's panes remember: what is marked, what is compared, which form is open, what the log said.
struct ManagerDesk: Sendable {
  /// The marked row of the menus; nil: the document.
  var mark = Mark.draft
  /// The marked experiment; nil: the newest.
  var experiment: UUIDv7?
  var old = ComparedMenu.live
  var new = ComparedMenu.draft
  /// Whether ← and → choose the right side of a comparison.
  var choosesNew = true
  var form: MenuForm?
  /// What the log said of experiments, for as long as the screen is up.
  var figures: [UUIDv7: Figures] = [:]
  /// Whether figures were asked for since the pane was opened.
  var hasAsked = false
  var takings = TakingsRead()
  var insights = InsightDesk()
  /// Those that were made last: of two large menus one takes longer than a picture may.
  private var known: [MenuComparison] = []

  /// A row that keys act on.
  enum Mark: Hashable, Sendable {
    case draft
    case version(VersionID)
    case activation(EventID)
  }

  /// What is known of an experiment's visits.
  struct Figures: Sendable {
    /// As the log was read last, and when; while it is read anew, these stay.
    var read: (report: ExperimentReport, at: Timestamp)?
    var isReading = false
    /// Why the log could not be read the last time.
    var trouble: String?
  }

  private static let knownLimit = 4

  /// Other panes keep no form, and figures are read anew when theirs is opened again.
  mutating func leave() {
    form = nil
    hasAsked = false
    takings.asked = nil
    insights.asked = nil
  }

  mutating func formIsDone() { if form?.isSent == true { form = nil } }

  /// What was typed stays, to be put right.
  mutating func formIsRefused() { form?.isSent = false }

  // MARK: Comparing

  func comparison(_ old: MenuDocument, _ new: MenuDocument) -> MenuComparison {
    known.first { $0.isOf(old, new) } ?? MenuComparison(old, new)
  }

  /// What the two sides of the comparison differ in; nil where one of them is no menu.
  func sides(_ view: View) -> MenuComparison? {
    guard let old = old.document(in: view), let new = new.document(in: view) else { return nil }
    return comparison(old, new)
  }

  /// What guests would see otherwise with the document, or with a version; nil without a menu.
  func change(to wanted: ComparedMenu, _ view: View) -> MenuComparison? {
    guard let live = ComparedMenu.live.document(in: view), let new = wanted.document(in: view) else {
      return nil
    }
    return comparison(live, new)
  }

  /// Makes what the pane is about to show, once.
  mutating func compare(for pane: Console.Pane, _ view: View) {
    switch pane {
    case .menus:
      keep(change(to: .draft, view))
      if let wanted = form?.compared(view) { keep(change(to: wanted, view)) }
    case .diff: keep(sides(view))
    default: break
    }
  }

  private mutating func keep(_ made: MenuComparison?) {
    guard let made, !known.contains(where: { $0.isOf(made.old, made.new) }) else { return }
    if known.count >= Self.knownLimit { known.removeFirst() }
    known.append(made)
  }
}
