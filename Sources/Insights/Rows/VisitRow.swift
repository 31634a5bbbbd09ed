import Events

/// A look at the menu by a visit, or what an experiment showed it.
public struct VisitRow: Hashable, Sendable {
  public let session: UUIDv7
  public let at: Timestamp
  /// The version that was seen.
  public let menuVersion: ExactString?
  /// `control` or `variant`; nil for a look at the menu.
  public let arm: String?

  /// - Returns: nil for any event but `menu_viewed` and `exposure_recorded`, and for one that makes no sense.
  public init?(_ event: Event) {
    var payload = event.payload
    if event.type == .menuViewed {
      guard let session = event.entityUUID else { return nil }
      self.session = session
      arm = nil
    } else if event.type == .exposureRecorded {
      guard let arm = payload.text("arm"), let session = payload.uuid("session_id") else { return nil }
      self.session = session
      self.arm = arm
    } else {
      return nil
    }
    menuVersion = payload.exact("version_id")
    at = event.writtenAt
  }

  init(session: UUIDv7, at: Timestamp, menuVersion: ExactString?, arm: String?) {
    self.session = session
    self.at = at
    self.menuVersion = menuVersion
    self.arm = arm
  }
}
