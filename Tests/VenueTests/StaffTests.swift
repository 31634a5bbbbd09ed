import Dining
import Events
import Randomness
import Testing

@testable import Venue

/// Who works here: adding, removing, and that a house with staff keeps a manager.
@Suite struct StaffTests {
  private static let hash = PinHash.nobodys

  private func add(_ name: String, _ role: StaffRole) -> Request.Action {
    .staff(.add(name: name, role: role, Self.hash))
  }

  /// Asks as a manager.
  private func refusal(_ action: Request.Action, _ till: inout Till, as role: StaffRole = .manager) -> String?
  {
    var request = Request(action, actor: "max")
    request.role = role
    let asker = till.ask(request)
    till.sync()
    return till.complaint(asker)?.code
  }

  private func roles(_ till: Till) -> [String: StaffRole] {
    Dictionary(uniqueKeysWithValues: till.house.members.map { ($0.name.string, $0.role) })
  }

  @Test func theFirstIsAManagerWhateverTheRoleSays() throws {
    var till = try Till()
    let event = try #require(try till.give(add("max", .kitchen)).first)
    #expect(event.type == .staffAdded && event.entityID == .text("max") && event.actor == "till")
    var payload = event.payload
    #expect(payload.text("pin_hash") == Self.hash.text && payload.text("role") == "manager")
    #expect(till.house.hasStaff && roles(till) == ["max": .manager])
    #expect(refusal(add("zoe", .kitchen), &till) == nil && roles(till)["zoe"] == .kitchen)
  }

  @Test func aNameThatIsThereGetsAnotherRoleAndKeepsItsSpelling() throws {
    var till = try Till()
    try till.give(add("Max", .manager))
    #expect(refusal(add("Zoe", .kitchen), &till) == nil && refusal(add("ZOE", .staff), &till) == nil)
    #expect(roles(till) == ["Max": .manager, "Zoe": .staff])
    #expect(till.house.member("zoe")?.name == "Zoe")
  }

  @Test func theLastManagerStaysWhileOthersAreStaff() throws {
    var till = try Till()
    try till.give(add("max", .manager))
    #expect(refusal(add("zoe", .staff), &till) == nil)
    #expect(refusal(.staff(.remove(name: "max")), &till) == "last_manager")
    #expect(refusal(add("max", .kitchen), &till) == "last_manager")
    #expect(refusal(add("zoe", .manager), &till) == nil)
    #expect(refusal(.staff(.remove(name: "MAX")), &till) == nil && roles(till) == ["zoe": .manager])
    #expect(refusal(.staff(.remove(name: "max")), &till) == "not_found")
    // The very last one may go: then everybody may do everything again.
    #expect(refusal(.staff(.remove(name: "zoe")), &till) == nil && !till.house.hasStaff)
  }

  @Test(arguments: [
    "", "a b", "-as", "jörg", "a/b", String(repeating: "x", count: 33), "Till", "owner", "OWNER",
  ])
  func namesThatAreNone(_ name: String) throws {
    var till = try Till()
    #expect(till.refusal(of: add(name, .manager))?.code == "name", "\(name)")
  }

  @Test func aRepeatUnderAKeyWritesNothing() throws {
    var till = try Till()
    try till.give(add("max", .manager))
    for _ in 1...2 {
      var request = Request(add("zoe", .staff), idempotencyKey: "k1", actor: "max")
      request.role = .manager
      let asker = till.ask(request)
      till.sync()
      #expect(till.written(asker)?.count == 1)
    }
    #expect(till.log.count { $0.type == .staffAdded } == 2)
  }

  @Test func stateAndReportsHaveNoHash() throws {
    var till = try Till()
    try till.give(add("max", .manager))
    let state = String(decoding: till.state, as: UTF8.self)
    #expect(state.contains("\"max\":\"manager\"") && !state.contains("$y$"))
    let member = try #require(till.house.member("max"))
    #expect(
      member.report.compactText
        == "{\"name\":\"max\",\"role\":\"manager\",\"added_at\":\"\(member.addedAt)\"}")
  }

  @Test func aPassEndsWithItsMember() throws {
    var till = try Till()
    try till.give(add("max", .manager))
    #expect(refusal(add("zoe", .staff), &till) == nil)
    var passes = Passes()
    let zoe = try #require(till.house.member("zoe"))
    passes.give([1, 2, 3], to: zoe)
    passes.give([4], to: try #require(till.house.member("max")))
    #expect(passes.member(with: [1, 2, 3], in: till.house) == zoe)
    #expect(
      passes.member(with: [1, 2], in: till.house) == nil && passes.member(with: [], in: till.house) == nil)
    till.wall += 1_000
    #expect(refusal(add("zoe", .staff), &till) == nil)
    #expect(passes.member(with: [1, 2, 3], in: till.house) == nil, "the PIN was set anew")
    #expect(passes.member(with: [4], in: till.house)?.name == "max")
    passes.end([4])
    #expect(passes.member(with: [4], in: till.house) == nil)
    for number in 0...256 { passes.give([5, UInt8(number & 0xFF), UInt8(number >> 8)], to: zoe) }
    let now = try #require(till.house.member("zoe"))
    passes.give([9], to: now)
    #expect(passes.member(with: [9], in: till.house) == now)
  }
}

