import Glibc

/// What `galley-partner http` is told on its command line.
struct DoorOptions: Hashable {
  var socketPath: String
  var place: DoorPlace
  var tokenFile: String?

  static let usage = "galley-partner http [--data DIR] [--listen HOST:PORT] [--token-file FILE]"

  /// - Parameter environment: the value of a variable; nil where it is not set or empty.
  init(_ arguments: [String], environment: (String) -> String?) throws(DoorFault) {
    var given: [String: String] = [:]
    var rest = arguments[...]
    while let flag = rest.popFirst() {
      guard ["--data", "--listen", "--token-file"].contains(flag) else {
        throw .usage("\(flag) is not known; the way to call it is: \(Self.usage)")
      }
      guard given[flag] == nil else { throw .usage("\(flag) is given twice") }
      guard let value = rest.popFirst(), !value.isEmpty, !value.hasPrefix("--") else {
        throw .usage("\(flag) wants a value; the way to call it is: \(Self.usage)")
      }
      given[flag] = value
    }
    let listen = given["--listen"] ?? "127.0.0.1:8470"
    guard let place = DoorPlace(listen) else {
      throw .usage("\(listen) is no place to listen at; write it as 127.0.0.1:8470 or [::1]:8470")
    }
    self.place = place
    tokenFile = given["--token-file"]
    socketPath = (given["--data"] ?? Self.usualData(environment)) + "/control.sock"
    // A socket's path has less room than a file's (unix(7)).
    guard socketPath.utf8.count < MemoryLayout.size(ofValue: sockaddr_un().sun_path) else {
      throw .usage("\(socketPath) is too long for a socket's path; use a shorter --data")
    }
  }

  /// Where a house's data is unless it is said (contract, section 2).
  private static func usualData(_ environment: (String) -> String?) -> String {
    if let data = environment("GALLEY_DATA") { return data }
    if let home = environment("XDG_DATA_HOME") { return "\(home)/galley" }
    return "\(environment("HOME") ?? ".")/.local/share/galley"
  }
}

/// Where the door is: `127.0.0.1:8470`, `localhost:8470`, `[::1]:8470`.
struct DoorPlace: Hashable, CustomStringConvertible {
  /// A name or an address; that of IPv6 without its brackets.
  let host: String
  /// 0 lets the system choose one.
  var port: UInt16

  init?(_ text: String) {
    guard let colon = text.utf8.lastIndex(of: UInt8(ascii: ":")) else { return nil }
    var host = text[..<colon]
    let digits = text[colon...].dropFirst()
    guard (1...5).contains(digits.utf8.count), digits.utf8.allSatisfy(HTTPBytes.isDigit),
      let port = UInt16(digits)
    else { return nil }
    let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
    if isBracketed { host = host.dropFirst().dropLast() }
    guard host.utf8.contains(UInt8(ascii: ":")) == isBracketed, !host.isEmpty,
      host.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else { return nil }
    self.host = String(host)
    self.port = port
  }

  var description: String { host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
