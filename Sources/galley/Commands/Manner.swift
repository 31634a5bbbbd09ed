import Events
import Screens
import Venue

/// How a command is given, whatever it asks: by whom, under which key, and whether warnings hold it up.
struct Manner {
  /// Who gives it; nil for the terminal itself.
  var actor: ExactString?
  /// What they may do, once their PIN was checked.
  var role: StaffRole?
  /// Whether they have shown that the machine is theirs.
  var isOwner = false
  /// The table whose guests give it through their socket; nil for staff.
  var table: GuestTable?
  /// A repeat under the same key changes nothing.
  var idempotencyKey: ExactString?
  /// Whether what is only warned of is done.
  var isAnyway = false
  /// Whether an order that is opened is answered with its short code alone.
  var isQuiet = false
  /// Whether lists stand in aligned columns with headings.
  var wantsColumns = false
  /// Whether what differs stands in colours.
  var wantsColours = false

  /// Who asks, as events tell it.
  var source: Source { table != nil ? .guest : isOwner ? .system : .staff }

  init() {}

  init(_ arguments: Arguments) {
    actor = arguments.value("as").map { ExactString($0) }
    idempotencyKey = arguments.value("idempotency-key").map { ExactString($0) }
    isAnyway = arguments.has("anyway") || arguments.has("again")
    isQuiet = arguments.has("quiet")
    wantsColumns = arguments.has("columns")
    wantsColours = arguments.has("colours")
  }
}
