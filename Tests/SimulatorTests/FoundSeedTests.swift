import Simulator
import Testing

/// Seeds that once failed, with what was wrong: what they did then is tried again, and more where draws have changed.
@Suite struct FoundSeedTests {
  private func holds(
    _ seed: UInt64, terminals: Int? = nil, seconds: Int64, only kinds: [FaultKind]? = nil,
    without: [FaultKind] = []
  ) {
    let left = kinds.map { Set(FaultKind.allCases).subtracting($0) } ?? Set(without)
    let outcome = Simulation.run(
      SimulationOptions(
        seed: seed, terminals: terminals, seconds: seconds, without: left, hasAll: kinds != nil))
    #expect(outcome.failure == nil, "\(outcome.heading)\n\(outcome.report)")
  }

  /// The last event of a second history was asked for without end.
  @Test func aForkAtTheLastEventArrives() { holds(49, seconds: 9, only: [.losttails, .clones]) }

  /// At its end a terminal told that something is kept which its failed disk had not proven.
  @Test func nothingIsAcknowledgedAtTheEndThatIsNotProven() {
    holds(179, seconds: 100, without: [.flips])
  }

  /// A log that was deleted while its disk failed was written on in segment 2.
  @Test func aLogDeletedWhileItsDiskFailsIsALoss() {
    holds(328, seconds: 30, without: [.flips, .clones, .resets])
  }

  /// A peer whose disk had failed to read once was not asked again.
  @Test func aPeerThatCouldNotReadOnceIsAskedAgain() {
    holds(5_852, seconds: 60, only: [.powercuts, .faultydisks])
  }

  /// A flipped bit, and an end and a journal that were lost: what stood behind the bit was taken for a torn tail.
  @Test func withoutAJournalDamageIsNoTornTail() { holds(904, seconds: 20) }

  /// A clone's name was not retired: the log was damaged then, and refused it.
  @Test func aRetirementThatTheDiskRefusedIsMadeUpFor() { holds(9_575, seconds: 20) }

  /// Two histories of a name that was new to a damaged log parted in what was fetched for it, and were not both taken.
  @Test func aDamagedLogTakesBothHistoriesOfANewName() { holds(9_686, seconds: 20) }

  /// An event that did not read back was fetched and written again behind what follows it.
  @Test func anEventThatCameAgainGoesWhereItBelongs() {
    holds(
      40_398, seconds: 33,
      without: [
        .freezes, .slowreaders, .slowdisks, .faultydisks, .readonlydisks, .backups, .clones, .clocks,
      ])
  }

  /// A bank was about to take what was stopped: it did, no webhook came, and nobody asked again.
  @Test func whatABankTakesOfAStoppedPaymentIsHeardOf() {
    holds(74, seconds: 20)
  }

  /// A refund that was told before its payment had no effect, and its money was missing.
  @Test func aRefundToldBeforeItsPaymentCounts() {
    holds(187, seconds: 20)
    holds(217, seconds: 20)
  }

  /// A kill in the middle of a new segment, then a power cut, took what was acknowledged in between.
  @Test func aSegmentWhoseNameWasNeverSyncedOutlivesThePower() {
    holds(10_827, terminals: 3, seconds: 40, only: [.crashes, .powercuts, .clones])
  }
}
