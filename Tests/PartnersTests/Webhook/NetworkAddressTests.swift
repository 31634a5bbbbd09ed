import Testing

@testable import Partners

/// Where a webhook may go (S15): the registries of IANA for special purposes.
@Suite struct NetworkAddressTests {
  private func reach(_ text: String) throws -> NetworkAddress.Reach {
    let found = HostLookup.addresses(of: text)
    #expect(found.count == 1, "\(text)")
    return try #require(found.first).reach
  }

  @Test(arguments: [
    "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
    "169.253.0.1", "169.255.0.1", "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.167.255.255",
    "192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255", "2000::1", "2606:4700::1111",
    "2a00:1450::1", "3ffe::1", "::ffff:1.1.1.1", "64:ff9b::101:101",
  ])
  func `Anybody's addresses`(_ text: String) throws { #expect(try reach(text) == .anywhere) }

  @Test(arguments: [
    "0.0.0.1", "10.0.0.1", "10.255.255.255", "100.64.0.0", "100.127.255.255", "127.0.0.1", "127.255.255.254",
    "169.254.169.254", "172.16.0.0", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.88.99.1", "192.168.0.1",
    "192.168.255.255", "198.18.0.0", "198.19.255.255", "198.51.100.1", "203.0.113.1", "240.0.0.1", "::1",
    "fe80::1", "febf::1", "fec0::1", "fc00::1", "fdff::1", "2001:db8::1", "2001::1", "2002:7f00:1::",
    "3fff::1",
    "100::1", "5f00::1", "::ffff:127.0.0.1", "::ffff:10.1.2.3", "::ffff:169.254.169.254", "64:ff9b::7f00:1",
    "64:ff9b:1::1", "::127.0.0.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.1",
  ])
  func `Addresses inside, however they are written`(_ text: String) throws {
    #expect(try reach(text) == .inside)
  }

  @Test(arguments: [
    "0.0.0.0", "255.255.255.255", "224.0.0.1", "239.255.255.255", "::", "ff02::1", "::ffff:224.0.0.1",
  ])
  func `Nobody's addresses`(_ text: String) throws { #expect(try reach(text) == .nowhere) }

  @Test func `One address inside is enough to refuse a host`() throws {
    let outside = try #require(NetworkAddress([1, 1, 1, 1]))
    let inside = try #require(NetworkAddress([10, 0, 0, 1]))
    let nowhere = try #require(NetworkAddress([0, 0, 0, 0]))
    let usual = AddressRule(allowsInside: false, isEncrypted: true)
    #expect(usual.allows([outside]) && !usual.allows([outside, inside]) && !usual.allows([]))
    let wide = AddressRule(allowsInside: true, isEncrypted: true)
    #expect(wide.allows([outside, inside]) && !wide.allows([inside, nowhere]))
    let open = AddressRule(allowsInside: true, isEncrypted: false)
    #expect(open.allows([inside]) && !open.allows([inside, outside]), "without encryption only inside")
  }

  @Test func `An address is written as a URL has it`() {
    #expect(NetworkAddress([127, 0, 0, 1])?.host == "127.0.0.1")
    #expect(NetworkAddress([UInt8](repeating: 0, count: 15) + [1])?.host == "[0:0:0:0:0:0:0:1]")
    #expect(NetworkAddress([1, 2, 3]) == nil)
  }
}
