import Control
import Glibc

/// One end of the control socket: frames in, frames out, nothing waits.
public final class Connection {
  private let descriptor: Descriptor
  private var reader: FrameReader
  private var unsent = Outgoing()
  private weak var loop: EventLoop?
  private var onFrame: ((ControlFrame) -> Void)?
  private var onEnd: (() -> Void)?
  private var isEnded = false

  private let limits: Limits

  /// What the other end may do to this one's memory.
  public struct Limits: Sendable {
    /// The longest content of a frame that it sends.
    public var contentBytes: Int
    /// A connection whose other end does not read while so much waits for it is closed.
    public var unsentBytes: Int

    public init(contentBytes: Int, unsentBytes: Int) {
      self.contentBytes = contentBytes
      self.unsentBytes = unsentBytes
    }

    /// For programs of this user: a screen that attaches is sent a whole house.
    public static let usual = Limits(contentBytes: ControlFrame.contentLimit, unsentBytes: 256 << 20)
  }

  init(_ descriptor: Descriptor, _ limits: Limits = .usual) {
    self.descriptor = descriptor
    self.limits = limits
    reader = FrameReader(contentLimit: limits.contentBytes)
  }

  /// Whoever lets go of one that has not ended closes it: a number that is closed would wake the loop for ever.
  deinit { if !isEnded { loop?.forget(descriptor.number) } }

  /// Hears of each frame, and once of the end.
  public func start(
    on loop: EventLoop, onFrame: @escaping (ControlFrame) -> Void, onEnd: @escaping () -> Void
  ) {
    self.loop = loop
    self.onFrame = onFrame
    self.onEnd = onEnd
    loop.whenReadable(descriptor.number) { [weak self] in self?.receive() }
  }

  public func send(_ frames: [ControlFrame]) {
    guard !isEnded else { return }
    for frame in frames { unsent.append(frame.bytes) }
    flush()
    if unsent.count > limits.unsentBytes { end() }
  }

  public func send(_ frame: ControlFrame) { send([frame]) }

  /// Sends and waits until the system has taken it: for a command that reads a long file for the other end.
  public func sendWaiting(_ frame: ControlFrame) throws(SystemFault) {
    send(frame)
    while !unsent.isEmpty, !isEnded {
      var wait = pollfd(fd: descriptor.number, events: Int16(POLLOUT), revents: 0)
      retrying { poll(&wait, 1, -1) }
      flush()
    }
  }

  /// Ends once all that waits is sent.
  public func close() {
    onEnd = nil
    if unsent.isEmpty { end() } else { closesWhenFlushed = true }
  }

  private var closesWhenFlushed = false

  private func receive() {
    do {
      switch try descriptor.read() {
      case .bytes(let bytes): for frame in try reader.take(bytes) where !isEnded { onFrame?(frame) }
      case .nothingYet: return
      case .end: end()
      }
    } catch {
      end()
    }
  }

  private func flush() {
    do throws(SystemFault) {
      unsent.drop(try descriptor.write(unsent.bytes))
    } catch {
      return end()
    }
    if unsent.isEmpty {
      loop?.whenWritable(descriptor.number, nil)
      if closesWhenFlushed { end() }
    } else {
      loop?.whenWritable(descriptor.number) { [weak self] in self?.flush() }
    }
  }

  private func end() {
    guard !isEnded else { return }
    isEnded = true
    loop?.forget(descriptor.number)
    // The other end hears of it now, whoever still holds this one.
    shutdown(descriptor.number, Int32(SHUT_RDWR))
    let told = onEnd
    onEnd = nil
    onFrame = nil
    told?()
  }
}
