/// Puts code points together to clusters, one after the other.
///
/// It does not lean on `Character`: the library's grapheme clusters are unbounded, change with its Unicode
/// version, and join things that terminals draw apart.
struct ClusterAssembly {
  /// What stands for a character that must not be drawn.
  static let mark = Cluster(base: "\u{FFFD}", widthColumns: 1)

  private static let joiner: Unicode.Scalar = "\u{200D}"
  private static let emojiVariation: Unicode.Scalar = "\u{FE0F}"
  private static let regionalIndicators: ClosedRange<Unicode.Scalar> = "\u{1F1E6}"..."\u{1F1FF}"

  private static let skinTones: ClosedRange<Unicode.Scalar> = "\u{1F3FB}"..."\u{1F3FF}"

  /// The columns of the clusters that can grow no more.
  private(set) var finishedColumns = 0
  private var finished: [Cluster] = []
  /// The cluster that may still grow.
  private var open: Cluster?
  /// Its last character that is no mark: what a skin tone or a joiner would go on from.
  private var last: Unicode.Scalar = " "
  private var markCount = 0
  private var emojiCount = 0
  private var joinerIsHeld = false
  private var floodIsShown = false

  /// Takes the next code point.
  mutating func take(_ scalar: Unicode.Scalar) {
    if joinerIsHeld {
      joinerIsHeld = false
      if Self.isPictograph(scalar) { return joinEmoji(scalar) }
      show(Self.mark)
    }
    let fate = CellWidths.fate(of: scalar)
    if fate != .attached { floodIsShown = false }
    switch fate {
    case .narrow, .wide: takeBase(scalar, widthColumns: fate == .wide ? 2 : 1)
    case .blank: show(.blank)
    case .attached: takeMark(scalar, spacing: 0)
    case .spacing: takeMark(scalar, spacing: 1)
    case .never: takeInvisible(scalar)
    }
  }

  /// Everything taken, as clusters.
  mutating func finish() -> [Cluster] {
    if joinerIsHeld { show(Self.mark) }
    close()
    return finished
  }

  private mutating func takeBase(_ scalar: Unicode.Scalar, widthColumns: Int) {
    if Self.regionalIndicators.contains(scalar), let half = open, half.rest.isEmpty,
      Self.regionalIndicators.contains(half.base)
    {
      open?.join(scalar, widthColumns: 2)
      return
    }
    if Self.skinTones.contains(scalar), open != nil, last.properties.isEmojiModifierBase,
      markCount < SafeText.marksPerCell
    {
      open?.join(scalar, widthColumns: 2)
      markCount += 1
      return
    }
    close()
    open = Cluster(base: scalar, widthColumns: widthColumns)
    last = scalar
    emojiCount = 1
  }

  private mutating func takeMark(_ scalar: Unicode.Scalar, spacing: Int) {
    if floodIsShown { return }
    if Self.isHangulPart(scalar) && !(open.map { Self.isHangulStart($0.base) } ?? false) {
      return show(Self.mark)
    }
    if markCount == SafeText.marksPerCell {
      show(Self.mark)
      floodIsShown = true
      return
    }
    var cluster = open ?? Cluster(base: "\u{25CC}", widthColumns: 1)
    let widensEmoji = scalar == Self.emojiVariation && last.properties.isEmoji && open != nil
    cluster.join(scalar, widthColumns: widensEmoji ? 2 : cluster.widthColumns + spacing)
    if open == nil { last = cluster.base }
    open = cluster
    markCount += 1
  }

  private mutating func joinEmoji(_ scalar: Unicode.Scalar) {
    open?.join(Self.joiner, widthColumns: 2)
    open?.join(scalar, widthColumns: 2)
    last = scalar
    emojiCount += 1
  }

  private mutating func takeInvisible(_ scalar: Unicode.Scalar) {
    if scalar == Self.joiner, open != nil, Self.isPictograph(last), emojiCount < SafeText.emojiPerCell {
      joinerIsHeld = true
      return
    }
    show(Self.picture(of: scalar))
  }

  /// Adds a cluster that nothing may join.
  private mutating func show(_ cluster: Cluster) {
    close()
    finished.append(cluster)
    finishedColumns += cluster.widthColumns
  }

  private mutating func close() {
    if var cluster = open {
      // Half a flag would join the next cell's half in a terminal; its letter cannot.
      if Self.regionalIndicators.contains(cluster.base), cluster.rest.isEmpty,
        let letter = Unicode.Scalar(cluster.base.value - 0x1F1E6 + 0x41)
      {
        cluster = Cluster(base: letter, widthColumns: 1)
      }
      finished.append(cluster)
      finishedColumns += cluster.widthColumns
    }
    open = nil
    last = " "
    markCount = 0
    emojiCount = 0
  }

  /// The control pictures of Unicode for C0 and Delete, `␤` for the separators, else the mark.
  private static func picture(of scalar: Unicode.Scalar) -> Cluster {
    let shown: UInt32? =
      switch scalar.value {
      case 0x00...0x1F: 0x2400 + scalar.value
      case 0x7F: 0x2421
      case 0x85, 0x2028, 0x2029: 0x2424
      default: nil
      }
    guard let shown, let picture = Unicode.Scalar(shown) else { return mark }
    return Cluster(base: picture, widthColumns: 1)
  }

  /// What may stand on either side of a joiner: emoji, without the digits and signs that are emoji by a
  /// technicality.
  private static func isPictograph(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x2190 && scalar.properties.isEmoji && !regionalIndicators.contains(scalar)
      && CellWidths.fate(of: scalar) != .never
  }

  /// A leading consonant or a syllable, on which Hangul vowels and tails stand.
  private static func isHangulStart(_ scalar: Unicode.Scalar) -> Bool {
    (0x1100...0x115E).contains(scalar.value) || (0xA960...0xA97C).contains(scalar.value)
      || (0xAC00...0xD7A3).contains(scalar.value)
  }

  private static func isHangulPart(_ scalar: Unicode.Scalar) -> Bool {
    (0x1160...0x11FF).contains(scalar.value) || (0xD7B0...0xD7FF).contains(scalar.value)
  }
}
