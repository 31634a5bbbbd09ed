import Glibc

/// One TCP connection: bytes in, bytes out, nothing waits.
///
/// Everything is told from the loop, never from inside a call to it. The loop keeps it until it has ended.
public final class ByteStream {
  private let descriptor: Descriptor
  private var unsent = Outgoing()
  private weak var loop: EventLoop?
  private var onBytes: (([UInt8]) -> Void)?
  private var onSent: ((Int) -> Void)?
  private var onEnd: ((String) -> Void)?
  private var state = State.open
  /// Why nothing can be written any more, while what has arrived is still read.
  private var writeFault: SystemFault?
  /// Whether the other end said, in a closing, that it sends no more.
  private var hasOtherEnded = false
  /// When a closing is cut, whatever still goes.
  private var closingEndsMs = Int64.max

  private enum State { case open, closing, over }

  /// After `close()` the stream is cut where the other end reads nothing for 2 s …
  static let closingPatienceMs: Int64 = 2_000
  /// … and after 10 s in all, where it reads ever so slowly. Tests set less.
  var closingLimitMs: Int64 = 10_000

  /// What the system may keep for an end that reads nothing, in bytes.
  ///
  /// Left to itself, Linux keeps up to 5 MB for each connection, where ``unsentBytes`` does not count them.
  private static let systemBytes: Int32 = 256 << 10

  /// Small lines go out at once: none waits for the one before it to be acknowledged.
  ///
  /// A connection that ended before it began refuses its options, and tells its end as soon as it is read.
  init(_ descriptor: Descriptor) {
    self.descriptor = descriptor
    try? descriptor.setSocketOption(TCP_NODELAY, of: Int32(IPPROTO_TCP), to: 1)
    try? descriptor.setSocketOption(SO_SNDBUF, of: SOL_SOCKET, to: Self.systemBytes)
  }

  /// Bytes that wait for the system to take them.
  public var unsentBytes: Int { unsent.count }

  /// Hears of what arrives, of how many bytes the system has taken, and once, in words, of the end.
  ///
  /// At most 64 KiB are read in one turn of the loop, so that a fast sender delays nobody. Reading never waits for
  /// writing. An end that sends no more has ended the connection, even where it would still read.
  public func start(
    on loop: EventLoop, onBytes: @escaping ([UInt8]) -> Void, onSent: @escaping (Int) -> Void,
    onEnd: @escaping (String) -> Void
  ) {
    guard state == .open else { return }
    self.loop = loop
    self.onBytes = onBytes
    self.onSent = onSent
    self.onEnd = onEnd
    loop.whenReadable(descriptor.number) { self.receive() }
    writeSoon()
  }

  /// Sends in the loop's next turn: what is given in one turn goes out together.
  ///
  /// Bytes are kept until they are sent, without a bound: the sender watches ``unsentBytes``.
  public func send(_ bytes: [UInt8]) {
    guard state == .open, writeFault == nil else { return }
    let isFirst = unsent.isEmpty
    unsent.append(bytes)
    if isFirst { writeSoon() }
  }

  /// Ends once all that waits is sent and the other end has ended too, within limits; what still arrives is dropped.
  ///
  /// A connection that is let go with bytes unread is reset, and with it goes what the other end has not read yet.
  /// So its end is waited for.
  public func close() {
    guard state == .open else { return }
    silence()
    guard loop != nil, writeFault == nil else { return end() }
    state = .closing
    closingEndsMs = SystemClock.monotonicMs() + closingLimitMs
    goOnClosing()
  }

  /// Ends at once, after one try to send what waits: for a program that ends itself.
  public func farewell() {
    guard state == .open else { return }
    silence()
    if !unsent.isEmpty { unsent.drop((try? descriptor.write(unsent.bytes)) ?? 0) }
    end()
  }

  /// Ends at once; what waits is lost.
  public func cut() {
    silence()
    end()
  }

  private func writeSoon() {
    guard !unsent.isEmpty else { return }
    loop?.whenWritable(descriptor.number) { self.flush() }
  }

  private func receive() {
    do throws(SystemFault) {
      switch try descriptor.read() {
      case .bytes(let bytes): onBytes?(bytes)
      case .nothingYet: return
      case .end: hearEnd()
      }
    } catch {
      finish(writeFault ?? error)
    }
  }

  /// Nothing comes any more. Bytes of our own that wait in a closing still go out.
  private func hearEnd() {
    guard state == .closing, !unsent.isEmpty else { return finish(writeFault) }
    hasOtherEnded = true
    loop?.whenReadable(descriptor.number, nil)
  }

  private func finish(_ fault: SystemFault?) {
    let words = Self.words(for: fault?.number ?? 0)
    let told = onEnd
    silence()
    end()
    told?(words)
  }

  private func flush() {
    let count: Int
    do throws(SystemFault) {
      count = try descriptor.write(unsent.bytes)
    } catch {
      return stopWriting(error)
    }
    unsent.drop(count)
    guard count > 0 else { return }
    if unsent.isEmpty { loop?.whenWritable(descriptor.number, nil) }
    if state == .closing { goOnClosing() }
    onSent?(count)
  }

  /// What the other end sent before it went is still to be read: it may say why. The end comes with that.
  private func stopWriting(_ fault: SystemFault) {
    writeFault = fault
    unsent = Outgoing()
    loop?.whenWritable(descriptor.number, nil)
    if state == .closing || ![EPIPE, ECONNRESET].contains(fault.number) { finish(fault) }
  }

  /// Once all is sent, the other end reads to our end and then ends too.
  private func goOnClosing() {
    let patienceMs = SystemClock.monotonicMs() + Self.closingPatienceMs
    loop?.at(min(patienceMs, closingEndsMs), deadline) { self.end() }
    guard unsent.isEmpty else { return }
    if hasOtherEnded { end() } else { shutdown(descriptor.number, Int32(SHUT_WR)) }
  }

  private var deadline: String { "close socket \(descriptor.number)" }

  private func silence() {
    onBytes = nil
    onSent = nil
    onEnd = nil
  }

  private func end() {
    guard state != .over else { return }
    state = .over
    unsent = Outgoing()
    loop?.forget(descriptor.number)
    loop?.cancel(deadline)
    // The other end hears of it now, whoever still holds this one.
    shutdown(descriptor.number, Int32(SHUT_RDWR))
  }

  /// Why a connection ended, from the system's number; 0 where the other end said so properly.
  static func words(for number: Int32) -> String {
    switch number {
    case 0, EPIPE: "closed by the other end"
    case ECONNRESET: "connection reset"
    case ETIMEDOUT: "the other end no longer answers"
    case ENETUNREACH, EHOSTUNREACH, ENETDOWN, EHOSTDOWN: "no way to the other end"
    default: SystemFault("", number: number).reason
    }
  }
}
