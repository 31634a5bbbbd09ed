import Events

/// Brings a damaged log back to normal with events that were fetched from elsewhere (F5).
public enum Healing {
  /// What became of the log.
  public struct Report: Sendable {
    /// The events that stand in the log now and did not before, in its order.
    public internal(set) var recovered: [Event] = []
    /// Events that the damage did not need: what goes on behind the end of the log, for an ordinary append, and
    /// what connects to nothing that is held.
    public internal(set) var left: [Event] = []
    /// The damaged bytes, and where they are kept now.
    public internal(set) var setAside: [OpenReport.SetAside] = []
    /// Set where damaged bytes were set aside only because nobody misses an event. An own event that no peer has may
    /// have stood there: this terminal must go on under a new origin, as after a lost tail.
    public internal(set) var restsOnPeers = false
    /// Where each chain ends now.
    public internal(set) var tips: ChainTips
    /// What is still missing; empty where all chains are whole.
    public internal(set) var gaps: [ChainGap] = []
    /// The first thing that is still wrong; nil where the log is written again.
    public internal(set) var remaining: LogFinding?
  }
}

extension EventLog {
  /// Puts fetched events where they are missing, and sets aside the damaged bytes that they account for.
  ///
  /// Every line that reads back stays, in its order. A damaged stretch goes when the events that were put there are
  /// exactly as long as it was; with `isComplete` also when no chain misses anything there. Until no damage is left,
  /// the log stays as it is otherwise: shown and not written. Each segment is replaced in one step, so after a
  /// crash there is a log that is partly healed and heals on. Every ``LogReader`` must forget its indexes
  /// afterwards, also where this throws, and a new checkpoint is due.
  ///
  /// - Parameters:
  ///   - events: read by ``EventDecoder``; in any order, repeated or known ones do no harm. All of one gap should
  ///     come at once, since bytes that were filled by halves can't be counted any more. An event that has lost its
  ///     personal data elsewhere is shorter than the damage, which then needs `isComplete`.
  ///   - isComplete: whether the peers hold nothing beyond what is held here or is in `events`. Chains alone can't
  ///     prove it: the last event of an origin, or all of them, may have stood in the damaged bytes.
  ///   - now: dates the names of what is set aside.
  public func heal(
    _ events: [Event], isComplete: Bool, at now: Timestamp
  ) throws(LogFault) -> Healing.Report {
    guard case .damaged = condition else {
      try requireWriting()
      return Healing.Report(tips: tips)
    }
    var report = Healing.Report(tips: tips)
    let (survey, plan) = try refusing { () throws(DiskFault) in
      let survey = try LogSurvey(on: disk, venue: tips.venue, end: end)
      let names = try StretchNames(of: survey, on: disk)
      return (survey, HealingPlan(survey, events, named: names, isComplete: isComplete))
    }
    report.left = plan.left
    if plan.isEmpty, !survey.findings.isEmpty {
      adopt(survey)
    } else {
      try refusing { () throws(DiskFault) in
        if journal == nil { try proveEnd(survey, at: now, &report) }
      }
      // Now everything that is damaged stands in sealed segments: no record of the journal speaks of those.
      if end.offset > 0 { try seal() }
      try refusing { () throws(DiskFault) in
        try carryOut(plan, on: survey, at: now, &report)
        adopt(try LogSurvey(on: disk, venue: tips.venue, end: end))
      }
      report.recovered = plan.recovered
      report.restsOnPeers = plan.restsOnPeers
    }
    report.tips = tips
    report.gaps = gaps
    if case .damaged(let finding) = condition { report.remaining = finding }
    return report
  }

  /// Reads the whole log through and stops writing where something acknowledged does not read back: a start from a
  /// checkpoint has not looked at what is older.
  ///
  /// - Returns: the first thing that is wrong; ``gaps`` says what is missing.
  public func examine() throws(LogFault) -> LogFinding? {
    try requireWriting()
    try sync()
    try settle()
    let survey = try refusing { () throws(DiskFault) in
      try LogSurvey(on: disk, venue: tips.venue, end: end)
    }
    guard let finding = survey.findings.first else { return nil }
    tips = survey.tips
    eventCount = survey.eventCount
    gaps = survey.gaps
    condition = .damaged(finding)
    return finding
  }

