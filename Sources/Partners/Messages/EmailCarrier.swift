import Control
import Events

/// Mail through the mail program of the machine, which knows the way from here: one message for each recipient.
struct EmailCarrier: MessageCarrier {
  static let channel = ContactChannel.email
  static let width = 4

  private let words: [String]
  private let from: String
  private let house: String

  private static let usualCommand = "/usr/sbin/sendmail"
  /// A mail program puts a message into its queue, and does not wait for anybody.
  private static let limitMs: Int64 = 20_000

  init(_ house: AdapterHouse) throws(MessageFault) {
    guard let from = house.settings["from"], Self.channel.accepts(from) else {
      throw MessageFault(sentence: "the setting from is an address like bills@example.com; nothing is sent")
    }
    let words = (house.settings["sendmail"] ?? Self.usualCommand).split(separator: " ").map(String.init)
    guard !words.isEmpty, words.allSatisfy(\.isPlain) else {
      throw MessageFault(sentence: "the setting sendmail is a program and its words; nothing is sent")
    }
    self.words = words + ["-t", "-i"]
    (self.from, self.house) = (from, house.venue)
  }

  func send(_ number: Int, _ ask: MessageAsk, to address: String, at now: Timestamp) -> [AdapterOutput] {
    let mail = Mail(
      from: from, to: address, subject: ask.template.subject(ask, house: house),
      text: ask.template.text(ask, house: house), key: ask.key, at: now)
    return [
      .start(number, ChildStart(words: words, endsWhole: false)), .write(number, mail.bytes), .close(number),
      .wake(number, afterMs: Self.limitMs),
    ]
  }

  func value(_ ask: MessageAsk) -> JSON? { nil }

  /// The codes of sysexits.h, as sendmail's successors keep to them.
  func verdict(_ input: AdapterInput) -> (number: Int, MessageVerdict)? {
    guard case .child(let number, .ended(let end)) = input else { return nil }
    switch end.how {
    case .status(0): return (number, .sent)
    // EX_UNAVAILABLE and EX_TEMPFAIL.
    case .status(69), .status(75): return (number, .later)
    // EX_NOUSER and EX_NOHOST.
    case .status(67), .status(68): return (number, .failed(.address))
    // Of a shell: it can't be run, or is not there.
    case .status(126), .status(127), .notStarted: return (number, .fault(.misconfigured))
    case .status: return (number, .failed(.refused))
    case .signal: return (number, .later)
    }
  }
}
