import Dining
import Events
import Venue

/// One kind of pane: all that a screen has to know of it.
///
/// It stands in the file of its pane, and ``PaneTable`` lists them all. The number, the F-key, the status line, the
/// menu, the command, `galley screen` and the manual are read from it.
struct PaneKind: Sendable {
  /// Its word in the status line, in the menu, as a command and for `galley screen`.
  let name: String
  /// What it shows, for the manual: a sentence without its first capital and its full stop.
  let help: String
  let picture: Picture
  /// Whose pane it is: only on their screens it has a number and its name in the status line; elsewhere it is shown by
  /// name. Nil: on every screen.
  var crew: PaneTable.Crew?
  /// Whether keys, an empty command line, and what stands beside panes give it their room.
  var wantsRoom = false
  /// What stays above the rows of text while they are scrolled.
  var head: @Sendable (Console, View, Int) -> [TextLine] = { _, _, _ in [] }
  /// What it shows when it is asked for by its number or its name alone; nil where there is nothing to show now.
  var subject: @Sendable (Console, View) -> Console.Pane.Subject? = { _, _ in .everything }
  /// Why there is nothing to show, in words for the message line; asked only where ``subject`` has given nil.
  var whyOff: ActionTable.Reason = { _, _ in nil }
  /// What may follow its name; nil where nothing does.
  var operand: Operand?
  /// Keys that are on in this pane alone: what Enter means here, and the like.
  var keys: [Action] = []
  /// What a turn of the wheel does.
  var wheel: @Sendable (inout Console, Key, View) -> Void = { console, key, view in
    console.scroll(key == .wheelUp ? .up : .down, view)
  }
  /// What a click or a touch on the pane does; on what lies around and over it, the screen itself knows.
  var click: @Sendable (inout Console, Position, View) -> [ConsoleEffect] = { _, _, _ in [] }

  enum Picture: Sendable {
    /// Rows of text for a width in columns, which may be more than the screen has: one column of them, or two beside
    /// each other. ``ScrollPane`` draws and scrolls them.
    case text(@Sendable (Console, View, Int) -> [[TextLine]])
    /// Whatever it draws into the body that ``ScreenPlan`` gives it.
    case drawing(@Sendable (Console, View, inout Frame) -> Void)
  }

  /// The thing that a pane shows, named by a person.
  struct Operand: Sendable {
    /// What the manual calls it: `CODE`.
    let word: String
    /// The thing of that name; nil where there is none.
    let find: @Sendable (String, View) -> Console.Pane.Subject?
  }

  /// Where a key is pressed while this is shown and nobody types.
  var place: Action.Place { Action.Place(name) }

  func isShown(_ pane: Console.Pane) -> Bool { pane.kind.name == name }
}

extension Console {
  /// What a screen shows: a kind of pane, and which thing, where it is one of several.
  public struct Pane: Hashable, Sendable {
    let kind: PaneKind
    let subject: Subject

    /// The thing that a pane shows.
    enum Subject: Hashable, Sendable {
      /// All that there is of its kind.
      case everything
      case order(OrderID)
      /// The payment of a share; nil: of all that is left.
      case payment(OrderID, share: Int64?)
      /// A table that has no order yet.
      case table(String)
      /// What a typed command printed, when, and how many events were held then.
      case output(title: String, lines: [String], at: Timestamp, eventsHeld: Int)
    }

    init(_ kind: PaneKind, _ subject: Subject = .everything) {
      self.kind = kind
      self.subject = subject
    }

    /// The order that is shown; nil in a pane that shows no single one.
    var order: OrderID? {
      switch subject {
      case .order(let id), .payment(let id, _): id
      case .everything, .table, .output: nil
      }
    }

    /// Kinds are told apart by their names, of which no two are the same.
    public static func == (left: Self, right: Self) -> Bool {
      left.kind.name == right.kind.name && left.subject == right.subject
    }

    public func hash(into hasher: inout Hasher) {
      hasher.combine(kind.name)
      hasher.combine(subject)
    }
  }
}
