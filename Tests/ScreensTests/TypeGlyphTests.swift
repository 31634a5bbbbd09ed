import Foundation
import Testing

@testable import Screens

/// What the faces must hold, whatever their letters look like.
@Suite struct TypeGlyphTests {
  private static let ascii = String(String.UnicodeScalarView((0x21...0x7E).compactMap(Unicode.Scalar.init)))
  private static let latin = String(
    String.UnicodeScalarView(
      ([0xAA, 0xB5, 0xBA] + Array(0xC0...0xD6) + Array(0xD8...0xF6) + Array(0xF8...0x17F)).compactMap {
        Unicode.Scalar($0)
      }))
  private static let menu = "–—‘’“”…·•×°½¼¾€£¥«»¡¿§▲▼►✓ȘșȚț"

  private func glyph(_ face: Face, _ letter: Unicode.Scalar) -> Glyph? {
    face.table.glyph(of: Cluster(base: letter, widthColumns: 1))
  }

  @Test(
    "Every drawing is whole: each letter once, each row there, as wide as the others, of ink and ground alone"
  )
  func sheets() {
    for face in Face.allCases {
      var seen: Set<Unicode.Scalar> = []
      for sheet in face.sheets {
        for (letter, rows) in sheet.drawn {
          #expect(seen.insert(letter).inserted, "\(face) draws \(letter) twice")
          check(rows, of: letter, on: sheet, face)
        }
        checkStrips(sheet)
      }
      for (letter, rows) in face.accents.drawn { check(rows, of: letter, on: face.accents, face) }
      checkStrips(face.accents)
    }
  }

  private func check(_ rows: [String], of letter: Unicode.Scalar, on sheet: GlyphSheet, _ face: Face) {
    #expect(rows.count == sheet.heightPixels, "\(face) \(letter)")
    #expect(sheet.topPixel + sheet.heightPixels <= face.linePixels, "\(face) \(letter)")
    #expect(Set(rows.map(\.count)).count == 1, "\(face) \(letter) is not a rectangle: \(rows)")
    #expect((1...Glyph.limitPixels).contains(rows.first?.count ?? 0), "\(face) \(letter)")
    #expect(rows.joined().allSatisfy { $0 == "#" || $0 == "." }, "\(face) \(letter)")
    #expect(rows.joined().contains("#"), "\(face) \(letter) is empty")
  }

  /// A name too many or a glyph too many would shift those after it.
  private func checkStrips(_ sheet: GlyphSheet) {
    for strip in sheet.drawing.split(separator: "\n\n") {
      let lines = strip.split(separator: "\n").map { $0.split(separator: " ") }
      #expect(Set(lines.map(\.count)).count == 1, "\(strip)")
      #expect(lines.count == sheet.heightPixels + 1, "\(strip)")
      #expect(lines.first?.allSatisfy { $0.unicodeScalars.count == 1 } == true, "\(strip)")
    }
  }

  @Test("ASCII, Latin-1, Latin Extended-A and the signs of menus are drawn", arguments: Face.allCases)
  func coverage(face: Face) {
    for letter in (Self.ascii + Self.latin + Self.menu + " ").unicodeScalars {
      #expect(glyph(face, letter) != nil, "\(face) has no \(letter)")
    }
    for letter in "日🍕عאฟ␛\u{FFFD}".unicodeScalars {
      #expect(glyph(face, letter) == nil, "\(face) has \(letter)")
    }
  }

