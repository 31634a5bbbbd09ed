import Glibc
import Replication

/// The addresses at which other machines can reach this one.
public enum OwnAddresses {
  /// More than a box in a kitchen has.
  private static let limit = 8

  /// IPv4 before IPv6, each in the system's order; without loopback, and without those that mean something on one
  /// cable only (`fe80::`).
  public static var all: [PeerAddress] {
    var list: UnsafeMutablePointer<ifaddrs>?
    guard getifaddrs(&list) == 0 else { return [] }
    defer { freeifaddrs(list) }
    var found: [SocketAddress] = []
    var entry = list
    while let interface = entry?.pointee {
      entry = interface.ifa_next
      guard interface.ifa_flags & UInt32(IFF_UP) != 0, let address = interface.ifa_addr,
        let one = SocketAddress(address), !one.isLoopback, !one.isOfOneCable
      else { continue }
      found.append(one)
    }
    let sorted = found.filter { $0.family == AF_INET } + found.filter { $0.family == AF_INET6 }
    return sorted.prefix(limit).map(\.peer)
  }
}
