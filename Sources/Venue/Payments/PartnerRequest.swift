import Dining
import Events

/// What a manager asks about partners.
public enum PartnerRequest: Hashable, Sendable {
  /// - Parameter settings: texts by their names in ascending order; never a secret.
  case enable(name: String, settings: [Setting])
  case disable(name: String)

  public struct Setting: Hashable, Sendable {
    public let key: String
    public let value: String

    public init(_ key: String, _ value: String) {
      self.key = key
      self.value = value
    }
  }

  var line: TypedLine {
    switch self {
    case .enable(let name, let settings):
      TypedLine(
        "partner enable",
        TypedLine.flag("name", settings.contains { $0.key == "adapter" } ? name : nil)
          + settings.filter { $0.key != "adapter" }
          .flatMap { TypedLine.flag(String($0.key.map { $0 == "_" ? "-" : $0 }), $0.value) },
        on: [settings.first { $0.key == "adapter" }?.value ?? name])
    case .disable(let name): TypedLine("partner disable", on: [name])
    }
  }
}

extension Composer {
  func draft(_ wanted: PartnerRequest) throws(Venue.Stop) -> EventDraft {
    // A partner may end itself, and nothing else.
    let isOwn = request.source == .system && request.actor.map { wanted == .disable(name: $0.string) } == true
    guard request.source == .staff || isOwn else { throw .complaint(Complaint(Refusal.onlyStaff)) }
    switch wanted {
    case .enable(let name, let settings):
      guard Partner.isName(name) else {
        throw .complaint(
          Complaint(
            "name",
            "“\(name)” is no name for a partner: up to 64 letters, digits, dots and dashes, no dot first"))
      }
      try repeated(in: stream(name))
      var payload = PayloadWriter()
      payload.set("settings", JSON.object(settings.map { JSON.Member($0.key, .string($0.value)) }))
      payload.set("terminal", venue.identity.terminal)
      return draft(.partnerEnabled, name, payload)
    case .disable(let name):
      try repeated(in: stream(name))
      guard venue.ahead.partner(ExactString(name)) != nil else {
        throw .complaint(
          Complaint("not_found", "no partner “\(name)” is enabled; see them with: galley partner list"))
      }
      return draft(.partnerDisabled, name, PayloadWriter())
    }
  }

  private func stream(_ name: String) -> StreamKey { .other(.known(.partner), .text(ExactString(name))) }

  private func draft(_ type: EventType, _ name: String, _ payload: PayloadWriter) -> EventDraft {
    let stamp = venue.clock.stamp(
      wall: moment.wall, latestInStream: venue.ahead.latest(in: stream(name)))
    return draft(type, .partner, ExactString(name), stamp, payload)
  }
}
