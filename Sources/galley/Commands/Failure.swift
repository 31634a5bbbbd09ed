import EventLog
import Events
import Host
import Screens
import Venue

/// Why a command ends with something other than 0: the status for scripts, the sentence for people.
struct Failure: Error, Hashable {
  enum Status: Int32 {
    case refused = 1
    case usage = 2
    case disk = 3
    case network = 4
  }

  let status: Status
  let code: String
  let message: String

  init(_ status: Status, _ code: String, _ message: String) {
    self.status = status
    self.code = code
    self.message = message
  }

  init(_ complaint: Complaint) {
    self.init(complaint.isOfDisk ? .disk : .refused, complaint.code, complaint.message)
  }

  init(_ fault: DiskFault) {
    let code = if case .held = fault.kind { "held" } else { "disk" }
    self.init(.disk, code, fault.description)
  }

  /// Whatever was thrown, as a person shall read it.
  init(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let complaint as Complaint: self.init(complaint)
    case GuestRules.Fault.notTheirs(let sentence): self.init(.refused, "only_staff", sentence)
    case GuestRules.Fault.usage(let fault): self.init(.usage, "usage", fault.message)
    case let fault as UsageFault: self.init(.usage, "usage", fault.message)
    case let fault as TextFault: self.init(.usage, "usage", fault.description)
    case let fault as SettingFault: self.init(fault)
    case let fault as DiskFault: self.init(fault)
    case let fault as KeyFileFault: self.init(.usage, "key_file", fault.description)
    case let fault as ListenFault: self.init(.network, "listen", fault.description)
    case let fault as DialFault: self.init(.network, "dial", fault.description)
    default: self.init(.disk, "system", "\(error)")
    }
  }

  /// What stands on standard error.
  func text(json: Bool) -> String {
    guard json else { return "galley: \(VisibleText.line(message))\n" }
    let report = JSON.object(["error": .object(["code": .string(code), "message": .string(message)])])
    return report.compactText + "\n"
  }

  /// Refuses control characters anywhere on a command line, as the contract says.
  static func refuseControlCharacters(_ words: [String]) throws(Failure) {
    guard words.contains(where: { $0.unicodeScalars.contains(where: isControl) }) else { return }
    throw Failure(.refused, "control_character", "an argument has a control character; nothing was done")
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
  }
}

/// Text for a shell that holds words from outside: a terminal never gets their control characters (S7).
enum VisibleText {
  /// Every line made safe; line ends stay.
  static func lines(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line($0) }.joined(separator: "\n")
  }

  static func line(_ text: some StringProtocol) -> String {
    SafeText(String(text)).clusters.map(\.text).joined()
  }
}
