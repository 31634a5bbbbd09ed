import Control
import Events
import Testing

@testable import Partners

/// Addresses, their file, lengths and mails as values.
@Suite struct MessageValuesTests {
  @Test func `Numbers by E 164, and addresses by RFC 5321`() {
    for good in ["+4930123456", "+12025550123", "+123456789012345", "+12345678"] {
      #expect(ContactChannel.sms.accepts(good), "\(good)")
    }
    for bad in [
      "4930123456", "+0930123456", "+1234567", "+1234567890123456", "+49 30 123456", "+49-30", "", "+",
      "+4930123456\n", "+٤٩٣٠١٢٣٤٥٦", "+49301234a6",
    ] { #expect(!ContactChannel.sms.accepts(bad), "\(bad)") }
    let longest = String(repeating: "a", count: 64) + "@" + String(repeating: "b", count: 63) + ".example"
    for good in ["a@example.com", "a.b+c@ex-ample.co.uk", "o'hara@example.com", "x@localhost", longest] {
      #expect(ContactChannel.email.accepts(good), "\(good)")
    }
    for bad in [
      "", "a", "a@", "@b", "a@b@c", "a b@example.com", "a@example..com", ".a@example.com", "a.@example.com",
      "a@-b.com", "a@b-.com", "a@example.com\nBcc: b@example.com", "a@example.com\r", "<a@example.com>",
      "a,b@example.com", "\"a\"@example.com", "a@[127.0.0.1]", "ä@example.com", "a@exämple.com",
      "-a@example.com",
      "a" + longest, "a@" + String(repeating: "b.", count: 126) + "bb",
    ] { #expect(!ContactChannel.email.accepts(bad), "\(bad)") }
  }

  @Test func `An address is shown so that only its owner knows it`() {
    #expect(ContactChannel.sms.masked("+4930123456") == "+49…56")
    #expect(ContactChannel.email.masked("anna.berg@example.com") == "a…@example.com")
  }

  @Test func `A line of the file reads as it was written, and others are passed over`() throws {
    let line = ContactLine(
      orderID: "o1", participantID: "p1", channel: .email, address: "a@example.com", at: Sent.now)
    #expect(ContactLine(line: line.line) == line)
    #expect(
      String(decoding: line.line, as: UTF8.self)
        == #"{"order_id":"o1","participant_id":"p1","channel":"email","address":"a@example.com","#
        + #""at":"2026-09-21T14:13:20.000Z"}"# + "\n")
    let gone = ContactLine(orderID: "o1", participantID: nil, channel: .sms, address: nil, at: Sent.now)
    #expect(ContactLine(line: gone.line) == gone)
    for bad in ["", "{}", "nonsense", #"{"order_id":"o","channel":"fax","at":"2026-09-21T14:13:20.000Z"}"#] {
      #expect(ContactLine(line: bad.utf8) == nil)
    }
    #expect(ContactLine(line: line.line + [UInt8](repeating: 0x20, count: 1024)) == nil, "too long")
  }

  private func line(
    _ order: String, _ participant: String?, _ address: String?, _ channel: ContactChannel = .sms
  ) -> [UInt8] {
    ContactLine(orderID: order, participantID: participant, channel: channel, address: address, at: Sent.now)
      .line
  }

  private func ask(_ order: String, _ participant: String? = nil) throws -> MessageAsk {
    try #require(MessageAsk(AskedMessage.params(order: order, participant: participant)))
  }

  @Test func `The last line counts, and nobody gets what is another's`() throws {
    var bytes =
      Array("of a longer line\"}\nnonsense\n".utf8) + line("o1", "p1", "+491") + line("o1", nil, "+492")
    #expect(ContactBook(bytes).address(of: try ask("o1", "p1"), by: .sms) == "+491")
    #expect(ContactBook(bytes).address(of: try ask("o1", "p2"), by: .sms) == "+492", "that of the order")
    #expect(ContactBook(bytes).address(of: try ask("o1"), by: .sms) == "+492")
    #expect(ContactBook(bytes).address(of: try ask("o2"), by: .sms) == nil)
    #expect(ContactBook(bytes).address(of: try ask("o1"), by: .email) == nil)
    bytes += line("o1", "p1", nil) + line("o1", nil, "+493")
    #expect(ContactBook(bytes).address(of: try ask("o1", "p1"), by: .sms) == nil, "withdrawn is withdrawn")
    #expect(ContactBook(bytes).address(of: try ask("o1"), by: .sms) == "+493")
    #expect(ContactBook(line("o1", "p1", "+491")).address(of: try ask("o1"), by: .sms) == nil)
  }

  @Test(
    arguments: [
      ("maple: 60.95 EUR paid", .plain, 21, 1), ("€", .plain, 2, 1), ("ç", .wide, 1, 1), ("Ç", .plain, 1, 1),
      (String(repeating: "a", count: 160), .plain, 160, 1),
      (String(repeating: "a", count: 161), .plain, 161, 2),
      (String(repeating: "a", count: 307), .plain, 307, 3), (String(repeating: "ł", count: 70), .wide, 70, 1),
      (String(repeating: "ł", count: 71), .wide, 71, 2), ("😀", .wide, 2, 1), ("", .plain, 0, 1),
    ] as [(String, SMSLength.Coding, Int, Int)])
  func `The length of a short message`(_ text: String, _ coding: SMSLength.Coding, _ units: Int, _ parts: Int)
  {
    let length = SMSLength(text)
    #expect(length.coding == coding && length.units == units && length.parts == parts)
  }

  @Test func `Every message of a usual house is one short message in plain letters`() throws {
    for template in MessageTemplate.allCases {
      let ask = try #require(MessageAsk(AskedMessage.params(template: template.rawValue)))
      let length = SMSLength(template.text(ask, house: "a-house-of-thirty-one-letters-x"))
      #expect(length.parts == 1 && length.coding == .plain)
    }
  }

  @Test func `A header's text can't end its line, and each encoded word is whole`() {
    #expect(Mail.words("Receipt of maple, order B07") == "Receipt of maple, order B07")
    #expect(Mail.words("Käse") == "=?utf-8?B?S8Okc2U=?=")
    #expect(Mail.words("a\r\nBcc: b@example.com") == "=?utf-8?B?YQ0KQmNjOiBiQGV4YW1wbGUuY29t?=")
    #expect(Mail.words("=?utf-8?B?QQ==?=").hasPrefix("=?utf-8?B?PT91dGY"))
    for word in Mail.words(String(repeating: "ü€😀", count: 30)).split(separator: "\n") {
      #expect(word.utf8.count <= 76)
    }
  }

  @Test func `Dates and texts of mails`() throws {
    let leap = try #require(Timestamp("2024-02-29T23:59:05.999Z"))
    #expect(Mail.date(leap) == "Thu, 29 Feb 2024 23:59:05 +0000")
    #expect(QuotedPrintable.encoded("ü = 1.") == "=C3=BC =3D 1=2E")
    #expect(QuotedPrintable.encoded("a \nb") == "a=20\nb")
    let long = QuotedPrintable.encoded(String(repeating: "ü", count: 100))
    #expect(long.split(separator: "\n").allSatisfy { $0.utf8.count <= 76 })
  }

  @Test func `A request that says too little or too much is none`() {
    for (key, value) in [
      ("template", "poem"), ("order_id", nil), ("short_code", ""), ("amount", nil), ("currency", "eur"),
      ("short_code", "B07\nBcc: b@example.com"), ("table_id", nil), ("payment_id", nil),
    ] as [(String, JSON?)] {
      let made = MessageAsk(AskedMessage.params(changing: key, to: value))
      #expect((made == nil) == !["table_id", "payment_id"].contains(key), "\(key)")
    }
  }
}

/// What a terminal says of a message.
enum AskedMessage {
  static func params(
    order: String = Asked.order, participant: String? = Asked.guest, template: String = "receipt",
    changing key: String? = nil, to value: JSON? = nil
  ) -> JSON {
    let all: [(String, JSON?)] = [
      ("amount", 6095), ("currency", "EUR"), ("order_id", .string(order)),
      ("participant_id", participant.map { .string($0) }), ("payment_id", .string(Asked.payment)),
      ("short_code", "B07"), ("table_id", "T4"), ("template", .string(template)),
    ]
    return .object(
      all.compactMap { name, usual in (name == key ? value : usual).map { JSON.Member(name, $0) } })
  }
}
