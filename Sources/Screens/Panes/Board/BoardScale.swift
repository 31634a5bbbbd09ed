/// How large the letters of a board are: codes and timers, then tables, then dishes; the rest is plain cells.
struct BoardScale: Hashable, Sendable {
  let headline: Lettering
  let table: Lettering
  let body: Lettering
  /// A lane narrower than this breaks codes from timers, or most dishes.
  let laneColumnsLeast: Int
  /// Whether what belongs to a dish stands beside it, and what only the order pane needs is left to that: the last
  /// resort of a crowded board.
  var isDense = false

  /// From plain cells to letters that fill a wall; each is larger than the one before somewhere.
  static let ladder = [
    BoardScale(headline: .plain, table: .plain, body: .plain, laneColumnsLeast: 38, isDense: true),
    BoardScale(headline: .plain, table: .plain, body: .plain, laneColumnsLeast: 38),
    BoardScale(headline: .drawn(.small), table: .plain, body: .plain, laneColumnsLeast: 38),
    BoardScale(headline: .drawn(.tall), table: .plain, body: .plain, laneColumnsLeast: 38),
    BoardScale(headline: .drawn(.tall), table: .drawn(.small), body: .plain, laneColumnsLeast: 38),
    BoardScale(headline: .drawn(.tall), table: .drawn(.small), body: .drawn(.small), laneColumnsLeast: 38),
    BoardScale(
      headline: .drawn(.tall, scale: 2), table: .drawn(.tall), body: .drawn(.tall), laneColumnsLeast: 78),
    BoardScale(
      headline: .drawn(.tall, scale: 2), table: .drawn(.small, scale: 2), body: .drawn(.small, scale: 2),
      laneColumnsLeast: 78),
    BoardScale(
      headline: .drawn(.tall, scale: 3), table: .drawn(.tall, scale: 2), body: .drawn(.tall, scale: 2),
      laneColumnsLeast: 110),
  ]

  var isPlain: Bool { headline == .plain }
}
