import Control
import Events
import Foundation
import TestAids
import Testing

/// The built program with a strict Messages API, and with PyPI's aiosmtpd behind a `sendmail`.
@Suite(.timeLimit(.minutes(3))) struct MessageProgramTests {
  private let post: PlayedPost
  private let folder: ScratchFolder
  private let contacts: String
  private static let guest = "guest.of-maple@example.com"
  private static let number = "+491701234567"

  init() throws {
    post = try PlayedPost()
    folder = try ScratchFolder()
    let lines = [(ContactChannel.sms, Self.number), (.email, Self.guest)].map { channel, address in
      ContactLine(
        orderID: Asked.order, participantID: Asked.guest, channel: channel, address: address, at: Sent.now
      ).line
    }
    contacts = try folder.write(lines.joined(), "contacts")
  }

  private func twilio(token: String = PlayedPost.token) throws -> Partner {
    let partner = try Partner(
      "twilio",
      settings: [
        "account": PlayedPost.account, "from": "Maple", "api_base": post.base, "contacts_file": contacts,
      ],
      secrets: ["token_file": token + "\n"])
    guard case .ready = try partner.hear() else { throw Failure("not ready: \(partner.errors)") }
    return partner
  }

  private func email(_ command: String? = nil) throws -> Partner {
    let port = try #require(try post.tell("smtp")["port"]?.int)
    let partner = try Partner(
      "email",
      settings: [
        "from": "bills@maple.example", "sendmail": command ?? PlayedPost.sendmail(to: port),
        "contacts_file": contacts,
      ])
    guard case .ready = try partner.hear() else { throw Failure("not ready: \(partner.errors)") }
    return partner
  }

  /// Neither an address nor a token may be read by whoever looks after the machine.
  private func expectSilence(_ partner: Partner) {
    for word in [Self.guest, Self.number, PlayedPost.token, "secret-words", "Basic "] {
      #expect(!partner.errors.contains(word))
    }
  }

  @Test func `Short messages are in order for a strict interface`() throws {
    let partner = try twilio()
    let sent = try partner.ask("message.send", AskedMessage.params())
    #expect(sent.ok && sent.types == ["message_sent"] && sent.value?["parts"]?.int == 1)
    #expect(try partner.ask("message.send", AskedMessage.params(template: "nudge")).types == ["message_sent"])
    let calls = try post.tell("calls").array ?? []
    #expect(
      calls.map { $0["Body"]?.string } == [
        "maple: 60.95 EUR paid for order B07 (table T4). Thank you.",
        "maple: the bill of order B07 (table T4) waits, 60.95 EUR. Please pay at the table or ask us.",
      ])
    #expect(calls.allSatisfy { $0["To"]?.string == Self.number && $0["From"]?.string == "Maple" })
    #expect(try post.tell("faults").array?.isEmpty == true)
    expectSilence(partner)
  }

  @Test func `Refusals are told in our own words, and nothing of whom or what`() throws {
    let partner = try twilio()
    try post.tell(
      "answers",
      ["answers": .array([.object(["status": 400, "code": 21610]), .object(["status": 503])])])
    let refused = try partner.ask("message.send", AskedMessage.params())
    #expect(refused.ok && refused.fact(0)?.payload["reason"]?.string == "withdrawn")
    let later = try partner.ask("message.send", AskedMessage.params(template: "nudge"))
    #expect(later.ok && later.facts.isEmpty, "it is tried again")
    expectSilence(partner)
    let stranger = try twilio(token: "another")
    #expect(try stranger.ask("message.send", AskedMessage.params()).error == "unauthorized")
    #expect(try post.tell("faults").array == ["authorization"])
  }

  @Test func `A mail is taken by a mail server, and read by Python as it was meant`() throws {
    let partner = try email()
    let table = AskedMessage.params(changing: "table_id", to: "Gärtchen 4 = schön.")
    #expect(try partner.ask("message.send", table).types == ["message_sent"])
    let mail = try #require(try post.tell("mails", ["count": 1]).array?.first)
    #expect(mail["from"]?.string == "bills@maple.example" && mail["to"]?.array == [.string(Self.guest)])
    #expect(mail["subject"]?.string == "Receipt of maple, order B07")
    #expect(
      mail["text"]?.string?.trimmingCharacters(in: .whitespacesAndNewlines)
        == "maple: 60.95 EUR paid for order B07 (table Gärtchen 4 = schön.). Thank you.")
    #expect(mail["message_id"]?.string == "<message.receipt.\(Asked.payment)@maple.example>")
    #expect(mail["defects"]?.array?.isEmpty == true)
    #expect(
      mail["headers"]?.array == [
        "Auto-Submitted", "Content-Transfer-Encoding", "Content-Type", "Date", "From", "MIME-Version",
        "Message-ID", "Subject", "To",
      ])
    expectSilence(partner)
  }

  @Test func `A server that wants it later gets it later, and one that knows nobody is believed`() throws {
    let partner = try email()
    try post.tell("refusals", ["refusals": .array(["451 later", "550 nobody"])])
    let later = try partner.ask("message.send", AskedMessage.params())
    #expect(later.ok && later.facts.isEmpty)
    let nobody = try partner.ask("message.send", AskedMessage.params(template: "nudge"))
    #expect(nobody.fact(0)?.payload["reason"]?.string == "address")
    expectSilence(partner)
    let unknown = try email("/nowhere/sendmail")
    #expect(try unknown.ask("message.send", AskedMessage.params()).error == "misconfigured")
  }

  @Test func `A mail program that hangs does not hold up the end`() throws {
    let script = try folder.write("#!/bin/sh\nexec sleep 300\n", "hangs", mode: 0o700)
    let partner = try email(script)
    let began = monotonicSeconds()
    _ = try partner.begin("message.send", AskedMessage.params())
    try partner.say(.stop)
    #expect(try partner.child.exit(within: 10) == 0)
    #expect(monotonicSeconds() - began < 8)
  }

  @Test func `Addresses that others may read are not used`() throws {
    let partner = try twilio()
    #expect(chmod(contacts, 0o644) == 0)
    #expect(try partner.ask("message.send", AskedMessage.params()).error == "misconfigured")
    #expect(partner.errors.contains("others than its owner"))
    #expect(chmod(contacts, 0o600) == 0)
    #expect(try partner.ask("message.send", AskedMessage.params()).types == ["message_sent"])
  }

  @Test func `Every adapter says what it is for and what it wants`() throws {
    for (adapter, words) in [
      ("webhook", ["url", "secret_file", "allow_private"]), ("exec", ["command"]),
      ("twilio", ["account", "token_file", "from", "api_base", "contacts_file"]),
      ("email", ["from", "sendmail", "contacts_file"]), ("stripe", ["secret_key_file"]), ("simulated", []),
    ] {
      let child = try Child([try PartnerBinary.path(), adapter, "--help"], errors: folder.path + "/errors")
      var text = ""
      while let line = try child.line() { text += String(decoding: line, as: UTF8.self) + "\n" }
      #expect(try child.exit() == 0 && text.hasPrefix("galley-partner \(adapter)\n"))
      for word in words { #expect(text.contains("  \(word)"), "\(adapter) \(word)") }
      #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(text)")
    }
  }
}
