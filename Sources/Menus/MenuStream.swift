import Events

/// One menu's events in their order, and the menu that they make.
///
/// A document may have a mebibyte, and a house writes a new one every day for years, so what ``laterKept`` later events
/// settled anew is let go of. It would have no effect whatever else comes, with one exception: a second event under the
/// id of each of those later ones, as only broken boxes write them. What has an idempotency key stays, since a repeat is
/// known by it.
struct MenuStream: Sendable {
  private var entries: [Entry] = []
  private(set) var menu: Menu
  /// How many events without a key settled each thing.
  private var counts: [Menu.Subject: Int] = [:]

  private struct Entry: Sendable {
    var event: Event
    /// What it settled; nil also for one with a key.
    var subject: Menu.Subject?
  }

  /// Also what a look at the past of some days can show.
  static let laterKept = 8

  init(id: ExactString) { menu = Menu(id: id) }

  /// Ascending by moment.
  var events: [Event] { entries.map(\.event) }

  /// The `menu_changed` that stood at a moment by the writers' clocks, of those that are kept.
  func documentEvent(at time: Timestamp) -> Event? {
    entries.last { $0.event.type == .menuChanged && $0.event.writtenAt <= time }?.event
  }

  var latest: Timestamp? { entries.last?.event.createdAt }

  /// Takes events in any order; late ones fold this menu again, once. Returns how many were new.
  mutating func insert(_ arrivals: [Event]) -> Int {
    var fresh = 0
    var isLate = false
    for event in arrivals {
      guard let last = entries.last?.event, event.moment <= last.moment else {
        entries.append(Entry(event: event))
        if !isLate { apply(entries.count - 1) }
        fresh += 1
        continue
      }
      let place = entries.lastIndex { $0.event.moment < event.moment }.map { $0 + 1 } ?? 0
      if entries[place].event.id == event.id {
        // Two events under one id are a broken box's work; every terminal must settle on the same one.
        guard event.hash < entries[place].event.hash else { continue }
        entries[place].event = event
      } else {
        entries.insert(Entry(event: event), at: place)
      }
      isLate = true
      fresh += 1
    }
    if isLate { refold() }
    letNeedlessGo()
    return fresh
  }

  /// Puts others in the place of events that are the same but for their personal data.
  mutating func replace(_ body: (Event) -> Event) {
    for place in entries.indices { entries[place].event = body(entries[place].event) }
  }

  private mutating func refold() {
    menu = Menu(id: menu.id)
    counts = [:]
    for place in entries.indices { apply(place) }
  }

  private mutating func apply(_ place: Int) {
    let event = entries[place].event
    let settled = menu.apply(event)
    entries[place].subject = event.idempotencyKey == nil ? settled : nil
    if let subject = entries[place].subject { counts[subject, default: 0] += 1 }
  }

  private mutating func letNeedlessGo() {
    for (subject, count) in counts where count > Self.laterKept {
      var needless = count - Self.laterKept
      entries.removeAll { entry in
        guard needless > 0, entry.subject == subject else { return false }
        needless -= 1
        return true
      }
      counts[subject] = Self.laterKept
    }
  }
}
