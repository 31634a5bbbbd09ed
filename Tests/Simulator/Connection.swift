import Replication

/// A TCP connection between two boxes.
final class Connection {
  let number: Int
  let network: Network
  private(set) var ends: [ConnectionEnd] = []
  /// A switch on its way has lost it: nothing passes, and nobody is told.
  var isSilent = false
  /// Who changes what passes, if anybody does.
  var attacker: Attacker?

  init(_ number: Int, _ network: Network, _ caller: Int, _ callee: Int) {
    self.number = number
    self.network = network
    ends = [
      ConnectionEnd(self, 0, box: caller, other: callee), ConnectionEnd(self, 1, box: callee, other: caller),
    ]
  }

  var isOver: Bool { ends.allSatisfy(\.isOver) }

  /// Whether something is still on its way.
  var isUnderWay: Bool { ends.contains { !$0.isEmpty } }

  /// The run is over: its ends and it hold each other.
  func letGo() { ends = [] }

  /// Cut in the middle: what is on its way is lost.
  func reset() {
    for end in ends {
      end.dropTransit()
      end.hear(.reset)
    }
  }
}

/// One end of a connection: what a socket is to the program, and the bytes on their way from it.
final class ConnectionEnd {
  enum Parcel {
    case bytes([UInt8])
    /// Nothing more comes.
    case end
    case reset
  }

  private enum State { case open, closing, over }

  let connection: Connection
  let place: Int
  let box: Int
  let way: Network.Way
  private var network: Network { connection.network }
  private var state = State.open
  private var onBytes: (([UInt8]) -> Void)?
  private var onSent: ((Int) -> Void)?
  private var onEnd: ((String) -> Void)?
  /// What the system has not taken yet.
  private var unsent: [UInt8] = []
  /// What it has taken and the other end has not read.
  private var transit: [(arrivesMs: Int64, parcel: Parcel)] = []
  private var transitBytes = 0
  private var lastArrivalMs: Int64 = 0
  private var isPumping = false
  private var isArriving = false
  /// Before this moment the program behind this end reads nothing more.
  private var readsAgainMs: Int64 = 0

  init(_ connection: Connection, _ place: Int, box: Int, other: Int) {
    self.connection = connection
    self.place = place
    self.box = box
    way = Network.Way(from: box, to: other)
  }

  var isOver: Bool { state == .over }
  var isEmpty: Bool { transit.isEmpty }
  var isOpen: Bool { state == .open }
  var unsentBytes: Int { unsent.count }
  private var other: ConnectionEnd { connection.ends[1 - place] }
  private var owner: Box { network.boxes()[box] }

  // MARK: what the program does

  func start(
    onBytes: @escaping ([UInt8]) -> Void, onSent: @escaping (Int) -> Void, onEnd: @escaping (String) -> Void
  ) {
    self.onBytes = onBytes
    self.onSent = onSent
    self.onEnd = onEnd
    if state == .over { return fail("connection reset") }
    pumpSoon()
    other.goOn()
  }

  func send(_ bytes: [UInt8]) {
    guard state == .open else { return }
    unsent += bytes
    pumpSoon()
  }

  /// Ends once all that waits is sent; what still arrives is dropped.
  func close() {
    guard state == .open else { return }
    silence()
    state = .closing
    pumpSoon()
    network.timeline.after(10_000) { [self] in if state == .closing { die() } }
  }

  // MARK: what the system does

  /// The program is gone, its system is not.
  func die() {
    guard state != .over else { return }
    silence()
    state = .over
    unsent = []
    put(.end)
  }

  /// The power is gone.
  func vanish() {
    silence()
    state = .over
    unsent = []
    dropTransit()
  }

  func dropTransit() {
    transit = []
    transitBytes = 0
  }

  private func silence() {
    onBytes = nil
    onSent = nil
    onEnd = nil
  }

  private func fail(_ words: String) {
    let told = onEnd
    silence()
    state = .over
    unsent = []
    if connection.isOver { network.forget(connection) }
    if let told { owner.soon { told(words) } }
  }

  private func pumpSoon() {
    guard !isPumping, !unsent.isEmpty || state == .closing else { return }
    isPumping = true
    owner.soon { [self] in
      isPumping = false
      pump()
    }
  }

  private func pump() {
    guard state != .over else { return }
    let count = min(unsent.count, network.windowBytes - transitBytes)
    if count > 0 {
      let taken = Array(unsent.prefix(count))
      unsent.removeFirst(count)
      for piece in cut(taken) { put(.bytes(piece)) }
      onSent?(count)
    }
    if unsent.isEmpty, state == .closing {
      state = .over
      put(.end)
    }
  }

  /// In pieces as the network likes them.
  private func cut(_ bytes: [UInt8]) -> [[UInt8]] {
    guard bytes.count > 1, network.chance.oneIn(3) else { return [bytes] }
    let place = Int(network.chance.number(1...Int64(bytes.count - 1)))
    return [Array(bytes[..<place]), Array(bytes[place...])]
  }

  private func put(_ parcel: Parcel) {
    var parcels = [parcel]
    if case .bytes(let bytes) = parcel {
      let changed = connection.attacker?.change(bytes, from: place, at: network.timeline.nowMs) ?? [bytes]
      parcels = changed.map { .bytes($0) }
    }
    for parcel in parcels {
      var lasts: Int64 = 0
      if case .bytes(let bytes) = parcel {
        transitBytes += bytes.count
        lasts = Int64(bytes.count / network.bytesPerMs)
      }
      lastArrivalMs = max(lastArrivalMs, network.timeline.nowMs + network.delayMs(way)) + lasts
      transit.append((lastArrivalMs, parcel))
    }
    arriveLater()
  }

  private func arriveLater() {
    guard !isArriving, let next = transit.first else { return }
    isArriving = true
    network.timeline.at(max(next.arrivesMs, other.readsAgainMs)) { [self] in
      isArriving = false
      goOn()
    }
  }

  /// Lets arrive what can.
  func goOn() {
    while let next = transit.first {
      let now = network.timeline.nowMs
      guard next.arrivesMs <= now, other.readsAgainMs <= now else { return arriveLater() }
      guard !connection.isSilent, network.isOpen(way), !network.boxes()[way.to].isFrozen || other.isOver,
        other.isReady
      else { return }
      transit.removeFirst()
      if case .bytes(let bytes) = next.parcel { transitBytes -= bytes.count }
      if other.isOver {
        answerReset(next.parcel)
      } else {
        other.hear(next.parcel)
      }
      pumpSoon()
    }
  }

  /// Whether a program listens to it, or let it go.
  private var isReady: Bool { onBytes != nil || state != .open }

  /// Nobody is there any more.
  private func answerReset(_ parcel: Parcel) {
    if case .bytes = parcel, network.isOpen(other.way) {
      dropTransit()
      if state != .over { network.timeline.after(network.delayMs(other.way)) { [self] in hear(.reset) } }
    }
    if connection.isOver, transit.isEmpty { network.forget(connection) }
  }

  func hear(_ parcel: Parcel) {
    guard state != .over else { return }
    switch parcel {
    case .bytes(let bytes):
      network.trace.note(box, "received", Int64(bytes.count), Int64(connection.number))
      if let pause = owner.readingPauseMs { readsAgainMs = network.timeline.nowMs + pause }
      onBytes?(bytes)
    case .end:
      let told = onEnd
      // What waits here will never be read.
      die()
      if let told { owner.soon { told("closed by the other end") } }
    case .reset:
      dropTransit()
      fail("connection reset")
    }
  }
}
