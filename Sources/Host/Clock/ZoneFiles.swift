/// The time zones that this machine knows: the files of the IANA database that its C library reads.
public enum ZoneFiles {
  public enum Answer: Sendable {
    case known
    case unknown
    /// There is no database here to ask.
    case noDatabase
  }

  /// The largest of them has some 3 KiB.
  private static let fileBytesLimit = 64 << 10

  /// - Parameter zone: a name in the form that ``HouseSetting/timeZone`` takes, so that it leads to no other folder.
  public static func look(for zone: String) -> Answer {
    let folder = ThisProcess.environment("TZDIR") ?? "/usr/share/zoneinfo"
    guard isZone("\(folder)/UTC") else { return .noDatabase }
    return isZone("\(folder)/\(zone)") ? .known : .unknown
  }

  /// Whether a file is one of a zone (RFC 9636, section 3.1): other files lie there too.
  private static func isZone(_ path: String) -> Bool {
    guard let bytes = try? InputFile.read(path, limit: fileBytesLimit) else { return false }
    return bytes.starts(with: "TZif".utf8)
  }
}
