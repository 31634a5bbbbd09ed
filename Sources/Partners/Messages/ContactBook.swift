import Control

/// The addresses that guests have left (``ContactLine``): who has left none gets nothing.
struct ContactBook: Sendable {
  private let lines: [ContactLine]

  /// Of the file's end: what stands before it is of orders that are long over.
  static let limitBytes = 4 << 20

  /// - Parameter bytes: of the file, or of its end; a line that is none, or is not whole, is passed over.
  init(_ bytes: [UInt8]) {
    lines = bytes.split(separator: UInt8(ascii: "\n")).compactMap { ContactLine(line: $0) }
  }

  /// Where a message may go: to the address of the participant whom it is for, else to that of the whole order; never to
  /// another participant's.
  ///
  /// The last line counts, also where it withdraws one before it.
  func address(of ask: MessageAsk, by channel: ContactChannel) -> String? {
    func last(_ participant: String?) -> ContactLine? {
      lines.last {
        $0.orderID == ask.orderID && $0.participantID == participant && $0.channel == channel
      }
    }
    if let participant = ask.participantID, let own = last(participant) { return own.address }
    return last(nil)?.address
  }
}
