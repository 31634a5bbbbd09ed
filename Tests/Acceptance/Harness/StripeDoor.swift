import Foundation
import TestAids

/// The door of a house whose guests pay at a Stripe of the tests': there it says what has happened.
final class StripeDoor {
  let house: ScratchHouse
  private let name: String
  private let flow: String
  private let port: UInt16

  /// Enables the partner and opens the door. The house's terminal runs already.
  ///
  /// - Parameters:
  ///   - name: what the partner is called here.
  ///   - flow: `checkout`, or `intents` where something else of the house takes cards.
  init(
    _ house: ScratchHouse, at stripe: PlayedService, name: String = "stripe", flow: String = "checkout"
  ) throws {
    self.house = house
    self.name = name
    self.flow = flow
    port = try house.openDoor()
    try enable(at: stripe)
  }

  /// Enables the partner, or does so again.
  func enable(at stripe: PlayedService) throws {
    let key = try house.file("stripe.key", FakeStripe.key + "\n")
    let secret = try house.file("stripe.secret", FakeStripe.secret)
    try house.done(
      "partner", "enable", "stripe", "--name", name, "--secret-key-file", key, "--webhook-secret-file",
      secret,
      "--api-base", stripe.base, "--flow", flow)
  }

  /// Brings a webhook to the door, and waits for nothing.
  ///
  /// - Parameter event: its `body` and its `signature`.
  func send(_ event: Json) throws -> Caller {
    guard let body = event["body"].string, let signature = event["signature"].string else {
      throw Failure("no webhook: \(event)")
    }
    return try Caller.post("/webhooks/stripe", body, ["Stripe-Signature: \(signature)"], to: port)
  }

  /// - Returns: the status that its sender hears.
  func post(_ event: Json) throws -> Int { try send(event).answer().status }

  /// The same, and 200 is wanted: it is on the disk then.
  func tell(_ event: Json) throws {
    let status = try post(event)
    guard status == 200 else { throw Failure("a webhook was answered with \(status): \(event)") }
  }
}

extension ScratchHouse {
  /// Starts `galley-partner http` beside the house's terminal.
  ///
  /// - Returns: the port at which it listens.
  func openDoor(_ arguments: String...) throws -> UInt16 {
    let door = try launch(
      [try PartnerBinary.path(), "http", "--data", data, "--listen", "127.0.0.1:0"] + arguments,
      log: "\(root)/door")
    let place = "listening on 127.0.0.1:"
    return try waitFor("galley-partner http to listen") {
      if door.advance(milliseconds: 0) != nil { throw Failure("galley-partner http has ended") }
      let said = (try? String(contentsOfFile: "\(root)/door.out", encoding: .utf8)) ?? ""
      guard said.hasPrefix(place), said.hasSuffix("\n") else { return nil }
      return UInt16(said.dropFirst(place.count).dropLast())
    }
  }
}

/// Two terminals of one house, of which the first asks a Stripe of the tests'; the menu of the supper is in force.
struct PaidHouses {
  let till: ScratchHouse
  let pass: ScratchHouse
  let stripe: FakeStripe
  let door: StripeDoor

  var both: [ScratchHouse] { [till, pass] }

  static func with(_ body: (PaidHouses) throws -> Void) throws {
    let places = try [Place("till", letter: "B"), Place("pass", letter: "C")]
    try ScratchHouse.with(places) { houses in
      try houses[0].serve(at: places[0])
      try houses[1].serve(at: places[1], dialling: [places[0].port])
      try houses[0].importSupper()
      let stripe = try FakeStripe()
      let door = try StripeDoor(houses[0], at: stripe)
      try body(PaidHouses(till: houses[0], pass: houses[1], stripe: stripe, door: door))
    }
  }
}

extension PlayedService {
  /// Has something happen there, or asks what has happened.
  @discardableResult func tell(_ verb: String, _ words: [String: Any] = [:]) throws -> Json {
    let line = try JSONSerialization.data(withJSONObject: words.merging(["do": verb]) { $1 })
    return try Json(text: String(decoding: try tell([UInt8](line)), as: UTF8.self))
  }
}

