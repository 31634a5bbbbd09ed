import Events
import Replication
import Venue

/// The one table of settings. A setting is a row here, and its use.
public struct SettingTable: Sendable {
  public static let rows = SettingTable()

  /// In the order of the manual.
  public static let all: [any SettingRow] = [
    rows.data, rows.json, rows.venue, rows.name, rows.letter, rows.listen, rows.peer, rows.keyFile,
    rows.insecureLoopback, rows.payLinkBase, rows.tableSocket, rows.theme, rows.timeZone, rows.letters,
    rows.ready,
    rows.allergens, rows.bump,
    rows.readOnly, rows.station, rows.lockAfter, rows.mouse, rows.ringNew, rows.ringChanged, rows.ringVoid,
    rows.ringLate, rows.ringAttention,
  ]

  public let data = Setting(
    "data", .with("DIR"), "the directory with the log", environment: "GALLEY_DATA", usual: nil, .text)

  public let json = Setting(
    "json", .alone, "one JSON object a line instead of a sentence",
    fileHelp: "yes: one JSON object a line instead of a sentence", goesAlong: true, usual: false, .truth)

  public let venue = Setting(
    "venue", .with("NAME"), "the house this terminal belongs to; [a-z0-9-], at most 40", usual: nil,
    absent: "(taken at the first start)", .venue)

  public let name = Setting(
    "name", .with("NAME"), "what this terminal is called; [a-z][a-z0-9-], at most 31", usual: nil,
    absent: "(taken at the first start)", .terminal)

  public let letter = Setting(
    "letter", .with("L"), "the letter of the short codes that this terminal gives out", usual: nil,
    absent: "(taken at the first start)", .letter)

  public let listen = Setting(
    "listen", .with("HOST:PORT"),
    "where other terminals reach this one, like 0.0.0.0:7400 or [::]:7400", usual: nil, absent: "(nowhere)",
    .address)

  public let peer = Setting(
    "peer", .with("HOST:PORT"), "another terminal that this one dials",
    fileHelp: "another terminal that this one dials; one line for each", isRepeated: true, usual: [],
    .list(atMost: Self.peersLimit, .dialed))

  public let keyFile = Setting(
    "key-file", .with("FILE"),
    "the file with the key of the house, mode 0600; of several the first to dial, any to accept",
    fileHelp:
      "the file with the key of the house, from the settings file's own directory where it has no whole "
      + "path; of several lines the first to dial, any to accept", isRepeated: true, usual: [],
    .list(atMost: Self.keyFilesLimit, .keyFile))

  public let insecureLoopback = Setting(
    "insecure-loopback", .alone,
    "without a key, and so without proofs: listen and dial on this machine alone",
    fileHelp: "yes: without a key, and so without proofs, listen and dial on this machine alone",
    usual: false,
    .truth)

  public let payLinkBase = Setting(
    "pay.link_base", .no,
    "where guests reach galley-partner http, like https://pay.house.example: its short links make codes that fit a small "
      + "screen", usual: nil, absent: "(none: codes hold the provider's address)", .webAddress)

  public let tableSocket = Setting(
    "table-socket", .with("T4"), "a table whose guests have a screen: its socket table-T4.sock stands",
    fileHelp:
      "a table whose guests have a screen: its socket stands while the terminal runs, see galley-table(7); one line "
      + "for each", isRepeated: true, usual: [], .list(atMost: Self.tablesLimit, .guestTable))

  public let theme = Setting(
    "theme", .with("THEME"), "how screens look; see: galley theme list",
    fileHelp: "how screens look: the name of a theme, like light; see galley-theme(5)", goesAlong: true,
    usual: Theme.default.name, .theme)

  public let timeZone = Setting(
    "time_zone", .no, "the venue's time zone, like Europe/Vienna, while the log has no such setting",
    usual: nil, absent: "(that of the machine)", .text)

  public let letters = Setting(
    "letters", .with("WHAT"), "big letters: auto, quarter, half, full or plain; see galley.conf(5)",
    fileHelp:
      "big letters of a full screen: auto (what the terminal can draw), quarter (quarter blocks), half (half "
      + "blocks), full (whole blocks) or plain (none)", goesAlong: true, usual: Letters.automatic, .choice)

  public let ready = Setting(
    "ready", .no,
    "how ready tickets stand: column (as cards), folded (as lines below the last lane) or auto (folded when room is "
      + "short)", usual: ReadyPlace.automatic, .choice)

  public let allergens = Setting(
    "allergens", .no,
    "how allergens stand after their dish: calm (loud on every dish of an order with an alert) or loud (always)",
    usual: AllergenLook.calm, .choice)

  public let bump = Setting(
    "bump", .no, "what one press moves: ticket (all that the card shows) or item",
    usual: Preferences.Bump.ticket, .choice)

  public let readOnly = Setting(
    "read_only", .no, "yes: keys of a full screen change nothing; for a keypad that guests can reach",
    usual: false, .truth)

  public let station = Setting(
    "station", .no, "the station whose dishes a full screen shows at the start", usual: nil,
    absent: "(all)", .station)

  public let lockAfter = Setting(
    "lock_after", .no,
    "after how many minutes without a key a full screen logs out whoever is logged in there; 0: never, at most 1440",
    usual: 5, .minutes)

  public let mouse = Setting(
    "mouse", .no, "yes or no: whether a full screen takes clicks and touches", usual: true, .truth)

  // Each kind has a number of strokes of its own, so that it is known without looking: one for the most frequent.
  public let ringNew = Self.ring(.new, "a new ticket", strokes: 1)
  public let ringChanged = Self.ring(.changed, "a changed ticket", strokes: 2)
  public let ringVoid = Self.ring(.void, "a dish that was taken off", strokes: 3)
  public let ringLate = Self.ring(.late, "a ticket that gets late", strokes: 4)
  public let ringAttention = Self.ring(
    .attention, "what wants staff at once, on a staff console alone", strokes: 5)

  /// More than a house has terminals.
  private static let peersLimit = 64
  /// More than a house has tables with a tablet each.
  private static let tablesLimit = 256
  /// A new key, an old one while it is carried around, and some to spare.
  private static let keyFilesLimit = 8

  private static func ring(_ sound: Sound, _ what: String, strokes: Int) -> Setting<Ring> {
    Setting(
      sound.setting, .no,
      "how a full screen rings for \(what): off, bell, bell 2 to bell \(Ring.strokesLimit), or run COMMAND, which "
        + "is started without a shell and ended after \(Ring.commandLimitMs / 1_000) seconds; bell \(strokes) by itself",
      usual: .bell(strokes: strokes), .ring)
  }
}

extension SettingValues {
  /// How a sound is made.
  public func ring(of sound: Sound) -> Ring {
    switch sound {
    case .new: self.ringNew
    case .changed: self.ringChanged
    case .void: self.ringVoid
    case .late: self.ringLate
    case .attention: self.ringAttention
    }
  }
}
