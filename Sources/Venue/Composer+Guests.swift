import Dining
import Events

/// What guests are held to, whichever way their request came: their own table, and none of the house's own business.
extension Composer {
  /// The table that an order is opened at: guests sit at their own.
  func seat(_ wanted: String?) throws(Venue.Stop) -> String? {
    guard let own = request.table else { return wanted }
    guard wanted.map(own.isNamed) ?? true else { throw .complaint(Complaint(Refusal.onlyStaff)) }
    return own.name.string
  }

  /// Refuses what is of no order to every guest, and all but one order at a time to those of a table.
  func checkIsGuests() throws(Venue.Stop) {
    guard request.source == .guest, case .said(let action) = request.content else { return }
    let isTheirs =
      switch action {
      case .open(_, _, let type, _): request.table == nil || type == .dineIn
      case .change: true
      case .place: request.table == nil
      case .viewMenu(let table): request.table?.isNamed(table) ?? true
      case .voice: true
      case .menu, .experiment, .changeSetting, .staff, .partner: false
      }
    guard isTheirs else { throw .complaint(Complaint(Refusal.onlyStaff)) }
  }

  /// A repeat is answered with what was written then, and that may be another table's.
  func checkIsTheirs(_ order: Order) throws(Venue.Stop) {
    guard let table = request.table, !table.has(order) else { return }
    throw .complaint(Complaint("key", "this idempotency key was used already; give another one"))
  }
}
