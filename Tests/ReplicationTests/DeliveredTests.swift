import Events
import Testing

@testable import Replication

/// `delivered`: how far a terminal has brought the events to a partner, told to all that are in touch.
@Suite struct DeliveredTests {
  private static func read(_ text: String) throws -> Message {
    let bytes = Array(text.utf8)
    var decoder = EventDecoder()
    return try Message.read(bytes, 0..<bytes.count, &decoder)
  }

  private static func origin(_ text: String) throws -> Origin { try #require(Origin(text)) }

  @Test func `it is written with its keys in order, and reads back`() throws {
    let reach = [try Self.origin("till-7c1e09b4"): Int64(59), try Self.origin("bar-00000001"): 0]
    let delivered = DeliveredReach(partner: "exec", reach: reach)
    let text = String(decoding: Message.delivered(delivered).bytes, as: UTF8.self)
    #expect(
      text
        == #"{"type":"delivered","partner":"exec","origins":{"bar-00000001":0,"till-7c1e09b4":59}}"#)
    guard case .delivered(let again) = try Self.read(text) else { return #expect(Bool(false), "\(text)") }
    #expect(again == delivered)
  }

  @Test(arguments: [
    #"{"type":"delivered","origins":{}}"#, #"{"type":"delivered","partner":"exec"}"#,
    #"{"type":"delivered","partner":7,"origins":{}}"#,
    #"{"type":"delivered","partner":"exec","origins":[]}"#,
    #"{"type":"delivered","partner":"exec","origins":{"Till":1}}"#,
    #"{"type":"delivered","partner":"exec","origins":{"till-7c1e09b4":-1}}"#,
    #"{"type":"delivered","partner":"exec","origins":{"till-7c1e09b4":"1"}}"#,
    #"{"type":"delivered","partner":"\#(String(repeating: "x", count: 65))","origins":{}}"#,
  ])
  func `what is none is not taken`(_ text: String) {
    #expect(throws: Message.Unfit.self) { try Self.read(text) }
  }

  @Test func `a name of 64 letters and more keys than there are now are taken`() throws {
    let name = String(repeating: "x", count: 64)
    guard
      case .delivered(let found) = try Self.read(
        #"{"type":"delivered","partner":"\#(name)","origins":{},"later":[1]}"#)
    else { return #expect(Bool(false)) }
    #expect(found == DeliveredReach(partner: name, reach: [:]))
  }

  /// No house has more origins; a line of it fits what a link takes.
  @Test func `more origins than a house has in a lifetime are not taken`() throws {
    func text(_ count: Int) -> String {
      let origins = (0..<count).map { #""a-\#(String($0 + 0x1000_0000, radix: 16))":1"# }.joined(
        separator: ",")
      return #"{"type":"delivered","partner":"exec","origins":{\#(origins)}}"#
    }
    guard case .delivered(let found) = try Self.read(text(20_000)) else { return #expect(Bool(false)) }
    #expect(found.reach.count == 20_000)
    #expect(throws: Message.Unfit.self) { try Self.read(text(20_001)) }
  }

  @Test func `whoever is in touch hears it, and a type that is not known harms nothing`() throws {
    guard case .unknown = try Self.read(#"{"type":"delivered_by_somebody_newer","partner":7}"#) else {
      return #expect(Bool(false), "an older galley meets delivered like this")
    }
    var town = Town(seed: 5)
    town.add("bar", peers: ["till"])
    town.add("till")
    town.add("far")
    for name in ["bar", "till", "far"] { town.give(.tick, to: name) }
    town.run()
    let delivered = DeliveredReach(partner: "exec", reach: [try Self.origin("till-7c1e09b4"): 3])
    town.give(.tell(delivered), to: "bar")
    town.run()
    #expect(town["till"].told == [delivered])
    #expect(town["far"].told.isEmpty && town["bar"].told.isEmpty)
  }
}
