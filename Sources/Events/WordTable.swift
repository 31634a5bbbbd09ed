/// Finds which of a fixed set of words stands in a line, without making a text of it.
struct WordTable<Word: RawRepresentable & CaseIterable & Sendable>: Sendable where Word.RawValue == String {
  private struct Entry: Sendable {
    let word: Word
    let start: Int
    let count: Int
  }

  /// By a sum of a word's length and some of its letters; words of one sum stand behind one another.
  private var slots: [Entry?] = Array(repeating: nil, count: 256)
  private var letters: [UInt8] = []

  init() {
    for word in Word.allCases {
      let text = Array(word.rawValue.utf8)
      var slot = text.withUnsafeBufferPointer(Self.slot)
      while slots[slot] != nil { slot = (slot + 1) & 0xFF }
      slots[slot] = Entry(word: word, start: letters.count, count: text.count)
      letters += text
    }
  }

  /// The word that stands in `text`; nil where it is none of them.
  func word(_ text: UnsafeBufferPointer<UInt8>) -> Word? {
    guard !text.isEmpty else { return nil }
    var slot = Self.slot(text)
    while let entry = slots[slot] {
      if entry.count == text.count, isSame(entry, text) { return entry.word }
      slot = (slot + 1) & 0xFF
    }
    return nil
  }

  private func isSame(_ entry: Entry, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    for offset in 0..<entry.count where letters[entry.start + offset] != text[offset] { return false }
    return true
  }

  private static func slot(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    let sum = text.count &* 17 &+ Int(text[0]) &* 5 &+ Int(text[text.count / 2]) &* 29
    return (sum &+ Int(text[text.count - 1]) &* 3) & 0xFF
  }
}
