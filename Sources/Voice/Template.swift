/// One thing that may be said, whole: words and slots in their order.
public struct Phrase: Hashable, Sendable, CustomStringConvertible {
  public enum Part: Hashable, Sendable {
    case word(String)
    case slot(Slot)
  }

  public let parts: [Part]

  public var slots: [Slot] { parts.compactMap { if case .slot(let slot) = $0 { slot } else { nil } } }

  /// Whether it is a question in form, so that a question mark changes nothing of what it says.
  var isQuestion: Bool {
    guard case .word(let first)? = parts.first else { return false }
    return ["can", "could", "may"].contains(first)
  }

  /// As people read it: “order ready TABLE OR CODE”.
  public var description: String {
    parts.map { part in
      switch part {
      case .word(let word): word
      case .slot(.order): "TABLE OR CODE"
      case .slot(.minutes): "N"
      }
    }.joined(separator: " ")
  }
}

/// The notation of the whitelist's phrases, as a grammar of JSGF has it: words; `[what may be left out]`;
/// `(one|or the other)`; `<order>` and `<minutes>` for what differs.
///
/// It is written in this program alone, so a template that makes no sense stops it at its first use; tests use all.
enum Template {
  /// Everything that a template stands for, in the order of its alternatives.
  static func phrases(_ text: String) -> [Phrase] {
    var reader = Reader(rest: Substring(text))
    let sequences = reader.alternatives()
    precondition(reader.rest.isEmpty, "a template has a bracket too many: \(text)")
    return sequences.map { Phrase(parts: $0) }
  }

  private typealias Sequences = [[Phrase.Part]]

  private struct Reader {
    var rest: Substring

    /// Up to the bracket that ends them, or the end.
    mutating func alternatives() -> Sequences {
      var all = sequence()
      while rest.first == "|" {
        rest.removeFirst()
        all += sequence()
      }
      return all
    }

    private mutating func sequence() -> Sequences {
      var made: Sequences = [[]]
      while let sign = rest.first, !")]|".contains(sign) {
        let next: Sequences
        switch sign {
        case " ":
          rest.removeFirst()
          continue
        case "(": next = bracketed(until: ")")
        case "[": next = [[]] + bracketed(until: "]")
        case "<": next = [[.slot(slot())]]
        default: next = [[.word(word())]]
        }
        made = made.flatMap { start in next.map { start + $0 } }
      }
      return made
    }

    private mutating func bracketed(until end: Character) -> Sequences {
      rest.removeFirst()
      let inside = alternatives()
      precondition(rest.first == end, "a bracket of a template is not closed")
      rest.removeFirst()
      return inside
    }

    private mutating func word() -> String {
      let word = rest.prefix { !" ()[]|<>".contains($0) }
      rest = rest.dropFirst(word.count)
      return String(word)
    }

    private mutating func slot() -> Slot {
      rest.removeFirst()
      let name = String(rest.prefix { $0 != ">" })
      rest = rest.dropFirst(name.count + 1)
      guard let slot = Slot(rawValue: name) else { preconditionFailure("no slot is called \(name)") }
      return slot
    }
  }
}
