/// Puts frames together from bytes as they arrive, cut wherever the socket cuts them.
///
/// It keeps at most one unfinished frame.
public struct FrameReader: Sendable {
  private var bytes: [UInt8] = []
  private let contentLimit: Int

  /// What came was no frame: the other end is no galley of this version, and the connection is to be ended.
  public struct Malformed: Error {}

  /// - Parameter contentLimit: how many bytes of content a frame may have here, whatever its kind.
  public init(contentLimit: Int = ControlFrame.contentLimit) { self.contentLimit = contentLimit }

  /// Takes bytes and gives the frames that are whole by now. A frame that no kind allows is refused by its head, before
  /// its content has come; after a throw nothing more can be read.
  public mutating func take(_ arrived: [UInt8]) throws(Malformed) -> [ControlFrame] {
    bytes += arrived
    var frames: [ControlFrame] = []
    var start = 0
    while bytes.count - start >= ControlFrame.headBytes {
      let length = bytes[(start + 1)..<(start + ControlFrame.headBytes)].reduce(0) { $0 << 8 | Int($1) }
      guard let kind = ControlFrame.Kind(rawValue: bytes[start]), kind.contentBytes.contains(length),
        length <= contentLimit
      else {
        throw Malformed()
      }
      let content = start + ControlFrame.headBytes
      guard bytes.count - content >= length else { break }
      frames.append(ControlFrame(kind, Array(bytes[content..<(content + length)])))
      start = content + length
    }
    bytes.removeFirst(start)
    return frames
  }
}
