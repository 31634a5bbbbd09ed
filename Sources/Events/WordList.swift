/// A fixed list of words that are looked for in a line without making texts of it.
public struct WordList: Sendable {
  private struct Entry: Sendable {
    let index: Int
    let start: Int
    let count: Int
  }

  /// By a sum of a word's length and some of its letters; words of one sum stand behind one another.
  private var slots: [Entry?] = Array(repeating: nil, count: 256)
  private var letters: [UInt8] = []

  /// - Parameter words: few beside the 256 slots, none empty.
  public init(_ words: [String]) {
    for (index, word) in words.enumerated() {
      let text = Array(word.utf8)
      var slot = text.withUnsafeBufferPointer(Self.slot)
      while slots[slot] != nil { slot = (slot + 1) & 0xFF }
      slots[slot] = Entry(index: index, start: letters.count, count: text.count)
      letters += text
    }
  }

  /// The place in the list of the word that stands in `text`; nil where it is none of them.
  func index(of text: UnsafeBufferPointer<UInt8>) -> Int? {
    guard !text.isEmpty else { return nil }
    var slot = Self.slot(text)
    while let entry = slots[slot] {
      if entry.count == text.count, isSame(entry, text) { return entry.index }
      slot = (slot + 1) & 0xFF
    }
    return nil
  }

  private func isSame(_ entry: Entry, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    letters.withUnsafeBytes { letters in
      let word = UnsafeRawBufferPointer(rebasing: letters[entry.start..<(entry.start + entry.count)])
      return ByteView.isSame(word, UnsafeRawBufferPointer(text))
    }
  }

  private static func slot(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    let sum = text.count &* 17 &+ Int(text[0]) &* 5 &+ Int(text[text.count / 2]) &* 29
    return (sum &+ Int(text[text.count - 1]) &* 3) & 0xFF
  }
}

/// The words of an enumeration.
struct WordTable<Word: RawRepresentable & CaseIterable & Sendable>: Sendable where Word.RawValue == String {
  private let words = Array(Word.allCases)
  private let list = WordList(Word.allCases.map(\.rawValue))

  func word(_ text: UnsafeBufferPointer<UInt8>) -> Word? { list.index(of: text).map { words[$0] } }
}
