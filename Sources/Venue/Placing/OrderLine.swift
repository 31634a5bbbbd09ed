import Dining
import Events

/// One typed line that takes an order, as it is written; what its words mean is found out by ``OrderReading``.
///
///     4/2 2 burger -onions "well done", fries
///
/// First stands where: a table, `/` and how many sit there (or `2p` after a blank), a code, `takeaway`, `delivery`, or
/// `+` for the order that is selected; a name without a digit ends in a colon. Then come dishes with commas between:
/// how many, what, `-` what shall be left out, `+` what shall be on it, a note in quotes; or `allergy` and what. A line sends what it adds,
/// unless its last word is `hold`; `send` or `!` at its end say so, and send alone where no dish stands. `anyway` after
/// all that wants what is only warned of.
public struct OrderLine: Hashable, Sendable {
  public var place: Place
  /// What was typed as the number of guests; nil where nothing was.
  public var guests: String?
  public var dishes: [Dish]
  public var ending: Ending
  /// Whether what is only warned of is wanted all the same: the line's last word is `anyway`.
  public var isAnyway = false
  /// Whether a note still waits for its closing quote.
  public var isQuoteOpen = false

  public enum Place: Hashable, Sendable {
    /// A table or a code, as typed.
    case named(String)
    case takeaway, delivery
    /// The order that is selected on the screen.
    case selected
    /// The line does not say.
    case missing
  }

  public enum Ending: Hashable, Sendable {
    /// Nothing was said: what is added is sent.
    case usual
    case send, hold
  }

  /// What stands between two commas.
  public struct Dish: Hashable, Sendable {
    /// How many and which, as typed: only a menu tells a quantity from a name that begins with a number.
    public var words: [String]
    public var wishes: [Wish]
    public var note: String?

    public init(words: [String], wishes: [Wish] = [], note: String? = nil) {
      self.words = words
      self.wishes = wishes
      self.note = note
    }
  }

  /// Something that a dish shall have or not have.
  public struct Wish: Hashable, Sendable {
    public var isWithout: Bool
    public var text: String

    public init(isWithout: Bool, _ text: String) {
      self.isWithout = isWithout
      self.text = text
    }
  }

  public init(
    place: Place, guests: String? = nil, dishes: [Dish] = [], ending: Ending = .usual
  ) {
    self.place = place
    self.guests = guests
    self.dishes = dishes
    self.ending = ending
  }

  /// The words for a place without a table.
  public static let types: [(word: String, place: Place)] = [
    ("takeaway", .takeaway), ("delivery", .delivery),
  ]
}

/// Writing a line, so that it is read as the same.
extension OrderLine {
  public var text: String {
    let head = [placeText, dishes.map(\.text).joined(separator: ", ")].filter { !$0.isEmpty }
    let end =
      switch ending {
      case .usual: [] as [String]
      case .send: ["!"]
      case .hold: ["hold"]
      }
    return (head + end + (isAnyway ? ["anyway"] : [])).joined(separator: " ")
  }

  private var placeText: String {
    let count = guests.map { "/\($0)" } ?? ""
    switch place {
    case .named(let name): return "\(name)\(count):"
    case .takeaway: return "takeaway\(count):"
    case .delivery: return "delivery\(count):"
    case .selected: return "+"
    case .missing: return ""
    }
  }
}

extension OrderLine.Dish {
  public var text: String {
    let signs = wishes.map { ($0.isWithout ? "-" : "+") + $0.text }
    return (words + signs + (note.map { ["\"\($0)\""] } ?? [])).joined(separator: " ")
  }
}

extension OrderLine.Dish {
  /// The words that begin a caution for the whole order in place of a dish.
  static let alertWords = ["allergy", "alert"]

  /// The caution that it is; nil where it is a dish. A note says nothing else than words do there.
  var alert: String? {
    guard let first = words.first, Self.alertWords.contains(first.lowercased()) else { return nil }
    let text = (words.dropFirst() + (note.map { [$0] } ?? [])).joined(separator: " ")
    return text.isEmpty ? nil : text
  }
}
