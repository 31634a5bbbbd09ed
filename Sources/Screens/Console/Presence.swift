import Events
import Venue

/// Who is at a screen: nobody, or somebody who has shown their PIN, until nobody has touched it for a while.
///
/// The pass that this stands for is the program's; here is what a hand and an eye need of it.
struct Presence: Sendable {
  /// Who is logged in, as the house knew them then.
  fileprivate(set) var member: StaffMember?
  /// Whose PIN is being typed.
  fileprivate(set) var field: PinField?
  /// When a key came last while somebody was logged in.
  fileprivate(set) var touchedAt = Timestamp.earliest

  /// A PIN in progress. It is drawn as dots, and stands in no history and no message (S11).
  struct PinField: Sendable {
    let name: String
    fileprivate(set) var scalars: [Unicode.Scalar] = []
    /// Whether it was handed over and is looked at.
    fileprivate(set) var isChecked = false
    /// When it was begun, or typed in last.
    fileprivate(set) var touchedAt: Timestamp

    fileprivate init(name: String, at now: Timestamp) {
      self.name = name
      touchedAt = now
    }

    /// As many as a PIN may have bytes.
    fileprivate static var limit: Int { Pin.bytesLimits.upperBound }
  }

  /// The last seconds before a screen locks, in which it says so.
  static let warningMs: Int64 = 30_000
}

extension Console {
  /// Who is logged in here; nobody, once they were removed or have another PIN or role.
  func person(_ view: View) -> StaffMember? {
    guard let member = presence.member, view.house.member(member.name.string) == member else { return nil }
    return member
  }

  /// Why this screen may not do what needs `clearance` now; nil where it may. The rule is the heart's.
  func whyNotMine(_ clearance: Clearance, _ view: View) -> String? {
    let person = person(view)
    switch view.house.objection(to: clearance, role: person?.role) {
    case nil: return nil
    case .login?: return "log in first: \(whoKey) and your number, or type login NAME"
    case .role(let role, let least)?:
      return
        "\(person?.name.string ?? "") is \(role.rawValue), and that is for \(least.andAbove); \(whoKey) logs another in"
    }
  }

  /// The key that lists who could be here.
  var whoKey: String {
    ActionTable.named("who").flatMap { preferences.keys.keys(of: $0).first?.plainName } ?? "Ctrl-O"
  }

  /// Why nothing of a kind can be changed from this screen; nil when it can.
  func whyNoChange(_ clearance: Clearance, _ view: View) -> String? {
    readOnlyReason(view) ?? whyNotMine(clearance, view)
  }

  /// Whether a line at the bottom takes what is typed.
  var hasLine: Bool { isTyping || presence.field != nil }

  // MARK: The PIN

  /// Asks for the PIN of somebody, in the line below.
  mutating func askPin(of name: String, _ view: View) {
    guard view.house.hasStaff else {
      return say(
        "nobody works here by name yet: staff add NAME --role manager, in a shell", isError: true,
        at: view.now)
    }
    guard let member = view.house.member(name) else {
      return say("nobody called “\(name)” works here; \(whoKey) lists who does", isError: true, at: view.now)
    }
    menu = nil
    hush()
    presence.field = Presence.PinField(name: member.name.string, at: view.now)
  }

  mutating func typePin(_ scalar: Unicode.Scalar, at now: Timestamp) {
    guard presence.field?.isChecked == false, let field = presence.field,
      field.scalars.count < Presence.PinField.limit
    else { return }
    presence.field?.scalars.append(scalar)
    presence.field?.touchedAt = now
  }

  mutating func erasePin(all: Bool) {
    guard presence.field?.isChecked == false else { return }
    if all { presence.field?.scalars = [] } else { _ = presence.field?.scalars.popLast() }
  }

  mutating func leavePin() { presence.field = nil }

