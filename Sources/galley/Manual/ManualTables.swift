import Dining
import Events
import Menus
import Screens
import Venue
import Voice

/// The tables of the manual pages, printed from those of the code, so that neither says what the other does not.
///
/// A page holds each between `.\" table NAME` and `.\" end`. A test compares them, and rewrites them when asked to.
enum ManualTables {
  struct Table {
    let name: String
    /// Below `man/`.
    let page: String
    /// Lines of mdoc between the marks.
    let lines: [String]
  }

  static let all: [Table] = [
    Table(name: "events", page: "galley-events.5", lines: eventTypes),
    Table(name: "badges", page: "galley.1", lines: badges),
    Table(name: "cards", page: "galley.1", lines: cards),
    Table(name: "ranks", page: "galley.1", lines: ranks),
    Table(name: "commands", page: "galley.1", lines: commands),
    Table(name: "operands", page: "galley.1", lines: operands),
    Table(name: "limits", page: "galley.1", lines: limits),
    Table(name: "flags", page: "galley.1", lines: flags),
    Table(name: "keys", page: "galley.1", lines: keys),
    Table(name: "columns", page: "galley-menu.5", lines: columns),
    Table(name: "import", page: "galley.1", lines: imports),
    Table(name: "guests", page: "galley-table.7", lines: guests),
    Table(name: "clearances", page: "galley-staff.7", lines: clearances),
    Table(name: "intents", page: "galley-voice.7", lines: intents),
    Table(name: "polite", page: "galley-voice.7", lines: ["\(PoliteWords.all.joined(separator: ", "))."]),
    Table(name: "tablekeys", page: "galley-table.7", lines: tableKeys),
    Table(name: "actions", page: "galley-partner.7", lines: partnerActions),
    Table(name: "reasons", page: "galley-partner.7", lines: reasons),
    Table(name: "faults", page: "galley-partner.7", lines: faults),
    Table(name: "enable", page: "galley-partner.7", lines: enabling),
    Table(name: "roles", page: "galley-theme.5", lines: roles),
    Table(name: "settings", page: "galley.conf.5", lines: settings),
    Table(name: "house", page: "galley.conf.5", lines: houseSettings),
    Table(name: "keynames", page: "galley.conf.5", lines: keyNames),
    Table(name: "keysettings", page: "galley.conf.5", lines: keySettings),
    Table(name: "panes", page: "galley.1", lines: panes),
    Table(name: "drawings", page: "galley.1", lines: drawings),
    Table(name: "status", page: "galley.1", lines: statusWords),
    Table(name: "banners", page: "galley.1", lines: banners),
  ]

  static func beginning(of name: String) -> String { ".\\\" table \(name)" }
  static let end = ".\\\" end"

  private static var eventTypes: [String] {
    list(
      EventType.table.map { row in
        let entities = row.entities.map(\.rawValue).joined(separator: " or ")
        return (".It Ic \(row.type.rawValue) Pq \(entities)", row.payload.isEmpty ? "empty" : row.payload)
      })
  }

  private static var badges: [String] {
    list(
      BoardRules.badges.map { badge in
        (".It \(badge.name.rawValue)", "Shown when \(badge.shownWhen). Gone when \(badge.goneWhen).")
      })
  }

  private static var cards: [String] {
    list(BoardRules.cards.map { (".It \($0.state)", sentence($0.card)) })
  }

  private static var ranks: [String] {
    list(BoardRules.ranks.map { (".It \($0.name)", sentence($0.meaning)) })
  }

  private static var commands: [String] {
    Array(
      CommandTable.groups.map { group in
        [".Sy \(group.title)"] + list(group.commands.map { (".It \(synopsis($0))", $0.help) })
      }.joined(separator: [".Pp"]))
  }

  /// What a table's socket takes: the boundary as the program has it.
  private static var guests: [String] {
    let commands = CommandTable.all.compactMap { command -> (String, String)? in
      guard case .ofTheirTable(let flags) = command.guests else { return nil }
      return (".It \(synopsis(command) { flags.contains($0.name) })", command.help)
    }
    let common = (GuestRules.flags + [GuestRules.whoAsks]).map { flag in
      (".It Fl -\(flag.name)" + (flag.value.map { " Ar \($0)" } ?? ""), sentence(flag.help))
    }
    return list(commands) + ["With each of them:"] + list(common)
  }

  /// Which commands are for whom, once there is staff.
  private static var clearances: [String] {
    list(
      Clearance.allCases.filter { $0 != .nobody }.map { clearance in
        let commands = CommandTable.all.compactMap { command -> String? in
          guard command.clearances.contains(clearance) else { return nil }
          let kinds = command.kinds(for: clearance).joined(separator: ", ")
          return kinds.isEmpty ? command.name : "\(command.name) (\(kinds))"
        }
        return (".It Sy \(clearance.role?.rawValue ?? "")", commands.joined(separator: ", "))
      })
  }

