import Dining
import Events
import Insights

/// A setting that holds for the whole house, and so lies in the log: `galley config set`.
public struct HouseSetting: Sendable {
  public let key: ExactString
  /// What it does and how it is written, for the manual.
  public let help: String
  /// What holds while the log says nothing of it; nil where that is each terminal's own to say.
  public let usual: String?
  /// Why a value is refused, after its name; nil where it is taken.
  let objection: @Sendable (String) -> String?

  /// Those that a house has set and that make sense, by key.
  public static func values(in house: House) -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: all.compactMap { setting in
        setting.value(in: house).map { (setting.key.string, $0) }
      })
  }

  /// Every setting that a person may change.
  public static let all = [ageLimits, autoPay, boardLogin, dayStarts, tableFreed, timeZone, voiceUndo]

  public static let autoPay = HouseSetting(
    key: "auto_pay",
    help: """
      off (the usual), bill or meal: whether guests may agree to be charged by themselves, when the bill is asked for or \
      when the meal is over
      """, usual: "off"
  ) { value in ["off", "bill", "meal"].contains(value) ? nil : "is none of off, bill, meal" }

  public static let tableFreed = HouseSetting(
    key: "table_freed",
    help: """
      at_once (the usual) or confirm: whether a table is free as soon as a card on file has paid, or when somebody says \
      so with order free
      """, usual: "at_once"
  ) { value in ["at_once", "confirm"].contains(value) ? nil : "is neither at_once nor confirm" }

  public static let ageLimits = HouseSetting(
    key: "age_limits",
    help: """
      after how many minutes a ticket is warm and late: 5 8 (the usual) for every order, or dine_in 5 8, \
      takeaway 8 12, delivery 10 15 by type; 1 to 600, the second no less than the first
      """, usual: "5 8"
  ) { value in
    AgeLimits(value) == nil
      ? "is no pair of limits; write 5 8, or dine_in 5 8, takeaway 8 12, delivery 10 15 (minutes, 1 to 600)"
      : nil
  }

  public static let boardLogin = HouseSetting(
    key: "board_login",
    help:
      "yes or no (the usual): whether the board's own moves need somebody who is logged in, once there is staff",
    usual: "no"
  ) { value in ["yes", "no"].contains(value) ? nil : "is neither yes nor no" }

  public static let dayStarts = HouseSetting(
    key: "day_starts",
    help:
      "when a business day begins, HH:MM by the venue's clock: the small hours belong to the evening before",
    usual: BusinessDays.usualStart
  ) { value in BusinessDays.minute(of: value) == nil ? "is no time of day; write one like 05:00" : nil }

  public static let timeZone = HouseSetting(
    key: "time_zone", help: "the venue's time zone, like Europe/Vienna", usual: nil
  ) { value in isZoneName(value) ? nil : "is no name of a time zone; write one like Europe/Vienna" }

  public static let voiceUndo = HouseSetting(
    key: "voice_undo",
    help: "for how many seconds what a voice did can be taken back: 5 to 10", usual: "\(voiceUndoUsual)"
  ) { value in
    Int64(value).map { (5...10).contains($0) } == true && value.utf8.allSatisfy { (0x30...0x39).contains($0) }
      ? nil : "is no number of seconds from 5 to 10"
  }
  static let voiceUndoUsual: Int64 = 10

  /// What the log of a house says; nil where it says nothing, or what makes no sense.
  public func value(in house: House) -> String? {
    house.setting(key)?.string.flatMap { objection($0) == nil ? $0 : nil }
  }

  /// Whether a value has the form of this setting.
  public func takes(_ value: String) -> Bool { objection(value) == nil }

  /// Longer than the longest name that there is.
  private static let zoneBytesLimit = 64

  /// The form of names in the IANA time zone database: parts of letters, digits, `+`, `-` and `_`, a letter first.
  private static func isZoneName(_ text: String) -> Bool {
    guard text.utf8.count <= zoneBytesLimit else { return false }
    return text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy {
      part in
      guard let first = part.first, isLetter(first) else { return false }
      return part.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) || "+-_".utf8.contains($0) }
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

  /// Why a setting can't be changed so; nil where it can.
  static func complaint(_ key: String, _ value: String) -> Complaint? {
    guard let setting = all.first(where: { $0.key == ExactString(key) }) else {
      let known = all.map(\.key.string).joined(separator: ", ")
      return Complaint("not_found", "the house has no setting “\(key)”; it has \(known)")
    }
    return setting.objection(value).map { Complaint("setting", "\(key): “\(value)” \($0)") }
  }
}
