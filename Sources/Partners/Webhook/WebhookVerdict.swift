import Events

/// What an answer means for the event that was sent (Standard Webhooks 1.0, section "Deliverability and reliability").
/// Sentences hold nothing that the receiver has said but its status.
enum WebhookVerdict: Hashable, Sendable {
  case delivered
  /// It may work later; nobody is called for so long.
  case failed(String, pauseMs: Int64)
  /// The receiver wants nothing more, ever.
  case gone

  /// A receiver that has too much to do, and does not say for how long.
  static let usualPauseMs: Int64 = 10_000

  init(_ outcome: HTTPOutcome, now: Timestamp) {
    switch outcome {
    case .failed:
      self = .failed(
        "the receiver did not answer within \(HTTPCall.limitSeconds) s, or could not be reached", pauseMs: 0)
    case .forbidden:
      self = .failed(
        "the receiver's host has an address that may not be called; see allow_private", pauseMs: 0)
    case .answer(let status, let headers, _):
      switch status {
      case 200..<300: self = .delivered
      case 410: self = .gone
      default:
        let wish = headers["retry-after"].flatMap { RetryAfter.waitMs($0, now: now) }
        let isBusy = [429, 502, 503, 504].contains(status)
        let redirect = (300..<400).contains(status) ? ", which is not followed" : ""
        self = .failed(
          "the receiver answered \(status)\(redirect)", pauseMs: wish ?? (isBusy ? Self.usualPauseMs : 0))
      }
    }
  }
}
