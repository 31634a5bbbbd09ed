import Glibc
import Replication

/// An address as the system has it: IPv4 or IPv6, with its port.
struct SocketAddress: Hashable, Sendable {
  /// The bytes of a `sockaddr_in` or `sockaddr_in6`.
  private let bytes: [UInt8]

  private static let lengthLimit = MemoryLayout<sockaddr_storage>.size

  /// Takes over what a call fills in; nil where the call fails or brings another kind of address.
  init?(_ fill: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Int32) {
    var buffer = [UInt8](repeating: 0, count: Self.lengthLimit)
    var length = socklen_t(buffer.count)
    let result = buffer.withUnsafeMutableBytes { room in
      room.withMemoryRebound(to: sockaddr.self) { fill($0.baseAddress!, &length) }
    }
    guard result >= 0 else { return nil }
    self.init(buffer.prefix(Int(length)))
  }

  private init?(_ bytes: some Collection<UInt8>) {
    self.bytes = Array(bytes)
    switch family {
    case AF_INET where bytes.count >= MemoryLayout<sockaddr_in>.size: break
    case AF_INET6 where bytes.count >= MemoryLayout<sockaddr_in6>.size: break
    default: return nil
    }
  }

  /// Copies an address of a list of the system's.
  init?(_ address: UnsafePointer<sockaddr>) {
    let isIPv4 = Int32(address.pointee.sa_family) == AF_INET
    let count = isIPv4 ? MemoryLayout<sockaddr_in>.size : MemoryLayout<sockaddr_in6>.size
    guard isIPv4 || Int32(address.pointee.sa_family) == AF_INET6 else { return nil }
    self.init(UnsafeRawBufferPointer(start: address, count: count))
  }

  var family: Int32 {
    bytes.count < 2 ? AF_UNSPEC : Int32(bytes.withUnsafeBytes { $0.loadUnaligned(as: sa_family_t.self) })
  }

  /// The address's own bytes, without port and scope.
  private var host: ArraySlice<UInt8> { family == AF_INET ? bytes[4..<8] : bytes[8..<24] }

  /// The IPv4 address that an IPv6 one stands for (RFC 4291, section 2.5.5.2), or that it is.
  private var ipv4: ArraySlice<UInt8>? {
    if family == AF_INET { return host }
    return host.starts(with: [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF]) ? host.suffix(4) : nil
  }

  var port: UInt16 { UInt16(bytes[2]) << 8 | UInt16(bytes[3]) }

  /// Whether it never leaves this machine (RFC 1122, section 3.2.1.3; RFC 4291, section 2.5.3).
  var isLoopback: Bool {
    if let ipv4 { return ipv4.first == 127 }
    return host.elementsEqual([UInt8](repeating: 0, count: 15) + [1])
  }

  /// Whether it can be reached only from the same cable or radio (RFC 4291, section 2.5.6).
  var isOfOneCable: Bool { family == AF_INET6 && host.starts(with: [0xFE, 0x80]) }

  /// As people write it.
  var peer: PeerAddress {
    if let ipv4 { return PeerAddress(host: ipv4.map(String.init).joined(separator: "."), port: port) }
    var name = [CChar](repeating: 0, count: Int(NI_MAXHOST))
    let code = withPointer { pointer, length in
      getnameinfo(pointer, length, &name, socklen_t(name.count), nil, 0, NI_NUMERICHOST)
    }
    let text = name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return PeerAddress(host: code == 0 ? String(decoding: text, as: UTF8.self) : "::", port: port)
  }

  func withPointer<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
    bytes.withUnsafeBytes { room in
      room.withMemoryRebound(to: sockaddr.self) { body($0.baseAddress!, socklen_t(bytes.count)) }
    }
  }

  /// Why a name led to no address: a number of getaddrinfo(3).
  struct NameFault: Error {
    let code: Int32
  }

  /// Every address that a name or a literal stands for, in the order in which the system would try them.
  ///
  /// Asks name servers, and so may take half a minute; with `isLiteral` it takes addresses alone and asks nobody.
  static func resolve(_ address: PeerAddress, isLiteral: Bool = false) throws(NameFault) -> [SocketAddress] {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    hints.ai_flags = AI_NUMERICSERV | (isLiteral ? AI_NUMERICHOST : 0)
    var list: UnsafeMutablePointer<addrinfo>?
    let code = getaddrinfo(address.host, String(address.port), &hints, &list)
    guard code == 0 else { throw NameFault(code: code) }
    defer { freeaddrinfo(list) }
    var found: [SocketAddress] = []
    var entry = list
    while let info = entry?.pointee {
      if let address = info.ai_addr, let one = SocketAddress(address), !found.contains(one) {
        found.append(one)
      }
      entry = info.ai_next
    }
    return found
  }

  /// The addresses of a literal; nil where it is a name that must be looked up.
  static func literal(_ address: PeerAddress) -> [SocketAddress]? { try? resolve(address, isLiteral: true) }

  /// A new TCP socket of its family that never waits.
  func newSocket() throws(SystemFault) -> Descriptor {
    let number = socket(family, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard number >= 0 else { throw SystemFault("socket") }
    let descriptor = Descriptor(number)
    try descriptor.setNonBlocking()
    return descriptor
  }
}

extension PeerAddress {
  /// Whether nothing but this machine can be meant: a literal of loopback, or a name that stands for nothing else.
  ///
  /// Looks a name up, so it is for the start of the program, not for the loop.
  public var isLoopback: Bool {
    guard let found = try? SocketAddress.resolve(self) else { return false }
    return !found.isEmpty && found.allSatisfy(\.isLoopback)
  }
}
