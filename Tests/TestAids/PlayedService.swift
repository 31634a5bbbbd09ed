import Foundation

/// A Python program of the tests that plays a service on loopback: it prints `{"port": N}`, and from then on a test has
/// things happen there, and asks what has happened, by a line of JSON each way. It is ended with this value.
public class PlayedService {
  private let name: String
  private let child: Child
  private let folder: ScratchFolder
  public let port: UInt16
  /// Its address, without a slash at the end.
  public var base: String { "http://127.0.0.1:\(port)" }

  /// - Parameter script: its name, beside the tests of partners.
  fileprivate init(_ python: String, _ script: String) throws {
    name = script
    folder = try ScratchFolder()
    let path = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../PartnersTests/\(script)").standardized.path
    // Its own bytecode beside the script would be a file that nobody asked for.
    child = try Child([python, "-B", path], errors: folder.path + "/errors")
    guard let line = try child.line(), let port = try Self.object(line)["port"] as? UInt16 else {
      throw Fault(description: "\(script) does not say its port; is Debian package python3 here?")
    }
    self.port = port
  }

  /// - Parameter words: an object of JSON with what is to happen in `do`.
  /// - Returns: its answer, in JSON.
  public func tell(_ words: [UInt8]) throws -> [UInt8] {
    try child.write(words + [0x0A])
    guard let answer = try child.line(within: 60) else {
      let said = (try? String(contentsOfFile: folder.path + "/errors", encoding: .utf8)) ?? ""
      throw Fault(description: "\(name) has ended: \(said.suffix(400))")
    }
    if let error = try? Self.object(answer)["control_error"] as? String {
      throw Fault(description: "\(name): \(error), asked for \(String(decoding: words, as: UTF8.self))")
    }
    return answer
  }

  private static func object(_ line: [UInt8]) throws -> [String: Any] {
    try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any] ?? [:]
  }
}

/// The strict Stripe of `fake_stripe.py`.
public final class FakeStripe: PlayedService {
  public static let key = "sk_test_fake"
  public static let secret = "whsec_fake"
  /// Of Stripe's interface, as it wants to be told.
  public static let version = "2026-10-28.endive"

  public init() throws { try super.init("python3", "fake_stripe.py") }
}

/// Somebody else's Stripe, PyPI localstripe, with Stripe's own library beside it (`local_stripe.py`). It takes the key and
/// the secret of ``FakeStripe``.
public final class LocalStripe: PlayedService {
  public init() throws { try super.init(try PythonPackages.payments.get(), "local_stripe.py") }
}
