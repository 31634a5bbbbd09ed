import Events
import Testing

@testable import Menus

/// What differs between two menus (document 02, contract sections 2 and 6).
@Suite struct DiffTests {
  private static func menu(_ sections: String, name: String = "Menu") throws -> MenuDocument {
    try MenuDocument(
      file: utf8(#"{"menu_id":"m","name":"\#(name)","currency":"EUR","sections":[\#(sections)]}"#))
  }

  private static func section(_ id: String, _ name: String, _ items: String...) -> String {
    #"{"id":"\#(id)","name":"\#(name)","items":[\#(items.joined(separator: ","))]}"#
  }

  private static func item(_ id: String, _ more: String = #""price":100"#) -> String {
    #"{"id":"\#(id)","name":"\#(id)",\#(more)}"#
  }

  private static func diff(_ old: String, _ new: String) throws -> MenuDiff {
    MenuDiff(from: try menu(old), to: try menu(new))
  }

  @Test func theSameMenuDiffersInNothingHoweverItIsWritten() throws {
    let old = try MenuDocument(file: utf8(Samples.whole))
    let new = try MenuDocument(file: old.canonicalBytes)
    #expect(MenuDiff(from: old, to: new).isEmpty && MenuDiff(from: new, to: old).isEmpty)
  }

  @Test func sectionsAndItemsAreAddedAndRemovedById() throws {
    let diff = try Self.diff(
      Self.section("b", "B", Self.item("b1"), Self.item("b2")) + ","
        + Self.section("z", "Z", Self.item("z1")),
      Self.section("b", "B", Self.item("b2"), Self.item("b3")) + ","
        + Self.section("a", "A", Self.item("a1"), Self.item("a0")))
    #expect(diff.addedSections == ["a"] && diff.removedSections == ["z"])
    #expect(diff.addedItems == ["a0", "a1", "b3"], "those of an added section count")
    #expect(diff.removedItems == ["b1", "z1"])
    #expect(diff.changedItems.isEmpty && diff.movedItems.isEmpty && diff.reorderedItems.isEmpty)
  }

  /// Field notes 1.2: a dish in another section was not reported at all.
  @Test func aDishInAnotherSectionIsMovedAlsoWhereThatIsNew() throws {
    let diff = try Self.diff(
      Self.section("a", "A", Self.item("x"), Self.item("y")),
      Self.section("a", "A", Self.item("y")) + "," + Self.section("n", "N", Self.item("x", #""price":120"#)))
    #expect(diff.addedSections == ["n"] && diff.addedItems.isEmpty && diff.removedItems.isEmpty)
    #expect(diff.movedItems == [.init(id: "x", from: "a", to: "n")])
    #expect(diff.changedItems == [.init(id: "x", field: "price", from: 100, to: 120)])
  }

  /// Field notes 1.2: windows, allergens and modifiers were left out.
  @Test(arguments: [
    ("description", #""price":100,"description":"a""#, #""price":100,"description":"b""#),
    ("price", #""price":100"#, #""price":101"#),
    ("prep_minutes", #""price":100"#, #""price":100,"prep_minutes":5"#),
    ("allergens", #""price":100,"allergens":["milk"]"#, #""price":100,"allergens":["milk","egg"]"#),
    ("station", #""price":100,"station":"grill""#, #""price":100,"station":"bar""#),
    ("course", #""price":100,"course":"main""#, #""price":100"#),
    ("margin_hint", #""price":100,"margin_hint":1"#, #""price":100,"margin_hint":"1""#),
    (
      "modifiers",
      #""price":100,"modifiers":[{"group":"g","min":0,"max":1,"options":[{"name":"o","price":1}]}]"#,
      #""price":100,"modifiers":[{"group":"g","min":0,"max":1,"options":[{"name":"o","price":2}]}]"#
    ),
    (
      "available", #""price":100,"available":[{"days":["fri"],"from":"17:00","until":"22:00"}]"#,
      #""price":100,"available":[{"days":["fri"],"from":"17:00","until":"22:30"}]"#
    ),
  ])
  func everyFieldOfADishIsCompared(_ field: String, _ old: String, _ new: String) throws {
    let diff = try Self.diff(
      Self.section("s", "S", Self.item("x", old)), Self.section("s", "S", Self.item("x", new)))
    #expect(diff.changedItems.map(\.field.string) == [field] && diff.changedItems.map(\.id) == ["x"])
    let change = try #require(diff.changedItems.first)
    #expect(change.from?.canonicalBytes != change.to?.canonicalBytes)
    #expect(
      (change.from == nil) == !old.contains("\"\(field)\"")
        && (change.to == nil) == !new.contains("\"\(field)\""))
  }

  @Test func namesAreComparedByBytesAndNotByLooks() throws {
    let (composed, apart) = ("Caf\u{E9}", "Cafe\u{301}")
    let diff = try Self.diff(Self.section("s", composed), Self.section("s", apart))
    #expect(diff.changedSections.count == 1 && diff.changedSections[0].field == "name")
  }

  @Test func theMenuItselfAndTheOrderOfSectionsAndDishesAreCompared() throws {
    let (a, b, c) = (
      Self.section("a", "A", Self.item("x"), Self.item("y")), Self.section("b", "B"), Self.section("c", "C")
    )
    let new = Self.section("a", "A", Self.item("y"), Self.item("new"), Self.item("x"))
    let diff = MenuDiff(
      from: try Self.menu([a, b, c].joined(separator: ",")),
      to: try Self.menu([new, c, b].joined(separator: ","), name: "Other"))
    #expect(diff.changedMenu == [.init(id: "m", field: "name", from: "Menu", to: "Other")])
    #expect(diff.reorderedSections == ["b", "c"] && diff.reorderedItems == ["a"])
    #expect(diff.addedItems == ["new"] && diff.changedSections.isEmpty)
  }

  /// The contract fixes names and shapes; ids stand in their order, whatever that of the menu is.
  @Test func itsJSONIsThatOfTheContract() throws {
    let diff = try Self.diff(
      Self.section("s", "S", Self.item("z"), Self.item("a"), Self.item("gone")),
      Self.section("s", "T", Self.item("z", #""price":5"#), Self.item("a", #""price":6,"course":"main""#)))
    #expect(
      diff.json.compactText
        == #"{"added_sections":[],"removed_sections":[],"changed_sections":[{"id":"s","field":"name","from":"S","#
        + #""to":"T"}],"added_items":[],"removed_items":["gone"],"moved_items":[],"changed_items":["#
        + #"{"id":"a","field":"course","to":"main"},{"id":"a","field":"price","from":100,"to":6},"#
        + #"{"id":"z","field":"price","from":100,"to":5}],"reordered_sections":[],"reordered_items":[],"#
        + #""changed_menu":[]}"#)
  }
}
