import Testing

@testable import Host

/// Bytes that wait for a slow reader.
@Suite struct OutgoingTests {
  @Test func itGivesBackWhatWasPutInWhateverWasSent() {
    var outgoing = Outgoing()
    var sent: [UInt8] = []
    for round in 0..<200 {
      outgoing.append((0..<50).map { UInt8(truncatingIfNeeded: round &* 50 + $0) })
      let part = Array(outgoing.bytes.prefix(round % 90))
      outgoing.drop(part.count)
      sent += part
    }
    #expect(outgoing.count == 200 * 50 - sent.count && !outgoing.isEmpty)
    sent += Array(outgoing.bytes)
    outgoing.drop(outgoing.count)
    #expect(sent == (0..<10_000).map { UInt8(truncatingIfNeeded: $0) } && outgoing.isEmpty)
  }
}
