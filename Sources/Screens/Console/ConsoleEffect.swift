import Events
import Insights
import Venue

/// What a screen wants done.
public enum ConsoleEffect: Sendable {
  /// Ask the heart; the answer goes to ``Console/hear(_:_:)``.
  case request(Request.Action)
  /// Do what a person typed, as a command line without the program's name.
  case run([String])
  /// Something is news.
  case ring(Sound)
  /// Read from the log what the visits of an experiment did; the answer goes to ``Console/take(_:of:at:)``.
  case readFigures(of: UUIDv7)
  /// Add up business days from the log; the answer goes to ``Console/take(_:at:)``.
  case readTakings(of: [BusinessDay])
  /// Ask the log a manager's question; the answer goes to ``Console/take(_:at:)``.
  case readInsight(InsightQuestion)
  /// Read what the log holds from a moment on; the answer goes to ``Console/take(_:)``.
  case lookBack(since: Timestamp)
  /// Look at somebody's PIN; the answer goes to ``Console/hearLogIn(_:_:_:)``.
  case logIn(name: String, pin: [UInt8])
  /// Nobody by name is at this screen any more.
  case logOut
  /// The picture may have changed.
  case redraw
  /// Send the whole picture again: something else wrote on the terminal.
  case repaint
  case quit
}
