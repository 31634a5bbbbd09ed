import Replication
import Testing

@Suite struct PeerAddressTests {
  @Test(arguments: [
    ("tv.local:7400", "tv.local", 7400), ("192.168.1.20:7400", "192.168.1.20", 7400),
    ("[::1]:7400", "::1", 7400),
    ("127.0.0.1:0", "127.0.0.1", 0), ("[fe80::1%eth0]:65535", "fe80::1%eth0", 65535),
  ])
  func reads(_ text: String, _ host: String, _ port: Int) throws {
    let address = try #require(PeerAddress(text))
    #expect(address.host == host && address.port == port)
    #expect(address.description == text)
  }

  @Test(arguments: [
    "", "tv", "tv:", ":7400", "tv:65536", "tv:-1", "tv:+1", "tv:7 0", "::1:7400", "[tv]:7400", "[::1]",
    "t v:1", "tv:000001",
  ])
  func refuses(_ text: String) { #expect(PeerAddress(text) == nil) }
}
