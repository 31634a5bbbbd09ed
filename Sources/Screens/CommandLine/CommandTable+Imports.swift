import Events
import Venue

/// What was before galley, brought in.
extension CommandTable {
  static let imports: [Command] = [
    Command(
      "import orders FILE",
      flags: [
        Flag("preview", "only say what was understood; nothing is written"),
        Flag(
          "map FIELD=COLUMN", isRepeated: true, "the column of a field; COLUMN+COLUMN joins two with a blank"),
        Flag("date-format DD-MM-YYYY", "how dates are written, where they do not begin with the year"),
        Flag("join FILE", "a second file with names and prices"),
        Flag("on COLUMN=COLUMN", "which column of the orders is which of the second file"), .currency,
      ],
      "Take past orders from a table (CSV), a dish in each row; what is here already is not taken twice.",
      example: "import orders orders.csv --map created_at=order_date+order_time"
    ) { arguments, operands throws(UsageFault) in
      .importOrders(try arguments.orderFile(operands[0]))
    }
  ]
}

extension Invocation {
  /// A file of past orders, and what was said of it.
  public struct OrderFile: Sendable {
    public let path: String
    public let setting: OrderImportSetting
    public let isPreview: Bool
  }
}

extension Arguments {
  fileprivate func orderFile(_ path: String) throws(UsageFault) -> Invocation.OrderFile {
    var setting = OrderImportSetting()
    for map in list("map") {
      let (field, column) = try pair(map, "map")
      guard let known = OrderColumn(rawValue: field) else {
        let names = OrderColumn.allCases.map(\.rawValue)
        throw UsageFault(
          "--map: “\(field)” is none of \(names.joined(separator: ", "))\(NearWord.question(about: field, in: names))"
        )
      }
      guard setting.columns[known] == nil else { throw UsageFault("--map: \(field) stands twice") }
      setting.columns[known] = column.split(separator: "+").map(String.init)
    }
    if let text = value("date-format") {
      guard let form = DateForm(text) else {
        throw UsageFault(
          "--date-format: “\(text)” is none; write YYYY, MM and DD as the file has them, like DD-MM-YYYY or M/D/YY"
        )
      }
      setting.dates = form
    }
    guard has("join") == has("on") else {
      throw UsageFault(
        "--join FILE and --on COLUMN=COLUMN go together: --join menu.csv --on item_id=menu_item_id")
    }
    if let second = value("join"), let on = value("on") {
      let (left, right) = try pair(on, "on")
      guard path != "-" || second != "-" else {
        throw UsageFault("only one of the two files can be standard input")
      }
      setting.join = OrderImportSetting.Join(path: second, left: left, right: right)
    }
    setting.currency = try currency()
    return Invocation.OrderFile(path: path, setting: setting, isPreview: has("preview"))
  }

  private func pair(_ text: String, _ flag: String) throws(UsageFault) -> (String, String) {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, parts[1].contains(where: { $0 != "+" }) else {
      throw UsageFault("--\(flag): “\(text)” is no pair; write it like created_at=order_date")
    }
    return (parts[0], parts[1])
  }
}
