import EventLog
import Events
import Host
import Node
import Replication
import Venue

/// To which partners this terminal brings the house's events: those that it runs, and those of a terminal that is away.
final class StreamDesk {
  private unowned let station: Station
  private unowned let desk: PartnerDesk
  private var streams: [ExactString: EventStream] = [:]
  private var duties: [ExactString: DeliveryDuty] = [:]
  /// How far others have said to have come, in place of what is on the disk here.
  private var told: [ExactString: [Origin: Int64]] = [:]
  /// Those of which what was told is about to be written.
  private var keeping: Set<ExactString> = []
  /// Those whose stream could not begin: that is said once.
  private var failing: Set<ExactString> = []
  /// Those that this terminal delivers to now.
  private var own: Set<ExactString> = []
  private var isStaying = false

  private static let toldMs: Int64 = 5_000
  private static let againMs: Int64 = 10_000

  init(_ station: Station, _ desk: PartnerDesk) {
    self.station = station
    self.desk = desk
  }

  /// Begins, on a terminal that stays: a single command delivers nothing.
  func stay() {
    isStaying = true
    station.onChange.append { [weak self] in self?.reviewWhereOthersDeliver() }
    review()
  }

  func stop() {
    for stream in streams.values { stream.stop() }
  }

  func stream(of name: ExactString) -> EventStream? { streams[name] }

  func standsIn(for name: ExactString) -> Bool { own.contains(name) }

  /// There is something new in the log.
  func goOn() {
    for stream in streams.values { stream.goOn() }
  }

  /// - Parameter forGood: whether it is no partner any more: once enabled anew, it begins anew.
  func end(_ name: ExactString, forGood: Bool) {
    streams.removeValue(forKey: name)?.stop()
    own.remove(name)
    guard forGood, isStaying else { return }
    told[name] = nil
    do throws(DiskFault) {
      try DeliveryFiles(name.string, on: station.disk).removeRecord()
    } catch {
      StandardStreams.warn("galley: how far partner \(name) had come can't be forgotten: \(error)\n")
    }
  }

  // MARK: Duty

  /// Begins and ends streams as it is this terminal's to deliver.
  func review() {
    guard isStaying else { return }
    let here = station.venue.identity.terminal
    let now = SystemClock.monotonicMs()
    let inTouch = Set(
      station.meshStatus.peers.filter { $0.state == .inTouch || $0.state == .catchingUp }
        .compactMap(\.terminal))
    for partner in station.venue.shown.partners {
      guard partner.mayStandIn || partner.terminal == here else { continue }
      let isMine = duties[partner.name, default: DeliveryDuty(atMs: now)]
        .isMine(of: partner.terminal, own: here, inTouch: inTouch, atMs: now)
      if isMine { begin(partner) } else { handBack(partner) }
      guard !isMine, !inTouch.contains(partner.terminal), let due = duties[partner.name]?.dueMs, due > now
      else {
        continue
      }
      station.loop.at(due, "duty \(partner.name)") { [weak self] in self?.review() }
    }
  }

  private func reviewWhereOthersDeliver() {
    let here = station.venue.identity.terminal
    if station.isLinked, station.venue.shown.partners.contains(where: { $0.terminal != here }) { review() }
  }

  private func begin(_ partner: Partner) {
    guard streams[partner.name] == nil else { return }
    own.insert(partner.name)
    guard let runner = desk.runner(partner.name) else { return }
    do throws(DiskFault) {
      let stream = try EventStream(station, partner, runner, told: told[partner.name])
      stream.onChange = { [weak desk] in desk?.tellScreens() }
      streams[partner.name] = stream
      told[partner.name] = nil
      failing.remove(partner.name)
    } catch {
      return beginAgain(partner.name, error)
    }
    runner.start()
    streams[partner.name]?.goOn()
  }

  private func beginAgain(_ name: ExactString, _ fault: DiskFault) {
    if failing.insert(name).inserted {
      StandardStreams.warn("galley: partner \(name) gets no events: \(fault); it is tried again\n")
    }
    station.loop.at(SystemClock.monotonicMs() + Self.againMs, "stream \(name) begin") { [weak self] in
      self?.review()
    }
  }

  /// The terminal that was named is back.
  private func handBack(_ partner: Partner) {
    guard own.remove(partner.name) != nil else { return }
    streams.removeValue(forKey: partner.name)?.stop()
    desk.stopRunner(of: partner.name)
  }

  // MARK: What others tell

  /// Another terminal delivers to a partner, and has come so far.
  func hear(_ delivered: DeliveredReach) {
    let name = ExactString(delivered.partner)
    guard station.venue.shown.partner(name) != nil, streams[name] == nil else { return }
    told[name] = delivered.reach
    guard keeping.insert(name).inserted else { return }
    // On the disk as well, so that a start that comes before the next word goes on from here.
    station.loop.at(SystemClock.monotonicMs() + Self.toldMs, "told \(name)") { [weak self] in
      self?.keepTold(name)
    }
  }

  private func keepTold(_ name: ExactString) {
    keeping.remove(name)
    guard let reach = told[name], streams[name] == nil else { return }
    let files = DeliveryFiles(name.string, on: station.disk)
    // Where it can't be kept, some events come twice.
    _ = try? SideJob.start(on: station.loop) {
      _ = Result { () throws(DiskFault) in try files.write(DeliveryRecord(settled: reach)) }
    } done: { _ in
    }
  }
}
