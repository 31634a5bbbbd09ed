import Screens
import Testing

@testable import galley

/// The settings of a full screen: what they mean, and what is said of those that make no sense.
@Suite struct ScreenSettingsTests {
  private func settings(_ text: String) throws -> SettingValues {
    let file = try SettingsFile(path: "/x/galley.conf", bytes: Array(text.utf8))
    return try SettingValues(Arguments(["kitchen"]), file: file.texts)
  }

  @Test func withoutAFileItIsAsTheManualSays() {
    let usual = SettingValues()
    #expect(usual.letters == .automatic && usual.bump == .ticket)
    #expect(!usual.readOnly && usual.station == nil && usual.mouse)
    #expect(Sound.allCases.map(usual.ring) == [4, 5, 1, 2, 3].map { .bell(strokes: $0) })
  }

  @Test func eachIsTaken() throws {
    let found = try settings(
      "letters = plain\nbump = item\nread_only = yes\nstation = grill\nmouse = no\nring_new = off\n"
        + "ring_changed = bell\nring_void = bell 5\nring_late = run aplay 'a b.wav'\n")
    #expect(found.letters.pixels(on: .half) == nil && found.bump == .item)
    #expect(found.readOnly && found.station == "grill" && !found.mouse)
    #expect(found.ring(of: .new) == .off)
    #expect(found.ring(of: .changed) == .bell(strokes: 1))
    #expect(found.ring(of: .void) == .bell(strokes: 5))
    #expect(found.ring(of: .late) == .run(["aplay", "a b.wav"]))
    for shape in PixelShape.allCases {
      #expect(try settings("letters = \(shape)").letters.pixels(on: nil) == shape)
      #expect(try settings("letters = auto").letters.pixels(on: shape) == shape)
    }
  }

  /// What `config` prints can be put into a settings file as it stands.
  @Test func eachIsShownAsItIsWritten() throws {
    let text =
      "letters = plain\nbump = item\nread_only = yes\nstation = grill\nmouse = no\nring_new = off\n"
      + "ring_changed = bell\nring_void = bell 5\nring_late = run aplay \"a b.wav\" 'x\"y' \"\"\n"
    let found = try settings(text)
    let shown = SettingTable.all.filter { found.sources(of: $0) != [.builtIn] }.map { row in
      "\(row.name) = \(row.texts(in: found).joined())\n"
    }
    #expect(shown.joined() == text)
  }

  @Test func whatMakesNoSenseIsSaidWithItsLine() throws {
    for row in [
      "letters = big", "bump = order", "read_only = true", "station =", "mouse = 1", "ring_new = loud",
      "ring_void = bell 9", "ring_late = run", "ring_changed = run 'x",
    ] {
      let key = row.prefix { $0 != " " }
      let error = #expect(throws: SettingFault.self, "\(row)") { try settings("# one\n\(row)\n") }
      let failure = Failure(try #require(error))
      #expect(failure.message.hasPrefix("/x/galley.conf, line 2: \(key): "), "\(failure.message)")
      #expect(failure.status == .usage)
    }
  }
}
