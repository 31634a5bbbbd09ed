import Host

/// Reads a file piece by piece as it grows, while the loop goes on with all else: what somebody says is acted on at once,
/// and answered before the next is said.
final class LiveInput {
  private let file: InputFile
  private let loop: EventLoop

  /// - Parameters:
  ///   - onPiece: gets each piece.
  ///   - onEnd: is called once, after the last.
  init(
    _ file: InputFile, on loop: EventLoop, onPiece: @escaping ([UInt8]) throws -> Void,
    onEnd: @escaping () -> Void
  ) {
    self.file = file
    self.loop = loop
    loop.whenReadable(file.number) { [weak self] in
      guard let self else { return }
      do {
        guard let piece = try file.next() else { return end(onEnd) }
        try onPiece(piece)
      } catch {
        end(onEnd)
      }
    }
  }

  private func end(_ onEnd: () -> Void) {
    stop()
    onEnd()
  }

  func stop() { loop.forget(file.number) }
}