/// PINs: their form, what is hashed of them, and how wrong ones slow down who types them (S8).
@Suite struct PinTests {
  /// Computed with Python's hmac and hashlib.
  @Test func s8ThePhraseIsPepperedWithTheKeyOfTheHouse() throws {
    let digits = try #require(Pin(Array("1234".utf8)))
    #expect(
      digits.phrase(key: Array(0..<32)) == "df3ad4a61a68e5eb49bbaab5765d1e89a37dca2db656310fdae5189e6513b568")
    let words = try #require(Pin(Array("Grüß9 ".utf8)))
    #expect(
      words.phrase(key: [UInt8](repeating: 0x6B, count: 48))
        == "2a6501756918d3a7116e81fb55028d9539da8dab16498edc118c3dffb26fb4e7")
  }

  @Test func aPinHasFourToSixtyFourBytesThatCanBeSeen() {
    for bytes in [3, 65, 0] { #expect(Pin([UInt8](repeating: 0x31, count: bytes)) == nil) }
    for bytes in [4, 64] { #expect(Pin([UInt8](repeating: 0x31, count: bytes)) != nil) }
    for bytes: [UInt8] in [[0x31, 0x32, 0x33, 0x07], [0x31, 0x32, 0x33, 0xFF], Array("123\u{85}4".utf8)] {
      #expect(Pin(bytes) == nil)
    }
  }

  @Test func s11APinThatIsPrintedIsNotSeen() throws {
    let pin = try #require(Pin(Array("47114711".utf8)))
    #expect("\(pin)" == "a PIN" && String(describing: [pin]) == "[a PIN]")
  }

  @Test(arguments: [
    "", "$y$", "$y$j9T$salt", "$y$jZT$salt$hash", "$1$salt$hash", "$y$j9T$sa lt$hash",
    "$y$j9T$salt$hash$more",
    "$y$j9T$salt$" + String(repeating: "a", count: 128),
  ])
  func whatIsNoHashOfOurs(_ text: String) { #expect(PinHash(text) == nil, "\(text)") }

  @Test func hashesAreTheSameOrNot() throws {
    let one = try #require(PinHash("$y$j9T$salt$hash"))
    #expect(one.isSame(as: one) && PinHash(PinHash.nobodys.text) == .nobodys)
    for other in ["$y$j9T$salt$hasi", "$y$j9T$salt$has", "$y$j9T$salu$hash"] {
      #expect(try !one.isSame(as: #require(PinHash(other))))
    }
  }

  private let noon = Timestamp(clamping: Till.noon)

  @Test func s8WrongPinsWaitTwiceAsLongEachTimeUpToAMinute() {
    var guardian = PinGuard()
    var now = noon
    #expect(guardian.waitMs("max", at: now) == nil)
    for seconds: Int64 in [1, 2, 4, 8, 16, 32, 60, 60, 60] {
      guardian.wasWrong("max", at: now)
      #expect(guardian.waitMs("max", at: now) == seconds * 1_000)
      #expect(guardian.waitMs("MAX", at: now) == seconds * 1_000, "it is one name")
      #expect(guardian.waitMs("zoe", at: now) == nil && guardian.waitMs(nil, at: now) == nil)
      let last = now.advanced(byMilliseconds: seconds * 1_000 - 1)
      #expect(guardian.waitMs("max", at: last) == 1)
      now = now.advanced(byMilliseconds: seconds * 1_000)
      #expect(guardian.waitMs("max", at: now) == nil, "never for good")
    }
    guardian.wasRight("Max")
    #expect(guardian == PinGuard())
    guardian.wasWrong("max", at: now)
    #expect(guardian.waitMs("max", at: now) == 1_000, "from the beginning")
  }

  @Test func aClockThatIsSetBackMakesNobodyWaitLonger() {
    var guardian = PinGuard()
    guardian.wasWrong("max", at: noon)
    #expect(guardian.waitMs("max", at: noon.advanced(byMilliseconds: -86_400_000)) == 1_000)
  }

  @Test func namesThatNobodyHasAreOne() {
    var guardian = PinGuard()
    for _ in 1...5_000 { guardian.wasWrong(nil, at: noon) }
    #expect(guardian.waitMs(nil, at: noon) == 60_000)
    guard case .object(let members) = guardian.json else { return #expect(Bool(false)) }
    #expect(members.count == 1)
  }

  @Test func s8TheWaitsComeBackAfterAStart() throws {
    var guardian = PinGuard()
    guardian.wasWrong("max", at: noon)
    guardian.wasWrong("max", at: noon)
    guardian.wasWrong(nil, at: noon)
    #expect(PinGuard(try JSONParser.parse(guardian.json.canonicalBytes)) == guardian)
    let senseless = #"{"a":1,"b":{"at":"x","count":1},"c":{"count":0,"at":"2026-11-22T19:00:00.000Z"}}"#
    #expect(PinGuard(try JSONParser.parse(Array(senseless.utf8))) == PinGuard())
  }
}
