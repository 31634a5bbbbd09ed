import Dining
import Events
import Venue
import Voice

/// What guests may give of a command through their table's socket: a property of each row of ``CommandTable``, which
/// nobody gets by accident.
public enum GuestTerms: Hashable, Sendable {
  case never
  /// With these of its flags, beside ``GuestRules/flags``. A CODE is a live order of their table, and what names no
  /// order is about their table.
  case ofTheirTable(_ flags: [String] = [])
}

/// The boundary around the guests of one table (S9, S19, S21): which command lines are theirs to give.
///
/// It looks nothing up: which orders are at the table is known where a request is decided (``Request/table``).
public struct GuestRules: Sendable {
  public let table: GuestTable

  /// Flags of every command that guests may give.
  public static let flags = Flag.common.filter { ["json", "idempotency-key"].contains($0.name) }
  /// Says who of the table asks; with every command that has a CODE.
  public static let whoAsks = Flag("participant P1", "which of the guests asks")

  public init(_ table: GuestTable) { self.table = table }

  /// A guest's command line, understood.
  public struct Understood: Sendable {
    public let invocation: Invocation
    /// The order and the guest who asks, as they were named; nil for the table as a whole.
    public let asker: (order: OrderName, participant: String)?
  }

  /// Why a command line of a guest leads to nothing.
  public enum Fault: Error, Hashable, Sendable {
    /// It is not theirs to give.
    case notTheirs(String)
    /// It is, and makes no sense.
    case usage(UsageFault)
  }

  public func understand(_ words: [String]) throws(Fault) -> Understood {
    let arguments: Arguments
    do throws(UsageFault) { arguments = try Arguments(words) } catch { throw .usage(error) }
    guard let command = CommandTable.command(arguments.words), case .ofTheirTable(let own) = command.guests
    else { throw .notTheirs("a table's screen can't do that; ask the staff") }
    let asks = command.operands.first == "CODE" ? [Self.whoAsks] : []
    let allowed = own + (Self.flags + asks).map(\.name)
    for flag in arguments.flagNames where !allowed.contains(flag) {
      throw .notTheirs("\(command.name) takes no --\(flag) from a table's screen")
    }
    // The heart takes whoever speaks here for a guest, whatever is said of the surface.
    guard arguments.value("surface") != Surface.staff.rawValue else {
      throw .notTheirs("at a table's screen guests speak")
    }
    // Who asks is said with every command; a command that has such a flag itself reads it too.
    let isOfCommand = command.flags.contains { $0.name == Self.whoAsks.name }
    let invocation: Invocation
    do throws(UsageFault) {
      invocation = try CommandTable.understand(isOfCommand ? arguments : arguments.without(Self.whoAsks.name))
    } catch {
      throw .usage(error)
    }
    let code = arguments.words.dropFirst(command.words.count).first
    return Understood(
      invocation: try atTheirTable(invocation),
      asker: asks.isEmpty
        ? nil : code.flatMap { code in arguments.value(Self.whoAsks.name).map { (OrderName(code), $0) } })
  }

  /// Puts what names no order at their table.
  private func atTheirTable(_ invocation: Invocation) throws(Fault) -> Invocation {
    if case .menus(.show) = invocation {
      let show = Invocation.MenuShow(
        at: nil, table: table.name.string, session: nil, isWhy: false, isDraft: false)
      return .menus(.show(show))
    }
    guard case .change(.open(let wanted, let guests, let type, let promised)) = invocation else {
      return invocation
    }
    guard type == .dineIn else { throw .notTheirs("a table's screen opens orders to eat here") }
    guard wanted.map(table.isNamed) ?? true else {
      throw .notTheirs("this is the screen of \(table), and opens orders there alone")
    }
    return .change(.open(table: table.name.string, guests: guests, type: type, promised: promised))
  }
}
