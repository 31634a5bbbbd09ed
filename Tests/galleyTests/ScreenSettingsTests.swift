import Screens
import Testing

@testable import galley

/// The settings of a full screen: what they mean, and what is said of those that make no sense.
@Suite struct ScreenSettingsTests {
  private func settings(_ text: String) throws -> ScreenSettings {
    try ScreenSettings(SettingsFile(path: "/x/galley.conf", bytes: Array(text.utf8)))
  }

  @Test func withoutAFileItIsAsTheManualSays() throws {
    let usual = try ScreenSettings(nil)
    #expect(usual.letters == .automatic && usual.preferences.bump == .ticket)
    #expect(!usual.preferences.isReadOnly && usual.preferences.station == nil && usual.preferences.wantsMouse)
    #expect(usual.preferences.rings == Rings())
  }

  @Test func eachIsTaken() throws {
    let found = try settings(
      "letters = plain\nbump = item\nread_only = yes\nstation = grill\nmouse = no\nring_new = off\n"
        + "ring_changed = bell\nring_void = bell 5\nring_late = run aplay 'a b.wav'\n")
    #expect(found.preferences(on: .half).pixels == nil && found.preferences.bump == .item)
    #expect(found.preferences.isReadOnly && found.preferences.station == "grill")
    #expect(!found.preferences.wantsMouse && found.preferences.rings[.new] == .off)
    #expect(found.preferences.rings[.changed] == .bell(strokes: 1))
    #expect(found.preferences.rings[.void] == .bell(strokes: 5))
    #expect(found.preferences.rings[.late] == .run(["aplay", "a b.wav"]))
    #expect(try settings("letters = full").preferences(on: nil).pixels == .full)
  }

  @Test func whatMakesNoSenseIsSaidWithItsLine() throws {
    for row in [
      "letters = big", "bump = order", "read_only = true", "station =", "mouse = 1", "ring_new = loud",
      "ring_void = bell 9", "ring_late = run", "ring_changed = run 'x",
    ] {
      let key = row.prefix { $0 != " " }
      let error = #expect(throws: Failure.self, "\(row)") { try settings("# one\n\(row)\n") }
      #expect(error?.message.hasPrefix("/x/galley.conf, line 2: \(key): ") == true, "\(error?.message ?? "")")
    }
  }
}
