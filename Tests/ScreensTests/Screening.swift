import Events
import Venue

@testable import Screens

/// A screen in a house: keys go in, and what they ask for is done, as the program does it.
struct Screening {
  var dinner: Dinner
  var console: Console
  var columns: Int
  var rows: Int
  /// What keys asked for beside requests and pictures.
  private(set) var ran: [[String]] = []
  private(set) var hasQuit = false
  private(set) var rung: [Sound] = []
  /// The PINs that were handed over, and how often somebody was logged out.
  private(set) var given: [(name: String, pin: String)] = []
  private(set) var logOuts = 0

  init(
    _ dinner: Dinner, _ mode: Console.Mode = .kitchen, _ preferences: Preferences = Preferences(),
    columns: Int = 80, rows: Int = 24
  ) {
    self.dinner = dinner
    self.columns = columns
    self.rows = rows
    console = Console(mode, preferences)
    console.see(view)
  }

  var view: View { dinner.view(columns, rows) }
  var frame: Frame { console.frame(view) }
  var lines: [String] { frame.lines }
  var text: String { frame.text }
  var message: String? { console.message(at: view.now)?.text }

  mutating func press(_ keys: Key...) {
    for key in keys {
      for effect in console.handle(key, view) { perform(effect) }
    }
  }

  mutating func press(_ character: Unicode.Scalar) { press(.character(character)) }

  /// Time passes without a key.
  mutating func look() { for effect in console.see(view) { perform(effect) } }

  /// What the program says of a PIN.
  mutating func hearLogIn(_ name: String, _ complaint: Complaint? = nil) {
    for effect in console.hearLogIn(name, complaint, view) { perform(effect) }
  }

  mutating func type(_ text: String) {
    for scalar in text.unicodeScalars { press(scalar) }
  }

  mutating func turnPage() { console.turnPage(by: 1, view) }

  private mutating func perform(_ effect: ConsoleEffect) {
    switch effect {
    case .request(let action):
      let reply = dinner.request(action)
      console.hear(reply, view)
    case .run(let words): ran.append(words)
    case .ring(let sound): rung.append(sound)
    case .quit: hasQuit = true
    case .logIn(let name, let pin): given.append((name, String(decoding: pin, as: UTF8.self)))
    case .logOut: logOuts += 1
    case .redraw, .repaint, .lookBack, .readFigures, .readTakings, .readInsight: break
    }
  }

  /// The code of the selected ticket.
  var selected: String? { console.selectedTicket(view)?.code }

  /// Each ticket on the board as `B01 new`, in the order in which they are worked through.
  var standing: [String] { dinner.tickets.map { "\($0.code) \($0.column.rawValue)" } }
}

extension Preferences {
  /// A screen with other settings than a new one has.
  init(_ change: (inout SettingValues) -> Void) {
    var settings = SettingValues()
    change(&settings)
    self.init(settings: settings)
  }
}

extension Console.Pane {
  static let peers = Self(PeersPane.kind)
}

extension Cell {
  /// The left half of a wide cluster.
  var isLead: Bool { cluster.widthColumns == 2 && !isContinuation }
}
