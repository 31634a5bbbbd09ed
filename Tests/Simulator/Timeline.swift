/// Simulated time: what shall happen when, in one row.
final class Timeline {
  private struct Entry {
    let atMs: Int64
    let number: UInt64
    let body: () -> Void
  }

  private(set) var nowMs: Int64 = 0
  /// How many things have happened.
  private(set) var steps = 0
  private var heap: [Entry] = []
  private var lastNumber: UInt64 = 0

  /// Two things of one moment happen in the order in which they were put in.
  func at(_ ms: Int64, _ body: @escaping () -> Void) {
    lastNumber += 1
    heap.append(Entry(atMs: max(ms, nowMs), number: lastNumber, body: body))
    var child = heap.count - 1
    while child > 0, isBefore(child, (child - 1) / 2) {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  func after(_ ms: Int64, _ body: @escaping () -> Void) { at(nowMs + ms, body) }

  /// Lets the next thing happen; false where nothing is left before `limitMs`.
  func step(before limitMs: Int64) -> Bool {
    guard let next = heap.first, next.atMs < limitMs else {
      nowMs = max(nowMs, limitMs)
      return false
    }
    removeFirst()
    nowMs = next.atMs
    steps += 1
    next.body()
    return true
  }

  func clear() { heap = [] }

  private func removeFirst() {
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && isBefore(child, least) {
        least = child
      }
      guard least != parent else { return }
      heap.swapAt(parent, least)
      parent = least
    }
  }

  private func isBefore(_ left: Int, _ right: Int) -> Bool {
    (heap[left].atMs, heap[left].number) < (heap[right].atMs, heap[right].number)
  }
}