  @Test("Digits are of one width and height, capitals of one height, and a clock and a code stay narrow")
  func dimensions() {
    for face in Face.allCases {
      let capitals = face.capitalTopPixel...face.baselinePixel
      for letter in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".unicodeScalars {
        guard let glyph = glyph(face, letter) else { continue }
        #expect(glyph.topPixel == capitals.lowerBound, "\(face) \(letter)")
        #expect(glyph.rows.lastIndex { $0 != 0 } == capitals.upperBound, "\(face) \(letter)")
        let isDigit = letter.properties.numericType != nil
        #expect((isDigit ? 4...4 : 3...5).contains(glyph.widthPixels), "\(face) \(letter)")
      }
    }
    #expect(BigText(SafeText("12:34"), .drawn(.tall), .half).widthColumns <= 24)
    #expect(BigText(SafeText("B07"), .drawn(.tall), .half).widthColumns <= 17)
  }

  @Test("Lower case stands on the baseline, its x-height 4 or 7 pixels")
  func lowerCase() {
    for (face, height) in [(Face.small, 4), (.tall, 7)] {
      for letter in "acemnorsuvwxz".unicodeScalars {
        guard let glyph = glyph(face, letter) else { continue }
        #expect(glyph.topPixel == face.baselinePixel - height + 1, "\(face) \(letter)")
        #expect(glyph.rows.lastIndex { $0 != 0 } == face.baselinePixel, "\(face) \(letter)")
      }
      for letter in "gjpqy".unicodeScalars {
        let last = glyph(face, letter)?.rows.lastIndex { $0 != 0 }
        #expect(last.map { $0 > face.baselinePixel } == true, "\(face) \(letter)")
      }
    }
  }

  /// Different letters that are one picture in print as well.
  private static let twins: Set<Set<Unicode.Scalar>> = [["Ð", "Đ"]]

  @Test("No two letters of a face are alike", arguments: Face.allCases)
  func distinct(face: Face) {
    var seen: [Glyph: Unicode.Scalar] = [:]
    for letter in (Self.ascii + Self.latin + Self.menu).unicodeScalars {
      guard let glyph = glyph(face, letter) else { continue }
      if let other = seen[glyph], !Self.twins.contains([other, letter]) {
        Issue.record("\(face) draws \(letter) as \(other):\n\(picture(glyph))")
      }
      seen[glyph] = letter
    }
  }

  /// Not among them: letters that a descender or an ascender alone tells apart, as in print (i and j, n and h).
  private static let confusable: [(Unicode.Scalar, Unicode.Scalar)] = [
    ("0", "O"), ("0", "D"), ("O", "D"), ("O", "Q"), ("0", "8"), ("0", "Q"), ("1", "I"), ("1", "l"),
    ("I", "l"),
    ("1", "7"), ("5", "S"), ("8", "B"), ("6", "G"), ("2", "Z"), ("6", "8"), ("8", "9"), ("3", "8"),
    ("5", "6"),
    ("C", "G"), ("E", "F"), ("P", "R"), ("U", "V"), ("H", "N"), ("K", "X"), ("4", "9"), ("i", "l"),

    ("c", "e"), ("a", "o"), ("u", "v"), ("g", "q"), ("3", "B"), ("0", "6"), ("0", "9"),
    ("M", "N"),
  ]

  @Test("What is easily confused differs in three pixels or more", arguments: Face.allCases)
  func confusables(face: Face) {
    for (one, other) in Self.confusable {
      guard let first = glyph(face, one), let second = glyph(face, other) else {
        Issue.record("\(face) lacks \(one) or \(other)")
        continue
      }
      #expect(leastDifference(first, second) >= 3, "\(face): \(one) and \(other)")
    }
  }

  /// In how many pixels two glyphs differ, laid over each other where they agree best.
  private func leastDifference(_ one: Glyph, _ other: Glyph) -> Int {
    (-2...2).map { shift in
      one.rows.indices.reduce(0) { sum, row in
        sum
          + (-3..<20).count { one.hasInk(row: row, column: $0) != other.hasInk(row: row, column: $0 + shift) }
      }
    }.min() ?? 0
  }

  @Test(
    "A letter and its accent written apart are the same picture as the letter in one",
    arguments: Face.allCases)
  func normalForms(face: Face) {
    var count = 0
    for letter in (Self.latin + "ȘșȚț").unicodeScalars {
      let apart = String(letter).decomposedStringWithCanonicalMapping
      guard apart.unicodeScalars.count > 1 else { continue }
      count += 1
      let clusters = SafeText(apart).clusters
      #expect(clusters.count == 1)
      #expect(clusters.first.flatMap { face.table.glyph(of: $0) } == glyph(face, letter), "\(face) \(letter)")
    }
    // Latin-1 has 53 letters with a canonical decomposition, Latin Extended-A 108 (UnicodeData.txt); Romanian adds four.
    #expect(count == 165)
  }

  @Test("An accent can be seen")
  func accentsShow() {
    for face in Face.allCases {
      for accent in Accents.table {
        for (letter, base) in zip(accent.letters.unicodeScalars, accent.bases.unicodeScalars) {
          #expect(glyph(face, letter) != glyph(face, base), "\(face) \(letter)")
        }
      }
    }
  }

  @Test("An accent takes the place of the dot", arguments: Face.allCases)
  func dots(face: Face) throws {
    func ink(_ glyph: Glyph?) throws -> Int { try #require(glyph).rows.reduce(0) { $0 + $1.nonzeroBitCount } }
    let accents = face.accents.glyphs(linePixels: face.linePixels)
    let letters: [(Unicode.Scalar, Unicode.Scalar, Unicode.Scalar)] = [
      ("í", "ı", "´"), ("ï", "ı", "¨"), ("ĵ", "ȷ", "ˆ"),
    ]
    for (letter, body, accent) in letters {
      let mark = accents.first { $0.letter == accent }?.glyph
      let wanted = try ink(glyph(face, body)) + ink(mark)
      #expect(try ink(glyph(face, letter)) == wanted, "\(face) \(letter)")
    }
  }

  private func picture(_ glyph: Glyph) -> String {
    glyph.rows.indices.map { row in
      (0..<glyph.widthPixels).map { glyph.hasInk(row: row, column: $0) ? "#" : "." }.joined()
    }.joined(separator: "\n")
  }
}
