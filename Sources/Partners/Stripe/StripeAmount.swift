import Events

/// Amounts between a house, which counts in the minor units of ISO 4217, and Stripe, which counts some currencies
/// otherwise (docs.stripe.com/currencies, “Zero-decimal currencies”, “Three-decimal currencies”, “Special cases”).
enum StripeAmount {
  /// Without minor units at Stripe; ISO 4217 has two digits for the ariary, whose fifths nobody counts.
  private static let withoutDigits = [
    "BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF",
  ]
  private static let withThreeDigits = ["BHD", "JOD", "KWD", "OMR", "TND"]

  /// Everything else has two, also the króna and Uganda's shilling, which have none by ISO 4217: 5 ISK are 500.
  private static func digits(_ currency: String) -> Int {
    withoutDigits.contains(currency) ? 0 : withThreeDigits.contains(currency) ? 3 : 2
  }

  /// What Stripe is told: `amount` in its unit of that currency.
  ///
  /// With three digits the last must be 0: the nearest ten is taken, of two the higher, and what was captured is told
  /// as it was captured.
  ///
  /// - Parameter currency: ISO 4217, in capitals.
  /// - Returns: nil where Stripe can't charge just this, or the currency has no minor unit that we know.
  static func atStripe(_ amount: Int64, _ currency: String) -> Int64? {
    guard let own = MinorUnit(of: currency), amount > 0 else { return nil }
    let digits = digits(currency)
    if digits == 3, own.digits == 3 {
      let (sum, overflow) = amount.addingReportingOverflow(5)
      return overflow || sum < 10 ? nil : sum / 10 * 10
    }
    return scaled(amount, from: own.digits, to: digits)
  }

  /// What the house is told: the reverse, from Stripe's lower-case currency.
  static func inHouse(_ amount: Int64, _ currency: String) -> Int64? {
    let currency = currency.uppercased()
    guard let own = MinorUnit(of: currency), amount >= 0 else { return nil }
    return scaled(amount, from: digits(currency), to: own.digits)
  }

  /// - Returns: nil where it does not come out even, or is more than can be counted.
  private static func scaled(_ amount: Int64, from: Int, to: Int) -> Int64? {
    var amount = amount
    for _ in 0..<max(0, to - from) {
      let (product, overflow) = amount.multipliedReportingOverflow(by: 10)
      guard !overflow else { return nil }
      amount = product
    }
    for _ in 0..<max(0, from - to) {
      guard amount.isMultiple(of: 10) else { return nil }
      amount /= 10
    }
    return amount
  }
}
