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
}

public enum AdapterOutput: Hashable, Sendable {
  case say(PartnerAnswer)
  case call(Int, HTTPCall)
  /// Time is measured by a clock that nobody sets.
  case wake(Int, afterMs: Int64)
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

  /// Settings that name a file of a secret.
  static func isSecretFile(_ setting: String) -> Bool { setting.hasSuffix("_file") }

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

  public init(method: Method, url: String, headers: [String: String], body: [UInt8] = []) {
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
}
