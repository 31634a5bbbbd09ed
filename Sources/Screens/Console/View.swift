import Dining
import Events
import Replication
import Venue

/// All that a screen is drawn from, apart from its own state: handed in anew for each key and each picture.
public struct View: Sendable {
  /// The screen's size in cells.
  public var size: Size
  /// What is on the disk, and so may be seen.
  public var house: House {
    didSet {
      tickets = house.tickets
      ageLimits = house.ageLimits
    }
  }
  /// The tickets on the board: asked for many times a picture, made once.
  public private(set) var tickets: [Ticket]
  /// When a ticket is warm and when late.
  private(set) var ageLimits: AgeLimits
  public var identity: Identity
  /// A clock that nobody sets back while the screen is up.
  public var now: Timestamp
  /// What to add to a moment for the clock on the wall.
  public var offsets: LocalOffsets
  /// Now on the wall: ``now``, unless that was set while the screen was up.
  public var wall: Timestamp
  /// Event lines in this terminal's log.
  public var eventsHeld: Int
  /// What is wrong, in words; nil when nothing is.
  public var banner: String?
  /// Whether this is current; nil for a picture that is drawn without a screen.
  public var truth: Truth?
  /// How this terminal stands with the others of the house; without peers it stands alone.
  public var mesh: MeshStatus
  /// How it stands with the partners that run here.
  public var partners: [PartnerStatus]
  /// Why nothing can be changed from here; nil when it can.
  public var readOnlyBecause: String?

  /// The tickets of a house as it was, for the next view of the same house: to make those of 200 orders takes longer
  /// than to draw them, and a card that is the same object has the same height.
  public struct KnownTickets: Sendable {
    fileprivate let revision: House.Revision
    fileprivate let ageLimits: AgeLimits
    fileprivate let tickets: [Ticket]
  }

  public var knownTickets: KnownTickets {
    KnownTickets(revision: house.revision, ageLimits: ageLimits, tickets: tickets)
  }

  /// - Parameter known: those of the view before, of this very house.
  public init(
    size: Size, house: House, identity: Identity, now: Timestamp, known: KnownTickets? = nil,
    offsets: LocalOffsets = LocalOffsets(minutes: 0),
    wall: Timestamp? = nil, eventsHeld: Int? = nil, banner: String? = nil, truth: Truth? = nil,
    mesh: MeshStatus = MeshStatus(), partners: [PartnerStatus] = [], readOnlyBecause: String? = nil
  ) {
    self.size = size
    self.house = house
    let limits = house.ageLimits
    let isSame = known?.revision === house.revision && known?.ageLimits == limits
    tickets = isSame ? known?.tickets ?? [] : house.tickets
    ageLimits = limits
    self.identity = identity
    self.now = now
    self.offsets = offsets
    self.wall = wall ?? now
    self.eventsHeld = eventsHeld ?? house.eventCount
    self.banner = banner
    self.truth = truth
    self.mesh = mesh
    self.partners = partners
    self.readOnlyBecause = readOnlyBecause
  }

  var partnerWords: [PartnerWords] {
    partners.map { PartnerWords($0, wall: wall, offsetMinutes: offsets.minutes(at: wall)) }
  }

  var meshWords: MeshWords { MeshWords(mesh: mesh, wall: wall, offsetMinutes: offsets.minutes(at: wall)) }

  /// All that is wrong, in words, the gravest first: what keeps orders from being saved, what has happened to a log,
  /// what will soon keep them from being saved, what keeps those of others from here, what makes times wrong.
  var problems: [String] {
    let words = meshWords
    return [banner].compactMap { $0 } + (truth?.logProblems ?? []) + mesh.alarms + (truth?.diskProblems ?? [])
      + words.linkProblems + (truth?.clockProblems ?? []) + words.clockProblems
  }

  /// `19:04` on the wall at a moment.
  func clock(_ time: Timestamp) -> String {
    Self.clock(time, offsetMinutes: offsets.minutes(at: time))
  }

  public static func clock(_ time: Timestamp, offsetMinutes: Int) -> String {
    let minutes = time.advanced(byMilliseconds: Int64(offsetMinutes) * 60_000).milliseconds / 60_000
    return "\(twoDigits(minutes / 60 % 24)):\(twoDigits(minutes % 60))"
  }

  /// How long a ticket has waited, and what to think of that.
  ///
  /// A clock that was ahead when it was sent takes no time off: it waits from when this house heard of it. A promise is
  /// a time on everybody's wall.
  func age(of ticket: Ticket) -> Age {
    let aheadMs = house.aheadMs(of: ticket.round)
    let waited = now.advanced(byMilliseconds: aheadMs)
    return Age(
      seconds: Self.seconds(from: ticket.round.sentAt, to: waited),
      urgency: BoardRules.urgency(of: ticket, at: ticket.dueAt == nil ? waited : now, limits: ageLimits))
  }

  /// How long ago a moment was; nothing for one that is still to come.
  ///
  /// Both are cut to whole seconds before the difference is taken, so that all timers of a board tick at once and
  /// the screen wakes once a second for them, not once for each.
  func seconds(since time: Timestamp) -> Int64 { Self.seconds(from: time, to: now) }

  private static func seconds(from start: Timestamp, to end: Timestamp) -> Int64 {
    max(0, end.milliseconds / 1000 - start.milliseconds / 1000)
  }

  static func twoDigits(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
