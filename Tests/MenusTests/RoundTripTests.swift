import Events
import Randomness
import Testing

@testable import Menus

/// A menu that goes out and comes in again has lost what the format can't hold, and nothing else; and it was told.
@Suite struct RoundTripTests {
  private static let rounds = 400

  @Test(arguments: MenuExport.Format.allCases)
  func `a menu exported and imported again lost only what the format cannot hold, and says what`(
    format: MenuExport.Format
  ) throws {
    var menus = RandomMenus(random: Seeded(seed: 13))
    for round in 0..<Self.rounds {
      let menu = try menus.document()
      let export = MenuExport(menu, as: format)
      let back = try imported(Self.foreign(format), export.text, currency: nil)
      let left = Self.held(by: format, menu)
      #expect(Self.difference(back.document, left) == nil, "round \(round)")
      #expect(back.document.currencyCode == menu.currencyCode)
      // Told is what is lost, and nothing is told where nothing is.
      let isLoss = Self.difference(left, menu) != nil
      let told = export.notes.filter { $0.field != "menu_id and name of the menu" }
      #expect(isLoss == !told.isEmpty, "round \(round) \(told)")
      guard Self.difference(back.document, left) == nil, isLoss == !told.isEmpty else { return }
    }
  }

  @Test(arguments: MenuExport.Format.allCases)
  func `with the menu before at hand all comes back`(format: MenuExport.Format) throws {
    var menus = RandomMenus(random: Seeded(seed: 31))
    for round in 0..<Self.rounds {
      // What blanks there are around its texts is lost on every way.
      let menu = try Self.rewritten(try menus.document(), dropsEmptySections: format == .csv) {
        format == .csv ? $0.map(Self.plain) : $0
      }
      let back = try imported(
        Self.foreign(format), MenuExport(menu, as: format).text, currency: nil, previous: menu)
      #expect(Self.difference(back.document, menu) == nil, "round \(round)")
      #expect(back.document.menuID == menu.menuID)
      guard Self.difference(back.document, menu) == nil else { return }
    }
  }

  /// The first dish or section that is not the same to the byte; nil where all are.
  private static func difference(_ left: MenuDocument, _ right: MenuDocument) -> String? {
    func lines(_ menu: MenuDocument) -> [String] {
      (menu.json["sections"]?.array ?? []).flatMap { section in
        [JSON.object(["id": section["id"], "name": section["name"]])] + (section["items"]?.array ?? [])
      }.map { String(decoding: $0.canonicalBytes, as: UTF8.self) }
    }
    let (left, right) = (lines(left), lines(right))
    for (one, other) in zip(left, right) where ExactString(one) != ExactString(other) {
      return "\(one)\n\(other)"
    }
    return left.count == right.count ? nil : "\(left.count) and \(right.count) lines"
  }

  private static func foreign(_ format: MenuExport.Format) -> ForeignFormat {
    switch format {
    case .csv: .csv
    case .schemaOrg: .schemaOrg
    }
  }

  /// What is left of a menu by the manual's word.
  private static func held(by format: MenuExport.Format, _ menu: MenuDocument) -> MenuDocument {
    let kept: Set<String> =
      switch format {
      case .csv: Set(DishField.allCases.map(\.rawValue))
      case .schemaOrg: ["description", "modifiers"]
      }
    do {
      return try rewritten(menu, dropsEmptySections: format == .csv) { item in
        item.compactMap { member in
          if DishField(rawValue: member.key.string) != nil, !kept.contains(member.key.string) { return nil }
          if format == .csv { return plain(member) }
          guard member.key == "modifiers" else { return member }
          let groups = (member.value.array ?? []).map { group in
            Variation.group(
              group["group"]?.string ?? "", min: 0, max: Int64(group["options"]?.array?.count ?? 0),
              group["options"]?.array ?? [])
          }
          return JSON.Member("modifiers", .array(groups))
        }
      }
    } catch {
      preconditionFailure("\(error)")
    }
  }

