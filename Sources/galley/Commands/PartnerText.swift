import Events
import Node
import Screens
import Venue

/// Partners and what they did not take, a line each for a person at a shell.
enum PartnerText {
  static func line(_ status: PartnerStatus) -> String {
    let mode = status.mode.map { ", \($0) key" } ?? ""
    let dead =
      status.dead > 0 ? ", \(status.dead) dead letters (galley partner dead-letters \(status.name))" : ""
    let error = status.lastError.map { ": \($0)" } ?? ""
    return VisibleText.line(
      "\(status.name) (\(status.adapter)) on \(status.terminal): \(status.state.rawValue)\(mode), "
        + "\(status.delivered) events delivered, \(status.lagEvents) behind\(dead)\(error)") + "\n"
  }

  static func line(_ letter: DeadLetter, of partner: String) -> String {
    let event = letter.event
    let order = event["subject"]?.string.map { " of order …\($0.suffix(6))" } ?? ""
    let what = event["data"]?["event_type"]?.string ?? "?"
    return VisibleText.line(
      "\(partner): \(what)\(order) at \(event["time"]?.string ?? "?"), given up at \(letter.at), at try "
        + "\(letter.tries): \(letter.error)") + "\n"
  }
}
