import Dining
import Events
import Menus

/// Requests about experiments.
extension Composer {
  func draft(_ request: ExperimentRequest) throws(Venue.Stop) -> EventDraft {
    switch request {
    case .create(let wish): try create(wish)
    case .end(let name, let reason): try end(name, reason)
    }
  }

  private func create(_ wish: ExperimentRequest.Wish) throws(Venue.Stop) -> EventDraft {
    if let key = self.request.idempotencyKey, let event = venue.ahead.experimentEvent(withKey: key) {
      throw .repeated([event], nil)
    }
    let (control, variant) = (try version(wish.control), try version(wish.variant))
    guard control.menuID == variant.menuID else {
      throw refusal("\(control.name) is of menu \(control.menuID), \(variant.name) of \(variant.menuID)")
    }
    var tables: [ExactString] = []
    for name in wish.tables {
      let table = try checked(table: name)
      if !tables.contains(where: { TableName.areSame($0, table) }) { tables.append(table) }
    }
    let plan = Experiment.Plan(
      menuID: control.menuID, control: control.id, variant: variant.id, allocation: wish.allocation,
      startsAt: wish.from, endsAt: wish.until, tables: tables)
    if let objection = plan.objection { throw refusal(objection) }
    guard plan.startsAt.milliseconds >= moment.wall.milliseconds - ExperimentRequest.startSlackMs else {
      throw refusal(
        "\(plan.startsAt) is over: visits that have begun keep what they see. Give --from now or later")
    }
    if let rival = venue.ahead.experiments.rivals(of: plan, isSameTable: TableName.areSame).first {
      throw .complaint(
        Complaint(
          "experiment_overlap",
          "experiment \(rival.id) asks the same tables from \(rival.plan.startsAt) to \(rival.end); end it first, or "
            + "take another time or other tables. Nothing was changed"))
    }
    let stamp = venue.clock.stamp(wall: moment.wall, latestInStream: nil)
    let id = UUIDv7(at: stamp.createdAt, random: moment.random.2)
    return draft(.experimentCreated, .experiment, .uuid(id), stamp, plan.payload)
  }

  private func refusal(_ words: String) -> Venue.Stop {
    .complaint(Complaint("experiment", "no experiment: \(words). Nothing was changed"))
  }

  private func end(_ name: String, _ reason: String?) throws(Venue.Stop) -> EventDraft {
    let experiment: Experiment
    do throws(Complaint) {
      experiment = try venue.ahead.experiment(name)
    } catch {
      throw .complaint(error)
    }
    let stream = StreamKey.other(.known(.experiment), .uuid(experiment.id))
    try repeated(in: stream)
    guard experiment.ended == nil, moment.wall < experiment.plan.endsAt else {
      throw .complaint(Complaint("no_change", "that experiment is over; nothing was changed"))
    }
    let words = reason ?? "no reason given"
    guard words.utf8.count <= Experiment.reasonBytes else {
      throw .complaint(Complaint("text_length", "the reason is longer than \(Experiment.reasonBytes) bytes"))
    }
    var payload = PayloadWriter()
    payload.set("reason", words)
    return draft(
      .experimentEnded, .experiment, .uuid(experiment.id),
      venue.clock.stamp(wall: moment.wall, latestInStream: venue.ahead.latest(in: stream)), payload)
  }
}

extension House {
  /// The experiment that a person means by its id or the end of it.
  public func experiment(_ name: String) throws(Complaint) -> Experiment {
    let text = name.lowercased()
    let found = experiments.all.filter { ItemName.isTail(text, of: $0.id.description) }
    guard let experiment = found.first else { throw .unknownExperiment(name) }
    guard found.count == 1 else { throw .severalExperiments(name, found.count) }
    return experiment
  }
}

extension Complaint {
  static func unknownExperiment(_ name: String) -> Complaint {
    Complaint("not_found", "there is no experiment “\(name)”; see them with: galley experiment list")
  }

  static func severalExperiments(_ name: String, _ count: Int) -> Complaint {
    Complaint("ambiguous", "“\(name)” may be \(count) experiments; give more of its end")
  }
}
