import Host
import Testing

/// Names of time zones, held against the database of this machine.
@Suite struct ZoneFilesTests {
  @Test(arguments: ["UTC", "Europe/Vienna", "America/Argentina/Buenos_Aires", "Etc/GMT+2"])
  func zonesAreKnown(_ zone: String) { #expect(ZoneFiles.look(for: zone) == .known) }

  /// Folders and lists lie beside the zones, and POSIX forms are no names.
  @Test(arguments: ["Mars/Base", "UTC+2", "Europe", "leapseconds", "CET-1CEST", "europe/vienna"])
  func otherWordsAreNot(_ zone: String) { #expect(ZoneFiles.look(for: zone) == .unknown) }

  @Test func theListHasThoseOfTheWorld() {
    let names = ZoneFiles.names
    #expect(names.count > 300 && names.contains("UTC") && names.contains("Asia/Dubai"))
    #expect(names.allSatisfy { ZoneFiles.look(for: $0) == .known })
  }
}
