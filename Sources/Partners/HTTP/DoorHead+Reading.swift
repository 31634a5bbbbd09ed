/// How the lines of a head are read, and what they must not say together.
extension DoorHead {
  /// `METHOD /path?query HTTP/1.1`, with one blank between each (RFC 9112, section 3).
  init(requestLine line: ArraySlice<UInt8>) throws(DoorStatus) {
    let words = line.split(separator: HTTPBytes.blank, omittingEmptySubsequences: false)
    guard words.count == 3, !words[0].isEmpty, words[0].allSatisfy(HTTPBytes.isToken),
      HTTPBytes.isPathAndQuery(words[1])
    else { throw .badRequest }
    method = String(decoding: words[0], as: UTF8.self)
    path = String(decoding: words[1].prefix { $0 != UInt8(ascii: "?") }, as: UTF8.self)
    query = String(decoding: words[1].drop { $0 != UInt8(ascii: "?") }.dropFirst(), as: UTF8.self)
    minorVersion = try Self.minorVersion(words[2])
  }

  private static func minorVersion(_ word: ArraySlice<UInt8>) throws(DoorStatus) -> Int {
    let name = Array("HTTP/".utf8)
    let number = Array(word.dropFirst(name.count))
    guard word.starts(with: name), number.count == 3, HTTPBytes.isDigit(number[0]),
      number[1] == UInt8(ascii: "."), HTTPBytes.isDigit(number[2])
    else { throw .badRequest }
    switch (number[0], number[2]) {
    case (UInt8(ascii: "1"), UInt8(ascii: "1")): return 1
    case (UInt8(ascii: "1"), UInt8(ascii: "0")): return 0
    case _: throw .versionNotSupported
    }
  }

  /// A request of HTTP/1.1 names its host, and none names two (RFC 9112, section 3.2). Which it is does not matter
  /// here: the door stands behind one name.
  func checkHost() throws(DoorStatus) {
    let hosts = values(of: "host")
    guard hosts.count == 1 || hosts.isEmpty && minorVersion == 0,
      hosts.allSatisfy({ $0.allSatisfy(HTTPBytes.isHost) })
    else { throw .badRequest }
  }

  /// How long the body is (RFC 9112, section 6).
  ///
  /// Bodies in chunks are refused with 411: proxies send lengths, and a second way to say where a request ends is
  /// what smuggling lives on. For the same reason a length is said once, even where two would agree.
  func bodyBytes() throws(DoorStatus) -> Int {
    let lengths = values(of: "content-length")
    let codings = values(of: "transfer-encoding")
    if let coding = codings.last {
      let last = coding.split(separator: UInt8(ascii: ",")).last.map {
        HTTPBytes.lowered(HTTPBytes.trimmed($0))
      }
      guard lengths.isEmpty, minorVersion > 0, last == "chunked" else { throw .badRequest }
      throw .lengthRequired
    }
    guard let length = lengths.first else { return 0 }
    guard lengths.count == 1, !length.isEmpty, length.allSatisfy(HTTPBytes.isDigit) else { throw .badRequest }
    // More digits than a number of this machine has are a body that is too large as well.
    guard let bytes = Int(String(decoding: length, as: UTF8.self)), bytes <= DoorParser.bodyLimit else {
      throw .contentTooLarge
    }
    return bytes
  }

  /// Whether the sender waits for a word before it sends the body. What is expected in HTTP/1.0 means nothing
  /// (RFC 9110, section 10.1.1).
  func asksToProceed() throws(DoorStatus) -> Bool {
    let expected = values(of: "expect")
    guard minorVersion > 0, !expected.isEmpty else { return false }
    guard expected.allSatisfy({ HTTPBytes.lowered($0) == "100-continue" }) else { throw .expectationFailed }
    return true
  }
}

extension DoorHead.Field {
  /// `Name: value`. A line that goes on another one begins with a blank, which no name does; a blank before the colon
  /// is no part of a name either (RFC 9112, section 5).
  init(line: ArraySlice<UInt8>) throws(DoorStatus) {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { throw .badRequest }
    let name = line[..<colon]
    let value = line[(colon + 1)...]
    guard !name.isEmpty, name.allSatisfy(HTTPBytes.isToken), value.allSatisfy(HTTPBytes.isValue) else {
      throw .badRequest
    }
    self.init(name: HTTPBytes.lowered(name), value: Array(HTTPBytes.trimmed(value)))
  }
}
