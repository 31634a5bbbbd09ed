import Glibc
import Replication

/// One attempt to reach another terminal.
///
/// The loop keeps it until it is over. Everything is told from the loop, never from inside a call to it.
public final class Dialing {
  private let address: PeerAddress
  private let loop: EventLoop
  private let deadlineMs: Int64
  private let loopbackOnly: Bool
  private let lookUp: LookUp
  private var done: ((Result<ByteStream, DialFault>) -> Void)?
  /// Addresses that are still to be tried.
  private var places: ArraySlice<SocketAddress> = []
  private var socket: Descriptor?
  private var fault: DialFault.Kind?

  typealias LookUp = @Sendable (PeerAddress) -> Result<[SocketAddress], DialFault.Kind>

  public static let limitMs: Int64 = 5_000
  /// Of a name with many addresses the first 4 are tried: each gets its part of the time.
  static let placesLimit = 4

  /// Begins; `done` is called once, unless ``cancel()`` comes before.
  ///
  /// A name is looked up on a thread of its own. Where that takes longer than the limit, the thread goes on until the
  /// system gives up, after half a minute at most, and is not listened to.
  ///
  /// - Parameters:
  ///   - limitMs: for the whole of it, in milliseconds.
  ///   - loopbackOnly: refuses a host that stands for an address of another machine.
  @discardableResult
  public static func dial(
    _ address: PeerAddress, on loop: EventLoop, limitMs: Int64 = limitMs, loopbackOnly: Bool = false,
    done: @escaping (Result<ByteStream, DialFault>) -> Void
  ) -> Dialing {
    let dialing = Dialing(
      address, on: loop, limitMs: limitMs, loopbackOnly: loopbackOnly, lookUp: lookUp, done: done)
    loop.at(SystemClock.monotonicMs(), dialing.name) { dialing.begin() }
    return dialing
  }

  /// - Parameter lookUp: runs on a thread of its own.
  init(
    _ address: PeerAddress, on loop: EventLoop, limitMs: Int64, loopbackOnly: Bool, lookUp: @escaping LookUp,
    done: @escaping (Result<ByteStream, DialFault>) -> Void
  ) {
    self.address = address
    self.loop = loop
    self.loopbackOnly = loopbackOnly
    self.lookUp = lookUp
    self.done = done
    deadlineMs = SystemClock.monotonicMs() + limitMs
  }

  /// Leaves it; nothing is told.
  public func cancel() {
    done = nil
    letGo()
  }

  private var name: String { "dial \(ObjectIdentifier(self))" }

  func begin() {
    if let literal = SocketAddress.literal(address) { return use(.success(literal)) }
    loop.at(deadlineMs, name) { self.end(.failure(.timedOut)) }
    do {
      try SideJob.start(on: loop) { [address, lookUp] in
        lookUp(address)
      } done: {
        self.use($0)
      }
    } catch {
      end(.failure(.noLookUp))
    }
  }

  @Sendable private static func lookUp(
    _ address: PeerAddress
  ) -> Result<[SocketAddress], DialFault.Kind> {
    do throws(SocketAddress.NameFault) {
      return .success(try SocketAddress.resolve(address))
    } catch {
      return .failure([EAI_NONAME, noAddress].contains(error.code) ? .unknownName : .noLookUp)
    }
  }

  /// `EAI_NODATA` of netdb.h, which the C library's module leaves out: a name that has no address.
  private static let noAddress: Int32 = -5

  private func use(_ found: Result<[SocketAddress], DialFault.Kind>) {
    guard done != nil else { return }
    switch found {
    case .failure(let kind): end(.failure(kind))
    case .success(let all):
      guard !loopbackOnly || all.allSatisfy(\.isLoopback) else { return end(.failure(.notLoopback)) }
      places = all.prefix(Self.placesLimit)
      tryNext()
    }
  }

  private func tryNext() {
    letGo()
    let parts = Int64(places.count)
    guard let place = places.popFirst() else { return end(.failure(fault ?? .unknownName)) }
    do throws(SystemFault) {
      let socket = try place.newSocket()
      self.socket = socket
      let code = place.withPointer { connect(socket.number, $0, $1) == 0 ? 0 : errno }
      // A signal does not end a connecting: it goes on by itself, as one that takes its time does.
      guard [0, EINPROGRESS, EINTR].contains(code) else { throw SystemFault("connect", number: code) }
      let now = SystemClock.monotonicMs()
      loop.at(now + max(0, deadlineMs - now) / parts, name) { self.fail(.timedOut) }
      loop.whenWritable(socket.number) { self.look(socket) }
    } catch {
      fail(DialFault.Kind(error))
    }
  }

  private func look(_ socket: Descriptor) {
    var code: Int32 = 0
    var length = socklen_t(MemoryLayout<Int32>.size)
    guard getsockopt(socket.number, SOL_SOCKET, SO_ERROR, &code, &length) == 0 else {
      return fail(DialFault.Kind(SystemFault("getsockopt")))
    }
    guard code == 0 else { return fail(DialFault.Kind(SystemFault("connect", number: code))) }
    let number = socket.number
    // Without another end it is not connected yet: what woke us was meant for an earlier owner of the number.
    guard let there = SocketAddress({ getpeername(number, $0, $1) }) else { return }
    // A port that the system gave to the very socket that dials it: nobody else listens there.
    guard there != SocketAddress({ getsockname(number, $0, $1) }) else { return fail(.refused) }
    letGo()
    end(.success(ByteStream(socket)))
  }

  /// Of several addresses that fail, one that was reached says more than one that there is no way to.
  private func fail(_ kind: DialFault.Kind) {
    if fault == nil || fault == .noRoute { fault = kind }
    tryNext()
  }

  private func end(_ result: Result<ByteStream, DialFault.Kind>) {
    letGo()
    let told = done
    done = nil
    told?(result.mapError { DialFault(address: address, kind: $0) })
  }

  private func letGo() {
    if let socket { loop.forget(socket.number) }
    socket = nil
    loop.cancel(name)
  }
}

/// Why another terminal could not be reached, in a sentence.
public struct DialFault: Error, Hashable, Sendable, CustomStringConvertible {
  public let address: PeerAddress
  public let kind: Kind

  public enum Kind: Error, Hashable, Sendable {
    case unknownName, noLookUp, refused, noRoute, timedOut, notLoopback
    case system(SystemFault)

    init(_ fault: SystemFault) {
      switch fault.number {
      case ECONNREFUSED: self = .refused
      case ENETUNREACH, EHOSTUNREACH, ENETDOWN, EHOSTDOWN, EADDRNOTAVAIL: self = .noRoute
      case ETIMEDOUT: self = .timedOut
      default: self = .system(fault)
      }
    }
  }

  public var description: String {
    switch kind {
    case .unknownName: "\(address): no machine of that name is known; check the name, or give its IP address"
    case .noLookUp: "\(address): the name can't be looked up now; an IP address needs no looking up"
    case .refused:
      "\(address): the machine is there, but nothing listens on that port; is galley running on it?"
    case .noRoute: "\(address): there is no way to that machine; check cable, network and address"
    case .timedOut:
      "\(address): no answer in time; is the machine on, and does a firewall keep the port shut?"
    case .notLoopback: "\(address): that is another machine, and without a key only this one is dialed"
    case .system(let fault): "\(address): \(fault.reason)"
    }
  }
}
