import Dining
import Events
import Menus
import Screens

/// A menu in words, for a shell.
struct MenuText {
  let menu: ServedMenu

  init?(_ menu: ServedMenu?) {
    guard let menu else { return nil }
    self.menu = menu
  }

  var document: MenuDocument { menu.document }

  /// What stands where there is none.
  static let nothing =
    "No menu. Give the house one with: galley menu import FILE, and see one with: galley menu example"

  /// A dish on a line, in columns; with headings for a person.
  func list(inColumns: Bool) -> String {
    let rows = document.items.map { item in
      [item.id.string, item.name, price(item.priceMinor), isSoldOut(item) ? "sold out" : ""]
    }
    var table = TextTable(
      ["ID": .left, "NAME": .left, "PRICE": .right, "NOW": .left], hasHeadings: inColumns)
    for row in rows { table.add(row) }
    return table.text
  }

  /// A dish as one JSON object.
  func json(_ item: MenuItem) -> String {
    JSON.object([
      "id": .string(item.id.string), "name": .string(item.name), "price": .int(item.priceMinor),
      "currency": .string(document.currencyCode.string),
      "section": document.section(ofItem: item.id).map { .string($0.id.string) },
      "station": item.station.map { .string($0.string) }, "sold_out": .bool(isSoldOut(item)),
    ]).compactText + "\n"
  }

  /// The whole menu as `menu import` reads it, with the name of its content, and why it is the one.
  func json(_ reasons: MenuReasons?) -> JSON {
    guard case .object(let members) = document.json else { return document.json }
    let considered = reasons.map { reasons in
      JSON.array(
        reasons.considered.map { reason in
          .object(["version_id": .string(reason.version.description), "reason": .string(reason.words)])
        })
    }
    return .object(
      members + [JSON.Member("version_id", .string(document.versionID.description))]
        + (considered.map { [JSON.Member("considered", $0)] } ?? []))
  }

  /// The whole menu, section by section.
  var page: String {
    let head = "\(document.name), menu \(document.menuID), prices in \(document.currencyCode)\n"
    return VisibleText.lines(
      head + document.sections.map { "\n\($0.name)\n" + $0.items.map(lines).joined() }.joined())
  }

  private func lines(_ item: MenuItem) -> String {
    let head = [
      "  \(item.id)", item.name, price(item.priceMinor), isSoldOut(item) ? "SOLD OUT" : nil,
      item.allergens.isEmpty ? nil : "▲ \(item.allergens.joined(separator: ", "))",
      item.station.map { "at \($0)" },
    ]
    let more =
      [item.description].compactMap { $0 } + item.modifierGroups.map(words) + item.available.map(words)
    return head.compactMap { $0 }.joined(separator: "  ") + "\n" + more.map { "      \($0)\n" }.joined()
  }

  private func words(_ group: ModifierGroup) -> String {
    let bounds =
      switch (group.min, group.max) {
      case (0, let most): "at most \(most)"
      case (let least, let most) where least == most: "\(least)"
      case (let least, let most): "\(least) to \(most)"
      }
    let options = group.options.map { $0.name + ($0.priceMinor == 0 ? "" : " +\(price($0.priceMinor))") }
    return "\(group.name), \(bounds): \(options.joined(separator: ", "))"
  }

  private func words(_ window: AvailabilityWindow) -> String {
    func clock(_ minute: Int) -> String {
      "\(minute / 60 < 10 ? "0" : "")\(minute / 60):\(minute % 60 < 10 ? "0" : "")\(minute % 60)"
    }
    let days = window.days.map(\.rawValue).joined(separator: ", ")
    return "\(days) \(clock(window.fromMinute)) to \(clock(window.untilMinute))"
  }

  private func isSoldOut(_ item: MenuItem) -> Bool { menu.isSoldOut(item.id) }

  private func price(_ minor: Int64) -> String {
    guard let currency = Currency(document.currencyCode.string), let money = Money(minor: minor) else {
      return "\(minor)"
    }
    return currency.text(money)
  }
}
