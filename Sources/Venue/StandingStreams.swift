import Events
import Menus

/// The streams that are few and never end: settings, staff, menus, experiments, partners, retired origins.
///
/// Their events stay in memory and in every checkpoint, also those that this version makes nothing of: a later one may.
/// Of a menu, what later events of it made needless is let go (``MenuBook``).
struct StandingStreams: Sendable {
  private(set) var menus = MenuBook()
  private(set) var experiments = ExperimentBook()
  private(set) var settings = LatestValues<JSON>()
  private(set) var staff = LatestValues<StaffWord?>()
  private(set) var partners = LatestValues<Partner?>()
  /// The same as they were enabled last, also where they are not any more.
  private(set) var partnersEnabled = LatestValues<Partner>()
  /// All but those of menus and experiments, in order of arrival.
  private var others: [Event] = []
  private var hashes: Set<Fingerprint> = []
  private var places: [StreamKey: Place] = [:]

  /// What is asked of one stream.
  private struct Place: Sendable {
    var latest: Timestamp
    /// The first event with each idempotency key.
    var keyed: [ExactString: Event] = [:]
  }

  /// Whether an event stays. What speaks of settings or staff does so whatever it says that it is about.
  static func hold(_ event: Event) -> Bool {
    if case .known(let type) = event.entity, type.isOfFewStreams { return true }
    return isWord(event)
  }

  private static func isWord(_ event: Event) -> Bool {
    switch event.type {
    case .settingChanged, .staffAdded, .staffRemoved, .partnerEnabled, .partnerDisabled: true
    default: false
    }
  }

  var events: [Event] { others + menus.events + experiments.events }

  /// Takes an event, however late and however often it comes.
  mutating func take(_ event: Event) {
    if MenuBook.holds(event), !Self.isWord(event) {
      menus.insert([event])
    } else if ExperimentBook.holds(event), !Self.isWord(event) {
      experiments.insert(event)
    } else {
      guard hashes.insert(event.hash).inserted else { return }
      others.append(event)
    }
    note(event)
    var payload = event.payload
    switch event.type {
    case .settingChanged:
      if let key = payload.exact("key") { settings.say(key, payload.json("value") ?? .null, event) }
    case .staffAdded:
      // The keys are asked for in ascending order.
      let pinHash = payload.text("pin_hash")
      let role = payload.text("role")
      say(event, role.map { StaffWord(role: $0, pinHash: pinHash, addedAt: event.createdAt) })
    case .staffRemoved: say(event, nil)
    case .partnerEnabled, .partnerDisabled:
      guard let name = event.entityID?.text else { break }
      let partner = event.type == .partnerEnabled ? Partner(event) : nil
      partners.say(ExactString(name), partner, event)
      if let partner { partnersEnabled.say(ExactString(name), partner, event) }
    default: break
    }
  }

  private mutating func say(_ event: Event, _ word: StaffWord?) {
    guard let name = event.entityID?.text else { return }
    staff.say(ExactString(name), word, event)
  }

  private mutating func note(_ event: Event) {
    func add(_ place: inout Place) {
      place.latest = max(place.latest, event.createdAt)
      guard let key = event.idempotencyKey else { return }
      if let first = place.keyed[key], first.moment <= event.moment { return }
      place.keyed[key] = event
    }
    add(&places[event.stream, default: Place(latest: event.createdAt)])
  }

  /// When the latest event of a stream took effect; nil where it has none.
  func latest(in stream: StreamKey) -> Timestamp? { places[stream]?.latest }

  /// The event that first used an idempotency key on a stream.
  func event(withKey key: ExactString, in stream: StreamKey) -> Event? { places[stream]?.keyed[key] }

  /// Puts others in the place of events that are the same but for their personal data.
  mutating func replace(_ body: (Event) -> Event) {
    others = others.map(body)
    menus.replace(body)
    experiments.replace(body)
    for (stream, place) in places { places[stream]?.keyed = place.keyed.mapValues(body) }
  }
}

extension EntityType {
  /// Whether a house has few of the kind, each with a history that counts as long as the house stands. Of the others
  /// there are as many as guests, so what is over leaves memory.
  var isOfFewStreams: Bool {
    switch self {
    case .menu, .experiment, .staff, .partner, .venue: true
    case .order, .item, .participant, .payment, .session, .voice: false
    }
  }
}
