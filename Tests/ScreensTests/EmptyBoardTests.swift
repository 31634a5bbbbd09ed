import Dining
import Events
import Testing
import Venue

@testable import Screens

/// What a board without tickets says to somebody who has never seen it.
@Suite struct EmptyBoardTests {
  private static let menu =
    #"{"menu_id":"m","name":"M","currency":"EUR","sections":[{"id":"s","name":"All","items":["#
    + #"{"id":"soup","name":"Soup","price":650},{"id":"tea","name":"Tea","price":300}]}]}"#

  @Test func aHouseWithoutAMenuIsToldHowToGetOne() {
    let text = Screening(Dinner()).text
    #expect(text.contains("There is no menu yet.") && text.contains("galley menu example"))
  }

  @Test func aMenuIsCountedAndCanBeSeen() throws {
    var dinner = Dinner()
    dinner.request(.menu(.importDocument(try JSONParser.parse(Array(Self.menu.utf8)))))
    let text = Screening(dinner).text
    #expect(text.contains("The menu has 2 dishes, each a MENUITEM: galley menu list"))
    #expect(!text.contains("menu example"))
  }

  @Test func aSmallBoardSaysItShortly() throws {
    var dinner = Dinner()
    #expect(Screening(dinner, columns: 40, rows: 12).text.contains("No menu: menu import"))
    dinner.request(.menu(.importDocument(try JSONParser.parse(Array(Self.menu.utf8)))))
    #expect(!Screening(dinner, columns: 40, rows: 12).text.contains("No menu"))
  }
}
