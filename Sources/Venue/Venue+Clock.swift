import Events

/// The heart's clock: it says when it wants to be woken next, and acts on the time that it is told.
///
/// Whatever has to happen at a moment of its own, without anybody asking, has its deadline here: the links, the
/// retirements that a disk refused, errands that a start found without an answer; later the windows of menus and the
/// time-outs of payments.
extension Venue {
  /// When ``handle(_:)`` wants ``Input/tick(at:)`` at the latest, on the monotonic clock; nil for never.
  public var deadlineMs: Int64? {
    [mesh?.deadlineMs, retirementsDueMs, errandsDueMs].compactMap { $0 }.min()
  }

  mutating func tick(_ moment: Moment) -> [Effect] {
    var effects = carryOut(mesh?.handle(.tick, at: moment.instant) ?? [], moment)
    if let due = retirementsDueMs, due <= moment.monotonicMs { effects += writeRetirements(moment) }
    if errandsDueMs != nil { effects += askAgain() }
    return effects
  }
}
