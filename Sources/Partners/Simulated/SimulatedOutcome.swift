/// What happens to a simulated payment (contract, section 6, Money), by the last two digits of its amount.
enum SimulatedOutcome: Hashable, Sendable {
  /// 01.
  case declined
  /// 02: confirmed after a while.
  case late
  /// 03: confirmed twice.
  case twice
  /// 04: waits until the guest has said yes.
  case needsGuest
  /// 05: never answered.
  case unanswered
  case paid

  /// - Parameter amount: in minor units.
  init(amount: Int64) {
    self =
      switch amount % 100 {
      case 1: .declined
      case 2: .late
      case 3: .twice
      case 4: .needsGuest
      case 5: .unanswered
      default: .paid
      }
  }

  static let lateMs: Int64 = 10_000
  /// A guest with a card ready, within the second that is promised.
  static let promptMs: Int64 = 300
}