  /// A number in a cell is a number.
  private static func plain(_ member: JSON.Member) -> JSON.Member {
    guard member.key == "margin_hint", let text = member.value.string.map(ForeignText.oneLine),
      let number = Int64(text),
      "\(number)" == text
    else { return member }
    return JSON.Member("margin_hint", .int(number))
  }

  /// The menu with its texts on one line each, and with its dishes changed.
  private static func rewritten(
    _ menu: MenuDocument, dropsEmptySections: Bool, _ change: ([JSON.Member]) -> [JSON.Member]
  ) throws(MenuFault) -> MenuDocument {
    var sections: [JSON] = []
    for section in menu.json["sections"]?.array ?? [] {
      var items: [JSON] = []
      for item in section["items"]?.array ?? [] {
        guard case .object(let members) = item else { continue }
        items.append(.object(change(members)))
      }
      if items.isEmpty, dropsEmptySections { continue }
      sections.append(
        .object(["id": section["id"], "name": section["name"], "items": .array(items)]))
    }
    return try MenuDocument(
      json: trimmed(
        .object([
          "menu_id": menu.json["menu_id"], "name": menu.json["name"], "currency": menu.json["currency"],
          "sections": .array(sections),
        ])))
  }

  private static func trimmed(_ json: JSON) -> JSON {
    switch json {
    case .string(let text): .string(ForeignText.oneLine(text))
    case .array(let values): .array(values.map(trimmed))
    case .object(let members): .object(members.map { JSON.Member($0.key.string, trimmed($0.value)) })
    case .null, .bool, .int: json
    }
  }
}

/// Files that nobody meant.
@Suite struct ForeignDamageTests {
  /// Never a crash: always a document, or one sentence without a line end that names the file.
  private func check(_ format: ForeignFormat, _ bytes: [UInt8]) {
    do {
      let result = try MenuImport(
        format, file: bytes, setting: MenuImport.Setting(currency: MinorUnit(of: "EUR")))
      #expect(!result.document.items.isEmpty)
      #expect((try? MenuDocument(file: result.document.canonicalBytes)) != nil)
    } catch {
      let sentence = error.sentence(file: "menu")
      #expect(sentence.hasPrefix("menu") && sentence.utf8.count < 2_000)
    }
  }

  @Test(arguments: ForeignSamples.all.indices)
  func `s18 every prefix of a file is a menu or a sentence`(place: Int) {
    let (format, text) = ForeignSamples.all[place]
    let bytes = utf8(text)
    for length in bytes.indices { check(format, Array(bytes[..<length])) }
  }

  @Test(arguments: ForeignSamples.all.indices)
  func `s18 every byte flipped in turn is a menu or a sentence`(place: Int) {
    let (format, text) = ForeignSamples.all[place]
    var random = Seeded(seed: UInt64(place))
    var bytes = utf8(text)
    for position in bytes.indices {
      let was = bytes[position]
      for _ in 0..<2 {
        bytes[position] = was ^ UInt8.random(in: 1...255, using: &random)
        check(format, bytes)
      }
      bytes[position] = was
    }
  }

  @Test(arguments: ForeignFormat.allCases) func `s18 random bytes are a menu or a sentence`(
    format: ForeignFormat
  ) {
    var random = Seeded(seed: 18)
    let marks = utf8("{}[]\":,;\n\r\t\\ 0123456789.-eEtruefalsnul'+|@name,price\u{FEFF}")
    for round in 0..<600 {
      let count = Int.random(in: 0...200, using: &random)
      let bytes = (0..<count).map { _ in
        round % 3 == 0 ? UInt8.random(in: 0...255, using: &random) : marks.randomElement(using: &random) ?? 0
      }
      check(format, (round % 2 == 0 ? [] : utf8(format == .csv ? "name,price\n" : "[")) + bytes)
    }
  }

