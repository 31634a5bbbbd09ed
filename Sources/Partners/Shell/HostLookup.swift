import Glibc

/// Asks the system which addresses a host has. It waits as long as the system does.
enum HostLookup {
  /// - Parameter host: a name or an address, that of IPv6 without its brackets.
  /// - Returns: none where nobody knows it.
  static func addresses(of host: String) -> [NetworkAddress] {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(host, nil, &hints, &list) == 0 else { return [] }
    defer { freeaddrinfo(list) }
    var found: [NetworkAddress] = []
    var entry = list
    while let info = entry?.pointee {
      if let address = address(info), !found.contains(address) { found.append(address) }
      entry = info.ai_next
    }
    return found
  }

  /// Where the address stands behind family and port (ip(7)), and family, port and flow (ipv6(7)).
  private static func address(_ info: addrinfo) -> NetworkAddress? {
    guard let place = info.ai_addr else { return nil }
    let bytes = Array(UnsafeRawBufferPointer(start: place, count: Int(info.ai_addrlen)))
    switch info.ai_family {
    case AF_INET where bytes.count >= 8: return NetworkAddress(Array(bytes[4..<8]))
    case AF_INET6 where bytes.count >= 24: return NetworkAddress(Array(bytes[8..<24]))
    default: return nil
    }
  }
}

extension NetworkAddress {
  /// As the system wants it to connect to.
  func withSocketAddress<Result>(port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result)
    -> Result
  {
    var storage = sockaddr_storage()
    let isNarrow = bytes.count == 4
    withUnsafeMutableBytes(of: &storage) { raw in
      raw.storeBytes(of: sa_family_t(isNarrow ? AF_INET : AF_INET6), as: sa_family_t.self)
      raw.storeBytes(of: port.bigEndian, toByteOffset: 2, as: UInt16.self)
      for (place, byte) in bytes.enumerated() { raw[(isNarrow ? 4 : 8) + place] = byte }
    }
    let length = isNarrow ? MemoryLayout<sockaddr_in>.size : MemoryLayout<sockaddr_in6>.size
    return withUnsafePointer(to: &storage) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(length)) }
    }
  }

  /// As it stands in a URL.
  var host: String {
    if bytes.count == 4 { return bytes.map { String($0) }.joined(separator: ".") }
    let groups = stride(from: 0, to: 16, by: 2).map {
      String(UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]), radix: 16)
    }
    return "[\(groups.joined(separator: ":"))]"
  }
}
