import Dining

extension Ticket.Gist {
  /// What is news beside `before`; the more urgent where there are two, nil for nothing.
  ///
  /// A void is a void alone: that its line is gone from the others is no second change. A void that somebody has
  /// acknowledged is no news.
  func news(since before: Ticket.Gist) -> [Sound] {
    let fresh = voids.subtracting(before.voids)
    let stayed = before.lines.filter { !fresh.contains($0.key) }
    let isChanged = lines != stayed || self.isChanged(beside: before)
    return (fresh.isEmpty ? [] : [.void]) + (isChanged ? [.changed] : [])
  }
}
