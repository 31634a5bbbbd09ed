import Events
import Host
import Replication

/// The socket under one ``Probe``: dials, carries bytes both ways, and goes.
final class ProbeCall {
  private let address: PeerAddress
  private let isWithoutKey: Bool
  private let makeProbe: () -> Probe
  private let loop = EventLoop()
  private var probe: Probe?
  private var stream: ByteStream?
  private var result: Result<ProbeFinding, DialFault>?

  /// What was said last has so long to leave this machine.
  private static let goodbyeMs: Int64 = 250

  /// - Parameters:
  ///   - key: what is proved; nil for a link without proofs, on this machine alone.
  ///   - ownOrigin: this data directory's; nil where it has none yet.
  init(_ address: PeerAddress, _ key: [UInt8]?, venue: String, ownOrigin: Origin?) {
    self.address = address
    isWithoutKey = key == nil
    makeProbe = {
      Probe(key: key, venue: venue, ownOrigin: ownOrigin, nonce: LinkSockets.nonce(), at: .now)
    }
  }

  /// - Parameter dialMs: how long dialing may take.
  func run(dialMs: Int64) throws(SystemFault) -> Result<ProbeFinding, DialFault> {
    Dialing.dial(address, on: loop, limitMs: dialMs, loopbackOnly: isWithoutKey) { [self] reached in
      switch reached {
      case .success(let stream): begin(on: stream)
      case .failure(let fault): end(.failure(fault))
      }
    }
    try loop.run()
    stream?.cut()
    guard let result else { preconditionFailure("only a finding stops the loop") }
    return result
  }

  private func begin(on stream: ByteStream) {
    self.stream = stream
    let probe = makeProbe()
    self.probe = probe
    stream.start(on: loop) { [self] bytes in
      perform { $0.receive(bytes, at: .now) }
    } onSent: { [self] _ in
      if result != nil, stream.unsentBytes == 0 { loop.stop() }
    } onEnd: { [self] _ in
      perform { $0.closed(at: .now) }
      loop.stop()
    }
    perform { $0.start(at: .now) }
    loop.at(probe.deadlineMs, "probe") { [self] in perform { $0.tick(at: .now) } }
  }

  private func perform(_ step: (inout Probe) -> [Probe.Output]) {
    guard result == nil, var probe else { return }
    let outputs = step(&probe)
    self.probe = probe
    for output in outputs {
      switch output {
      case .send(let bytes): stream?.send(bytes)
      case .found(let finding): end(.success(finding))
      }
    }
  }

  private func end(_ result: Result<ProbeFinding, DialFault>) {
    self.result = result
    guard let stream, stream.unsentBytes > 0 else { return loop.stop() }
    loop.at(SystemClock.monotonicMs() + Self.goodbyeMs, "goodbye") { [self] in loop.stop() }
  }
}

extension Instant {
  fileprivate static var now: Instant {
    Instant(wall: SystemClock.wall(), monotonicMs: SystemClock.monotonicMs())
  }
}
