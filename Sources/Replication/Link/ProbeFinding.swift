/// What a ``Probe`` has found of a terminal that took the call.
public struct ProbeFinding: Hashable, Sendable {
  /// Nil where all is well.
  public var problem: Problem?
  /// Who answers; nil where that was not told.
  public var who: Introduction?
  public var rttMs: Int64?
  /// How far its clock is ahead of ours; negative where it is behind.
  public var skewMs: Int64?

  public init(problem: Problem?, who: Introduction? = nil, rttMs: Int64? = nil, skewMs: Int64? = nil) {
    self.problem = problem
    self.who = who
    self.rttMs = rttMs
    self.skewMs = skewMs
  }

  public enum Problem: Hashable, Sendable {
    /// It ended the link before it said anything.
    case turnedAway
    /// It took the call and said nothing.
    case silent
    /// What it said is no hello.
    case noGalley
    /// It went at our proof.
    case wrongKey
    /// It went at the proof of the key that dials, and takes that of this file, which only accepts.
    case otherKey(file: String)
    /// It said hello, and neither proved anything nor went.
    case unanswered
    /// What it said to our proof is not its own.
    case unproved
    /// It waits for a proof that can't be given without a key.
    case wantsKey
    /// It has proved itself and does not say who it is.
    case nameless
    /// It belongs to another house than the one that is named here.
    case otherVenue(String)
    /// It has this data directory's own origin.
    case oneself
    /// The highest protocol that it speaks is below all that is spoken here.
    case tooOld
    /// It says so of this end.
    case tooNew
    /// Its clock and this one's differ by more than ``PeerStatus/skewToleranceMs``.
    case clock
    /// It said goodbye, in its own words.
    case sentAway(String)
    case badLine(String)
  }

  /// For scripts: `ok`, or what is wrong in one word.
  public var code: String {
    switch problem {
    case nil: "ok"
    case .turnedAway: "turned_away"
    case .silent: "silent"
    case .noGalley: "no_galley"
    case .wrongKey, .otherKey: "wrong_key"
    case .unanswered: "unanswered"
    case .unproved: "unproved"
    case .wantsKey: "wants_key"
    case .nameless: "nameless"
    case .otherVenue: "venue"
    case .oneself: "self"
    case .tooOld: "too_old"
    case .tooNew: "too_new"
    case .clock: "clock"
    case .sentAway: "bye"
    case .badLine: "bad_line"
    }
  }

  /// For people: what is wrong and what to do, or who is there.
  public var words: String {
    guard let problem else { return "\(title) answers; the link is good\(figures)" }
    return words(problem)
  }

  private func words(_ problem: Problem) -> String {
    switch problem {
    case .turnedAway:
      "it ended the link before it said anything: too many wrong keys came from here lately, or it is no galley; wait "
        + "half a minute and try again"
    case .silent:
      "it took the call and said nothing for \(Probe.patienceMs / 1_000) s: no galley, or one that hangs"
    case .noGalley: "something answers there, and it is no galley; check the port"
    case .wrongKey:
      "it ended the link at the proof: the keys differ; carry the key over again (man 1 galley, config new-key)"
    case .otherKey(let file):
      "\(title) takes the key in \(file), and not the first one, which dials; put the key-file line of that first"
    case .unanswered: "it said hello and did not answer the proof: a galley that hangs, or a bad network"
    case .unproved:
      "it did not prove that it has the key: it runs with insecure-loopback, or something else poses as galley"
    case .wantsKey:
      "it wants a key, and insecure-loopback leaves keys out here; take that out and name the key"
    case .nameless: "it has the key and does not say who it is: a galley that hangs, or a bad network"
    case .otherVenue(let ours):
      "\(title) belongs to the venue “\(who?.venue ?? "")”, and this is “\(ours)”; give both the same venue, in a "
        + "data directory that has none yet"
    case .oneself:
      "this is the same terminal: the address is its own, or its disk was copied to another box, which then needs a "
        + "data directory of its own"
    case .tooOld: "it speaks an older protocol than this galley, and none that both know; update it"
    case .tooNew: "it no longer speaks this galley's protocol; update this one"
    case .clock:
      "\(title) answers; its clock is \(Self.seconds(skewMs ?? 0)); set the clock of whichever is wrong"
    case .sentAway(let words): "it said goodbye: \(words)"
    case .badLine(let reason): "it sent a line that does not fit: \(reason)"
    }
  }

  private var title: String {
    guard let who else { return "galley" }
    return "\(who.terminal) (\(who.origin), letter \(who.letter), galley \(who.version))"
  }

  private var figures: String {
    let trip = rttMs.map { ", round trip \($0) ms" } ?? ""
    let clock = skewMs.map { ", its clock \(Self.seconds($0))" } ?? ""
    return trip + clock
  }

  /// `0.3 s ahead of this one`.
  private static func seconds(_ skewMs: Int64) -> String {
    let tenths = (abs(skewMs) + 50) / 100
    guard tenths > 0 else { return "as this one" }
    let words = tenths < 1_000 ? "\(tenths / 10).\(tenths % 10)" : "\(tenths / 10)"
    return "\(words) s \(skewMs > 0 ? "ahead of" : "behind") this one"
  }
}
