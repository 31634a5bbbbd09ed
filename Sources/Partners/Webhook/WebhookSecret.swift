import Events
import Foundation

/// The signatures of Standard Webhooks 1.0 (github.com/standard-webhooks, spec, section "Signature scheme"):
/// HMAC-SHA256 over `id.timestamp.body`.
struct WebhookSecret: Sendable {
  private let key: HMAC

  /// Of the secret's bytes, as the standard has them.
  private static let keyBytes = 24...64
  private static let mark = "whsec_"

  /// - Parameter text: `whsec_` and base64 with its padding.
  init?(_ text: String) {
    guard text.hasPrefix(Self.mark), let key = Data(base64Encoded: String(text.dropFirst(Self.mark.count))),
      Self.keyBytes.contains(key.count), text == Self.mark + key.base64EncodedString()
    else { return nil }
    self.key = HMAC(key: Array(key))
  }

  /// - Parameter seconds: since 1970.
  func signature(id: String, seconds: Int64, body: [UInt8]) -> String {
    let code = key.code(Array("\(id).\(seconds).".utf8)[...], body[...])
    return "v1,\(Data(code).base64EncodedString())"
  }
}

/// What a receiver is told, and with which secrets.
struct WebhookReceiver: Sendable {
  /// Why it can't work, in a sentence that holds nothing of a secret.
  struct Fault: Error {
    let sentence: String
  }

  let url: String
  let rule: AddressRule
  /// In the order in which they stand in the file: two while one takes the place of the other.
  let secrets: [WebhookSecret]

  private static let urlBytes = 2048

  init(_ house: AdapterHouse) throws(Fault) {
    guard let url = house.settings["url"] else {
      throw Fault(sentence: "the setting url is missing; nothing is sent")
    }
    guard !house.lacksSecret, let file = house.secrets[AdapterHouse.secretsFile] else {
      throw Fault(sentence: "the setting secret_file is missing, or its file can't be read; nothing is sent")
    }
    let lines = file.split(whereSeparator: \.isNewline)
    let secrets = lines.compactMap { WebhookSecret(HTTPBytes.text(Array($0.utf8)[...])) }
    guard (1...2).contains(lines.count), secrets.count == lines.count else {
      throw Fault(
        sentence:
          "secret_file wants one or two lines of whsec_ and the base64 of 24 to 64 bytes; nothing is sent")
    }
    let allowsInside = house.settings["allow_private"] == "yes"
    guard let isEncrypted = Self.isEncrypted(url), isEncrypted || allowsInside else {
      throw Fault(
        sentence: "the setting url is no https address; http is for addresses inside, and wants allow_private"
      )
    }
    self.url = url
    self.secrets = secrets
    rule = AddressRule(allowsInside: allowsInside, isEncrypted: isEncrypted)
  }

  /// - Returns: nil for what is no address of HTTP: a name and a password before the host are none either, since they
  ///   would stand in the log.
  private static func isEncrypted(_ url: String) -> Bool? {
    guard url.isPlain, url.utf8.count <= urlBytes, !url.holds(" "), !url.holds("#"),
      let parts = URLComponents(string: url), let host = parts.host, !host.isEmpty, parts.user == nil,
      parts.password == nil
    else { return nil }
    return switch parts.scheme {
    case "https": true
    case "http": false
    default: nil
    }
  }

  /// One try to deliver an event: the same id each time, the time and the signature of this one.
  func call(id: String, body: [UInt8], now: Timestamp) -> HTTPCall {
    let seconds = now.milliseconds / 1000
    let signatures = secrets.map { $0.signature(id: id, seconds: seconds, body: body) }
    let headers = [
      "Content-Type": "application/cloudevents+json", "User-Agent": "galley", "webhook-id": id,
      "webhook-timestamp": "\(seconds)", "webhook-signature": signatures.joined(separator: " "),
    ]
    return HTTPCall(method: .post, url: url, headers: headers, body: body, rule: rule)
  }
}
