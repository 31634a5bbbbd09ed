import Events
import Screens
import Venue

/// What is asked of the partners themselves.
extension Station {
  func listPartners(_ session: Session) {
    let statuses = partners.allStatuses
    for status in statuses {
      session.print(session.wantsJSON ? status.json.compactText + "\n" : PartnerText.line(status))
    }
    if statuses.isEmpty, !session.wantsJSON {
      session.print(
        "No partners; payments are simulated, for training. Enable one with: galley partner enable stripe\n")
    }
    session.finish()
  }

  /// What waits for a partner, and what was given up, goes out now.
  func retry(_ name: ExactString, _ session: Session) {
    guard let partner = venue.shown.partner(name) else {
      return session.fail(
        Failure(.refused, "not_found", "no partner “\(name)” is enabled; see them with: galley partner list"))
    }
    guard let stream = partners.streams.stream(of: name) else {
      return session.fail(
        Failure(
          .refused, "elsewhere",
          "\(name) gets its events from \(partner.terminal), while that runs (galley serve, or a screen); nothing was "
            + "sent from here. Give the command there."))
    }
    do {
      let count = try stream.retry()
      session.print(
        session.wantsJSON
          ? JSON.object(["dead_letters": .int(Int64(count)), "waiting": .int(stream.lagEvents)]).compactText
            + "\n"
          : "\(name): what waits is sent now, and \(count) dead letters once more.\n")
      session.finish()
    } catch {
      session.fail(Failure(error))
    }
  }
}
