extension Theme {
  /// The built-in theme: dark, for a kitchen; how each role looks in it stands beside the role.
  public static let `default` = Theme(name: "default", palette: console.map(RGB.init)) { $0.defaultLook }
}

extension Theme {
  /// The console makes a bold 0–7 bright, so each of 8–15 is as good as the one below it where it is read.
  private static let console: [UInt32] = [
    0x121212, 0xAF0000, 0x87D787, 0xFFAF00, 0x303030, 0x870087, 0x5FAFFF, 0xE4E4E4,
    0x080808, 0xFF8787, 0x87FF5F, 0xFFD75F, 0x87AFFF, 0xD7AFFF, 0x5FD7FF, 0xFFFFFF,
  ]
}

/// The paints of the built-in theme.
extension Paint {
  static let ground = Paint(0x121212, of256: 233, of16: 0, of8: 0)
  static let black = Paint(0x000000, of256: 16, of16: 0, of8: 0)
  static let bar = Paint(0x303030, of256: 236, of16: 4, of8: 4)
  static let line = Paint(0x6C6C6C, of256: 242, of16: 7, of8: 7)
  static let dim = Paint(0xA8A8A8, of256: 248, of16: 7, of8: 7)
  static let text = Paint(0xE4E4E4, of256: 254, of16: 7, of8: 7)
  static let white = Paint(0xFFFFFF, of256: 231, of16: 15, of8: 7)
  static let sky = Paint(0x5FD7FF, of256: 81, of16: 14, of8: 6)
  static let blue = Paint(0x5FAFFF, of256: 75, of16: 6, of8: 6)
  static let yellow = Paint(0xFFD75F, of256: 221, of16: 11, of8: 3)
  static let straw = Paint(0xFFFF87, of256: 228, of16: 11, of8: 3)
  static let gold = Paint(0xFFD700, of256: 220, of16: 11, of8: 3)
  static let amber = Paint(0xFFAF00, of256: 214, of16: 11, of8: 3)
  static let orange = Paint(0xFF8700, of256: 208, of16: 11, of8: 3)
  static let peach = Paint(0xFFAF5F, of256: 215, of16: 13, of8: 7)
  static let green = Paint(0x87FF5F, of256: 119, of16: 10, of8: 2)
  static let sage = Paint(0x87D787, of256: 114, of16: 2, of8: 2)
  static let mint = Paint(0x00D787, of256: 42, of16: 10, of8: 2)
  static let lilac = Paint(0xD7AFFF, of256: 183, of16: 13, of8: 7)
  static let purple = Paint(0x870087, of256: 90, of16: 5, of8: 5)
  static let red = Paint(0xAF0000, of256: 124, of16: 1, of8: 1)
  static let rose = Paint(0xFF8787, of256: 210, of16: 9, of8: 3)
}
