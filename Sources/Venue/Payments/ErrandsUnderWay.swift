import Dining

/// Errands that were given to partners and have no answer yet.
///
/// What is asked already is not asked a second time: to the built-in provider a second start is the guest's answer. It is
/// kept by the process alone: one that starts anew asks for all that is open (``Venue/openErrands(of:now:)``).
public struct ErrandsUnderWay: Sendable {
  private struct Asked: Hashable {
    let kind: Errand.Kind
    let payment: PaymentID

    init(_ errand: Errand) {
      kind = errand.kind
      payment = errand.payment
    }
  }

  private var asked: Set<Asked> = []

  public init() {}

  /// After so long a payment that could not be stopped is asked about again (``Venue/stopAgain(_:now:)``).
  public static let againMs: Int64 = 60_000

  /// - Returns: whether the partner is to be asked.
  public mutating func give(_ errand: Errand) -> Bool { asked.insert(Asked(errand)).inserted }

  /// The partner has answered, or will not any more.
  public mutating func ended(_ errand: Errand) { asked.remove(Asked(errand)) }
}
