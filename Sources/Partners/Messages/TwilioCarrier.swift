import Control
import Events
import Foundation

/// Short messages by Twilio's Messages API (twilio.com/docs/messaging/api/message-resource).
struct TwilioCarrier: MessageCarrier {
  static let channel = ContactChannel.sms
  static let width = 8

  private let base: String
  private let account: String
  private let token: String
  private let from: String
  private let house: String

  private static let usualBase = "https://api.twilio.com"
  private static let tokenFile = "token_file"

  init(_ house: AdapterHouse) throws(MessageFault) {
    guard let account = house.settings["account"], Self.isAccount(account) else {
      throw MessageFault(sentence: "the setting account is AC and 32 digits of hex; nothing is sent")
    }
    guard let token = house.secrets[Self.tokenFile], token.isPlain, !token.holds(" ") else {
      throw MessageFault(
        sentence: "the setting token_file is missing, or its file can't be read; nothing is sent")
    }
    guard let from = house.settings["from"], Self.isSender(from) else {
      throw MessageFault(
        sentence:
          "the setting from is a number like +4930123456, a short code, or a name of 11 letters at most; "
          + "nothing is sent")
    }
    guard let base = ServiceBase.checked(house.settings["api_base"] ?? Self.usualBase) else {
      throw MessageFault(
        sentence: "the setting api_base is no https address (http on this machine alone); nothing is sent")
    }
    (self.account, self.token, self.from, self.base, self.house) = (account, token, from, base, house.venue)
  }

  private static func isAccount(_ text: String) -> Bool {
    text.utf8.count == 34 && text.hasPrefix("AC")
      && text.utf8.dropFirst(2).allSatisfy { Hex.value(ofLowerCase: $0) != nil }
  }

  /// A number, a short code of five or six digits, or a name.
  private static func isSender(_ text: String) -> Bool {
    let letters = Array(text.utf8)
    let isName = letters.allSatisfy {
      HTTPBytes.isDigit($0) || (0x61...0x7A).contains($0 | 0x20) || $0 == 0x20
    }
    if channel.accepts(text) { return true }
    if letters.allSatisfy(HTTPBytes.isDigit) { return (5...6).contains(letters.count) }
    return isName && (1...11).contains(letters.count) && letters.first != 0x20 && letters.last != 0x20
  }

  func send(_ number: Int, _ ask: MessageAsk, to address: String, at now: Timestamp) -> [AdapterOutput] {
    let form = WebForm.encoded(
      .object([
        "Body": .string(ask.template.text(ask, house: house)), "From": .string(from), "To": .string(address),
      ]))
    let pass = Data("\(account):\(token)".utf8).base64EncodedString()
    let headers = [
      "Authorization": "Basic \(pass)", "Content-Type": "application/x-www-form-urlencoded",
      "User-Agent": "galley", "Accept": "application/json",
    ]
    return [
      .call(
        number,
        HTTPCall(
          method: .post, url: "\(base)/2010-04-01/Accounts/\(account)/Messages.json", headers: headers,
          body: Array(form.utf8)))
    ]
  }

  func value(_ ask: MessageAsk) -> JSON? {
    let length = SMSLength(ask.template.text(ask, house: house))
    return .object([
      "coding": .string(length.coding.rawValue), "parts": .int(Int64(length.parts)),
      "units": .int(Int64(length.units)),
    ])
  }

  func verdict(_ input: AdapterInput) -> (number: Int, MessageVerdict)? {
    guard case .answer(let number, let outcome) = input else { return nil }
    guard case .answer(let status, _, let body) = outcome else { return (number, .later) }
    switch status {
    case 200..<300: return (number, .sent)
    case 401, 403: return (number, .fault(.unauthorized))
    case 404: return (number, .fault(.misconfigured))
    case 429, 500...: return (number, .later)
    case 400: return (number, .failed(Self.reason(body)))
    default: return (number, .fault(.misconfigured))
    }
  }

  /// Numbers of errors (twilio.com/docs/api/errors): what is wrong with the guest's number, and whose owner has sent STOP.
  private static let ofTheNumber: Set<Int64> = [21211, 21214, 21217, 21401, 21408, 21421, 21612, 21614]
  private static let stopped: Int64 = 21610

  private static func reason(_ body: [UInt8]) -> MessageReason {
    let code = (try? JSONParser.parse(body))?["code"]?.int
    if code == stopped { return .withdrawn }
    return code.map { ofTheNumber.contains($0) } == true ? .address : .refused
  }
}
