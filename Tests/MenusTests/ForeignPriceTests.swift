import Events
import Testing

@testable import Menus

/// Amounts as people write them, against the exponents of ISO 4217: JPY 0, EUR 2, KWD 3.
@Suite struct ForeignPriceTests {
  @Test(arguments: [
    ("12.50", 1250), ("12,50", 1250), ("12.5", 1250), ("12", 1200), ("0", 0), (".50", 50), ("€ 12.50", 1250),
    ("12,50 €", 1250), ("EUR 12.50", 1250), ("12.50eur", 1250), ("1.250,00", 125_000), ("1,250.00", 125_000),
    ("1 250,00", 125_000), ("1\u{A0}250,00\u{A0}€", 125_000), ("1'250.00", 125_000),
    ("1,250,000", 125_000_000),
    ("12,-", 1200), ("12.–", 1200), ("  8.50\n", 850),
  ])
  func `amounts in the major unit`(text: String, minor: Int64) throws {
    #expect(try ForeignPrice(unit: euro).minor(text) == minor)
  }

  @Test(arguments: [
    ("12.505", "has more decimals than EUR, which has 2"), ("12.500", "has more decimals"),
    ("1.250", "has more decimals"), ("$12.50", "is not in EUR"), ("12.50 USD", "is not in EUR"),
    ("£8", "is not in EUR"), ("kr 80", "is not in EUR"), ("-3.00", "is below zero"),
    ("€ -3", "is below zero"),
    ("market price", "is no amount"), ("", "is no amount"), ("12/14", "is no single amount"),
    ("12-14", "is no single amount"), ("from 12", "is no single amount"), ("1e3", "is no single amount"),
    ("12 50", "is no single amount"), ("1,25,000.00", "is no single amount"),
    ("1.250.00", "is no single amount"),
    ("9999999999999", "is more than any dish costs"), ("٣٫٥", "is no amount"),
  ])
  func `what is no amount of the currency is refused and never rounded`(text: String, reason: String) {
    let fault = #expect(throws: PriceFault.self) { try ForeignPrice(unit: euro).minor(text) }
    #expect(fault?.reason.contains(reason) == true, "\(fault?.reason ?? "read")")
  }

  @Test(arguments: [
    ("JPY", "1,250", 1250), ("JPY", "¥1250", 1250), ("JPY", "1250円", 1250), ("KWD", "1.250", 1250),
    ("KWD", "1.25", 1250), ("CLP", "$1.250", 1250), ("CHF", "Fr. 8.50", 850), ("USD", "$8.50", 850),
    ("CAD", "CA$8.50", 850), ("SEK", "85 kr", 8500),
  ])
  func `each currency has its own exponent`(code: String, text: String, minor: Int64) throws {
    let unit = try #require(MinorUnit(of: code))
    #expect(try ForeignPrice(unit: unit).minor(text) == minor)
  }

  @Test func `yen have no decimals and dinars three`() throws {
    let yen = ForeignPrice(unit: try #require(MinorUnit(of: "JPY")))
    let fault = #expect(throws: PriceFault.self) { try yen.minor("12.50") }
    #expect(fault?.reason == "“12.50” has decimals, and JPY has none")
    #expect(throws: PriceFault.self) { try yen.minor("12.00") }
    let dinars = ForeignPrice(unit: try #require(MinorUnit(of: "KWD")))
    #expect(throws: PriceFault.self) { try dinars.minor("1.2505") }
  }

  private var euro: MinorUnit { MinorUnit(of: "EUR") ?? { preconditionFailure("EUR") }() }
}