  /// Hands what was typed over, and forgets it.
  mutating func givePin() -> [ConsoleEffect] {
    guard let field = presence.field, !field.isChecked, !field.scalars.isEmpty else { return [] }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: field.scalars)
    presence.field?.scalars = []
    presence.field?.isChecked = true
    return [.logIn(name: field.name, pin: Array(String(text).utf8))]
  }

  /// Takes what came of a PIN. Who has left the field meanwhile is not logged in.
  public mutating func hearLogIn(_ name: String, _ complaint: Complaint?, _ view: View) -> [ConsoleEffect] {
    guard let field = presence.field, field.isChecked, field.name == name else {
      return complaint == nil ? [.logOut] : []
    }
    // One who was there before is not there any more, whatever came of it.
    presence.member = nil
    if let complaint {
      // The line stays: a PIN that is typed again must not be seen in another one.
      presence.field = Presence.PinField(name: name, at: view.now)
      say(complaint.message, isError: true, at: view.now)
      return []
    }
    presence.field = nil
    presence.member = view.house.member(name)
    presence.touchedAt = view.now
    let minutes = preferences.settings.lockAfter
    let lock = minutes == 0 ? "" : "; this screen locks after \(minutes) min without a key"
    say("\(name) is logged in as \(presence.member?.role.rawValue ?? "")\(lock)", at: view.now)
    return []
  }

  // MARK: Leaving

  mutating func logOut(_ view: View) -> [ConsoleEffect] {
    guard let name = presence.member?.name.string else {
      say("nobody is logged in here", isError: true, at: view.now)
      return []
    }
    presence = Presence()
    say("\(name) is logged out", at: view.now)
    return [.logOut]
  }

  /// The process that knew who is here has gone.
  public mutating func loseLogIn(at now: Timestamp) {
    guard presence.member != nil || presence.field != nil else { return }
    presence = Presence()
    say(
      "The terminal that held the log went away, and the login with it; log in again.", isError: true, at: now
    )
  }

  /// When this screen locks by itself; nil while nobody is logged in, and where it never does.
  var locksAt: Timestamp? {
    let minutes = preferences.settings.lockAfter
    guard presence.member != nil, minutes > 0 else { return nil }
    return presence.touchedAt.advanced(byMilliseconds: Int64(minutes) * 60_000)
  }

  /// Notes that somebody is there, for as long as nobody was away too long.
  mutating func touchPresence(at now: Timestamp) { if presence.member != nil { presence.touchedAt = now } }

  /// Ends a login that is over: nobody has touched the screen, or the house knows its member no more.
  mutating func followPresence(_ view: View) -> [ConsoleEffect] {
    // Half a PIN is not left standing for the next hand.
    if let end = pinEndsAt, end <= view.now { presence.field = nil }
    guard let member = presence.member else { return [] }
    if person(view) == nil {
      presence.member = nil
      say("\(member.name)'s login has ended: their role or PIN was changed", isError: true, at: view.now)
      return [.logOut]
    }
    guard let end = locksAt, end <= view.now else { return [] }
    presence.member = nil
    say("\(member.name) is logged out: no key for \(preferences.settings.lockAfter) min", at: view.now)
    return [.logOut]
  }

  /// When a PIN that nobody types on is forgotten.
  private var pinEndsAt: Timestamp? {
    guard let field = presence.field, !field.isChecked else { return nil }
    return field.touchedAt.advanced(byMilliseconds: Self.leftAloneMilliseconds)
  }

  /// Milliseconds until what is said of the login changes; nil where nothing does by itself.
  func nextPresenceChange(at now: Timestamp) -> Int64? {
    let pinLeft = pinEndsAt.map { max(1, $0.milliseconds - now.milliseconds) }
    guard let end = locksAt else { return pinLeft }
    let left = end.milliseconds - now.milliseconds
    let lock = left > Presence.warningMs ? left - Presence.warningMs : max(1, (left - 1) % 1_000 + 1)
    return min(lock, pinLeft ?? lock)
  }

  /// Who is here, for the status line: in the last seconds, that the screen is about to lock.
  func presenceWords(_ view: View) -> String? {
    guard let person = person(view) else { return nil }
    guard let end = locksAt else { return person.name.string }
    let left = end.milliseconds - view.now.milliseconds
    guard left <= Presence.warningMs else { return person.name.string }
    return "\(person.name) locks in \(max(1, (left + 999) / 1_000)) s"
  }
}
