import Dining
import Events
import Replication

/// What is asked to be changed, by whom.
public struct Request: Sendable {
  public var content: Content
  public var idempotencyKey: ExactString?
  /// Who asks; nil for the terminal itself.
  public var actor: ExactString?
  public var source: Source
  /// What ``actor`` may do, once their PIN was checked; nil where nobody has shown who they are.
  public var role: StaffRole?
  /// The table whose guests ask: orders that are not alive there do not exist for them.
  public var table: GuestTable?
  /// Whether whoever asks has seen what is only warned of, and wants it all the same (`--anyway`).
  public var isAnyway = false

  public init(
    _ action: Action, idempotencyKey: ExactString? = nil, actor: ExactString? = nil, source: Source = .staff,
    table: GuestTable? = nil, isAnyway: Bool = false
  ) {
    content = .said(action)
    self.idempotencyKey = idempotencyKey
    self.actor = actor
    self.source = source
    self.table = table
    self.isAnyway = isAnyway
  }

  /// What the house asks of an order by itself.
  public init(
    own command: OrderCommand, on order: OrderID, idempotencyKey: ExactString? = nil,
    actor: ExactString? = nil, source: Source = .system
  ) {
    content = .own(order, command)
    self.idempotencyKey = idempotencyKey
    self.actor = actor
    self.source = source
  }

  /// The same for what the terminal does by itself beside what was asked.
  var ofTheHouse: Request {
    var request = self
    request.idempotencyKey = nil
    request.actor = nil
    request.source = .system
    return request
  }

  public enum Content: Sendable {
    /// By a person, at a key or on a command line.
    case said(Action)
    /// By the house itself, with all names looked up.
    case own(OrderID, OrderCommand)
  }

  /// What a person asks for, as they said it: names are not looked up yet, amounts not yet in a currency.
  public enum Action: Hashable, Sendable {
    case open(table: String?, guests: Int64?, type: OrderType, promisedAt: Timestamp?)
    case change(OrderName, OrderRequest)
    /// Whole orders: all of them are placed, or none.
    case place([Placement])
    case menu(MenuRequest)
    case experiment(ExperimentRequest)
    /// Somebody looks at the menu at a table: its visit begins, where it has none.
    case viewMenu(table: String)
    /// By a voice, or about what one has done.
    case voice(VoiceRequest)
    /// One of ``HouseSetting/all``.
    case changeSetting(key: String, value: String)
    /// Who works here.
    case staff(StaffRequest)
    /// With whom the house speaks.
    case partner(PartnerRequest)

    /// The command line that asks for it.
    public var line: TypedLine {
      switch self {
      case .open(let table, let guests, let type, let promisedAt):
        TypedLine(
          "order open",
          TypedLine.flag("table", table) + TypedLine.flag("guests", guests.map { "\($0)" })
            + TypedLine.flag("type", type.rawValue) + TypedLine.flag("promised", promisedAt?.description),
          on: [])
      case .change(let order, let request): request.line(on: order.text)
      case .place(let placements):
        TypedLine("order place", on: [], input: Placement.lines(placements))
      case .menu(let request): request.line
      case .experiment(let request): request.line
      case .viewMenu(let table): TypedLine("menu view", on: [table])
      case .voice(let request): request.line
      case .changeSetting(let key, let value): TypedLine("config set", on: [key, value])
      case .staff(let request): request.line
      case .partner(let request): request.line
      }
    }
  }
}

/// The moment at which an input arrives, and the chance that comes with it.
public struct Moment: Sendable {
  /// The wall clock.
  public var wall: Timestamp
  /// Milliseconds of a clock that nobody sets.
  public var monotonicMs: Int64
  /// How far the clock on the wall is ahead of UTC then.
  public var offsetMinutes: Int
  /// Bits for an event, an order, an entity and a salt.
  public var random: (RandomBits, RandomBits, RandomBits, RandomBits)

  public init(
    wall: Timestamp, monotonicMs: Int64, offsetMinutes: Int = 0,
    random: (RandomBits, RandomBits, RandomBits, RandomBits)
  ) {
    self.wall = wall
    self.offsetMinutes = offsetMinutes
    self.monotonicMs = monotonicMs
    self.random = random
  }
}

extension Moment {
  /// The same for links.
  public var instant: Instant { Instant(wall: wall, monotonicMs: monotonicMs) }

  /// The same moment for the next event of one request: its identifier counts one on, the rest is other chance.
  func following(_ event: Event) -> Moment {
    var moment = following(event.hash)
    moment.random.0 = event.id.uuid.nextRandom
    return moment
  }

  /// The same moment with other chance, for the event that follows `hash`: two of them have two ids.
  func following(_ hash: Fingerprint) -> Moment {
    func mixed(_ bits: RandomBits) -> RandomBits {
      RandomBits(high: bits.high ^ hash.high, low: bits.low ^ hash.low)
    }
    var moment = self
    moment.random = (mixed(random.0), mixed(random.1), mixed(random.2), mixed(random.3))
    return moment
  }
}

/// Who waits for an answer: a connection, a screen, a line typed at the console.
public struct Asker: Hashable, Sendable {
  public let number: Int
  public init(_ number: Int) { self.number = number }
}

/// Why something was refused, in the code for scripts and the sentence for people.
public struct Complaint: Error, Hashable, Sendable {
  public let code: String
  public let message: String
  public let isOfDisk: Bool

  public init(_ code: String, _ message: String, isOfDisk: Bool = false) {
    self.code = code
    self.message = message
    self.isOfDisk = isOfDisk
  }

