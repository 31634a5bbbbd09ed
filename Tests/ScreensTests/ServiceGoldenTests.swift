import Testing

@testable import Screens

/// The panes of whoever waits on tables, as pictures.
@Suite struct ServiceGoldenTests {
  static let sizes = [(80, 24), (120, 33), (160, 45)]

  /// A staff console of an evening, a pane of it shown by its name.
  static func screening(_ pane: String, _ size: (Int, Int), _ dinner: Dinner = .service()) -> Screening {
    var screening = Screening(dinner, .staff, columns: size.0, rows: size.1)
    screening.type(pane)
    screening.press(.enter)
    return screening
  }

  @Test(
    "Tables, payments, attention, an order and the board on a staff console",
    arguments: ["tables", "payments", "attention", "order B08", "board"], sizes)
  func pane(name: String, size: (Int, Int)) throws {
    var screening = Self.screening(name, size)
    if !name.hasPrefix("order"), name != "board" { screening.press(.down, .down) }
    try Golden.compare(
      screening.frame, "service-\(name.replacing(" ", with: "-"))-\(size.0)x\(size.1)")
  }
}
