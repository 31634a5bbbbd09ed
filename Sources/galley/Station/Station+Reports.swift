import EventLog
import Events
import Host
import Screens
import Venue

/// What the terminal says of itself: doctor, greeting, the state of its log.
extension Station {
  var mark: LogMark {
    LogMark(
      durable: reader.durable, identity: venue.identity, findings: findings,
      partners: partnerWords.map(\.sentence),
      timeZone: venue.shown.setting("time_zone")?.string,
      house: HouseSetting.values(in: venue.shown))
  }

  var greeting: String {
    "\(venue.identity.terminal) of \(venue.identity.venue): \(venue.shown.eventCount) events, "
      + "\(venue.shown.live.count) live orders, in \(disk.root)"
  }

  func draw(_ screenshot: Invocation.Screenshot, _ session: Session) throws {
    session.print(
      try Picture.draw(
        screenshot, house: venue.shown, identity: venue.identity, now: clock.wall(), trouble: health.trouble,
        mesh: meshStatus, partners: partners.statuses,
        theme: session.theme(), settings: session.settings))
    session.finish()
  }

  /// What this terminal knows to be wrong, beside what the log's bytes say.
  var findings: [Finding] {
    var found = (health.isHealed ? [] : health.report.damage).map { damage in
      Finding(
        "damage",
        "\(damage.file): bytes \(damage.offset) to \(damage.offset + damage.length): \(damage.message)")
    }
    if let torn = health.report.tornTail {
      found.append(
        Finding(
          "torn_tail",
          "\(torn.length) half-written bytes were cut off \(torn.file); they are in \(torn.keptIn) (quarantine)"
        ))
    }
    if let restored = health.report.restored {
      found.append(
        Finding(
          "restored",
          "\(restored.file): \(restored.length) bytes from \(restored.offset) on were put back from the journal"
        ))
    }
    if health.isHealed {
      found.append(
        Finding(
          "note", "damage in the log was repaired from other terminals; the damaged bytes are in quarantine"))
    }
    if health.report.loss != nil {
      found.append(
        Finding(
          "loss", "events that were acknowledged are gone; this terminal goes on as \(venue.identity.origin)")
      )
    }
    if let trouble = health.trouble, !found.contains(where: { $0.code == "damage" }) {
      found.append(Finding("log", trouble))
    }
    // What the board's banner says of a copied disk, a lost history, a name or a letter that two have.
    found += meshStatus.alarms.map { Finding("alarm", $0) }
    if let zone = HouseSetting.timeZone.value(in: venue.shown),
      let complaint = ZoneFiles.complaint(about: zone)
    {
      found.append(
        Finding("time_zone", "time_zone of the house: \(complaint). Clocks here show another time."))
    }
    found += partnerWords.compactMap(\.problem).map { Finding("partner", $0) }
    return found + health.report.notes.map { Finding("note", "\($0.file): \($0.message)") }
  }

  private var partnerWords: [PartnerWords] {
    let now = clock.wall()
    return partners.statuses.map { status in
      PartnerWords(status, wall: now, offsetMinutes: LocalOffsets.around(now).minutes(at: now))
    }
  }

  /// What the start itself found or did, in words; nothing on an ordinary day.
  var startWarnings: [String] {
    let told = ["note", "log", "alarm", "time_zone", "partner"]
    return findings.filter { !told.contains($0.code) }.map(\.message)
  }

  /// Says on standard error what the start found.
  func warnOfStart() {
    for warning in startWarnings { StandardStreams.warn("galley: \(warning)\n") }
  }
}
