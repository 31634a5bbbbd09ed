import Events
import Venue

/// What people are told of a partner that the terminal runs: on the status line, and by `doctor`.
public struct PartnerWords {
  let status: PartnerStatus
  let wall: Timestamp
  let offsetMinutes: Int

  /// - Parameter wall: now on the wall.
  public init(_ status: PartnerStatus, wall: Timestamp, offsetMinutes: Int) {
    self.status = status
    self.wall = wall
    self.offsetMinutes = offsetMinutes
  }

  /// For the status line, the longest first. A key for tests is said wherever anything is: no money moves.
  var forms: [String] {
    let name = "\(status.name)\(isTest ? " TEST" : "")"
    let webhook = status.lastWebhookAt.map { "webhook \(clock($0))" }
    let long =
      switch status.trouble {
      case .away: "\(name) away"
      case .badSignature: "\(name): wrong webhook secret"
      case .noSecret: "\(name): no webhook secret"
      case .nobodyCalls: "\(name): no webhook comes"
      case nil: [name, webhook].compactMap { $0 }.joined(separator: ", ")
      }
    return long == name ? [name] : [long, name]
  }

  /// What it is, for whoever asks the doctor.
  public var sentence: String {
    let parts = [
      status.isRunning ? "runs" : "does not run", status.version.map { "version \($0)" },
      isTest ? "a key for tests: no money moves" : status.mode.map { "a \($0) key" },
      status.lastWebhookAt.map { "last webhook \(day($0))\(clock($0))" },
    ]
    return "\(status.name): \(parts.compactMap { $0 }.joined(separator: ", "))."
  }

  /// What is wrong and what to do; nil where nothing is.
  public var problem: String? {
    let name = status.name
    switch status.trouble {
    case .away:
      let error = status.lastError ?? "it does not run"
      return status.takesMoney
        ? "\(name): \(error). Guests can't pay by it; cash and card are taken as ever."
        : "\(name): \(error). Its \(status.lagEvents) events wait; once it works, they go out: galley partner retry \(name)"
    case .badSignature:
      return
        "\(name): webhooks come whose signature does not fit. The secret in webhook_secret_file is another "
        + "endpoint's: copy the one of this address. Payments are found by asking meanwhile."
    case .noSecret:
      return
        "\(name): webhooks come, and there is no secret to check them with: set --webhook-secret-file. Payments "
        + "are found by asking meanwhile."
    case .nobodyCalls:
      return
        "\(name): no webhook comes, and payments are found by asking alone. See that galley-partner http runs and "
        + "that the address given to the provider leads to its /webhooks/\(name)."
    case nil:
      guard status.dead > 0 else { return nil }
      return
        "\(name): \(status.dead) events were not taken and are given up. See why: galley partner dead-letters \(name); "
        + "send them once more: galley partner retry \(name)"
    }
  }

  private var isTest: Bool { status.mode == "test" }

  private func clock(_ time: Timestamp) -> String { View.clock(time, offsetMinutes: offsetMinutes) }

  /// A time of day alone is today's.
  private func day(_ time: Timestamp) -> String {
    let dayMs: Int64 = 86_400_000
    let days = [wall, time].map { ($0.milliseconds + Int64(offsetMinutes) * 60_000) / dayMs }
    return days[0] == days[1] ? "" : "\(time.description.prefix(10)) "
  }
}