  /// The whitelist of what can be said.
  private static var intents: [String] {
    list(
      IntentRow.all.map { row in
        let phrases = row.templates.map { "“\($0)”" }.joined(separator: ", ")
        let key = row.guestKey.map { ", or \($0) at a table" } ?? ""
        return (
          ".It Ic \(row.intent.rawValue) Pq \(row.isOfStaff ? "staff" : "guest")",
          "\(row.help) Say: \(phrases). By hand: \(row.command)\(key)."
        )
      })
  }

  private static var operands: [String] {
    list(Operand.all.map { (".It Ar \($0.name)", sentence($0.help)) })
  }

  private static var limits: [String] {
    list([
      (".It a command line", "\(Arguments.wordLimit) words of \(Arguments.wordBytesLimit) bytes each."),
      (
        ".It a text",
        "\(OrderCommand.textBytesLimit) bytes: a note, a reason, an alert, a label, a modifier, the name of a table, a "
          + "guest or a dish."
      ),
      (".It an order", "\(Order.itemLimit) items, each of \(Item.quantityLimit) at most."),
    ])
  }

  private static var flags: [String] {
    list(
      Flag.common.map { flag in
        (".It Fl -\(flag.name)" + (flag.value.map { " Ar \($0)" } ?? ""), sentence(flag.help))
      })
  }

  private static var columns: [String] {
    list(
      CSVColumn.allCases.map { column in
        let others = column.aliases.isEmpty ? "" : " Also: \(column.aliases.joined(separator: ", "))."
        return (".It Ic \(column.rawValue)", sentence(column.help) + others)
      })
  }

  private static var imports: [String] {
    list(
      OrderColumn.allCases.map { column in
        (
          ".It Ic \(column.rawValue)",
          sentence(column.help) + " Also: \(column.aliases.joined(separator: ", "))."
        )
      })
  }

  private static var keys: [String] {
    list(
      ActionTable.manualRows.map { row in
        let setting = row.name.map { " Setting: key.\($0)." } ?? ""
        return (".It \(marks(row.keys)) Pq \(row.places)", row.help + setting)
      })
  }

  private static var roles: [String] {
    list(
      Role.themed.map { role in
        (".It Ic \(role.name)", sentence(role.help) + (role.isReadFromAfar ? " Read from afar." : ""))
      })
  }

  private static var settings: [String] {
    list(
      SettingTable.all.map { (".It Ic \($0.name)", sentence($0.fileHelp)) }
        + [
          (".It Ic partner.NAME.command", sentence(SettingsFile.partnerHelp)),
          (".It Ic \(SettingsFile.keyPrefix)NAME", sentence(SettingsFile.keyHelp)),
        ])
  }

  private static var houseSettings: [String] {
    list(HouseSetting.all.map { (".It Ic \($0.key)", sentence($0.help)) })
  }

  /// Keys that are punctuation stand for themselves.
  static func marks(_ keys: String) -> String {
    keys.split(separator: " ").map {
      $0.count == 1 && !($0.first?.isLetter ?? false) ? "\\&\($0)" : String($0)
    }
    .joined(separator: " ")
  }

  /// `order add Ar CODE Oo Fl -qty Ar N Oc`: words, operands and flags, each with its macro.
  ///
  /// - Parameter isMeant: which of its flags are shown.
  private static func synopsis(_ command: Command, _ isMeant: (Flag) -> Bool = { _ in true }) -> String {
    let places = command.operands.map { operand in
      let place = "Ar \(Command.bare(operand))"
      return operand.hasSuffix("?") ? "Oo \(place) Oc" : place
    }
    let flags = command.flags.filter(isMeant).map { flag in
      let form = "Fl -\(flag.name)" + (flag.value.map { " Ar \($0)" } ?? "")
      return (flag.isRequired ? form : "Oo \(form) Oc") + (flag.isRepeated ? " Ns ..." : "")
    }
    return (["Ic \(command.name)"] + places + flags).joined(separator: " ")
  }

  /// A tagged list; the text of each row on a line of its own.
  static func list(_ rows: [(head: String, text: String)]) -> [String] {
    [".Bl -tag -width Ds"] + rows.flatMap { [$0.head, escaped($0.text)] } + [".El"]
  }

  static func sentence(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst() + "."
  }

  /// A text line: no backslash begins an escape, no dot or quote a macro, and each sentence stands on its own line.
  private static func escaped(_ text: String) -> String {
    let safe = text.exchanging("\\", for: "\\e").exchanging(". ", for: ".\n").exchanging("…", for: "...")
    return safe.hasPrefix(".") || safe.hasPrefix("'") ? "\\&" + safe : safe
  }
}
