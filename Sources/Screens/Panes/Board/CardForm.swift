/// How large the letters of a card are: its head (code, table and timer), and its dishes; the rest is plain cells.
struct CardForm: Hashable, Sendable {
  let head: Lettering
  let dishes: Lettering
  /// Whether what belongs to a dish stands beside it, and what only the order pane needs is left to that.
  var isDense = false
  /// Whether it takes a lane whole where others stand in its files.
  var isWide = false

  var hasLargeHead: Bool { head != .plain }
  var hasLargeDishes: Bool { dishes != .plain }

  /// From plain cells to letters that fill a wall; each is larger than the one before somewhere.
  ///
  /// Heads come first: they cost a card as many rows as one large dish does.
  ///
  /// - Parameters:
  ///   - pixels: what the terminal paints letters with; nil: plain cells only.
  ///   - isDivided: whether lanes have files.
  static func ladder(_ pixels: PixelShape?, isDivided: Bool) -> [CardForm] {
    guard let pixels else { return plain }
    return plain.prefix(1) + (pixels == .quarter ? narrow : square)
      + (isDivided ? (pixels == .quarter ? wideNarrow : wideSquare) : [])
  }

  private static let plain = [
    CardForm(head: .plain, dishes: .plain, isDense: true), CardForm(head: .plain, dishes: .plain),
  ]

  private static let narrow = forms(
    small: .drawn(.small, isNarrow: true), tall: .drawn(.tall, isNarrow: true))
  private static let square = forms(small: .drawn(.small), tall: .drawn(.tall))

  private static func forms(small: Lettering, tall: Lettering) -> [CardForm] {
    [
      CardForm(head: small, dishes: .plain, isDense: true),
      CardForm(head: small, dishes: small, isDense: true),
      CardForm(head: tall, dishes: small),
    ]
  }

  private static let wideNarrow = wide(
    small: .drawn(.tall, isNarrow: true), tall: .drawn(.tall, scale: 2, isNarrow: true),
    between: .drawn(.small, scale: 2, isNarrow: true))
  private static let wideSquare = wide(
    small: .drawn(.tall), tall: .drawn(.tall, scale: 2), between: .drawn(.small, scale: 2))

  private static func wide(small: Lettering, tall: Lettering, between: Lettering) -> [CardForm] {
    [
      CardForm(head: small, dishes: small, isWide: true),
      CardForm(head: between, dishes: between, isWide: true),
      CardForm(head: tall, dishes: between, isWide: true), CardForm(head: tall, dishes: tall, isWide: true),
    ]
  }
}