  private func refusing<Answer>(_ work: () throws(DiskFault) -> Answer) throws(LogFault) -> Answer {
    do throws(DiskFault) {
      return try work()
    } catch {
      throw .refused(error)
    }
  }

  /// Takes over what the log holds after it was changed underneath.
  private func adopt(_ survey: LogSurvey) {
    tips = survey.tips
    eventCount = survey.eventCount
    lastLine = survey.lastLine
    sealed = survey.segments.filter { $0.number < end.segment }
    indexed = []
    gaps = survey.gaps
    condition = survey.findings.first.map { .damaged($0) } ?? .writing
    reader.forgetIndexes()
    reader.advance(to: end)
  }

  /// Does for a log that was opened damaged what a start does for a sound one: a torn tail is set aside, what may
  /// not be on the medium is written again, and the journal is opened.
  private func proveEnd(
    _ survey: LogSurvey, at now: Timestamp, _ report: inout Healing.Report
  ) throws(DiskFault) {
    let size = try disk.status(of: active).size
    if let torn = try disk.setAside(end, to: size, at: now) { report.setAside.append(torn) }
    let segment = Checkpoint.SealedSegment(number: end.segment, bytes: end.offset)
    try rewrite(segment, survey.stretches.filter { $0.position.segment == end.segment }, by: nil)
    let (file, identity) = try openSegment(LogLayout.segment(end.segment))
    disk.close(active)
    active = file
    activeIdentity = identity
    let records = try CommitJournal.records(on: disk, limit: CommitJournal.bytesLimit)
    journal = try CommitJournal.openedAnew(on: disk, limits: limits, after: records, noting: end)
  }

  private func carryOut(
    _ plan: HealingPlan, on survey: LogSurvey, at now: Timestamp, _ report: inout Healing.Report
  ) throws(DiskFault) {
    // What is seen may be the work of a try that failed before it was on the medium.
    try disk.syncDirectory(LogLayout.log)
    // They speak of places that move; without them the next start reads the whole log.
    for name in try CheckpointStore.names(on: disk) { try disk.remove("\(LogLayout.checkpoints)/\(name)") }
    for number in plan.segments {
      let stretches = survey.stretches.filter { $0.position.segment == number }
      for stretch in stretches where stretch.kind != .missing && plan.closed.contains(stretch.position) {
        let end = stretch.position.offset + (stretch.length ?? 0)
        if let aside = try disk.setAside(stretch.position, to: end, at: now) { report.setAside.append(aside) }
      }
      try disk.removeIfThere(LogLayout.index(of: number))
      try disk.syncDirectory(LogLayout.checkpoints)
      let segment = survey.segments.first { $0.number == number }
      try rewrite(segment ?? Checkpoint.SealedSegment(number: number, bytes: 0), stretches, by: plan)
    }
  }

  /// Makes a segment anew: its lines as they are, with what the plan puts between them and without what it takes
  /// away.
  private func rewrite(
    _ segment: Checkpoint.SealedSegment, _ stretches: [LogSurvey.Stretch], by plan: HealingPlan?
  ) throws(DiskFault) {
    let path = LogLayout.segment(segment.number)
    var starts = Set(stretches.map(\.position.offset))
    starts.formUnion(plan?.placed.keys.filter { $0.segment == segment.number }.map(\.offset) ?? [])
    let source = segment.bytes > 0 ? try disk.open(path, for: .reading) : nil
    defer { if let source { disk.close(source) } }
    try disk.replace(path) { file throws(DiskFault) in
      var copy = SegmentCopy(disk, from: source, to: file)
      for start in starts.sorted() {
        let position = LogPosition(segment: segment.number, offset: start)
        try copy.lines(upTo: start)
        try copy.insert(plan?.placed[position] ?? [])
        guard let stretch = stretches.first(where: { $0.position == position }) else { continue }
        if plan?.closed.contains(position) == true {
          copy.skip(stretch.length ?? 0)
        } else if stretch.kind == .unreadable {
          try copy.damage(upTo: start + (stretch.length ?? 0))
        }
      }
      try copy.lines(upTo: segment.bytes)
      try copy.finish()
    }
  }
}
