/// What may go wrong in a run. The letters are the rows of the table of faults.
public enum FaultKind: String, CaseIterable, Sendable {
  // Of the network.
  /// Nothing passes, one way or both (F25, F26).
  case partitions
  /// A connection is reset, anywhere in a line (F24).
  case resets
  /// Connections come and go (F28).
  case flapping
  /// Nobody is let in for a while.
  case refusals
  /// A program stands still for up to a minute (F27).
  case freezes
  /// A program reads a few bytes at a time (F27).
  case slowreaders
  /// Somebody in the middle changes, doubles, drops or exchanges what passes (F24, S2).
  case attackers
  /// Something that is no galley of this protocol calls (F31, S1).
  case strangers

  // Of the machines.
  /// `kill -9` between two disk calls (F1).
  case kills
  /// `kill -9` in the middle of a disk call (F1, F14).
  case crashes
  /// One machine loses its power (F2, F3, F4).
  case powercuts
  /// All do at once (F30).
  case blackouts

  // Of the disks.
  case slowdisks
  /// No room, and room again (F9, F10).
  case fulldisks
  /// A call fails once (F11).
  case faultydisks
  /// The file system can't be written (F16).
  case readonlydisks
  /// The log is deleted while it is open (F18).
  case deletions
  /// A promised end is lost (F19).
  case losttails
  /// A backup is put back (F20).
  case backups
  /// A disk is copied, and both boxes run (F21).
  case clones
  /// A bit of acknowledged bytes is another one (F5, F6).
  case flips

  // Of clocks, names and versions.
  /// Clocks are days off, drift and are set (F29).
  case clocks
  /// Two boxes are given one name or one letter.
  case clashes
  /// A newer box writes what nobody else understands (F22).
  case unknowns

  // Of partners and their provider.
  /// A partner's process dies, or its terminal, between two steps (F33, F35).
  case partnerdeaths
  /// The provider answers when nobody waits any more (F34).
  case lateanswers
  /// Calls or their answers are lost.
  case lostanswers
  /// The provider has trouble, and may have done what it was asked.
  case outages
  /// Another terminal runs the partner from now on.
  case moves

  /// Whether acknowledged events may be gone where nobody else has them.
  var isDestructive: Bool {
    switch self {
    case .deletions, .losttails, .backups, .flips: true
    default: false
    }
  }

  var isOfPartners: Bool {
    switch self {
    case .partnerdeaths, .lateanswers, .lostanswers, .outages, .moves: true
    default: false
    }
  }
}