  @Test func `s7 hostile letters in names come into no document, or as letters that screens show`() throws {
    let names = ["\u{1B}]0;x\u{7}", "a\u{85}b", "\u{7F}", "a\rb"]
    for name in names {
      let text = #"{"@type":"MenuItem","name":"\#(name)","offers":{"price":1}}"#
        .replacing("\u{1B}", with: "\\u001b").replacing("\u{7}", with: "\\u0007").replacing("\r", with: "\\r")
      let other = #",{"@type":"MenuItem","name":"Tea","offers":{"price":1}}"#
      let items = try imported(.schemaOrg, "[" + text + other + "]").document.items
      for item in items {
        #expect(!item.name.unicodeScalars.contains { $0.properties.generalCategory == .control })
        #expect(!item.id.string.unicodeScalars.contains { $0.properties.generalCategory == .control })
      }
      #expect(items.contains { $0.name == "Tea" })
    }
    let flood = "a" + String(repeating: "\u{301}", count: 90)
    #expect(try imported(.csv, "name,price\n\(flood),1\n").document.items[0].id.string.utf8.count <= 64)
  }

  @Test func `s18 what a file points to many times is read once`() throws {
    let choices = (0..<100).map { #"{"@type":"MenuItem","name":"c\#($0)","price":"1.00"}"# }.joined(
      separator: ",")
    let group = #"{"@type":"MenuSection","@id":"g","name":"G","hasMenuItem":[\#(choices)]}"#
    let dishes = (0..<4_000).map {
      #"{"@type":"MenuItem","name":"d\#($0)","price":"1.00","menuAddOn":{"@id":"g"}}"#
    }
    let clock = ContinuousClock()
    let time = clock.measure {
      let refusal = refusal(.schemaOrg, "[" + dishes.joined(separator: ",") + "," + group + "]")
      #expect(refusal?.contains("longer than 1000000 bytes") == true, "\(refusal ?? "taken")")
    }
    #expect(time < .seconds(20))
    let wide = "{" + (0..<600).map { #""k\#($0)":1"# }.joined(separator: ",") + "}"
    #expect(refusal(.square, wide) == "menu, line 1: an object has more than 500 keys")
  }

  @Test func `a dish with more variations than a group holds is left out, and never sold at its cheapest`()
    throws
  {
    let rows = (0..<101).map { "Ale,\($0) l,\($0 + 1)\n" }.joined()
    let result = try imported(.csv, "name,variation,price\n" + rows)
    #expect(result.document.items[0].options.count == 100)
    #expect(
      result.told.contains(
        "menu, line 102, “Ale”, variation: the dish has 100 variations already; this row is left out"))
    let long = String(repeating: "x", count: 201)
    let unheld = try imported(.csv, "name,variation,price\nAle,\(long),1\nAle,b,2\nTea,,3\n")
    #expect(unheld.document.items.map(\.name) == ["Tea"])
    let offers = (0..<101).map { #"{"name":"\#($0)","price":1}"# }.joined(separator: ",")
    #expect(
      refusal(.schemaOrg, #"{"@type":"MenuItem","name":"A","offers":[\#(offers)]}"#)?.contains(
        "more than 100 prices") == true)
  }

  @Test func `2,000 dishes in 60 sections come in within the time of a key press or two`() throws {
    let rows = (0..<2_000).map { "i\($0),Section \($0 % 60),Dish \($0),12.50,gluten; milk\n" }
    let text = "id,section,name,price,allergens\n" + rows.joined()
    let menu = try imported(.csv, text).document
    #expect(menu.items.count == 2_000 && menu.sections.count == 60)
    let clock = ContinuousClock()
    let export = MenuExport(menu, as: .schemaOrg).text
    let time = try clock.measure { _ = try imported(.schemaOrg, export, previous: menu) }
    // Built for debugging; the shipped program is some ten times as fast.
    #expect(time < .seconds(20))
  }
}
