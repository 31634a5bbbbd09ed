import Glibc

/// The file with the token for `GET /metrics`: one line, which whoever asks sends along.
enum TokenFile {
  /// Fewer bytes could be guessed.
  static let bytesMinimum = 16
  /// More than fits into a request's head beside the rest is no token.
  static let bytesLimit = 1_024

  /// The token without the newline at its end.
  ///
  /// - Throws: a sentence that holds nothing of the file; also where others than its owner can read or write it.
  static func read(_ path: String) throws(DoorFault) -> [UInt8] {
    let number = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard number >= 0 else {
      throw .usage("\(path): \(String(cString: strerror(errno))); a file with a token is wanted")
    }
    defer { close(number) }
    var status = stat()
    guard fstat(number, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw .usage("\(path) is no file that could hold a token")
    }
    guard status.st_mode & 0o077 == 0 else {
      throw .usage("\(path) is open to others; close it with: chmod 600 \(path)")
    }
    var buffer = [UInt8](repeating: 0, count: bytesLimit + 2)
    let count = Glibc.read(number, &buffer, buffer.count)
    guard count >= 0 else { throw .usage("\(path): \(String(cString: strerror(errno)))") }
    var token = buffer[..<count]
    if token.last == HTTPBytes.lineFeed { token.removeLast() }
    guard token.count >= bytesMinimum else {
      throw .usage("\(path) holds \(token.count) bytes, and a token has at least \(bytesMinimum)")
    }
    guard token.count <= bytesLimit, token.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw .usage(
        "\(path) holds no token: one line of at most \(bytesLimit) letters, digits and marks without blanks is wanted"
      )
    }
    return Array(token)
  }
}
