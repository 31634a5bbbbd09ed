import Control
import Events
import Host
import Menus
import Screens

/// A table's screen at the table's socket: hears what it draws, and gives the guests' commands one after the other.
///
/// A screen in the very process that holds the log goes the same way: there is no other one around the boundary.
final class TableLink {
  private let connection: Connection
  private let onChange: (TableState) -> Void
  private var onEnd: (() -> Void)?
  private var decoder = EventDecoder()
  private var menu: MenuDocument?
  /// Lines that have come since the last state.
  private var events: [Event] = []
  /// Commands that wait for an answer; the first of them is on its way.
  private var waiting: [(words: [String], collector: AnswerCollector)] = []
  private var isEnded = false

  /// More than anybody presses before an answer comes: a key that is held down is let go.
  private static let waitingLimit = 64

  /// Attaches; `onChange` hears of each state, `onEnd` once of the end, after every command that had no answer was told so.
  init(
    _ connection: Connection, on loop: EventLoop, onChange: @escaping (TableState) -> Void,
    onEnd: @escaping () -> Void
  ) {
    self.connection = connection
    self.onChange = onChange
    self.onEnd = onEnd
    connection.start(on: loop) { [weak self] in
      self?.hear($0)
    } onEnd: { [weak self] in
      self?.end()
    }
    connection.send(ControlFrame(.attach))
  }

  func run(_ words: [String], _ answer: @escaping (TypedAnswer) -> Void) {
    let collector = AnswerCollector(answer)
    guard !isEnded, waiting.count < Self.waitingLimit else { return Self.tellGone(collector) }
    waiting.append((words, collector))
    if waiting.count == 1 { connection.send(.command(words)) }
  }

  func touch() { connection.send(ControlFrame(.touch)) }

  /// Ends it from this side; commands without an answer are told so.
  func close() {
    onEnd = nil
    connection.close()
    end()
  }

  private func hear(_ frame: ControlFrame) {
    switch frame.kind {
    case .output, .error: waiting.first?.collector.take(frame)
    case .exit: settle(frame)
    case .lines: events += frame.eventLines.compactMap { try? decoder.decode($0) }
    case .menu: menu = (try? JSONParser.parse(frame.content)).flatMap { try? MenuDocument(json: $0) }
    case .tableState:
      let state = (try? JSONParser.parse(frame.content)).flatMap {
        TableState($0, menu: menu, events: events)
      }
      events = []
      if let state { onChange(state) }
    case .run, .input, .inputEnd, .attach, .follow, .position, .identity, .caughtUp, .peers, .banner,
      .partners, .table,
      .touch, .surface, .askPin, .askNewPin, .pin, .logIn, .pass, .logOut, .webhook, .payLink:
      break
    }
  }

  /// The first command is done, and the next one may go.
  private func settle(_ exit: ControlFrame) {
    guard !waiting.isEmpty else { return }
    let (_, collector) = waiting.removeFirst()
    if let next = waiting.first { connection.send(.command(next.words)) }
    collector.take(exit)
  }

  private func end() {
    isEnded = true
    let unanswered = waiting
    waiting = []
    for (_, collector) in unanswered { Self.tellGone(collector) }
    let told = onEnd
    onEnd = nil
    told?()
  }

  /// Whether a command was done that was on its way, nobody can say here.
  private static func tellGone(_ collector: AnswerCollector) {
    collector.take(
      ControlFrame(.error, "Nothing answers at the moment. See whether it was done, then try again."))
    collector.take(.exit(Failure.Status.disk.rawValue))
  }
}
