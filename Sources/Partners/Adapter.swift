import Control
import Events

/// One partner as a pure value: what happens goes in, what is to be done comes out. Times come in with the input; files,
/// sockets and clocks are the shell's (`Shell/`).
public protocol Adapter: Sendable {
  /// - Parameter now: the wall clock's.
  mutating func handle(_ input: AdapterInput, at now: Timestamp) -> [AdapterOutput]

  /// Whether nothing is begun that would end by itself within a moment.
  var isIdle: Bool { get }
}

public enum AdapterInput: Sendable {
  /// The terminal's first words.
  case hello(AdapterHouse)
  /// Any other of its words.
  case message(PartnerMessage)
  /// What came of the HTTP call with this number.
  case answer(call: Int, HTTPOutcome)
  /// The time that was asked for under this number has passed.
  case timer(Int)
  /// What the file holds that was asked for under this number.
  case file(Int, FileContent)
  /// The program with this number has written something, or has ended.
  case child(Int, ChildNews)
  /// It is to leave: what is begun may end, nothing new is to begin.
  case leaving
}

public enum AdapterOutput: Hashable, Sendable {
  case say(PartnerAnswer)
  case call(Int, HTTPCall)
  /// Time is measured by a clock that nobody sets.
  case wake(Int, afterMs: Int64)
  /// The end of a file.
  case read(Int, path: String, limitBytes: Int)
  case start(Int, ChildStart)
  /// Goes to the program's standard input, after all that went there before.
  case write(Int, [UInt8])
  /// The program gets to the end of its input.
  case close(Int)
  /// The program is killed, with all that it has started.
  case kill(Int)
  /// A sentence for whoever reads the diagnostics; never a secret, never a provider's own words.
  case note(String)
}

/// Whom an adapter works for.
public struct AdapterHouse: Hashable, Sendable {
  public let venue: String
  /// Settings that are texts.
  public let settings: [String: String]
  /// What stood in the files that settings ending in `_file` name, without blanks and line ends around it; a file that
  /// can't be read is not in it.
  public let secrets: [String: String]

  public init(venue: String, settings: [String: String], secrets: [String: String]) {
    self.venue = venue
    self.settings = settings
    self.secrets = secrets
  }

  /// The setting that names the file of addresses, which grows while the partner runs.
  static let contactsFile = "contacts_file"
  /// The setting that names a file with more than one secret, while one takes the place of another.
  static let secretsFile = "secret_file"

  /// Settings that name a file of a secret.
  static func isSecretFile(_ setting: String) -> Bool {
    setting.hasSuffix("_file") && setting != contactsFile
  }

  /// Whether a file was named and could not be read.
  var lacksSecret: Bool { settings.keys.contains { Self.isSecretFile($0) && secrets[$0] == nil } }
}

/// A request to a service.
public struct HTTPCall: Hashable, Sendable {
  public enum Method: String, Sendable {
    case get = "GET"
    case post = "POST"
  }

  public let method: Method
  public let url: String
  public let headers: [String: String]
  public let body: [UInt8]
  /// Which addresses its host may have; nil where the host is one that we chose.
  let rule: AddressRule?

  init(
    method: Method, url: String, headers: [String: String], body: [UInt8] = [], rule: AddressRule? = nil
  ) {
    self.rule = rule
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
  }

  /// Seconds from the call to the end of its answer.
  public static let limitSeconds: Int64 = 20

  /// The longest answer that is read.
  public static let answerLimitBytes = 1 << 20
}

public enum HTTPOutcome: Hashable, Sendable {
  /// Whatever its status; redirects are not followed. Names of headers are in lower case.
  case answer(status: Int, headers: [String: String], body: [UInt8])
  /// Nobody answered in time, or with more than is read.
  case failed
  /// Its host has an address that may not be called; nothing was sent.
  case forbidden
}

/// What stood in a file that an adapter wanted to read.
public enum FileContent: Hashable, Sendable {
  /// The last of its bytes; the first of them may stand in the middle of a line.
  case bytes([UInt8])
  case missing
  /// It can't be read, or others than its owner may.
  case refused
}

/// A program that an adapter wants to run, with the environment and the directory of this one.
public struct ChildStart: Hashable, Sendable {
  /// The program, looked up in `PATH` where its name has no slash, and its arguments.
  let words: [String]
  /// Whether all that it has started goes with it; else what it leaves behind may finish.
  let endsWhole: Bool
}

public enum ChildNews: Hashable, Sendable {
  /// A line that it wrote on standard output, without its newline.
  case line([UInt8])
  /// Longer than ``lineLimit``; nothing of it is kept.
  case longLine
  case ended(ChildEnd)

  /// With its newline.
  static let lineLimit = 4096
}

public struct ChildEnd: Hashable, Sendable {
  public enum How: Hashable, Sendable {
    case status(Int32)
    case signal(Int32)
    /// The system could not start it.
    case notStarted
  }

  let how: How
  /// The last line of its standard error, in printable letters of ASCII and cut short; empty where there is none.
  let lastWords: String

  /// How it ended, as a sentence goes on.
  var words: String {
    let said = lastWords.isEmpty ? "" : "; it said last: \(lastWords)"
    return switch how {
    case .status(let status): "ended with status \(status)\(said)"
    case .signal(let signal): "was ended by signal \(signal)\(said)"
    case .notStarted: "could not be started"
    }
  }
}
