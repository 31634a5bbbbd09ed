import Control
import Dining
import Events
import Host
import Screens
import Venue

/// Messages to guests: where they want them, and that one is sent.
extension Station {
  /// What a partner is set up with, as it is told: one that writes to guests hears where their addresses lie.
  func settings(of partner: Partner) -> JSON {
    guard partner.writesToGuests, partner.settings["contacts_file"] == nil,
      case .object(let members) = partner.settings
    else { return partner.settings }
    return .object(members + [JSON.Member("contacts_file", .string(contacts.path))])
  }

  func run(_ question: Invocation.MessageQuestion, _ session: Session) throws {
    switch question {
    case .contact(let name, let participant, let channel, let address):
      try keep(address, by: channel, of: participant, name, session)
    case .send(let name, let template, let participant): try send(template, to: participant, name, session)
    }
  }

  private func keep(
    _ address: String?, by channel: ContactChannel, of participant: String?, _ name: OrderName,
    _ session: Session
  ) throws {
    _ = try messengerHere()
    let order = try find(name).order
    let id = try participant.map { try order.participant(named: $0) }
    try contacts.add(
      ContactLine(
        orderID: order.id.description, participantID: id?.description, channel: channel, address: address,
        at: clock.wall()))
    let who = participant ?? "the guests"
    let way = channel.rawValue
    let end = address == nil ? "written to by \(way) no more" : "to be written to by \(way)"
    say(
      ["order_id": .string(order.id.description), "channel": .string(channel.rawValue)],
      "\(order.codeText): \(who): \(end)", session)
  }

  private func send(
    _ template: GuestMessage.Template, to participant: String?, _ name: OrderName, _ session: Session
  ) throws {
    let messenger = try messengerHere()
    let order = try find(name).order
    let id = try participant.map { try order.participant(named: $0) }
    guard let message = GuestMessage(template, order, participant: id, asked: clock.wall()) else {
      throw Failure(.unknownOrder(name))
    }
    partners.ask(messenger.name, .sendMessage, message.params) { [weak self] result in
      switch result {
      case .failure(let fault): session.fail(Failure(.network, fault.rawValue, fault.words))
      case .success:
        self?.say(
          ["order_id": .string(order.id.description), "template": .string(template.rawValue)],
          "\(order.codeText): the \(template.rawValue) goes to who has left an address", session)
      }
    }
  }

  private func say(_ members: KeyValuePairs<String, JSON?>, _ sentence: String, _ session: Session) {
    session.print(
      session.wantsJSON
        ? JSON.object(members).compactText + "\n" : VisibleText.line(sentence) + "\n")
    session.finish()
  }

  /// The addresses lie with the partner that writes to them.
  private func messengerHere() throws -> Partner {
    guard let messenger = venue.shown.messenger else {
      throw Failure(
        .refused, "no_messenger",
        "no partner writes to guests here; enable one with: galley partner enable email, or twilio")
    }
    guard messenger.terminal == venue.identity.terminal else {
      throw Failure(
        .refused, "elsewhere",
        "\(messenger.name) runs on \(messenger.terminal), and the addresses lie there; give the command there"
      )
    }
    return messenger
  }
}
