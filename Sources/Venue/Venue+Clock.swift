import Events

/// The heart's clock: it says when it wants to be woken next, and acts on the time that it is told.
///
/// Whatever has to happen at a moment of its own, without anybody asking, has its deadline here: the links, the
/// retirements that a disk refused, payments of which nobody tells anything, the windows of menus.
extension Venue {
  /// When ``handle(_:)`` wants ``Input/tick(at:)`` at the latest, on the monotonic clock; nil for never.
  public var deadlineMs: Int64? {
    [mesh?.deadlineMs, retirementsDueMs, watch.dueMs, menusDueMs].compactMap { $0 }.min()
  }

  mutating func tick(_ moment: Moment) -> [Effect] {
    var effects = carryOut(mesh?.handle(.tick, at: moment.instant) ?? [], moment)
    if let due = retirementsDueMs, due <= moment.monotonicMs { effects += writeRetirements(moment) }
    if let due = watch.dueMs, due <= moment.monotonicMs { effects += checkPayments(moment) }
    if let due = menusDueMs, due <= moment.monotonicMs {
      followMenus(moment)
      effects.append(.redraw)
    }
    return effects
  }

  /// A wall clock that is set meanwhile is noticed within ten minutes.
  private static let menusMs: Int64 = 600_000

  /// Which version is in force follows from the clock alone; only what is drawn has to be told.
  mutating func followMenus(_ moment: Moment) {
    let next = shown.menus.timeline.nextChange(after: moment.wall)
    menusDueMs = next.map {
      moment.monotonicMs + min($0.milliseconds - moment.wall.milliseconds, Self.menusMs)
    }
  }
}
