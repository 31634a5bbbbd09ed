import Events

/// A question to the house's guests: two versions of one menu, each shown to a part of the visits for a while.
public struct Experiment: Sendable {
  public let id: UUIDv7
  public let plan: Plan
  /// When it was made, by the wall clock of the terminal that made it, and by whom.
  public let madeAt: Timestamp
  public let actor: ExactString
  /// How it was ended before its time.
  public internal(set) var ended: Ending?

  /// What is to be found out.
  public struct Plan: Hashable, Sendable {
    public var menuID: ExactString
    public var control: VersionID
    public var variant: VersionID
    /// How many of a hundred visits get the variant, 1 to 99.
    public var allocation: Int64
    public var startsAt: Timestamp
    /// Itself outside.
    public var endsAt: Timestamp
    /// Empty: all tables.
    public var tables: [ExactString]

    public init(
      menuID: ExactString, control: VersionID, variant: VersionID, allocation: Int64, startsAt: Timestamp,
      endsAt: Timestamp, tables: [ExactString]
    ) {
      self.menuID = menuID
      self.control = control
      self.variant = variant
      self.allocation = allocation
      self.startsAt = startsAt
      self.endsAt = endsAt
      self.tables = tables
    }
  }

  public struct Ending: Hashable, Sendable {
    public let at: Timestamp
    public let actor: ExactString
    public let reason: String
  }

  /// What a visit gets.
  public enum Arm: String, CaseIterable, Sendable {
    case control, variant
  }

  public static let allocations: ClosedRange<Int64> = 1...99
  /// More than a house has.
  public static let tablesLimit = 200
  /// The longest reason in bytes.
  public static let reasonBytes = 500

  public func version(_ arm: Arm) -> VersionID {
    switch arm {
    case .control: plan.control
    case .variant: plan.variant
    }
  }

  /// When it asks nobody any more.
  public var end: Timestamp { min(plan.endsAt, ended?.at ?? plan.endsAt) }

  /// Half-open: whether visits that begin then are asked.
  public func isLive(at time: Timestamp) -> Bool { plan.startsAt <= time && time < end }

  /// Which arm a visit gets, however often and wherever it is asked: the first 8 bytes of
  /// SHA-256(`<experiment_id>\n<session_id>`) as a number, the high byte first, modulo 10,000. Below the allocation
  /// times 100 it is the variant.
  public func arm(ofSession session: UUIDv7) -> Arm {
    let digest = SHA256.digest(Array("\(id)\n\(session)".utf8))
    let number = digest.prefix(8).reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
    return number % 10_000 < UInt64(plan.allocation) * 100 ? .variant : .control
  }
}

extension Experiment.Plan {
  /// Why it can't be an experiment, whatever the house has; nil where it can.
  public var objection: String? {
    if !Experiment.allocations.contains(allocation) {
      return "allocation is a percentage from \(Experiment.allocations.lowerBound) to "
        + "\(Experiment.allocations.upperBound)"
    }
    if control == variant { return "control and variant are the same version" }
    if startsAt >= endsAt { return "it would end before it begins" }
    return tables.count > Experiment.tablesLimit ? "it names more than \(Experiment.tablesLimit) tables" : nil
  }

  /// What `experiment_created` says of it.
  public var payload: PayloadWriter {
    var payload = PayloadWriter()
    payload.set("allocation", allocation)
    payload.set("control", control.text)
    payload.set("ends_at", endsAt)
    payload.set("menu_id", menuID)
    payload.set("starts_at", startsAt)
    payload.set("tables", tables.isEmpty ? nil : tables.map(\.string))
    payload.set("variant", variant.text)
    return payload
  }

  /// Reads an event's payload; nil where its content makes no sense.
  init?(_ fields: inout PayloadReader) {
    guard let allocation = fields.int("allocation"),
      let control = fields.text("control").flatMap(VersionID.init), let endsAt = fields.time("ends_at"),
      let menuID = fields.exact("menu_id"), let startsAt = fields.time("starts_at")
    else { return nil }
    let tables = fields.texts("tables") ?? []
    guard let variant = fields.text("variant").flatMap(VersionID.init), fields.isSound else { return nil }
    self.init(
      menuID: menuID, control: control, variant: variant, allocation: allocation, startsAt: startsAt,
      endsAt: endsAt, tables: tables.map { ExactString($0) })
    if objection != nil { return nil }
  }
}

extension Experiment {
  /// Reads an `experiment_created`; nil where its content makes no sense.
  init?(_ event: Event) {
    var fields = event.payload
    guard let id = event.entityUUID, let plan = Plan(&fields) else { return nil }
    self.id = id
    self.plan = plan
    madeAt = event.writtenAt
    actor = event.actor
  }

  /// What `state` and `experiment list --json` print of it.
  public var report: JSON {
    .object([
      "experiment_id": .string(id.description), "menu_id": .string(plan.menuID.string),
      "control": .string(plan.control.description), "variant": .string(plan.variant.description),
      "allocation": .int(plan.allocation), "starts_at": .string(plan.startsAt.description),
      "ends_at": .string(plan.endsAt.description),
      "tables": plan.tables.isEmpty ? nil : .array(plan.tables.map { .string($0.string) }),
      "created_at": .string(madeAt.description), "actor": .string(actor.string),
      "ended_at": ended.map { .string($0.at.description) },
      "ended_by": ended.map { .string($0.actor.string) }, "reason": ended.map { .string($0.reason) },
    ])
  }
}
