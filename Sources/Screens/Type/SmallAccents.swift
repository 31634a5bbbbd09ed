extension SmallFace {
  /// The accents, each drawn once where it stands over, under or beside a letter.
  static let accents: [(mark: Unicode.Scalar, sheet: GlyphSheet)] = [
    (
      "\u{300}",
      GlyphSheet(
        topPixel: 0, heightPixels: 2,
        """
        x
        #.
        .#
        """)
    ),
    (
      "\u{301}",
      GlyphSheet(
        topPixel: 0, heightPixels: 2,
        """
        x
        .#
        #.
        """)
    ),
    (
      "\u{302}",
      GlyphSheet(
        topPixel: 0, heightPixels: 2,
        """
        x
        .#.
        #.#
        """)
    ),
    (
      "\u{303}",
      GlyphSheet(
        topPixel: 0, heightPixels: 2,
        """
        x
        .#.#
        #.#.
        """)
    ),
    (
      "\u{304}",
      GlyphSheet(
        topPixel: 0, heightPixels: 1,
        """
        x
        ###
        """)
    ),
    (
      "\u{306}",
      GlyphSheet(
        topPixel: 0, heightPixels: 2,
        """
        x
        #..#
        .##.
        """)
    ),
    (
      "\u{307}",
      GlyphSheet(
        topPixel: 0, heightPixels: 1,
        """
        x
        #
        """)
    ),
    (
      "\u{308}",
      GlyphSheet(
        topPixel: 0, heightPixels: 1,
        """
        x
        #.#
        """)
    ),
    (
      "\u{30A}",
      GlyphSheet(
        topPixel: 0, heightPixels: 2,
        """
        x
        .#.
        #.#
        """)
    ),
    (
      "\u{30B}",
      GlyphSheet(
        topPixel: 0, heightPixels: 2,
        """
        x
        .#.#
        #.#.
        """)
    ),
    (
      "\u{30C}",
      GlyphSheet(
        topPixel: 0, heightPixels: 2,
        """
        x
        #.#
        .#.
        """)
    ),
    (
      "\u{312}",
      GlyphSheet(
        topPixel: 0, heightPixels: 2,
        """
        x
        .#
        #.
        """)
    ),
    (
      "\u{315}",
      GlyphSheet(
        topPixel: 0, heightPixels: 2,
        """
        x
        #
        #
        """)
    ),
    (
      "\u{326}",
      GlyphSheet(
        topPixel: 7, heightPixels: 1,
        """
        x
        #
        """)
    ),
    (
      "\u{327}",
      GlyphSheet(
        topPixel: 7, heightPixels: 1,
        """
        x
        ##
        """)
    ),
    (
      "\u{328}",
      GlyphSheet(
        topPixel: 7, heightPixels: 1,
        """
        x
        ##
        """)
    ),
  ]
}
