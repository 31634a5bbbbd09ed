/// A small menu and the few steps that most tests begin with.
enum Supper {
  static let menu = """
    {"menu_id":"supper","name":"Supper","currency":"EUR","sections":[{"id":"all","name":"All","items":[
    {"id":"m01","name":"Bruschetta","price":650,"prep_minutes":4,"allergens":["gluten"],"station":"cold",
     "course":"starter"},
    {"id":"m02","name":"Phở bò","price":1390,"prep_minutes":9,"station":"hot","course":"main"},
    {"id":"m03","name":"Tantanmen","price":1450,"prep_minutes":10,"allergens":["gluten","peanut"],
     "station":"hot","course":"main","modifiers":[{"group":"heat","min":0,"max":2,"options":[
     {"name":"extra chili","price":50},{"name":"no peanuts","price":0}]}]},
    {"id":"m07","name":"Still water","price":390,"prep_minutes":1,"station":"bar","course":"drink"}]}]}

    """

  static let bruschetta = 650
  static let pho = 1390
  static let tantanmen = 1450
  static let water = 390
}

extension ScratchHouse {
  func importSupper() throws {
    try done("menu", "import", file("supper.json", Supper.menu))
  }

  /// Opens an order and gives its short code and id.
  func open(_ arguments: String...) throws -> (code: String, id: String) {
    // Scenarios seat several parties at one table.
    let event = try onlyEvent(["order", "open", "--again"] + arguments)
    guard let code = event["payload"]["short_code"].string, let id = event["order_id"].string else {
      throw Failure("order open told neither code nor order_id: \(event)")
    }
    return (code, id)
  }

  /// Opens an order for two at a table, with two phở and a Bruschetta: 2 × 1390 + 650 = 3430.
  func openSupper(table: String = "T4") throws -> String {
    let code = try open("--table", table, "--guests", "2").code
    try done("order", "add", code, "m02", "--qty", "2")
    try done("order", "add", code, "m01")
    return code
  }

  /// The same, sent to the kitchen.
  func sendSupper(table: String = "T4") throws -> String {
    let code = try openSupper(table: table)
    try done("order", "submit", code)
    return code
  }

  func show(_ order: String) throws -> Json {
    try json("order", "show", order)
  }

  /// The one event line that a command writes: "one command writes exactly one event that changes an order".
  func onlyEvent(_ arguments: [String]) throws -> Json {
    let lines = try jsonLines(arguments)
    guard lines.count == 1 else {
      throw Failure("`galley \(arguments.joined(separator: " "))` wrote \(lines.count) lines, not one")
    }
    return lines[0]
  }

  func onlyEvent(_ arguments: String...) throws -> Json {
    try onlyEvent(arguments)
  }

  /// The lines that `galley events` prints.
  func events(_ arguments: String...) throws -> [String] {
    try done(["events"] + arguments).lines
  }

  /// Expects a refusal that changes nothing, and gives it for a closer look.
  func refused(_ arguments: String..., status: Set<Int32> = [1]) throws -> Finished {
    let before = try events()
    let finished = try galley(arguments)
    let command = "`galley \(arguments.joined(separator: " "))`"
    guard status.contains(finished.status) else {
      throw Failure("\(command) ended with \(finished.status), not \(status): \(finished.errors)")
    }
    guard !finished.errors.isEmpty else { throw Failure("\(command) was refused without a word") }
    guard try events() == before else { throw Failure("\(command) was refused and yet wrote") }
    return finished
  }

  /// The state of a house that knows these lines and nothing else.
  static func stateFromNothing(_ lines: [String], arguments: [String] = ["--all"]) throws -> String {
    try ScratchHouse.with(settings: "venue = maple\nname = bar\nletter = C\n") { other in
      try other.done("ingest", other.file("lines.jsonl", lines.map { $0 + "\n" }.joined()))
      return try other.done(["state"] + arguments).output
    }
  }
}
