import Dining

extension Ticket.Gist {
  /// What is news beside `before`; the more urgent where there are two, nil for nothing.
  ///
  /// A void is a void alone: that its line is shorter or gone is no second change. A void that somebody has
  /// acknowledged is no news.
  func news(since before: Ticket.Gist) -> [Sound] {
    let fresh = Set(voids.filter { $0.value > before.voids[$0.key] ?? 0 }.keys)
    func stayed(_ gist: Ticket.Gist) -> [ItemID: Line] { gist.lines.filter { !fresh.contains($0.key) } }
    let isChanged = stayed(self) != stayed(before) || self.isChanged(beside: before)
    return (fresh.isEmpty ? [] : [.void]) + (isChanged ? [.changed] : [])
  }
}
