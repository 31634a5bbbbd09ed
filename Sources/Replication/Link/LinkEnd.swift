/// Why a link ended, in words for people.
public enum LinkEnd: Error, Hashable, Sendable {
  /// The proof was wrong or something else than a proof came: another key, or no galley.
  case unproved
  /// No proof within ``Link/proofMs``.
  case lateProof
  /// What came before the proof was no hello.
  case noHello
  /// A line that was longer than it may be, changed, repeated, out of order or no message.
  case badLine(String)
  /// Nothing was heard for ``Link/silenceMs``.
  case silent
  /// More than ``Link/unsentBytesLimit`` waited for the other end to read it.
  case unread
  /// This end said so.
  case said(Bye, String)
  /// The other end said so.
  case told(Bye, String)
  /// The connection went, in the system's words.
  case gone(String)

  public var words: String {
    switch self {
    case .unproved: "the keys differ, or it is no galley"
    case .lateProof: "it did not prove in time that it has the key"
    case .noHello: "what answers there is no galley"
    case .badLine(let reason): "a line that does not fit: \(reason)"
    case .silent: "nothing was heard for \(Link.silenceMs / 1_000) s"
    case .unread: "it did not read what was sent"
    case .said(let bye, let words): Self.sentence(bye, words, "told it")
    case .told(let bye, let words): Self.sentence(bye, words, "it said")
    case .gone(let words): words
    }
  }

  private static func sentence(_ bye: Bye, _ words: String, _ who: String) -> String {
    words.isEmpty ? "\(who): \(bye.rawValue)" : "\(who): \(words)"
  }
}