  public init(_ refusal: Refusal) { self.init(refusal.code, refusal.message) }

  public static func unknownOrder(_ name: OrderName) -> Complaint {
    Complaint("not_found", "there is no order “\(name.text)”; see those there are with: galley order list")
  }

  /// The same for a guest: of other tables they learn nothing, not even that an order is theirs.
  public static func unknownOrder(_ name: OrderName, at table: GuestTable) -> Complaint {
    Complaint("not_found", "there is no order “\(name.text)” at \(table)")
  }

  /// Names all that could be meant, so that the next try can be exact: by code, and by the end of the order_id where two
  /// boxes gave the same code.
  public static func ambiguousOrder(
    _ name: OrderName, _ ids: [OrderID], in house: House, now: Timestamp
  ) -> Complaint {
    let orders = ids.compactMap { house.orders[$0]?.order }
    let isByCode = orders.count == ids.count && Set(orders.map(\.codeText)).count == ids.count
    let candidates = ids.map { id in
      let tail = isByCode ? "" : " (…\(id.description.suffix(ItemName.tailDigits)))"
      return (house.orders[id].map { words($0.order, now: now) } ?? "an order") + tail
    }
    return Complaint(
      "ambiguous",
      "“\(name.text)” may be \(candidates.joined(separator: " or ")); give its \(isByCode ? "code" : "end")")
  }
}

/// What comes of a request.
public enum Reply: Sendable {
  /// Durable: the events that were written (or, for a repeated idempotency key, that were then), and the order.
  case wrote([Event], Order?)
  /// Nothing was changed, and that it was asked for is on record; with why.
  case recorded([Event], Complaint)
  case refused(Complaint)
}

/// What reaches the heart.
public enum Input: Sendable {
  /// A person's request.
  indirect case request(Request, from: Asker, at: Moment)
  /// Events that other terminals wrote: decoded, in chain, new here.
  indirect case arrived([Event], from: Asker, at: Moment)
  /// What the log holds of orders that were asked for.
  case fetched([(OrderID, [Event])])
  /// All appended up to this ticket is on the disk.
  case durable(upTo: UInt64, at: Moment)
  /// Nothing that was handed over from this ticket on was kept; what is asked from now on is tried again.
  case notKept(from: UInt64, Complaint, at: Moment)
  /// From a link.
  case mesh(MeshInput, at: Moment)
  /// The moment that ``Venue/deadlineMs`` named has come, or any other.
  case tick(at: Moment)
  /// A damaged log has been repaired, or a part of it.
  indirect case healed(Repair, at: Moment)
  /// Damage was found in a log that was taken for sound: what is missing, and where its histories end now.
  case damaged([ChainGap], ChainTips, at: Moment)
}

/// What the log says of its repair.
public struct Repair: Sendable {
  /// What it had lost and has again.
  public let events: [Event]
  /// Where each chain of the log ended then; nil where nothing was changed, and once that has been taken over.
  public internal(set) var tips: ChainTips?
  /// What is still missing.
  public let gaps: [ChainGap]
  /// Whether anything still does not read back.
  public let isDamaged: Bool
  /// Damaged bytes were given up since nobody misses what may have stood there: it may have been an event of this
  /// terminal's own, whose number must not be used again.
  public let mayLackOwn: Bool
  /// Whether the heart does not know the events yet: damage that was found while it ran took nothing from it.
  public let isNews: Bool

  public init(
    events: [Event], tips: ChainTips?, gaps: [ChainGap], isDamaged: Bool, mayLackOwn: Bool = false,
    isNews: Bool = true
  ) {
    self.events = events
    self.tips = tips
    self.gaps = gaps
    self.isDamaged = isDamaged
    self.mayLackOwn = mayLackOwn
    self.isNews = isNews
  }
}

extension Input {
  /// Who waits for what comes of it; nil for what the disk says.
  public var asker: Asker? {
    switch self {
    case .request(_, let asker, _), .arrived(_, let asker, _): asker
    case .fetched, .durable, .notKept, .mesh, .tick, .healed, .damaged: nil
    }
  }
}

/// What the heart wants done, in this order.
public enum Effect: Sendable {
  /// Write these to the log and sync; then say `durable`. What is a whole is kept or lost as one.
  case append([Event], ticket: UInt64, isWhole: Bool)
  case answer(Reply, to: Asker)
  /// These are durable and new: followers, peers and partners get them.
  case publish([Event])
  /// What is on the screen has changed.
  case redraw
  /// Ask a partner for this; what comes of it is a request of the house's own. What asks for it is on the disk.
  case carryOut(Errand)
  /// Call another terminal; the answer comes as ``MeshInput/dialed(_:_:nonce:)`` or ``MeshInput/dialFailed(_:_:)``.
  case dial(PeerAddress)
  case send([UInt8], over: LinkID)
  /// Send what waits on a link, then close it.
  case hangUp(LinkID)
  /// Look a stretch of a history up in what is durable; the answer is ``MeshInput/read(_:_:)``.
  case read(ChainRead)
  /// Repair the damaged log with these events; the answer is ``Input/healed(_:at:)``.
  case heal([Event], isComplete: Bool)
  /// Another terminal delivers to a partner, and has come this far.
  case told(DeliveredReach)
  /// Keep who this terminal is, before anything is written under that name.
  case keep(Identity)
  /// Bring these orders' events from the log as ``Input/fetched(_:)``, then give the input again.
  indirect case fetch([OrderID], thenAgain: Input)
}
