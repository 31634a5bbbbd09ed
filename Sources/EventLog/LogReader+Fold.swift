import Events

extension LogReader {
  /// Folds over all events of the log in one pass, in the order in which they stand there: what `events`, `state --all`,
  /// insights and exports are made with.
  ///
  /// One line is in memory at a time, so the fold alone says how much is. Lines that do not read back are passed over;
  /// `verify` names them.
  ///
  /// - Parameters:
  ///   - start: what is folded into.
  ///   - take: lets an event take effect.
  public func fold<Folded>(
    into start: Folded, _ take: (inout Folded, Event) -> Void
  ) throws(DiskFault) -> Folded {
    var folded = start
    var scan = try scan()
    defer { scan.close() }
    while let line = try scan.next() {
      if case .success(let event) = line.content { take(&folded, event) }
    }
    return folded
  }
}
