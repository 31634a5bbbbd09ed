/// The time zones that this machine knows: the files of the IANA database that its C library reads.
public enum ZoneFiles {
  public enum Answer: Sendable {
    case known
    case unknown
    /// There is no database here to ask.
    case noDatabase
  }

  /// The largest of them has some 3 KiB, their list some 20.
  private static let fileBytesLimit = 64 << 10

  /// - Parameter zone: a name in the form that ``HouseSetting/timeZone`` takes, so that it leads to no other folder.
  public static func look(for zone: String) -> Answer {
    guard isZone("\(folder)/UTC") else { return .noDatabase }
    return isZone("\(folder)/\(zone)") ? .known : .unknown
  }

  /// The names of the zones in which people live, in the order of the database's own list of them, and UTC; none where
  /// there is no such list. There are more zones than these: old names of the same.
  public static var names: [String] {
    guard let bytes = try? InputFile.read("\(folder)/zone.tab", limit: fileBytesLimit) else { return [] }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix("#") }
    return ["UTC"]
      + lines.compactMap { line in
        let columns = line.split(separator: "\t")
        return columns.count > 2 ? String(columns[2]) : nil
      }
  }

  private static var folder: String { ThisProcess.environment("TZDIR") ?? "/usr/share/zoneinfo" }

  /// Whether a file is one of a zone (RFC 9636, section 3.1): other files lie there too.
  private static func isZone(_ path: String) -> Bool {
    guard let bytes = try? InputFile.read(path, limit: fileBytesLimit) else { return false }
    return bytes.starts(with: "TZif".utf8)
  }
}
