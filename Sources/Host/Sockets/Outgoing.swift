/// Bytes that wait for a slow reader.
///
/// What was sent is only passed over, and moved out once it is the larger part: else each of many small sends would
/// move all that still waits.
struct Outgoing {
  private var buffer: [UInt8] = []
  private var sent = 0

  var count: Int { buffer.count - sent }
  var isEmpty: Bool { count == 0 }
  var bytes: ArraySlice<UInt8> { buffer[sent...] }

  mutating func append(_ bytes: [UInt8]) { buffer += bytes }

  /// Notes that the first of them were sent.
  mutating func drop(_ number: Int) {
    sent += number
    guard sent * 2 >= buffer.count else { return }
    buffer.removeFirst(sent)
    sent = 0
  }
}
