import Events
import Testing

@testable import Venue

/// Dates and times as files have them.
@Suite struct WrittenTimeTests {
  private func moment(
    _ text: String, _ form: String? = nil, _ offset: @escaping (Timestamp) -> Int = { _ in 0 }
  )
    throws -> String?
  {
    let form = try form.map { try #require(DateForm($0)) }
    return WrittenTime(form, offset: offset).moment(text)?.description
  }

  /// Berlin in 2023: the clocks go from 2 to 3 on 26 March and from 3 to 2 on 29 October, at 01:00 UTC.
  private static func berlin(_ time: Timestamp) -> Int {
    let summer = Timestamp("2023-03-26T01:00:00.000Z") ?? .latest
    let winter = Timestamp("2023-10-29T01:00:00.000Z") ?? .latest
    return summer <= time && time < winter ? 120 : 60
  }

  @Test func standardFormsNeedNoWord() throws {
    #expect(try moment("2023-01-31T19:05:00Z") == "2023-01-31T19:05:00.000Z")
    #expect(try moment("2023-01-31T19:05:00.25+01:00") == "2023-01-31T18:05:00.250Z")
    #expect(try moment("2023-01-31 19:05:07.123456-0330") == "2023-01-31T22:35:07.123Z")
    #expect(try moment("2023-01-31 7:05 pm") == "2023-01-31T19:05:00.000Z")
    #expect(try moment("2023-01-31 12:05:09 AM") == "2023-01-31T00:05:09.000Z")
    // A date alone is within its business day.
    #expect(try moment("2023-01-31", nil, Self.berlin) == "2023-01-31T11:00:00.000Z")
    let none = [
      "2023-02-29", "31-01-2023", "2023-01-31 24:00", "2023-01-31 13:00 PM",
      "2023-01-31 19:05 x", "x",
    ]
    for text in none { #expect(try moment(text) == nil, "\(text)") }
  }

  @Test func formsAreSaid() throws {
    #expect(try moment("31-01-2023 19:05", "DD-MM-YYYY") == "2023-01-31T19:05:00.000Z")
    #expect(try moment("1/31/23 19:05", "MM/DD/YY") == "2023-01-31T19:05:00.000Z")
    #expect(try moment("20230131 19:05", "YYYYMMDD") == "2023-01-31T19:05:00.000Z")
    #expect(try moment("1.2.2023", "D.M.YYYY") == "2023-02-01T12:00:00.000Z")
    #expect(try moment("13-13-2023", "DD-MM-YYYY") == nil)
    for form in ["DD-MM", "DD-MM-YYYY HH", "DDMMYYY", "MM-MM-YYYY", "", "day"] {
      #expect(DateForm(form) == nil, "\(form)")
    }
  }

  @Test func nightsInWhichClocksAreSet() throws {
    #expect(try moment("2023-03-26 01:59", nil, Self.berlin) == "2023-03-26T00:59:00.000Z")
    // The clock never says it: the moment of the change.
    #expect(try moment("2023-03-26 02:30", nil, Self.berlin) == "2023-03-26T01:00:00.000Z")
    #expect(try moment("2023-03-26 03:00", nil, Self.berlin) == "2023-03-26T01:00:00.000Z")
    // The clock says it twice: the first.
    #expect(try moment("2023-10-29 02:30", nil, Self.berlin) == "2023-10-29T00:30:00.000Z")
    #expect(try moment("2023-10-29 03:00", nil, Self.berlin) == "2023-10-29T02:00:00.000Z")
  }

  @Test func aFileOfWhichNobodyKnowsTheDaysWaitsForAWord() throws {
    let file = "order_id,created_at,name,price\n1,03-04-2023 12:30,Rice,1\n"
    let fault = #expect(throws: OrderImportFault.self) { try Importer.read(file) }
    #expect(fault?.line == 2)
    #expect(fault?.reason.contains("--date-format DD-MM-YYYY") == true)
    #expect(try Importer.read(file, dates: "MM-DD-YYYY").from == Timestamp("2023-03-04T12:30:00.000Z"))
  }
}
