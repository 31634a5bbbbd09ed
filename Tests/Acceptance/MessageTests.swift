import Foundation
import TestAids
import Testing

extension Acceptance {
  /// Messages to guests, from a waiter's command to a mail server that others wrote (PyPI aiosmtpd).
  @Suite struct Messages {
    private static let guest = "guest.of-maple@example.com"

    @Test func `a guest who has left an address gets the bill's nudge and a receipt, and nobody else does`()
      throws
    {
      try ScratchHouse.with { house in
        try house.serve()
        try house.importSupper()
        let post = try PlayedPost()
        let port = try #require(try post.tell("smtp")["port"].int)
        #expect(
          try house.galley("message", "contact", "T4", "--email", Self.guest).errors.contains(
            "partner enable email"))
        try house.done(
          "partner", "enable", "email", "--from", "bills@maple.example", "--sendmail",
          PlayedPost.sendmail(to: Int64(port)))
        let code = try house.billSupper()
        try house.done("message", "send", code, "nudge")
        try waitUntil("the word that nobody has left an address") {
          try house.facts("message_failed").count == 1
        }
        #expect(try house.facts("message_failed")[0]["payload"]["reason"] == .string("no_address"))

        try house.done("message", "contact", code, "--email", Self.guest)
        #expect(try mode(of: house.data + "/contacts") == 0o600)
        try house.done("message", "send", code, "nudge")
        try house.done("pay", "cash", code, "34.30")
        try house.done("message", "send", code, "receipt")
        let mails = try post.tell("mails", ["count": 2]).elements
        #expect(mails.map { $0["to"] } == [.array([.string(Self.guest)]), .array([.string(Self.guest)])])
        #expect(mails.map { $0["subject"].string?.hasPrefix("Your bill") } == [true, false])
        #expect(mails[1]["text"].string?.contains("34.30 EUR paid") == true)
        try waitUntil("both to be told") { try house.facts("message_sent").count == 2 }

        // An address is in no event; withdrawn, nobody is written to; forgotten, it is nowhere.
        #expect(!(try house.events().joined().contains("guest.of-maple")))
        try house.done("message", "contact", code, "--email", Self.guest, "--off")
        try house.done("message", "send", code, "receipt")
        try waitUntil("no further mail") { try house.facts("message_failed").count == 2 }
        for round in try house.show(code)["rounds"].elements {
          try house.done("order", "deliver", code, "--round", "\(round["round"].int ?? 1)")
        }
        try house.done("order", "close", code)
        try house.done("forget", "--before", currentTime())
        #expect(try house.spilled([Self.guest]) == [])
      }
    }
  }
}
