import Events
import Testing

@testable import Menus

/// A version is what its name says, for ever (document 02).
@Suite struct VersionTests {
  /// The name is SHA-256 of the RFC 8785 text, worked out with `sha256sum` over that text as a person writes it.
  @Test func itsNameIsTheHashOfItsCanonicalBytes() throws {
    let text = #"{"name":"M","sections":[],"menu_id":"m","currency":"EUR"}"#
    let document = try MenuDocument(file: utf8(text))
    // printf '%s' '{"currency":"EUR","menu_id":"m","name":"M","sections":[]}' | sha256sum
    #expect(
      document.versionID.description == "00be2bcc50ad3a1a64081f32c76e9f4a86b9c1e995d2f9dccdc5b3df7171b8d3")
  }

  @Test func theOrderOfKeysAndBlanksMakeNoOtherVersion() throws {
    let one = try MenuDocument(file: utf8(#"{"menu_id":"m","name":"M","currency":"EUR","sections":[]}"#))
    let other = try MenuDocument(
      file: utf8("{ \"sections\": [],\n\"currency\":\"EUR\", \"name\": \"M\", \"menu_id\": \"m\" }"))
    #expect(one.versionID == other.versionID)
    let renamed = try MenuDocument(file: utf8(#"{"menu_id":"m","name":"N","currency":"EUR","sections":[]}"#))
    #expect(one.versionID != renamed.versionID)
  }

  @Test func namesAreSixtyFourSmallHexDigits() {
    let digits = String(repeating: "0a", count: 32)
    #expect(VersionID(digits)?.description == digits && VersionID(digits)?.short == "0a0a0a0a0a0a")
    for text in [
      String(digits.dropLast()), digits + "0", digits.uppercased(), String(digits.dropLast()) + "g", "",
    ] {
      #expect(VersionID(text) == nil, "\(text)")
    }
  }

  @Test func labelsAreNoPrefixesNoWordsOfOursAndHaveALength() {
    for label in ["winter", "Brunch 2026", "a1b2c3", "a1b2c3g", String(repeating: "x", count: 100)] {
      #expect(MenuVersion.objection(toLabel: label) == nil, "\(label)")
    }
    for label in [
      "", " ", " lead", "trail ", "a\u{200B}", "live", "draft", "a1b2c3d", "0123456789", "a\u{1B}b",
      String(repeating: "x", count: 101),
    ] {
      #expect(MenuVersion.objection(toLabel: label) != nil, "\(label)")
    }
  }

  /// Document 02: nothing edits a version: not a second event under its name, not another content under its name.
  @Test func aVersionIsNeverChanged() throws {
    var scribe = try MenuScribe()
    let (first, second) = (try MenuDocument.priced(100), try MenuDocument.priced(200))
    var book = MenuBook()
    book.insert([try scribe.version(first, minute: 0, label: "one")])
    let forged = try scribe.version(second, minute: 1, label: "one", as: first.versionID)
    let relabelled = try scribe.version(first, minute: 2, label: "two")
    book.insert([forged, relabelled])
    let menu = try #require(book.menu("supper"))
    #expect(menu.versions.map(\.name) == ["one"] && menu.versions[0].document.versionID == first.versionID)
    #expect(menu.conflicts.map(\.event) == [forged.id])
    #expect(menu.conflicts.first?.reason.contains("not what its version_id names") == true)
  }

  /// Field notes 1.2: a snapshot that is put onto live rows lets later dishes leak in, and forgets allergens.
  @Test func aVersionHoldsAllOfTheMenuAndNothingOfTheDocumentAfterIt() throws {
    var scribe = try MenuScribe()
    var whole = try MenuDocument(file: utf8(Samples.whole))
    var book = MenuBook()
    book.insert([try scribe.document(whole, minute: 0), try scribe.version(whole, minute: 1)])
    book.insert([try scribe.activation(whole.versionID, minute: 2)])
    book.insert([try scribe.document(MenuDocument.priced(1), minute: 3)])
    let served = try #require(book.served(at: .noon(4)))
    #expect(served.document.canonicalBytes == whole.canonicalBytes && served.version == whole.versionID)
    let steak = try #require(served.document.item("m02"))
    #expect(steak.allergens == ["milk", "mustard"] && steak.station == "grill" && steak.prepMinutes == 14)
    #expect(
      steak.marginHint == .string("low") && steak.available.count == 1 && steak.modifierGroups.count == 2)
    whole = try .priced(1)
    #expect(served.document.item("soup") == nil, "the document's later dish does not leak in")
  }

  @Test func whatIsSoldOutIsOfNoVersion() throws {
    var scribe = try MenuScribe()
    let document = try MenuDocument.priced(100)
    var book = MenuBook()
    book.insert([
      try scribe.document(document, minute: 0), try scribe.version(document, minute: 1),
      try scribe.activation(document.versionID, minute: 2),
      try scribe.write(.itemAvailabilityChanged, minute: 3) { payload in
        payload.set("available", false)
        payload.set("menuitem_id", "soup")
      },
    ])
    let served = try #require(book.served(at: .noon(4)))
    #expect(!served.canOrder("soup") && served.isSoldOut("soup") && served.version == document.versionID)
  }

  @Test func theSameEventsMakeTheSameMenusInWhateverOrderTheyCome() throws {
    var scribe = try MenuScribe()
    let (first, second) = (try MenuDocument.priced(100), try MenuDocument.priced(200))
    let events = [
      try scribe.document(first, minute: 0), try scribe.version(first, minute: 1, label: "one"),
      try scribe.version(second, minute: 2), try scribe.activation(first.versionID, minute: 3),
      try scribe.activation(second.versionID, minute: 4, from: 10, until: 20),
    ]
    let cancelling = try scribe.cancelling(events[4], minute: 5)
    var whole = MenuBook()
    whole.insert(events + [cancelling])
    for order in [[5, 4, 3, 2, 1, 0], [4, 0, 5, 2, 1, 3], [3, 5, 4, 1, 0, 2]] {
      var book = MenuBook()
      for place in order { book.insert([(events + [cancelling])[place]]) }
      #expect(book.state == whole.state)
      #expect(book.served(at: .noon(15))?.version == first.versionID)
    }
  }

  @Test func whatNamesNoVersionHasNoEffectAndIsListed() throws {
    var scribe = try MenuScribe()
    let document = try MenuDocument.priced(100)
    var book = MenuBook()
    let events = [
      try scribe.document(document, minute: 0),
      try scribe.activation(document.versionID, minute: 1),
      try scribe.write(.menuActivationCancelled, minute: 2) {
        $0.set("activation", EventID(UUIDv7(at: .noon(0), random: RandomBits(high: 1, low: 1))))
      },
      try scribe.write(.menuVersionCreated, minute: 3) { $0.set("label", "x") },
      try scribe.write(.menuVersionActivated, minute: 4) { $0.set("version_id", "abc") },
    ]
    book.insert(events)
    let menu = try #require(book.menu("supper"))
    #expect(menu.conflicts.map(\.event) == events.dropFirst().map(\.id))
    #expect(
      menu.versions.isEmpty && menu.activations.isEmpty && book.served(at: .noon(9))?.isVersion == false)
  }

  @Test func versionsAreFoundByLabelAndByTheFirstDigits() throws {
    var scribe = try MenuScribe()
    let documents = try (1...40).map { try MenuDocument.priced($0) }
    var book = MenuBook()
    for (place, document) in documents.enumerated() {
      book.insert([try scribe.version(document, minute: Int64(place), label: place == 0 ? "one" : nil)])
    }
    #expect(book.versions(named: "one").map(\.id) == [documents[0].versionID])
    for document in documents {
      let digits = document.versionID.description
      #expect(book.versions(named: String(digits.prefix(12)).uppercased()).map(\.id) == [document.versionID])
      #expect(book.versions(named: String(digits.prefix(6))).isEmpty, "six digits name none")
    }
    #expect(book.versions.map(\.id) == documents.reversed().map(\.versionID), "the newest first")
  }
}
