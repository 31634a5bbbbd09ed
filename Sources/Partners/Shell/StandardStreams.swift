import Control
import Glibc

/// Reads standard input to its end, on a thread of its own.
enum StandardInput {
  static func read(into inbox: Inbox) {
    var splitter = LineSplitter(limit: PartnerMessage.lineLimit)
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(STDIN_FILENO, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      for line in splitter.take(buffer[..<count]) { inbox.put(.line(line)) }
    }
    inbox.put(.endOfInput)
  }
}

/// Standard output, written by one thread, a whole line at a time.
struct LineOutput {
  /// Whether somebody reads.
  private(set) var isOpen = true

  mutating func write(_ answer: PartnerAnswer) {
    let line = answer.line
    guard line.count <= PartnerMessage.lineLimit else {
      Diagnostics.say("an answer was longer than \(PartnerMessage.lineLimit) bytes and is not said")
      return
    }
    isOpen = isOpen && WholeWrite.all(line, to: STDOUT_FILENO)
  }
}

/// Sentences on standard error for whoever looks for what is wrong.
enum Diagnostics {
  static func say(_ sentence: String) {
    // Where nobody reads them nothing is lost that anything hangs on.
    _ = WholeWrite.all(Array("galley-partner: \(sentence)\n".utf8), to: STDERR_FILENO)
  }
}

private enum WholeWrite {
  /// - Returns: whether all of it was written.
  static func all(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}
