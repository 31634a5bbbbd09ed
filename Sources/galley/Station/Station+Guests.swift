import Control
import Dining
import Events
import Host
import Screens
import Venue

/// What the guests of one table ask of the terminal: all of it comes through here, from whichever process their screen
/// runs in.
extension Station {
  /// Carries out a guest's command line, or refuses it.
  ///
  /// - Returns: the command in progress; nil where it was none of theirs.
  func run(
    _ words: [String], ofGuestsAt table: GuestTable, emit: @escaping (ControlFrame) -> Void
  ) -> Session? {
    do {
      try Failure.refuseControlCharacters(words)
      let understood = try GuestRules(table).understand(words)
      let arguments = try Arguments(words)
      var manner = Manner(arguments)
      manner.table = table
      manner.actor = try understood.asker.map { try guest($0.participant, of: $0.order, at: table) }
      let session = Session(
        understood.invocation, words, try SettingValues(arguments), manner, on: .table, emit: emit)
      run(session)
      return session
    } catch {
      let failure = Failure(error)
      tell(failure, of: words, by: table.description, on: .table)
      emit(ControlFrame(.error, failure.text(json: words.contains("--json"))))
      emit(.exit(failure.status.rawValue))
      return nil
    }
  }

  /// The guest who asks, as the events will name them.
  private func guest(_ name: String, of order: OrderName, at table: GuestTable) throws -> ExactString {
    let order = try find(order, at: table).order
    do throws(Refusal) {
      return ExactString(try order.participant(named: name).description)
    } catch {
      throw Failure(Complaint(error))
    }
  }

  /// Somebody looks at the screen of a table: its visit begins, where there is none, and they have seen a bill that is
  /// out.
  func touch(_ table: GuestTable) {
    ask(Request(.viewMenu(table: table.name.string), source: .guest, table: table)) { _ in }
    guard let order = venue.shown.streams(at: table).last?.order, order.isPayVisible, !order.isBillViewed
    else { return }
    ask(Request(own: .own(.viewBill), on: order.id, actor: table.name, source: .guest)) { _ in }
  }
}