extension FakeStripe {
  /// A webhook about an object, as it stands now.
  func event(_ type: String, _ object: String, id: String? = nil, isThin: Bool = false) throws -> Json {
    let words: [String: Any] = ["type": type, "object": object, "thin": isThin]
    return try tell("event", id.map { words.merging(["id": $0]) { $1 } } ?? words)
  }

  /// What was made there of a kind, like `checkout.session`, in the order in which it was made.
  func all(_ kind: String) throws -> [Json] { try tell("find", ["kind": kind]).elements }

  /// What of cards, guests and objects a house has no business to keep.
  func secrets() throws -> [String] { try tell("secrets").elements.compactMap(\.string) }

  /// A guest pays on a page, and it is told by a webhook.
  func pay(_ page: String, tellingAt door: StripeDoor) throws {
    try tell("pay", ["session": page])
    try door.tell(try event("checkout.session.completed", page))
  }
}

extension ScratchHouse {
  /// What the provider calls the newest payment of an order, or that of a share.
  func reference(_ order: String, share: Int? = nil) throws -> String {
    let payments = try show(order)["payments"].elements.filter {
      share == nil || $0["share"].int == share
    }
    guard let reference = payments.last?["external_ref"].string else {
      throw Failure("\(order) has no payment with a reference: \(payments)")
    }
    return reference
  }

  /// The log's events of some types, oldest first.
  func facts(_ types: String...) throws -> [Json] {
    try events().map { try Json(text: $0) }.filter { types.contains($0["event_type"].string ?? "") }
  }

  /// What of a card, of who holds it, or of a secret lies anywhere below the data directory. What is short counts in the
  /// log alone and as a word of its own there: four digits stand in many a hash.
  func spilled(_ secrets: [String]) throws -> [String] {
    let (short, long) = (secrets.filter { $0.count < 8 }, secrets.filter { $0.count >= 8 })
    var found: [String] = []
    for case let path as String in FileManager.default.enumerator(atPath: data) ?? .init() {
      guard let content = FileManager.default.contents(atPath: "\(data)/\(path)") else { continue }
      for secret in long where content.range(of: Data(secret.utf8)) != nil {
        found.append("\(path): \(secret)")
      }
      guard path.hasPrefix("log/") else { continue }
      let words = Set(
        String(decoding: content, as: UTF8.self).split { !$0.isLetter && !$0.isNumber && $0 != "-" }.map(
          String.init))
      for secret in short where words.contains(secret) { found.append("\(path): \(secret)") }
    }
    return found
  }
}

extension ScratchHouse {
  /// A supper at T4 whose bill was asked for: 2 × 1390 + 650 = 3430.
  ///
  /// - Parameter guests: how many have joined by name.
  func billSupper(guests: Int = 0) throws -> String {
    let code = try sendSupper()
    for _ in 0..<guests { try done("participant", "join", code) }
    try done("order", "bill", code)
    return code
  }

  /// The staff's screen with one of its panes, by key: F7 the tables, F8 the payments, F9 what wants somebody.
  func staff(at pane: String) throws -> Tmux {
    let screen = try screen("staff")
    try screen.waitFor(text: "? keys")
    try screen.press(pane)
    return screen
  }

  /// What a guest of T4 may say, through that table's own socket. A screen of the table stands, or the terminal has the
  /// socket by a flag.
  func guest() throws -> RawSocket {
    let path = data + "/table-T4.sock"
    try waitUntil("a socket for T4") { UnixSocket.answers(at: path) }
    return try RawSocket(path)
  }
}

extension RawSocket {
  /// Expects a refusal that names things.
  func refused(_ line: String, naming words: String...) throws {
    let answer = try run(line)
    guard answer.status == 1, words.allSatisfy({ answer.text.contains($0) }) else {
      throw Failure("`\(line)` was answered with \(answer.status): \(answer.text)")
    }
  }
}
