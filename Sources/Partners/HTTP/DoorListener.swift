import Glibc

/// Where callers come in.
struct DoorListener {
  let socket: DoorSocket
  /// With the port that the system chose where 0 was asked for.
  let place: DoorPlace

  /// Connections that wait to be taken: as many as are taken at a time.
  private static let backlog: Int32 = 64

  /// Listens at the first address of the host that can be listened at. A name is looked up, which may take a while.
  init(_ place: DoorPlace) throws(DoorFault) {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    hints.ai_flags = AI_NUMERICSERV
    var list: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(place.host, String(place.port), &hints, &list) == 0 else {
      throw .unknownName(place.description)
    }
    defer { freeaddrinfo(list) }
    var entry = list
    var fault = EADDRNOTAVAIL
    while let info = entry?.pointee {
      if let socket = Self.listening(at: info) {
        self.socket = socket
        self.place = Self.chosen(place, of: socket)
        return
      }
      fault = errno
      entry = info.ai_next
    }
    throw .network(place.description, number: fault)
  }

  private static func listening(at info: addrinfo) -> DoorSocket? {
    guard let socket = DoorSocket.make(info.ai_family) else { return nil }
    // Who starts again need not wait until the connections of the last one are forgotten.
    set(SO_REUSEADDR, of: SOL_SOCKET, to: 1, socket)
    // `[::]` takes callers of both kinds, whatever the machine's usual way is.
    if info.ai_family == AF_INET6 { set(IPV6_V6ONLY, of: Int32(IPPROTO_IPV6), to: 0, socket) }
    let isListening =
      bind(socket.number, info.ai_addr, info.ai_addrlen) == 0 && listen(socket.number, backlog) == 0
    return isListening ? socket : nil
  }

  private static func set(_ option: Int32, of level: Int32, to value: Int32, _ socket: DoorSocket) {
    var value = value
    setsockopt(socket.number, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
  }

  private static func chosen(_ place: DoorPlace, of socket: DoorSocket) -> DoorPlace {
    var address = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let result = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(socket.number, $0, &length) }
    }
    guard result == 0 else { return place }
    var chosen = place
    // The port stands behind the family in the addresses of both kinds, its high byte first.
    chosen.port = withUnsafeBytes(of: address) { UInt16($0[2]) << 8 | UInt16($0[3]) }
    return chosen
  }

  enum Arrival {
    case caller(DoorSocket)
    case nobody
    /// The system has no descriptor or memory for one more.
    case noRoom
  }

  func accept() -> Arrival {
    let number = Glibc.accept(socket.number, nil, nil)
    guard number >= 0 else { return [EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(errno) ? .noRoom : .nobody }
    let caller = DoorSocket(number)
    let flags = fcntl(number, F_GETFL)
    guard fcntl(number, F_SETFD, FD_CLOEXEC) == 0, flags >= 0, fcntl(number, F_SETFL, flags | O_NONBLOCK) == 0
    else { return .nobody }
    return .caller(caller)
  }
}
