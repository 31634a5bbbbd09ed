import Glibc

/// One caller at the door: the socket, what was said over it, and what the terminal is being asked for it.
final class DoorVisit {
  let socket: DoorSocket
  let isTurnedAway: Bool
  private var conversation: DoorConversation
  private var question: Question?
  private var hasEndedWriting = false

  /// A connection to the terminal for one request.
  private struct Question {
    let call: HouseCall
    let socket: DoorSocket
    var unsent: [UInt8]
    var reader = HouseAnswerReader()
    let deadlineMs: Int64
  }

  /// - Parameter isTurnedAway: whether there is no room, and the caller only hears so.
  init(_ socket: DoorSocket, _ limits: DoorLimits, isTurnedAway: Bool, atMs: Int64) {
    self.socket = socket
    self.isTurnedAway = isTurnedAway
    conversation = isTurnedAway ? .turnedAway(limits, atMs: atMs) : DoorConversation(limits, atMs: atMs)
  }

  var isOver: Bool { if case .over = conversation.state { true } else { false } }
  var deadlineMs: Int64 { question?.deadlineMs ?? conversation.deadlineMs ?? .max }

  /// What is to be waited for: first at the caller's socket, then at the terminal's while that is asked.
  var waits: [pollfd] {
    var caller = pollfd(fd: socket.number, events: 0, revents: 0)
    if conversation.isReading { caller.events |= Int16(POLLIN) }
    if !conversation.unsent.isEmpty { caller.events |= Int16(POLLOUT) }
    guard let question else { return [caller] }
    let events = Int16(POLLIN) | (question.unsent.isEmpty ? 0 : Int16(POLLOUT))
    return [caller, pollfd(fd: question.socket.number, events: events, revents: 0)]
  }

  /// Goes on with what has become possible. `found` is what came of ``waits``.
  func goOn(_ found: ArraySlice<pollfd>, with house: DoorHouse, _ limits: DoorLimits, atMs: Int64) {
    if let caller = found.first, caller.revents != 0 { hearCaller(caller.revents, atMs) }
    if found.count > 1, found[found.startIndex + 1].revents != 0 { hearHouse(atMs) }
    pass(atMs)
    settle(house, limits, atMs)
  }

  private func hearCaller(_ events: Int16, _ atMs: Int64) {
    // Gone in both directions: nobody is left to be answered.
    if events & Int16(POLLHUP | POLLERR | POLLNVAL) != 0, !conversation.isReading {
      return conversation.end()
    }
    guard conversation.isReading, events & ~Int16(POLLOUT) != 0 else { return }
    switch socket.read() {
    case .bytes(let bytes): conversation.take(bytes, atMs: atMs)
    case .nothingYet: break
    case .end: conversation.end()
    }
  }

  private func hearHouse(_ atMs: Int64) {
    guard var asked = question else { return }
    question = nil
    if !asked.unsent.isEmpty {
      // A terminal that takes no more may have said why: what it said is still read.
      asked.unsent.removeFirst(asked.socket.write(asked.unsent) ?? asked.unsent.count)
    }
    let answer: HouseAnswer? =
      switch asked.socket.read() {
      case .bytes(let bytes): asked.reader.take(bytes)
      case .nothingYet: nil
      case .end: .nobody
      }
    if let answer {
      conversation.answer(asked.call.response(to: answer), atMs: atMs)
    } else {
      question = asked
    }
  }

  private func pass(_ atMs: Int64) {
    if let question, atMs >= question.deadlineMs {
      conversation.answer(question.call.response(to: .late), atMs: atMs)
      self.question = nil
    }
    conversation.pass(atMs: atMs)
  }

  /// Does all that needs no waiting: the next request is taken up, and what is to be said is written.
  private func settle(_ house: DoorHouse, _ limits: DoorLimits, _ atMs: Int64) {
    while true {
      if case .asking(let request) = conversation.state, question == nil {
        takeUp(house.routes.step(for: request), house, limits, atMs)
      }
      guard !conversation.unsent.isEmpty else { break }
      guard let count = socket.write(conversation.unsent) else { return conversation.end() }
      guard count > 0 else { break }
      conversation.drop(count, atMs: atMs)
    }
    if case .lingering = conversation.state, !hasEndedWriting {
      hasEndedWriting = true
      socket.endWriting()
    }
  }

  private func takeUp(_ step: DoorRoutes.Step, _ house: DoorHouse, _ limits: DoorLimits, _ atMs: Int64) {
    switch step {
    case .answer(let response): conversation.answer(response, atMs: atMs)
    case .knock:
      let status: DoorStatus = DoorSocket.connected(to: house.socketPath) == nil ? .unavailable : .ok
      conversation.answer(DoorResponse(status), atMs: atMs)
    case .call(let call):
      guard let socket = DoorSocket.connected(to: house.socketPath) else {
        return conversation.answer(call.response(to: .nobody), atMs: atMs)
      }
      question = Question(
        call: call, socket: socket, unsent: call.frame.bytes, deadlineMs: atMs + limits.houseMs)
    }
  }
}

/// What all visits are about.
struct DoorHouse {
  let routes: DoorRoutes
  /// The control socket of the terminal that holds the log.
  let socketPath: String
}
