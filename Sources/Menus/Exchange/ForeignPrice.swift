import Events

/// Why an amount could not be read; the sentence quotes it.
package struct PriceFault: Error, Hashable {
  package let reason: String
}

/// Reads amounts as people and other programs write them in the major unit: `12.50`, `12,50`, `€ 12.50`, `1.250,00`.
///
/// Nothing is rounded: an amount with more decimals than its currency has is refused.
package struct ForeignPrice {
  let unit: MinorUnit

  package init(unit: MinorUnit) { self.unit = unit }

  /// Signs and letters beside an amount, and the currencies that they may mean. Of a sign that is not here any is meant.
  private static let marks: [String: [String]] = [
    "€": ["EUR"], "£": ["GBP", "GIP", "FKP", "SHP", "EGP", "LBP", "SYP", "SDG"], "¥": ["JPY", "CNY"],
    "￥": ["JPY", "CNY"], "₹": ["INR"], "₩": ["KRW"], "₽": ["RUB"], "₺": ["TRY"], "₴": ["UAH"],
    "kr": ["SEK", "NOK", "DKK", "ISK"], "kr.": ["SEK", "NOK", "DKK", "ISK"], "zł": ["PLN"], "kč": ["CZK"],
    "ft": ["HUF"], "fr.": ["CHF"], "sfr.": ["CHF"], "lei": ["RON", "MDL"],
    "rs": ["INR", "PKR", "LKR", "NPR"],
    "rs.": ["INR", "PKR", "LKR", "NPR"], "rp": ["IDR"], "rm": ["MYR"], "円": ["JPY"],
  ]
  /// Where a dollar sign is written.
  private static let dollars = [
    "USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN", "ARS", "CLP", "COP", "UYU", "BRL", "DOP", "JMD",
    "TTD", "BSD", "BBD", "BZD", "FJD", "GYD", "KYD", "LRD", "NAD", "SRD", "XCD", "BMD", "SBD",
  ]
  private static let digitsLimit = 12

  /// The amount in minor units.
  package func minor(_ text: String) throws(PriceFault) -> Int64 {
    let text = ForeignText.oneLine(text)
    let shown = ImportNote.short(text)
    let letters = Array(text)
    guard let first = letters.firstIndex(where: Self.isDigit),
      let last = letters.lastIndex(where: Self.isDigit)
    else { throw PriceFault(reason: "“\(shown)” is no amount") }
    let startsWithPoint = first > 0 && Self.isPoint(letters[first - 1])
    let start = startsWithPoint ? first - 1 : first
    try check(mark: String(letters[..<start]), shown)
    try check(mark: String(Self.withoutDash(letters[(last + 1)...])), shown)
    return try amount(Array(letters[start...last]), shown)
  }

  private static func isDigit(_ letter: Character) -> Bool { ("0"..."9").contains(letter) }

  private static func isPoint(_ letter: Character) -> Bool { letter == "." || letter == "," }

  /// `12,-` is what some write for twelve and nothing.
  private static func withoutDash(_ rest: ArraySlice<Character>) -> ArraySlice<Character> {
    let isDash =
      rest.count >= 2 && isPoint(rest[rest.startIndex]) && "-–—".contains(rest[rest.startIndex + 1])
    return isDash ? rest.dropFirst(2) : rest
  }

  private func check(mark: String, _ shown: String) throws(PriceFault) {
    let mark = ForeignText.oneLine(mark)
    guard !mark.isEmpty else { return }
    if mark.contains("-") || mark.contains("−") { throw PriceFault(reason: "“\(shown)” is below zero") }
    if mark.uppercased() == unit.code.string { return }
    let isForeignCode = mark.utf8.count == 3 && mark.utf8.allSatisfy { (0x41...0x5A).contains($0) }
    let allowed = Self.marks[mark.lowercased()] ?? (mark.hasSuffix("$") ? Self.dollars : nil)
    if isForeignCode || allowed?.contains(unit.code.string) == false {
      throw PriceFault(reason: "“\(shown)” is not in \(unit.code)")
    }
    let isSign =
      mark.unicodeScalars.count == 1
      && mark.unicodeScalars.first?.properties.generalCategory == .currencySymbol
    guard allowed != nil || isSign else {
      throw PriceFault(reason: "“\(shown)” is no single amount")
    }
  }

  /// From the first digit, or the point before it, to the last digit.
  private func amount(_ body: [Character], _ shown: String) throws(PriceFault) -> Int64 {
    let places = body.indices.filter { Self.isPoint(body[$0]) }
    let point = decimalPoint(body, places)
    let whole = try digits(ofGroups: Array(body[..<(point ?? body.count)]), shown)
    let fraction = point.map { Array(body[($0 + 1)...]) } ?? []
    guard fraction.allSatisfy(Self.isDigit) else {
      throw PriceFault(reason: "“\(shown)” is no single amount")
    }
    guard fraction.count <= unit.digits else {
      let has = unit.digits == 0 ? "no decimals" : "\(unit.digits)"
      throw PriceFault(
        reason: unit.digits == 0
          ? "“\(shown)” has decimals, and \(unit.code) has none"
          : "“\(shown)” has more decimals than \(unit.code), which has \(has)")
    }
    let all = whole + fraction + [Character](repeating: "0", count: unit.digits - fraction.count)
    let significant = all.drop { $0 == "0" }
    guard significant.count <= Self.digitsLimit else {
      throw PriceFault(reason: "“\(shown)” is more than any dish costs")
    }
    return significant.reduce(0) { $0 * 10 + Int64($1.wholeNumberValue ?? 0) }
  }

  /// The last point or comma, unless it stands between thousands.
  private func decimalPoint(_ body: [Character], _ places: [Int]) -> Int? {
    guard let last = places.last else { return nil }
    if Set(places.map { body[$0] }).count > 1 { return last }
    if places.count > 1 { return nil }
    // Of a currency without decimals nothing but thousands can be meant.
    return unit.digits == 0 && last > 0 && body.count - last == 4 ? nil : last
  }

  /// Digits with or without one mark between thousands.
  private func digits(ofGroups body: [Character], _ shown: String) throws(PriceFault) -> [Character] {
    let marks = Set(body.filter { !Self.isDigit($0) })
    guard let mark = marks.first else { return body }
    let groups = body.split(separator: mark, omittingEmptySubsequences: false)
    guard marks.count == 1, ".,'’\u{20}\u{A0}\u{202F}\u{2009}".contains(mark),
      (1...3).contains(groups[0].count),
      groups.dropFirst().allSatisfy({ $0.count == 3 })
    else { throw PriceFault(reason: "“\(shown)” is no single amount") }
    return Array(groups.joined())
  }
}
