/// The lines that were typed before, looked through by a part of them (Ctrl-R, as in a shell).
struct HistorySearch: Hashable, Sendable {
  /// What is looked for.
  private(set) var wanted = ""
  /// Of the lines that hold it, how many newer ones are passed over.
  private(set) var passedOver = 0

  /// The lines that hold what is wanted, whatever its case, the newest first and each once.
  func found(in history: [String]) -> [String] {
    guard !wanted.isEmpty else { return [] }
    var seen: Set<String> = []
    return history.reversed().filter { line in
      line.lowercased().holds(wanted.lowercased()) && seen.insert(line).inserted
    }
  }

  /// The line that would be taken; nil where none holds what is wanted.
  func line(in history: [String]) -> String? {
    let found = found(in: history)
    return found.isEmpty ? nil : found[min(passedOver, found.count - 1)]
  }

  /// Goes to an older line that holds it, or to a newer one.
  mutating func go(by step: Int, in history: [String]) {
    passedOver = max(0, min(passedOver + step, found(in: history).count - 1))
  }

  /// - Parameter scalar: nil erases the last one.
  mutating func type(_ scalar: Unicode.Scalar?) {
    if let scalar {
      guard wanted.unicodeScalars.count < CommandEntry.scalarLimit else { return }
      wanted.unicodeScalars.append(scalar)
    } else if !wanted.isEmpty {
      wanted.unicodeScalars.removeLast()
    }
    passedOver = 0
  }
}
